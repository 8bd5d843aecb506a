// resources/programs/go/syscall_handoff.go
#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {

GoProgram syscallHandoff(const Parameters& parameters) {
    const int callers = parameters.count("callers");
    const int calls = parameters.count("calls");
    const int busy = parameters.count("busy");
    const base::Duration blocking = parameters.duration("blocking");
    const base::Duration work = parameters.duration("work");
    return {[=] {
                gmp::WaitGroup done("done");
                const auto caller = [=, &done] {
                    for (int i = 0; i < calls; ++i)
                        gmp::blockingCall(blocking, trace::SyscallName::sleep);
                    done.done();
                };
                const auto computer = [=, &done] {
                    gmp::work(work);
                    done.done();
                };
                for (int i = 0; i < callers; ++i) {
                    done.add(1);
                    gmp::go(caller, sites::kHandoffCaller);
                }
                for (int i = 0; i < busy; ++i) {
                    done.add(1);
                    gmp::go(computer, sites::kHandoffComputer);
                }
                done.wait();
                gmp::print("all calls and computations are done");
            },
            {}};
}

}  // namespace interleave::workload
