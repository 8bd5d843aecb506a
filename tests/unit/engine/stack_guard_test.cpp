// Each way of guarding goroutines' stacks is what the run says it is, and tells of an overflow.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/last_words.h"
#include "gmp/go.h"
#include "gmp/runtime.h"
#include "gmp/runtime_impl.h"
#include "kernel/free_host.h"
#include "kernel/signal_stack.h"
#include "link/messages.h"
#include "link/segment.h"

namespace interleave::engine {
namespace {

using gmp::StackGuard;

gmp::Config configWith(StackGuard guard) {
    gmp::Config config;
    config.strongestGuard = guard;
    return config;
}

// The kernel may lack the strongest; then the next is as good as asked for.
bool isThatOrTheNext(StackGuard got, StackGuard asked) {
    return got == asked || (asked == StackGuard::madvise && got == StackGuard::page);
}

#if !defined(INTERLEAVE_SANITIZED)

[[gnu::noinline]] int deeper(int depth) {
    volatile char frame[256] = {};
    frame[0] = static_cast<char>(depth);
    return depth < 100'000'000 ? deeper(depth + 1) + frame[0] : 0;
}

// What an engine process that runs this body leaves.
struct Left {
    int status = -1;  // of waitpid
    link::Outcome outcome;
};
Left runInEngine(StackGuard guard, const std::function<void()>& body) {
    auto segment = link::Segment::create("{}", {1, 64});
    EXPECT_TRUE(segment);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(segment.value().descriptor(), link::kSegmentDescriptor);
        const kernel::SignalStack stack;
        installLastWords();
        kernel::FreeHost host(1);
        gmp::Runtime runtime(host, nullptr, configWith(guard));
        const gmp::Exit exit = runtime.run(body);
        endHere(exit.status, exit.text, exit.code);
    }
    Left left;
    ::waitpid(child, &left.status, 0);
    const link::ControlPage& page = segment.value().page();
    auto outcome = link::outcomeFromJson({page.outcome.data(), page.outcomeBytes.load()});
    EXPECT_TRUE(outcome) << "status " << left.status;
    if (outcome)
        left.outcome = std::move(outcome).value();
    return left;
}

TEST(StackGuards, OfPagesTellOfAGoroutineThatOverflowsItsStack) {
    for (const StackGuard guard : {StackGuard::madvise, StackGuard::page})
        for (const bool onMain : {true, false}) {
            const Left left = runInEngine(guard, [onMain] {
                if (onMain)
                    deeper(0);
                gmp::go([] { deeper(0); });
                gmp::sleep(std::chrono::seconds(10));
            });
            EXPECT_TRUE(WIFEXITED(left.status) && WEXITSTATUS(left.status) == 2) << left.status;
            EXPECT_EQ(left.outcome.status, "crash");
            EXPECT_EQ(left.outcome.exit, 2);
            EXPECT_EQ(left.outcome.text.find("fatal error: stack overflow (goroutine "), 0u) << left.outcome.text;
        }
}

TEST(StackGuards, AFaultElsewhereIsNotTakenForAnOverflow) {
    auto segment = link::Segment::create("{}", {1, 64});
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(segment.value().descriptor(), link::kSegmentDescriptor);
        const kernel::SignalStack stack;
        installLastWords();
        kernel::FreeHost host(1);
        gmp::Runtime runtime(host, nullptr, {});
        runtime.run([] {
            volatile std::uintptr_t nowhere = 8;
            *reinterpret_cast<volatile int*>(nowhere) = 1;
        });
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV) << status;
    EXPECT_EQ(segment.value().page().outcomeBytes.load(), 0u);
}
#endif

TEST(StackGuards, ACanaryTellsOfAnOverflowWhenTheGoroutineEnds) {
    kernel::FreeHost host(1);
    gmp::Runtime runtime(host, nullptr, configWith(StackGuard::canary));
    const gmp::Exit exit = runtime.run([] {
        gmp::go([] {
            const gmp::G* g = gmp::currentM()->current.load();
            *(g->stack.span.bottom - 1) = std::byte{0};
        });
        gmp::sleep(std::chrono::seconds(10));
    });
    host.joinThreads();
    EXPECT_EQ(exit.status, trace::RunStatus::crash);
    EXPECT_EQ(exit.code, 2);
    EXPECT_EQ(exit.text.find("fatal error: stack overflow (goroutine "), 0u) << exit.text;
}

TEST(StackGuards, AreWhatTheRunSaysTheyAre) {
    for (const StackGuard guard : {StackGuard::madvise, StackGuard::page, StackGuard::canary}) {
        kernel::FreeHost host(1);
        gmp::Runtime runtime(host, nullptr, configWith(guard));
        const gmp::Exit exit = runtime.run([] {
            gmp::go([] {});
            gmp::gosched();
        });
        host.joinThreads();
        EXPECT_EQ(exit.status, trace::RunStatus::ok);
        EXPECT_TRUE(isThatOrTheNext(runtime.stackGuard(), guard)) << static_cast<int>(runtime.stackGuard());
    }
}

}  // namespace
}  // namespace interleave::engine
