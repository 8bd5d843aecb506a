// resources/programs/go/select.go
#include "gmp/select.h"

#include <string>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

struct Nothing {};
using Stop = gmp::Chan<Nothing>;

void worker(gmp::Chan<int> results, Stop stop, base::Duration work, gmp::WaitGroup& done) {
    for (int n = 1;; ++n) {
        gmp::work(work);
        switch (gmp::select(gmp::sendTo(results, n), gmp::receiveFrom(stop))) {
            case 0:
                break;
            default:
                done.done();
                return;
        }
    }
}

void collect(gmp::Chan<int> fast, gmp::Chan<int> slow, int rounds, base::Duration digest) {
    int fromFast = 0;
    int fromSlow = 0;
    for (int i = 0; i < rounds; ++i) {
        switch (gmp::select(gmp::receiveFrom(fast), gmp::receiveFrom(slow))) {
            case 0:
                ++fromFast;
                break;
            default:
                ++fromSlow;
        }
        gmp::work(digest);
    }
    gmp::print(std::to_string(fromFast) + " results from the fast worker, " + std::to_string(fromSlow) +
               " from the slow one");
}

void responder(gmp::Chan<int> answer, base::Duration work) {
    gmp::work(work);
    answer.send(42);
}

void poll(gmp::Chan<int> answer, base::Duration digest) {
    for (int looks = 1;; ++looks) {
        int value = 0;
        switch (gmp::select(gmp::receiveFrom(answer, value), gmp::otherwise)) {
            case 0:
                gmp::print("the answer " + std::to_string(value) + " was there at look " + std::to_string(looks));
                return;
            default:
                gmp::work(digest / 4);
        }
    }
}

}  // namespace

GoProgram selectOverChannels(const Parameters& parameters) {
    const int rounds = parameters.count("rounds");
    const base::Duration fastWork = parameters.duration("fast");
    const base::Duration slowWork = parameters.duration("slow");
    const base::Duration digest = parameters.duration("digest");
    return {[=] {
                const gmp::Chan<int> fast(0, "fast");
                const gmp::Chan<int> slow(0, "slow");
                Stop stop(0, "stop");
                gmp::WaitGroup done("done");
                done.add(2);
                gmp::go([=, &done] { worker(fast, stop, fastWork, done); }, sites::kSelectFast);
                gmp::go([=, &done] { worker(slow, stop, slowWork, done); }, sites::kSelectSlow);
                collect(fast, slow, rounds, digest);
                stop.close();
                done.wait();
                const gmp::Chan<int> answer(0, "answer");
                gmp::go([=] { responder(answer, slowWork); }, sites::kSelectResponder);
                poll(answer, digest);
            },
            {}};
}

}  // namespace interleave::workload
