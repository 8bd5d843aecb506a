// resources/programs/go/timers.go
#include <string>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "gmp/timer.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

void sleeper(int id, base::Duration period, gmp::WaitGroup& done) {
    gmp::sleep(id * period);
    gmp::print("sleeper " + std::to_string(id) + " is awake");
    done.done();
}

void cleanUp(base::Duration period, gmp::WaitGroup& done) {
    gmp::work(period / 2);
    gmp::print("cleaned up");
    done.done();
}

void readTicker(gmp::Ticker ticker, base::Duration busy) {
    for (int i = 0; i < 3; ++i)
        ticker.channel().receive();
    gmp::work(busy);
    gmp::print("ticks that wait: " + std::to_string(ticker.channel().length()));
    ticker.channel().receive();
    ticker.stop();
}

}  // namespace

GoProgram timers(const Parameters& parameters) {
    const base::Duration period = parameters.duration("period");
    const base::Duration busy = parameters.duration("busy");
    const int sleepers = parameters.count("sleepers");
    return {[=] {
                gmp::WaitGroup done("done");
                done.add(1 + sleepers);
                const gmp::Timer timeout(std::chrono::seconds(1), "timeout");
                const gmp::Ticker ticker(period, "ticker");
                gmp::afterFunc(
                    7 * period / 2, [=, &done] { cleanUp(period, done); }, sites::kTimersCleanUp);
                for (int id = 1; id <= sleepers; ++id)
                    gmp::go([=, &done] { sleeper(id, period, done); }, sites::kTimersSleeper);
                readTicker(ticker, busy);
                done.wait();
                gmp::print(std::string("stopped in time: ") + (timeout.stop() ? "true" : "false"));
            },
            {}};
}

}  // namespace interleave::workload
