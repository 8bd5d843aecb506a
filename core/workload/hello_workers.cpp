// resources/programs/go/hello_workers.go
#include <string>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

void worker(int id, base::Duration work, base::Duration pause, gmp::WaitGroup& done) {
    gmp::print("worker " + std::to_string(id) + " starts");
    gmp::work(work);
    gmp::sleep(pause);
    gmp::work(work);
    gmp::print("worker " + std::to_string(id) + " is done");
    done.done();
}

}  // namespace

GoProgram helloWorkers(const Parameters& parameters) {
    const int workers = parameters.count("workers");
    const base::Duration work = parameters.duration("work");
    const base::Duration pause = parameters.duration("pause");
    return {[=] {
                gmp::WaitGroup done("done");
                for (int id = 1; id <= workers; ++id) {
                    done.add(1);
                    gmp::go([=, &done] { worker(id, work, pause, done); }, sites::kHelloWorker);
                }
                done.wait();
                gmp::print("all workers are done");
            },
            {}};
}

}  // namespace interleave::workload
