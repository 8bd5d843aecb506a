// select: what it promises at every number of Ps (rows C-07 to C-13).
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/select.h"
#include "gmp/sync.h"
#include "gmp/timer.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::go;
using gmp::kOtherwise;
using gmp::otherwise;
using gmp::receiveFrom;
using gmp::select;
using gmp::Selected;
using gmp::sendTo;
using gmp::WaitGroup;
using trace::BlockReason;
using trace::ChanPath;
using trace::EventKind;
using trace::SelectHow;
using namespace std::chrono_literals;

class Select : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, Select, bothHostsAndPs(), hostAndPsOf);
class SelectOrder : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, SelectOrder, bothHosts(), hostOf);

std::size_t blocksFor(const GmpRun& run, BlockReason reason) {
    const auto blocks = run.of(EventKind::GoBlock);
    return static_cast<std::size_t>(std::count_if(blocks.begin(), blocks.end(), [reason](const Told* told) {
        return told->event.auxAs<BlockReason>() == reason;
    }));
}

TEST_P(Select, C_11_ACaseThatCanBeDoneIsDoneAndSaysWhatCame) {
    run([] {
        Chan<int> full(1);
        Chan<int> empty(1);
        full.send(7);
        int value = 0;
        const Selected received = select(receiveFrom(full, value), receiveFrom(empty, value));
        EXPECT_EQ(received.index, 0);
        EXPECT_TRUE(received.ok);
        EXPECT_EQ(value, 7);
        const Selected sent = select(receiveFrom(full, value), sendTo(empty, 8));
        EXPECT_EQ(sent.index, 1);
        EXPECT_EQ(empty.receive(), 8);
        full.close();
        value = 1;
        const Selected closed = select(receiveFrom(empty, value), receiveFrom(full, value));
        EXPECT_EQ(closed.index, 1);
        EXPECT_FALSE(closed.ok);
        EXPECT_EQ(value, 1) << "nothing came, so nothing is overwritten";
    });
}

TEST_P(Select, C_11_ItTakesADefaultOnlyWhenNoCaseCanBeDone) {
    run([] {
        Chan<int> a(1);
        Chan<int> b(1);
        int value = 0;
        switch (select(receiveFrom(a, value), receiveFrom(b, value), otherwise)) {
            case kOtherwise:
                break;
            default:
                ADD_FAILURE() << "nothing is there";
        }
        b.send(3);
        switch (select(receiveFrom(a, value), receiveFrom(b, value), otherwise)) {
            case 1:
                EXPECT_EQ(value, 3);
                break;
            default:
                ADD_FAILURE() << "b has a value";
        }
    });
}

TEST_P(Select, C_11_AWaitingSelectIsWokenByOneOfItsChannelsAndLeavesTheOthers) {
    const GmpRun run = this->run([] {
        Chan<int> a;
        Chan<std::string> b;
        Chan<int> asked;
        WaitGroup group;
        group.add(1);
        go([&] {
            int number = 0;
            std::string text;
            for (int i = 0; i < 50; ++i) {
                asked.send(i);
                const Selected selected = select(receiveFrom(a, number), receiveFrom(b, text), sendTo(asked, -1));
                EXPECT_EQ(selected.index, i % 2) << i;
                EXPECT_TRUE(selected.ok);
                EXPECT_EQ(number, i - i % 2);
                EXPECT_EQ(text, i == 0 ? ""
                                       : "a text that is too long for the small buffer " +
                                             std::to_string((i - 1) / 2 * 2 + 1));
            }
            group.done();
        });
        for (int i = 0; i < 50; ++i) {
            asked.receive();
            if (i % 2 == 0)
                a.send(i);
            else
                b.send("a text that is too long for the small buffer " + std::to_string(i));
        }
        group.wait();
        EXPECT_EQ(select(sendTo(a, 1), sendTo(b, std::string("x")), receiveFrom(asked), otherwise).index, kOtherwise)
            << "a waiter is left in a queue";
    });
    EXPECT_EQ(run.count(EventKind::SelBegin), run.count(EventKind::SelEnd));
}

// Each of many selects that wait for the same channel twice, once to send and once to receive, meets another one, until
// there were enough.
TEST_P(Select, C_11_SelectsOnBothSidesOfTheSameChannelsMeetEachOther) {
    std::atomic<int> sent{0};
    std::atomic<int> received{0};
    run([&] {
        Chan<int> a;
        Chan<int> b;
        Chan<int> stop;
        go([&] {
            while (received.load() < 100)
                gmp::sleep(50us);
            stop.close();
        });
        spawn(20, [&] {
            for (;;) {
                int value = 0;
                switch (select(receiveFrom(a, value), sendTo(a, 1), receiveFrom(b, value), sendTo(b, 1),
                               receiveFrom(stop))) {
                    case 4:
                        return;
                    case 0:
                    case 2:
                        EXPECT_EQ(value, 1);
                        received.fetch_add(1);
                        break;
                    default:
                        sent.fetch_add(1);
                }
            }
        });
    });
    EXPECT_GE(received.load(), 100);
    EXPECT_EQ(sent.load(), received.load());
}

TEST_P(Select, C_11_ClosingWakesAWaitingReceiverWithNothing) {
    run([] {
        Chan<int> a;
        Chan<int> done;
        WaitGroup group;
        group.add(3);
        for (int i = 0; i < 3; ++i)
            go([&] {
                int value = 5;
                const Selected selected = select(receiveFrom(a, value), receiveFrom(done, value));
                EXPECT_EQ(selected.index, 1);
                EXPECT_FALSE(selected.ok);
                EXPECT_EQ(value, 5);
                group.done();
            });
        for (int i = 0; i < 5; ++i)
            gmp::gosched();
        done.close();
        group.wait();
    });
}

TEST_P(Select, C_11_ATimersChannelIsACaseAsAnyOther) {
    run([] {
        Chan<int> never;
        const base::Time before = gmp::now();
        base::Time at{};
        const Selected selected = select(receiveFrom(never), receiveFrom(gmp::after(2ms), at));
        EXPECT_EQ(selected.index, 1);
        EXPECT_TRUE(selected.ok);
        EXPECT_GE(at - before, base::Duration(2ms));
        EXPECT_EQ(select(sendTo(never, 1), otherwise).index, kOtherwise) << "it waits there no more";
    });
}

TEST_P(SelectOrder, C_10_EachOrderOfLookingIsAsLikelyAsAnyOther) {
    constexpr int kPicks = 30'000;
    std::array<int, 3> picked{};
    GmpOptions options = SelectOrder::options(1);
    options.seed = 20260101;
    options.tracing = false;
    runGoroutines(options, [&picked] {
        std::array<Chan<int>, 3> channels{Chan<int>(kPicks), Chan<int>(kPicks), Chan<int>(kPicks)};
        for (Chan<int>& channel : channels)
            for (int i = 0; i < kPicks; ++i)
                channel.send(i);
        for (int i = 0; i < kPicks; ++i)
            ++picked[static_cast<std::size_t>(
                select(receiveFrom(channels[0]), receiveFrom(channels[1]), receiveFrom(channels[2])).index)];
    });
    double chiSquare = 0;
    for (const int count : picked)
        chiSquare += (count - kPicks / 3.0) * (count - kPicks / 3.0) / (kPicks / 3.0);
    EXPECT_LT(chiSquare, 13.8) << "two degrees of freedom: one in a thousand seeds is as far off";
    EXPECT_EQ(std::accumulate(picked.begin(), picked.end(), 0), kPicks);
}

TEST_P(SelectOrder, C_10_AllPermutationsOfThreeComeUpAndNilCasesInNone) {
    constexpr int kPicks = 3'000;
    const GmpRun run = runGoroutines(SelectOrder::options(1), [] {
        Chan<int> c(1);
        Chan<int> b(1);
        Chan<int> a(1);
        const Chan<int> nil = Chan<int>::nil();
        for (int i = 0; i < kPicks; ++i)
            select(receiveFrom(a), sendTo(nil, 1), receiveFrom(b), receiveFrom(c), otherwise);
    });
    std::map<std::vector<std::uint32_t>, int> polled;
    for (const Told* told : run.of(EventKind::SelBegin)) {
        ASSERT_EQ(told->ids.size(), 10u);
        EXPECT_EQ(told->ids[1], trace::kSelectSends) << "a nil channel has no number";
        ++polled[{told->ids.begin() + 4, told->ids.begin() + 7}];
        EXPECT_EQ(std::vector(told->ids.begin() + 7, told->ids.end()), (std::vector<std::uint32_t>{3, 2, 0}))
            << "c was made first";
    }
    ASSERT_EQ(polled.size(), 6u);
    double chiSquare = 0;
    for (const auto& [order, count] : polled)
        chiSquare += (count - kPicks / 6.0) * (count - kPicks / 6.0) / (kPicks / 6.0);
    EXPECT_LT(chiSquare, 20.5) << "five degrees of freedom: one in a thousand seeds is as far off";
}

TEST_P(SelectOrder, C_10_TheSameSeedGivesTheSameOrders) {
    const auto polled = [](std::uint64_t seed) {
        GmpOptions options = SelectOrder::options(1);
        options.seed = seed;
        std::vector<std::vector<std::uint32_t>> orders;
        const GmpRun run = runGoroutines(options, [] {
            Chan<int> a;
            Chan<int> b;
            for (int i = 0; i < 40; ++i)
                select(receiveFrom(a), receiveFrom(b), otherwise);
        });
        for (const Told* told : run.of(EventKind::SelBegin))
            orders.push_back(told->ids);
        return orders;
    };
    EXPECT_EQ(polled(5), polled(5));
    EXPECT_NE(polled(5), polled(6));
}

TEST_P(Select, C_12_OneCaseIsThePlainOperation) {
    const GmpRun run = this->run([] {
        Chan<int> a(1);
        int value = 0;
        EXPECT_EQ(select(sendTo(a, 4)).index, 0);
        const Selected received = select(receiveFrom(a, value));
        EXPECT_EQ(received.index, 0);
        EXPECT_TRUE(received.ok);
        EXPECT_EQ(value, 4);
        a.close();
        EXPECT_FALSE(select(receiveFrom(a, value)).ok);
    });
    EXPECT_EQ(run.count(EventKind::SelBegin), 0u);
    EXPECT_EQ(run.count(EventKind::ChRecv), 2u);
}

TEST_P(Select, C_12_OneCaseAndADefaultIsTheOperationThatDoesNotBlock) {
    const GmpRun run = this->run([] {
        Chan<int> a(1);
        int value = 0;
        EXPECT_EQ(select(receiveFrom(a, value), otherwise).index, kOtherwise);
        EXPECT_EQ(select(sendTo(a, 4), otherwise).index, 0);
        EXPECT_EQ(select(sendTo(a, 5), otherwise).index, kOtherwise);
        EXPECT_EQ(select(receiveFrom(a, value), otherwise).index, 0);
        EXPECT_EQ(value, 4);
        EXPECT_EQ(select(receiveFrom(Chan<int>::nil(), value), otherwise).index, kOtherwise);
        EXPECT_EQ(select(otherwise).index, kOtherwise);
        a.close();
        const Selected closed = select(receiveFrom(a, value), otherwise);
        EXPECT_EQ(closed.index, 0);
        EXPECT_FALSE(closed.ok);
    });
    EXPECT_EQ(run.count(EventKind::SelBegin), 0u);
    std::vector<ChanPath> paths;
    for (const Told* told : run.of(EventKind::ChRecv))
        paths.push_back(told->event.auxAs<ChanPath>());
    EXPECT_EQ(paths, (std::vector{ChanPath::wouldBlock, ChanPath::buf, ChanPath::wouldBlock, ChanPath::closed}));
}

TEST_P(Select, C_12_NoCaseWaitsForEver) {
    const GmpRun run = this->run([] { select(); });
    EXPECT_EQ(run.exit.status, trace::RunStatus::deadlock);
    EXPECT_EQ(blocksFor(run, BlockReason::selectNoCases), 1u);
}

TEST_P(Select, C_07_OnlyNilCasesWaitForEverAndOthersPassThemOver) {
    const GmpRun run = this->run([] {
        const Chan<int> nil = Chan<int>::nil();
        Chan<int> a(1);
        for (int i = 0; i < 20; ++i) {
            EXPECT_EQ(select(sendTo(nil, 1), sendTo(a, i), receiveFrom(nil)).index, 1);
            EXPECT_EQ(a.receive(), i);
        }
        select(receiveFrom(nil), sendTo(nil, 1));
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::deadlock);
    EXPECT_EQ(blocksFor(run, BlockReason::select), 1u);
}

TEST_P(Select, C_07_ANilChannelNeverSendsNorReceives) {
    const GmpRun run = this->run([] {
        Chan<int> nil = Chan<int>::nil();
        EXPECT_FALSE(nil);
        EXPECT_EQ(nil.length(), 0u);
        go([nil]() mutable { nil.send(1); });
        nil.receive();
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::deadlock);
    EXPECT_EQ(blocksFor(run, BlockReason::chanSendNil), 1u);
    EXPECT_EQ(blocksFor(run, BlockReason::chanReceiveNil), 1u);
}

TEST_P(Select, C_08_ClosingANilChannelPanics) {
    EXPECT_EQ(run([] { Chan<int>::nil().close(); }).exit.text, "panic: close of nil channel");
}

TEST_P(Select, C_13_AReadySendCaseOnAClosedChannelPanics) {
    const GmpRun run = this->run([] {
        Chan<int> a;
        Chan<int> closed;
        closed.close();
        select(receiveFrom(a), sendTo(closed, 1));
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::panic);
    EXPECT_EQ(run.exit.text.substr(0, 29), "panic: send on closed channel");
}

TEST_P(Select, C_13_AWaitingSendCaseThatLosesToCloseConfirmsItByAPanic) {
    const GmpRun run = this->run([] {
        Chan<int> a;
        Chan<int> b;
        go([&] {
            for (int i = 0; i < 5; ++i)
                gmp::gosched();
            b.close();
            Chan<int>().receive();
        });
        select(receiveFrom(a), sendTo(b, 1));
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::panic);
    EXPECT_EQ(run.exit.text.substr(0, 29), "panic: send on closed channel");
}

TEST_P(SelectOrder, C_05_GV_2_SelectsThatWaitAreClosedInTheOrderOfPlainReceivers) {
    std::string order;
    GmpOptions options = golden(GetParam());
    runGoroutines(options, [&order] {
        Chan<int> gate;
        Chan<int> never;
        WaitGroup group;
        group.add(4);
        for (const char name : {'A', 'B', 'C', 'D'}) {
            go([&, name] {
                if (name == 'B')
                    gate.receive();
                else
                    select(receiveFrom(never), receiveFrom(gate));
                order += name;
                group.done();
            });
            gmp::gosched();
        }
        gate.close();
        group.wait();
    });
    EXPECT_EQ(order, "ADCB");
}

TEST_P(SelectOrder, C_03_GV_6_ASendToASelectGoesOnWithoutASwitch) {
    std::string order;
    runGoroutines(golden(GetParam()), [&order] {
        Chan<int> a;
        Chan<int> b;
        WaitGroup group;
        group.add(1);
        go([&] {
            int value = 0;
            select(receiveFrom(a, value), receiveFrom(b, value));
            order += " received " + std::to_string(value);
            group.done();
        });
        gmp::gosched();
        b.send(6);
        order += "sent";
        group.wait();
    });
    EXPECT_EQ(order, "sent received 6");
}

TEST_P(Select, C_11_AnyNumberOfCasesThatIsKnownLate) {
    run([] {
        for (const std::size_t n : {0u, 1u, 2u, 9u, 300u}) {
            std::vector<Chan<int>> channels;
            std::vector<gmp::SelectCase> cases(n);
            std::vector<int> values(n);
            for (std::size_t i = 0; i < n; ++i) {
                channels.emplace_back(1);
                cases[i].channel = channels[i].core();
                cases[i].element = &values[i];
            }
            EXPECT_EQ(gmp::selectAmong(cases, true).index, kOtherwise);
            if (n == 0)
                continue;
            go([&] { channels[n - 1].send(9); });
            EXPECT_EQ(gmp::selectAmong(cases, false).index, static_cast<int>(n) - 1);
            EXPECT_EQ(values[n - 1], 9);
        }
    });
}

// Goroutines that select over the same few channels, in both directions and different orders, until a channel of
// theirs is closed; the sums of what was sent and received agree.
TEST_P(Select, StressSelectsOverSharedChannelsUntilTheyAreClosed) {
    const int rounds = isFree() ? 2'000 : 60;
    std::atomic<long> sent{0};
    std::atomic<long> received{0};
    const GmpRun run = this->run([&] {
        std::vector<Chan<int>> channels;
        for (std::uint32_t i = 0; i < 4; ++i)
            channels.emplace_back(i % 3);
        Chan<int> stop;
        WaitGroup senders;
        WaitGroup receivers;
        senders.add(6);
        receivers.add(6);
        for (int s = 0; s < 6; ++s) {
            const auto at = static_cast<std::size_t>(s);
            go([&, at] {
                for (int i = 1; i <= rounds; ++i) {
                    select(sendTo(channels[at % 4], i), sendTo(channels[(at + 1) % 4], i),
                           sendTo(channels[(at + 2) % 4], i));
                    sent.fetch_add(i);
                }
                senders.done();
            });
            go([&, at] {
                for (;;) {
                    int value = 0;
                    const Selected selected =
                        select(receiveFrom(channels[(at + 3) % 4], value), receiveFrom(stop),
                               receiveFrom(channels[(at + 2) % 4], value), receiveFrom(channels[(at + 1) % 4], value),
                               receiveFrom(channels[at % 4], value));
                    if (selected.index == 1)
                        break;
                    received.fetch_add(value);
                }
                receivers.done();
            });
        }
        senders.wait();
        // What is still in the buffers: the receivers may see stop first.
        stop.close();
        receivers.wait();
        for (Chan<int>& channel : channels) {
            channel.close();
            channel.forEach([&](int value) { received.fetch_add(value); });
        }
    });
    EXPECT_EQ(sent.load(), 6L * rounds * (rounds + 1) / 2);
    EXPECT_EQ(received.load(), sent.load());
    EXPECT_EQ(run.ledger.goroutines, 0u);
    EXPECT_EQ(run.count(EventKind::SelBegin), run.count(EventKind::SelEnd));
}

}  // namespace
}  // namespace interleave::test
