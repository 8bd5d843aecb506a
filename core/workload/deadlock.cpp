// resources/programs/go/deadlock.go
#include <memory>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

struct Account {
    explicit Account(std::string_view name) : mutex(name) {}
    gmp::Mutex mutex;
    int balance = 0;
};

struct Bank {
    Account alice{"alice"};
    Account bob{"bob"};
    gmp::WaitGroup met{"met"};
    gmp::WaitGroup done{"done"};
};

void transfer(Bank& bank, Account& from, Account& to, bool opposite, base::Duration work) {
    from.mutex.lock();
    gmp::work(work);
    if (opposite) {
        bank.met.done();
        bank.met.wait();
    }
    to.mutex.lock();
    --from.balance;
    ++to.balance;
    to.mutex.unlock();
    from.mutex.unlock();
    bank.done.done();
}

}  // namespace

GoProgram deadlock(const Parameters& parameters) {
    const bool opposite = parameters.flag("opposite");
    const base::Duration work = parameters.duration("work");
    const base::Duration audit = parameters.duration("audit");
    return {[=] {
                // The goroutines that main leaves behind hold it, too.
                const auto bank = std::make_shared<Bank>();
                if (audit.count() > 0)
                    gmp::go(
                        [audit] {
                            gmp::sleep(audit);
                            gmp::print("the auditor has gone home");
                        },
                        sites::kDeadlockAuditor);
                bank->met.add(2);
                bank->done.add(2);
                gmp::go([=] { transfer(*bank, bank->alice, bank->bob, opposite, work); }, sites::kDeadlockTransfer);
                if (opposite)
                    gmp::go([=] { transfer(*bank, bank->bob, bank->alice, opposite, work); }, sites::kDeadlockOpposite);
                else
                    gmp::go([=] { transfer(*bank, bank->alice, bank->bob, opposite, work); }, sites::kDeadlockSame);
                bank->done.wait();
                gmp::print("both transfers are done");
            },
            {}};
}

}  // namespace interleave::workload
