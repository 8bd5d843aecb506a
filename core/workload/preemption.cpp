// resources/programs/go/preemption.go
#include <string>

#include "gmp/go.h"
#include "gmp/leaf.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

// By signal: the loop has no poll that could see a request, as the listing's has none.
void hog(base::Duration hogging, bool bySignal, gmp::WaitGroup& done) {
    if (bySignal)
        gmp::computeWithoutCalls(hogging);
    else
        gmp::work(hogging);
    gmp::print("the hog is done");
    done.done();
}

void other(int id, base::Duration work, gmp::WaitGroup& done) {
    gmp::work(work);
    gmp::print("other " + std::to_string(id) + " is done");
    done.done();
}

}  // namespace

GoProgram preemption(const Parameters& parameters) {
    const base::Duration hogging = parameters.duration("hogging");
    const int others = parameters.count("others");
    const base::Duration work = parameters.duration("work");
    const bool bySignal = parameters.flag("signals");
    const bool preempts = parameters.flag("preemption");
    return {[=] {
                gmp::WaitGroup done("done");
                done.add(1 + others);
                for (int id = 1; id <= others; ++id)
                    gmp::go([=, &done] { other(id, work, done); }, sites::kPreemptionOther);
                gmp::go([=, &done] { hog(hogging, bySignal, done); }, sites::kPreemptionHog);
                done.wait();
                gmp::print("all are done");
            },
            [=](gmp::Config& config) {
                config.preemption = preempts;
                config.signals = preempts && bySignal;
            }};
}

}  // namespace interleave::workload
