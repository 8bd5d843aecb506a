// resources/programs/go/work_stealing.go
#include <string>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

void flood(int goroutines, base::Duration work, gmp::WaitGroup& done) {
    const auto spread = static_cast<std::uint64_t>(work.count());
    for (int i = 0; i < goroutines; ++i) {
        const base::Duration length = work / 2 + base::Duration(static_cast<std::int64_t>(gmp::random() % spread));
        done.add(1);
        gmp::go(
            [length, &done] {
                gmp::work(length);
                done.done();
            },
            sites::kStealingTask);
    }
    done.done();
}

}  // namespace

GoProgram workStealing(const Parameters& parameters) {
    const int goroutines = parameters.count("goroutines");
    const base::Duration work = parameters.duration("work");
    return {[=] {
                gmp::WaitGroup done("done");
                done.add(1);
                gmp::go([=, &done] { flood(goroutines, work, done); }, sites::kStealingFlood);
                done.wait();
                gmp::print(std::to_string(goroutines) + " tasks are done");
            },
            {}};
}

}  // namespace interleave::workload
