// resources/programs/go/context_cancel.go
#include <string>

#include "gmp/context.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

namespace context = gmp::context;

struct Crew {
    int supervisors;
    int workers;
    base::Duration work;
};

void worker(const context::Ref& ctx, const std::string& name, base::Duration work, gmp::WaitGroup& done) {
    gmp::work(work);
    ctx->done().receive();
    gmp::print(name + " stops: " + ctx->err());
    done.done();
}

void supervisor(const context::Ref& parent, int id, const Crew& crew, gmp::WaitGroup& done) {
    const std::string number = std::to_string(id);
    const auto [ctx, cancel] = context::withCancel(parent, "supervisor " + number);
    for (int w = 1; w <= crew.workers; ++w)
        gmp::go([ctx = ctx, name = "worker " + number + "." + std::to_string(w), work = crew.work,
                 &done] { worker(ctx, name, work, done); },
                sites::kContextWorker);
    ctx->done().receive();
    gmp::print("supervisor " + number + " stops: " + ctx->err());
    done.done();
    cancel();
}

void serve(const context::Ref& ctx, const Crew& crew, gmp::WaitGroup& done) {
    done.add(crew.supervisors * (1 + crew.workers));
    for (int id = 1; id <= crew.supervisors; ++id)
        gmp::go([=, &done] { supervisor(ctx, id, crew, done); }, sites::kContextSupervisor);
}

}  // namespace

GoProgram contextCancel(const Parameters& parameters) {
    const Crew crew{parameters.count("supervisors"), parameters.count("workers"), parameters.duration("work")};
    const base::Duration patience = parameters.duration("patience");
    return {[=] {
                gmp::WaitGroup done("done");
                const auto request = context::withCancel(context::background(), "request");
                serve(request.context, crew, done);
                gmp::sleep(patience / 2);
                request.cancel();
                done.wait();

                const auto timed = context::withTimeout(context::background(), patience, "timed");
                serve(timed.context, crew, done);
                done.wait();
                gmp::print("all have stopped");
                timed.cancel();
            },
            {}};
}

}  // namespace interleave::workload
