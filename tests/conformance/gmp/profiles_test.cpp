// What differs between the releases (section 2.11), in both profiles.
#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/running.h"
#include "gmp/sync.h"
#include "kernel/cpu_quota.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::Profile;
using gmp::WaitGroup;
using kernel::HostKind;
using trace::EventKind;
using trace::QueueDest;
using namespace std::chrono_literals;

class Profiles : public testing::TestWithParam<std::tuple<HostKind, Profile>> {
protected:
    static bool isFree() { return std::get<0>(GetParam()) == HostKind::free; }
    static bool isNewer() { return std::get<1>(GetParam()) == Profile::go126; }
    static GmpOptions options(int procs) {
        GmpOptions chosen;
        chosen.host = std::get<0>(GetParam());
        chosen.config.profile = std::get<1>(GetParam());
        chosen.config.maxProcs = procs;
        return chosen;
    }
};
INSTANTIATE_TEST_SUITE_P(HostsAndProfiles, Profiles,
                         testing::Combine(testing::Values(HostKind::free, HostKind::conducted),
                                          testing::Values(Profile::go119, Profile::go126)),
                         [](const auto& chosen) {
                             return hostName(std::get<0>(chosen.param)) +
                                    (std::get<1>(chosen.param) == Profile::go126 ? "126" : "119");
                         });

// Some of everything. The transition check on its trace does the rest.
void medley() {
    WaitGroup group;
    gmp::Chan<int> channel(2);
    gmp::Mutex mutex;
    int sum = 0;
    constexpr int kGs = 30;
    group.add(kGs);
    for (int i = 0; i < kGs; ++i)
        go([&, i] {
            gmp::work(50us);
            gmp::gosched();
            if (i % 2 == 0)
                channel.send(i);
            else
                channel.receive();
            if (i % 5 == 0)
                gmp::blockingCall(60us);
            if (i % 7 == 0)
                gmp::sleep(100us);
            mutex.lock();
            sum += i;
            mutex.unlock();
            group.done();
        });
    gmp::gomaxprocs(gmp::gomaxprocs(0) + 1);
    group.wait();
    EXPECT_EQ(sum, kGs * (kGs - 1) / 2);
}

TEST_P(Profiles, V_02_V_09_V_10_AMedleyKeepsTheRulesOfItsProfile) {
    for (const int procs : {1, 2, 4, 8}) {
        GmpOptions chosen = options(procs);
        chosen.config.forcePreempt = 50us;
        const GmpRun run = runGoroutines(chosen, medley);
        EXPECT_EQ(run.count(EventKind::GoEnd), 31u);
    }
}

TEST_P(Profiles, V_02_AYieldToTheGlobalQueueWakesAnotherPSince121) {
    const GmpRun run = runGoroutines(options(2), [] {
        for (int i = 0; i < 5; ++i)
            gmp::gosched();
    });
    int yields = 0;
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        const trace::Event& stop = run.events[i].event;
        if (stop.kind != EventKind::GoStop)
            continue;
        ++yields;
        bool wakes = false;
        for (std::size_t k = i + 1; k < run.events.size() && run.events[k].event.kind != EventKind::GoStart; ++k)
            wakes = wakes || (run.events[k].event.kind == EventKind::Wakep && run.events[k].event.m == stop.m);
        if (!isFree()) {
            EXPECT_EQ(wakes, isNewer());
        }
    }
    EXPECT_EQ(yields, 5);
}

// Two goroutines compute on two Ps while a third stops the world.
TEST_P(Profiles, V_09_WhoStopsForTheWorldStaysOnItsPSince126) {
    GmpOptions chosen = options(3);
    chosen.control = [](kernel::Host& host, gmp::Runtime& runtime) {
        host.sleepUntil(host.now() + 1ms);
        runtime.setMaxProcs(4, trace::ProcsWhy::intervention);
    };
    const GmpRun run = runGoroutines(chosen, [] { spawn(2, [] { gmp::work(8ms); }); });
    bool stopping = false;
    int stopped = 0;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::StwBegin)
            stopping = true;
        if (told.event.kind == EventKind::StwEnd)
            stopping = false;
        if (told.event.kind != EventKind::GoStop || !stopping)
            continue;
        ++stopped;
        EXPECT_EQ(static_cast<QueueDest>(told.event.a), isNewer() ? QueueDest::runnext : QueueDest::globTail);
    }
    if (!isFree()) {
        EXPECT_EQ(stopped, 2);
    }
}

TEST_P(Profiles, V_09_AfterTheStopAPGetsItsFormerMBackSince126) {
    if (isFree())
        GTEST_SKIP() << "which M parks first is only certain in conducted time";
    GmpOptions chosen = options(3);
    chosen.control = [](kernel::Host& host, gmp::Runtime& runtime) {
        host.sleepUntil(host.now() + 1ms);
        runtime.setMaxProcs(4, trace::ProcsWhy::intervention);
    };
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        chosen.seed = seed;
        const GmpRun run = runGoroutines(chosen, [] { spawn(2, [] { gmp::work(8ms); }); });
        std::map<std::uint16_t, std::uint16_t> before;
        bool after = false;
        int sameM = 0;
        for (const Told& told : run.events) {
            if (told.event.kind == EventKind::PState &&
                static_cast<trace::PStatus>(told.event.a) == trace::PStatus::gcstop &&
                told.event.auxAs<trace::PStatus>() == trace::PStatus::running)
                before[told.event.p] = told.event.m;
            after = after || told.event.kind == EventKind::StwEnd;
            if (after && told.event.kind == EventKind::MUnpark && before.contains(told.event.p)) {
                sameM += before[told.event.p] == told.event.m ? 1 : 0;
                before.erase(told.event.p);
            }
        }
        if (isNewer()) {
            EXPECT_EQ(sameM, 2) << "seed " << seed;
        }
    }
}

TEST(AutomaticProcs, V_06_TheQuotaIsRoundedUpToTwoAtLeastAndToTheProcessorsAtMost) {
    EXPECT_EQ(kernel::defaultProcs(8, 0.5), 2);
    EXPECT_EQ(kernel::defaultProcs(8, 2.3), 3);
    EXPECT_EQ(kernel::defaultProcs(8, 100), 8);
    EXPECT_EQ(kernel::defaultProcs(8, {}), 8);
    EXPECT_EQ(kernel::defaultProcs(1, 0.5), 1);
    EXPECT_EQ(kernel::cpuQuotaFrom("max 100000\n"), std::nullopt);
    EXPECT_EQ(kernel::cpuQuotaFrom("50000 100000\n"), 0.5);
    EXPECT_EQ(kernel::cpuQuotaFrom(""), std::nullopt);
}

TEST(AutomaticProcs, V_06_SysmonLooksOnceASecondAndAGoroutineOfItsOwnChangesIt) {
    for (const Profile profile : {Profile::go119, Profile::go126})
        for (const bool bySelf : {false, true}) {
            GmpOptions options;
            options.config.profile = profile;
            options.config.maxProcs = 2;
            int asked = 0;
            options.config.automaticProcs = [&asked] {
                ++asked;
                return 4;
            };
            const GmpRun run = runGoroutines(options, [bySelf] {
                if (bySelf)
                    gmp::gomaxprocs(3);
                gmp::work(3500ms);
            });
            int automatic = 0;
            for (const Told* change : run.of(EventKind::ProcsChange))
                automatic += change->event.auxAs<trace::ProcsWhy>() == trace::ProcsWhy::automatic ? 1 : 0;
            const bool expected = profile == Profile::go126 && !bySelf;
            EXPECT_EQ(automatic, expected ? 1 : 0);
            EXPECT_EQ(asked, expected ? 3 : 0);
        }
}

// A wake that finds no idle P leaves word: the next M that would give its P up looks round instead.
TEST_P(Profiles, V_10_AFailedWakeMakesTheNextMThatWouldParkSpin) {
    GmpOptions chosen = options(1);
    runGoroutines(chosen, [] {
        gmp::Runtime::Impl& rt = gmp::runningG().m->rt;
        EXPECT_FALSE(rt.state.needSpinning.load());
        go([] {});
        EXPECT_EQ(rt.state.needSpinning.load(), isNewer());
        gmp::gosched();
    });
}

}  // namespace
}  // namespace interleave::test
