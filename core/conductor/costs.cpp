#include "conductor/costs.h"

namespace interleave::conductor {

std::array<Duration, kOperations> Costs::defaultOperations() {
    using kernel::Operation;
    std::array<Duration, kOperations> table{};
    const auto price = [&table](Operation operation, std::int64_t ns) {
        table[static_cast<std::size_t>(operation)] = Duration(ns);
    };
    price(Operation::goCreate, 60);
    price(Operation::goSwitch, 35);
    price(Operation::channel, 40);
    price(Operation::lock, 5);
    price(Operation::findWork, 25);
    price(Operation::stealPass, 60);
    price(Operation::spinPause, 1'000);
    price(Operation::timer, 50);
    price(Operation::netpoll, 300);
    price(Operation::syscallEnter, 200);
    price(Operation::sysmonRound, 300);
    price(Operation::print, 1'000);
    return table;
}

}  // namespace interleave::conductor
