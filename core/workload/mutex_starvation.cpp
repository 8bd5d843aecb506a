// resources/programs/go/mutex_starvation.go
#include <algorithm>
#include <chrono>
#include <string>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

void hog(gmp::Mutex& mutex, int rounds, base::Duration hold, gmp::WaitGroup& done) {
    for (int i = 0; i < rounds; ++i) {
        mutex.lock();
        gmp::work(hold);
        mutex.unlock();
    }
    done.done();
}

struct Visits {
    int count;
    base::Duration pause;
};

void visitor(int id, gmp::Mutex& mutex, Visits visits, gmp::WaitGroup& done) {
    base::Duration worst{0};
    for (int i = 0; i < visits.count; ++i) {
        gmp::work(visits.pause);
        const base::Time asked = gmp::now();
        mutex.lock();
        worst = std::max(worst, gmp::now() - asked);
        mutex.unlock();
    }
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(worst).count();
    gmp::print("visitor " + std::to_string(id) + " waited at most " + std::to_string(microseconds) + " \u00B5s");
    done.done();
}

}  // namespace

GoProgram mutexStarvation(const Parameters& parameters) {
    const int rounds = parameters.count("rounds");
    const base::Duration hold = parameters.duration("hold");
    const int visitors = parameters.count("visitors");
    const Visits visits{parameters.count("visits"), parameters.duration("pause")};
    return {[=] {
                gmp::Mutex mutex("mu");
                gmp::WaitGroup done("done");
                done.add(1 + visitors);
                gmp::go([=, &mutex, &done] { hog(mutex, rounds, hold, done); }, sites::kStarvationHog);
                for (int id = 1; id <= visitors; ++id)
                    gmp::go([=, &mutex, &done] { visitor(id, mutex, visits, done); }, sites::kStarvationVisitor);
                done.wait();
            },
            {}};
}

}  // namespace interleave::workload
