// resources/programs/go/panic_recover.go
#include <string>

#include "gmp/defer.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

int quotient(int a, int b, base::Duration work) {
    gmp::work(work);
    if (b == 0)
        gmp::panicDivide();
    return a / b;
}

int divide(int a, int b, bool rescue, base::Duration work) {
    if (!rescue)
        return quotient(a, b, work);
    return gmp::frame([=] {
        gmp::Defer deferred([] {
            if (const auto reason = gmp::recover())
                gmp::print("recovered: " + *reason);
        });
        return quotient(a, b, work);
    });
}

}  // namespace

GoProgram panicRecover(const Parameters& parameters) {
    const int workers = parameters.count("workers");
    const bool rescue = parameters.flag("rescue");
    const base::Duration work = parameters.duration("work");
    return {[=] {
                gmp::WaitGroup done("done");
                const auto worker = [=, &done](int divisor) {
                    gmp::Defer deferred([&done] { done.done(); });
                    const int result = divide(100, divisor, rescue, work);
                    gmp::print("100 / " + std::to_string(divisor) + " = " + std::to_string(result));
                };
                for (int divisor = workers - 1; divisor >= 0; --divisor) {
                    done.add(1);
                    gmp::go([=] { worker(divisor); }, sites::kPanicWorker);
                }
                done.wait();
                gmp::print("all workers are done");
            },
            {}};
}

}  // namespace interleave::workload
