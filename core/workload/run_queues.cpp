// resources/programs/go/run_queues.go
#include <string>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {

GoProgram runQueues(const Parameters& parameters) {
    const int goroutines = parameters.count("goroutines");
    const base::Duration work = parameters.duration("work");
    return {[=] {
                gmp::WaitGroup done("done");
                done.add(goroutines);
                for (int i = 0; i < goroutines; ++i) {
                    gmp::go(
                        [work, &done] {
                            gmp::work(work);
                            done.done();
                        },
                        sites::kRunQueuesTask);
                }
                done.wait();
                gmp::print(std::to_string(goroutines) + " tasks are done");
            },
            {}};
}

}  // namespace interleave::workload
