#include "tests/support/gmp_fixture.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <sstream>
#include <utility>

#include "conductor/conducted_host.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "kernel/free_host.h"
#include "model/checker.h"
#include "trace/text.h"

namespace interleave::test {
namespace {

std::unique_ptr<kernel::Host> makeHost(const GmpOptions& options) {
    if (options.host == kernel::HostKind::free)
        return std::make_unique<kernel::FreeHost>(options.seed);
    conductor::ConductedOptions conducted;
    conducted.cores = options.cores;
    conducted.seed = options.seed;
    return std::make_unique<conductor::ConductedHost>(std::move(conducted));
}

// Frames the run in the trace, as the engine does.
void beginTrace(TraceCollector& collector, kernel::Host& host, const GmpOptions& options) {
    trace::Writer writer = collector.writerForThisThread();
    writer.write({.kind = trace::EventKind::RunBegin,
                  .a = static_cast<std::uint32_t>(options.config.maxProcs),
                  .b = static_cast<std::uint32_t>(host.cores())});
}

// The events around the one that broke a rule, for whoever reads the failure: as numbers, and in words.
std::string around(const std::vector<trace::Event>& events, std::uint64_t index) {
    constexpr std::uint64_t kBefore = 60;
    constexpr std::uint64_t kAfter = 20;
    std::ostringstream text;
    model::TailBuffer tail;
    model::walkEvents(events, 0, tail, [&](const model::WholeEvent& whole) {
        if (whole.index + kBefore < index || whole.index > index + kAfter)
            return;
        const trace::Event& e = whole.event;
        text << (whole.index == index ? "--> " : "    ") << whole.index << " t" << e.time << " m"
             << static_cast<std::int16_t>(e.m) << " p" << static_cast<std::int16_t>(e.p) << ' '
             << trace::descriptor(e.kind).name << ": " << trace::describe(e, whole.ids, whole.text) << '\n';
    });
    return text.str();
}

// The legal-transition check on the whole trace; what it finds are test failures.
void checkTrace(const GmpOptions& options, const TraceCollector& collector) {
    model::Checker checker({.conducted = options.host == kernel::HostKind::conducted,
                            .newer = options.config.profile == gmp::Profile::go126,
                            .atMost = 20});
    model::TailBuffer tail;
    model::walkEvents(collector.raw(), 0, tail, [&checker](const model::WholeEvent& whole) { checker.add(whole); });
    EXPECT_TRUE(checker.clean()) << "The trace breaks the rules " << checker.count() << " times ("
                                 << hostName(options.host) << ", " << options.config.maxProcs << " Ps, seed "
                                 << options.seed << ", " << collector.raw().size() << " events); the first:\n"
                                 << model::textOf(checker.violations()) << "Around the first of them:\n"
                                 << around(collector.raw(), checker.clean() ? 0 : checker.violations()[0].event);
}

}  // namespace

std::vector<const Told*> GmpRun::of(trace::EventKind kind) const {
    std::vector<const Told*> found;
    for (const Told& told : events)
        if (told.event.kind == kind)
            found.push_back(&told);
    return found;
}

GmpRun runGoroutines(const GmpOptions& options, std::function<void()> main) {
    GmpRun run;
    const auto host = makeHost(options);
    TraceCollector collector(*host);
    if (options.tracing)
        beginTrace(collector, *host, options);
    {
        gmp::Runtime runtime(*host, options.tracing ? &collector : nullptr, options.config);
        std::mutex printing;
        runtime.setOutput([&](trace::OutputStream, std::string_view text) {
            const std::lock_guard lock(printing);
            run.printed.emplace_back(text);
        });
        std::atomic<bool> begun{false};
        base::ThreadId control;
        if (options.control)
            control = host->startThread("control", [&] {
                while (!begun.load())
                    host->park({});
                options.control(*host, runtime);
            });
        run.exit = runtime.run([&, body = std::move(main)] {
            begun.store(true);
            if (control.valid())
                host->unpark(control);
            body();
        });
        run.counters = runtime.counters();
        run.ledger = runtime.ledger();
        host->joinThreads();
    }
    run.events = collector.take();
    run.dropped = collector.dropped();
    EXPECT_EQ(run.dropped, 0u);
    if (options.tracing)
        checkTrace(options, collector);
    EXPECT_EQ(run.ledger.stacksInUse, 0u);
    EXPECT_EQ(run.ledger.timers, 0u);
    EXPECT_EQ(run.ledger.waiters, 0u);
    return run;
}

GmpRun runUntilSeen(const GmpOptions& options, const std::function<void(int times)>& scene,
                    const std::function<bool(const GmpRun&)>& seen) {
    constexpr int kLongest = 256;
    const int longest = options.host == kernel::HostKind::free ? kLongest : 1;
    for (int times = 1;; times *= 2) {
        GmpRun run = runGoroutines(options, [&scene, times] { scene(times); });
        const bool found = seen(run);
        if (found || times == longest || testing::Test::HasFailure()) {
            EXPECT_TRUE(found) << "not seen, with durations up to " << times << " times as long";
            return run;
        }
    }
}

void spawn(int n, const std::function<void()>& body) {
    gmp::WaitGroup group;
    group.add(n);
    for (int i = 0; i < n; ++i)
        gmp::go([&] {
            if (body)
                body();
            group.done();
        });
    group.wait();
}

GmpOptions golden(kernel::HostKind host) {
    GmpOptions options;
    options.host = host;
    options.config.maxProcs = 1;
    options.config.forcePreempt = std::chrono::seconds(10);
    return options;
}

std::string hostName(kernel::HostKind host) {
    return host == kernel::HostKind::free ? "free" : "conducted";
}

std::string hostOf(const testing::TestParamInfo<kernel::HostKind>& chosen) {
    return hostName(chosen.param);
}

std::string hostAndPsOf(const testing::TestParamInfo<std::tuple<kernel::HostKind, int>>& chosen) {
    return hostName(std::get<0>(chosen.param)) + std::to_string(std::get<1>(chosen.param));
}

GmpOptions UnderBothHosts::options(int procs) {
    GmpOptions chosen;
    chosen.host = GetParam();
    chosen.config.maxProcs = procs;
    return chosen;
}

GmpOptions WithAnyNumberOfPs::options() {
    GmpOptions chosen;
    chosen.host = std::get<0>(GetParam());
    chosen.config.maxProcs = chosen.cores = procs();
    return chosen;
}

}  // namespace interleave::test
