// Package context.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmp/context.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

namespace context = gmp::context;
using gmp::go;
using gmp::WaitGroup;
using trace::EventKind;
using namespace std::chrono_literals;

class Contexts : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Contexts, bothHosts(), hostOf);
class ContextsWithAnyPs : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, ContextsWithAnyPs, bothHostsAndPs(), hostAndPsOf);

// A tree with three children a node, so deep; all of its contexts, the root first.
std::vector<context::Ref> tree(const context::Ref& root, int depth) {
    std::vector<context::Ref> all{root};
    std::vector<context::Ref> level{root};
    for (int i = 0; i < depth; ++i) {
        std::vector<context::Ref> next;
        for (const context::Ref& parent : level)
            for (int child = 0; child < 3; ++child)
                next.push_back(context::withCancel(parent).context);
        all.insert(all.end(), next.begin(), next.end());
        level = std::move(next);
    }
    return all;
}

TEST_P(ContextsWithAnyPs, X_01_CancellingGoesDepthFirstAndReachesEachOnce) {
    const GmpRun run = this->run([] {
        const auto [root, cancel] = context::withCancel(context::background());
        const auto all = tree(root, 3);
        WaitGroup closed;
        closed.add(static_cast<int>(all.size()));
        for (const context::Ref& one : all)
            go([one, &closed] {
                EXPECT_FALSE(one->done().receive().has_value());
                EXPECT_EQ(one->err(), "context canceled");
                closed.done();
            });
        gmp::sleep(1ms);
        cancel();
        cancel();
        closed.wait();
    });
    std::map<std::uint32_t, std::uint32_t> parents;
    for (const Told* made : run.of(EventKind::CtxMake))
        parents[made->event.a] = made->event.b;
    EXPECT_EQ(parents.size(), 40u);
    std::vector<std::uint32_t> path;  // from the root to the one cancelled last
    std::set<std::uint32_t> cancelled;
    for (const Told* told : run.of(EventKind::CtxCancel)) {
        const std::uint32_t depth = told->event.b;
        ASSERT_LE(depth, path.size()) << "a child comes right behind its parent or a sister's tree";
        path.resize(depth);
        EXPECT_EQ(parents[told->event.a], depth == 0 ? 0 : path.back());
        path.push_back(told->event.a);
        EXPECT_TRUE(cancelled.insert(told->event.a).second);
        EXPECT_EQ(told->event.auxAs<trace::CancelCause>(), trace::CancelCause::canceled);
    }
    EXPECT_EQ(cancelled.size(), 40u);
}

TEST(ContextOrder, X_01_ChanceOrdersSistersAndTheSeedRepeatsIt) {
    const auto orderOf = [](std::uint64_t seed) {
        GmpOptions options = golden(kernel::HostKind::conducted);
        options.seed = seed;
        const GmpRun run = runGoroutines(options, [] {
            const auto [root, cancel] = context::withCancel(context::background());
            const auto all = tree(root, 2);
            cancel();
        });
        std::vector<std::uint32_t> order;
        for (const Told* told : run.of(EventKind::CtxCancel))
            order.push_back(told->event.a);
        return order;
    };
    std::set<std::vector<std::uint32_t>> seen;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        seen.insert(orderOf(seed));
        EXPECT_EQ(orderOf(seed), orderOf(seed));
    }
    EXPECT_GT(seen.size(), 4u);
}

// root→{L→{L1,L2},R}, a waiter on each: of those that were readied the last runs first, the others in their order.
TEST_P(Contexts, GV_7_TheLastClosedRunsFirstAndTheOthersInTheOrderOfClosing) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        GmpOptions options = golden(GetParam());
        options.seed = seed;
        std::vector<std::uint32_t> ran;
        const GmpRun run = runGoroutines(options, [&ran] {
            const auto [root, cancel] = context::withCancel(context::background());
            const auto l = context::withCancel(root).context;
            const auto r = context::withCancel(root).context;
            const std::vector all{l, r, context::withCancel(l).context, context::withCancel(l).context, root};
            WaitGroup done;
            done.add(4);
            for (std::size_t i = 0; i < 4; ++i)
                go([&, i] {
                    all[i]->done().receive();
                    ran.push_back(all[i]->number());
                    done.done();
                });
            gmp::gosched();
            cancel();
            done.wait();
        });
        std::vector<std::uint32_t> closed;
        for (const Told* told : run.of(EventKind::CtxCancel))
            if (told->event.b != 0)
                closed.push_back(told->event.a);
        ASSERT_EQ(closed.size(), 4u);
        std::rotate(closed.begin(), closed.end() - 1, closed.end());
        EXPECT_EQ(ran, closed);
    }
}

TEST_P(ContextsWithAnyPs, X_02_ADeadlineCancelsAtItsTimeAndSaysSo) {
    const GmpRun run = this->run([] {
        const gmp::Time before = gmp::now();
        const auto [timed, cancel] = context::withTimeout(context::background(), 3ms);
        EXPECT_EQ(timed->err(), "");
        const auto below = context::withCancel(timed).context;
        EXPECT_EQ(below->deadline(), timed->deadline());
        below->done().receive();
        EXPECT_GE(gmp::now() - before, 3ms);
        EXPECT_EQ(below->err(), "context deadline exceeded");
        EXPECT_EQ(context::cause(below), "context deadline exceeded");
        EXPECT_EQ(timed->err(), "context deadline exceeded");
        cancel();
        EXPECT_EQ(timed->err(), "context deadline exceeded") << "the first to cancel wins";
    });
    for (const Told* told : run.of(EventKind::CtxCancel))
        EXPECT_EQ(told->event.auxAs<trace::CancelCause>(), trace::CancelCause::deadlineExceeded);
    EXPECT_EQ(run.count(EventKind::CtxCancel), 2u);
    EXPECT_EQ(run.count(EventKind::TmFire), 1u);
}

TEST_P(Contexts, X_02_ADeadlineBehindTheParentsArmsNoTimerAndOneThatHasPassedCancelsAtOnce) {
    const GmpRun run = runGoroutines(options(2), [] {
        const auto outer = context::withTimeout(context::background(), 1h);
        const auto later = context::withTimeout(outer.context, 2h);
        EXPECT_EQ(later.context->deadline(), outer.context->deadline());
        const auto passed = context::withDeadline(outer.context, gmp::now() - 1ms);
        EXPECT_EQ(passed.context->err(), "context deadline exceeded");
        const auto sooner = context::withTimeout(outer.context, 1min);
        EXPECT_LT(sooner.context->deadline(), outer.context->deadline());
        sooner.cancel();
        outer.cancel();
        EXPECT_EQ(later.context->err(), "context canceled");
    });
    EXPECT_EQ(run.count(EventKind::TmAdd), 2u) << "outer's and sooner's";
    const auto stops = run.of(EventKind::TmStop);
    ASSERT_EQ(stops.size(), 2u) << "cancelling stops the timer";
    for (const Told* stop : stops)
        EXPECT_EQ(stop->event.aux, 1);
    EXPECT_EQ(run.count(EventKind::TmFire), 0u);
}

TEST_P(Contexts, X_02_WhoIsCancelledLeavesItsParent) {
    const GmpRun run = runGoroutines(options(2), [] {
        const auto root = context::withCancel(context::background());
        for (int i = 0; i < 100; ++i)
            context::withCancel(root.context).cancel();
        const auto child = context::withCancel(root.context);
        root.cancel();
        EXPECT_EQ(child.context->err(), "context canceled");
    });
    std::size_t below = 0;
    for (const Told* told : run.of(EventKind::CtxCancel))
        below += told->event.b != 0;
    EXPECT_EQ(below, 1u);
}

// A context of the program's own, of which the package knows nothing.
class Foreign final : public context::Context {
public:
    explicit Foreign(context::Ref inner) : m_inner(std::move(inner)) {}
    std::optional<gmp::Time> deadline() const override { return m_inner->deadline(); }
    gmp::Chan<context::Signal> done() override { return m_inner->done(); }
    std::string err() override { return m_inner->err(); }
    std::any value(std::string_view key) const override { return m_inner->value(key); }

private:
    context::Ref m_inner;
};

TEST_P(ContextsWithAnyPs, X_03_AForeignParentCostsOneGoroutineAndOneThatIsNeverCancelledNone) {
    std::size_t watchers = 0;
    const GmpRun run = this->run([&watchers] {
        const int before = gmp::numGoroutine();
        const auto never = context::withCancel(std::make_shared<Foreign>(context::background()));
        EXPECT_EQ(gmp::numGoroutine(), before);
        const auto inner = context::withCancel(context::background());
        const auto foreign = std::make_shared<Foreign>(inner.context);
        const auto child = context::withCancel(foreign);
        const auto other = context::withCancel(foreign);
        watchers = static_cast<std::size_t>(gmp::numGoroutine() - before);
        other.cancel();  // its watcher ends, too
        while (gmp::numGoroutine() != before + 1)
            gmp::gosched();
        inner.cancel();
        child.context->done().receive();
        EXPECT_EQ(child.context->err(), "context canceled");
        never.cancel();
        while (gmp::numGoroutine() != before)
            gmp::gosched();
    });
    EXPECT_EQ(watchers, 2u);
    EXPECT_EQ(run.count(EventKind::GoCreate), 3u);
}

TEST_P(ContextsWithAnyPs, X_04_ACauseIsToldBelowAndTheFirstOneCounts) {
    const GmpRun run = this->run([] {
        const auto root = context::withCancelCause(context::background());
        const auto child = context::withCancel(root.context);
        const auto keyed = context::withValue(child.context, "user", std::string("ada"));
        EXPECT_EQ(context::cause(keyed), "");
        root.cancel("the client went away");
        root.cancel("too late");
        child.cancel();
        for (const context::Ref& one : {root.context, child.context, keyed}) {
            EXPECT_EQ(one->err(), "context canceled");
            EXPECT_EQ(context::cause(one), "the client went away");
        }
        EXPECT_EQ(std::any_cast<std::string>(keyed->value("user")), "ada");
        EXPECT_FALSE(keyed->value("nobody").has_value());
        const auto plain = context::withCancelCause(context::background());
        plain.cancel("");
        EXPECT_EQ(context::cause(plain.context), "context canceled");
        const auto late = context::withCancel(root.context);
        EXPECT_EQ(context::cause(late.context), "the client went away") << "it was cancelled before it was made";
    });
    std::string causes;
    for (const Told* told : run.of(EventKind::CtxCancel))
        causes += told->event.auxAs<trace::CancelCause>() == trace::CancelCause::custom ? 'c' : 'p';
    EXPECT_EQ(causes, "ccpc");
}

TEST_P(ContextsWithAnyPs, X_04_AnAfterFuncRunsInAGoroutineOfItsOwnUnlessItIsStopped) {
    std::uint32_t self = 0;
    std::uint32_t other = 0;
    run([&] {
        const auto root = context::withCancel(context::background());
        WaitGroup done;
        done.add(2);
        self = gmp::self().value;
        const auto first = context::afterFunc(root.context, [&] {
            other = gmp::self().value;
            done.done();
        });
        const auto stopped = context::afterFunc(root.context, [] { ADD_FAILURE() << "it was stopped"; });
        EXPECT_TRUE(stopped());
        EXPECT_FALSE(stopped());
        root.cancel();
        context::afterFunc(root.context, [&] { done.done(); });  // cancelled already
        done.wait();
        EXPECT_FALSE(first());
    });
    EXPECT_NE(self, other);
}

}  // namespace
}  // namespace interleave::test
