#include "tests/support/gmp_fixture.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <sstream>
#include <utility>

#include "conductor/conducted_host.h"
#include "kernel/free_host.h"
#include "model/checker.h"

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

// The events up to the one that broke a rule, for whoever reads the failure.
std::string before(const std::vector<trace::Event>& events, std::uint64_t index) {
    std::ostringstream text;
    for (std::uint64_t i = index < 25 ? 0 : index - 25; i <= index && i < events.size(); ++i) {
        const trace::Event& e = events[i];
        text << i << ' ' << e.time << ' ' << trace::descriptor(e.kind).name << " m" << static_cast<std::int16_t>(e.m)
             << " p" << static_cast<std::int16_t>(e.p) << " g" << e.g << " aux" << int{e.aux} << ' ' << e.a << ' '
             << e.b << ' ' << e.c << '\n';
    }
    return text.str();
}

// The legal-transition check on the whole trace; what it finds are test failures.
void checkTrace(const GmpOptions& options, const TraceCollector& collector) {
    model::Checker checker({.conducted = options.host == kernel::HostKind::conducted, .atMost = 10});
    model::TailBuffer tail;
    model::walkEvents(collector.raw(), 0, tail, [&checker](const model::WholeEvent& whole) { checker.add(whole); });
    EXPECT_TRUE(checker.clean()) << checker.count() << " violations; the first:\n"
                                 << model::textOf(checker.violations())
                                 << before(collector.raw(), checker.clean() ? 0 : checker.violations()[0].event);
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

}  // namespace interleave::test
