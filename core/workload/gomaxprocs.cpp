// resources/programs/go/gomaxprocs.go
#include <string>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

void worker(int id, base::Duration work, gmp::WaitGroup& done) {
    gmp::work(work);
    gmp::print("worker " + std::to_string(id) + " is done");
    done.done();
}

void change(int procs) {
    const int before = gmp::gomaxprocs(procs);
    gmp::print(std::to_string(before) + (before == 1 ? " P before, " : " Ps before, ") + std::to_string(procs) +
               " now");
}

}  // namespace

GoProgram gomaxprocs(const Parameters& parameters) {
    const int workers = parameters.count("workers");
    const base::Duration work = parameters.duration("work");
    const int more = parameters.count("more");
    const int fewer = parameters.count("fewer");
    return {[=] {
                gmp::WaitGroup done("done");
                done.add(workers);
                for (int id = 1; id <= workers; ++id)
                    gmp::go([=, &done] { worker(id, work, done); }, sites::kGomaxprocsWorker);
                gmp::work(std::chrono::milliseconds(1));
                change(more);
                gmp::work(std::chrono::milliseconds(2));
                change(fewer);
                done.wait();
                gmp::print("all workers are done");
            },
            {}};
}

}  // namespace interleave::workload
