#include "engine/watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "kernel/process_sampler.h"

namespace interleave::engine {
namespace {

using std::chrono::steady_clock;

base::Bytes residentNow() {
    const auto sample = kernel::ProcessSampler(::getpid()).sample();
    if (!sample)
        return {};
    return {sample.value().rssAnonymous.value + sample.value().rssFiles.value};
}

constexpr std::chrono::milliseconds kLookEvery{5};
// Looks lie further apart only where the process did not run at all.
constexpr base::Duration kLongestLook{1'000'000'000};
// Memory is looked at every so many pauses: /proc costs tens of microseconds.
constexpr int kMemoryEvery = 10;
// How long a stopped run may take to end before the process is ended.
constexpr std::chrono::seconds kGrace{2};

std::string secondsText(base::Duration length) {
    const auto tenths = length.count() / 100'000'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

}  // namespace

void ComputingTime::look(base::Time now, bool held) {
    const base::Duration gap = now - m_last;
    m_last = now;
    if (!held && gap <= kLongestLook)
        m_sum += gap;
}

base::Bytes defaultResidentBudget() {
    const auto pages = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES));
    return {pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / 2};
}

Watch::Watch(link::ControlPage& page, int lifeline, Budgets budgets)
    : m_page(page), m_lifeline(lifeline), m_budgets(budgets), m_stopEvent(::eventfd(0, EFD_CLOEXEC)) {
    m_thread = std::thread([this] { run(); });
}

Watch::~Watch() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_stopEvent, &one, sizeof one);
    m_thread.join();
    ::close(m_stopEvent);
}

void Watch::serve(std::function<void()> nudge, std::function<std::uint64_t()> stackBytes) {
    const std::lock_guard lock(m_lock);
    m_nudge = std::move(nudge);
    m_stackBytes = std::move(stackBytes);
}

void Watch::clear() {
    const std::lock_guard lock(m_lock);
    m_nudge = nullptr;
    m_stackBytes = nullptr;
}

std::string Watch::limitText() const {
    const std::lock_guard lock(m_lock);
    return m_limitText;
}

void Watch::overdraw(std::string text) {
    {
        const std::lock_guard lock(m_lock);
        if (!m_limitText.empty())
            return;
        m_limitText = std::move(text);
    }
    std::uint32_t none = 0;
    m_page.stop.compare_exchange_strong(none, static_cast<std::uint32_t>(link::StopReason::limit),
                                        std::memory_order_release, std::memory_order_relaxed);
    kernel::announceCommand(m_page.horizon);
}

void Watch::look() {
    const std::uint32_t commands = m_page.horizon.commands.load(std::memory_order_acquire);
    const std::lock_guard lock(m_lock);
    if (commands != m_seenCommands && m_nudge) {
        m_seenCommands = commands;
        m_nudge();
    }
    if (m_looks % kMemoryEvery == 0 && m_stackBytes)
        m_page.stackBytes.store(m_stackBytes(), std::memory_order_relaxed);
}

void Watch::run() {
    ComputingTime computed(steady_clock::now().time_since_epoch());
    std::optional<steady_clock::time_point> stopSeen;
    for (;; ++m_looks) {
        pollfd fds[2] = {{m_stopEvent, POLLIN, 0}, {m_lifeline, 0, 0}};
        ::poll(fds, 2, static_cast<int>(kLookEvery.count()));
        if (fds[0].revents != 0)
            return;
        if (fds[1].revents != 0)
            ::_exit(0);  // the client is gone, and with it whoever would read on

        const auto now = steady_clock::now();
        computed.look(now.time_since_epoch(), m_page.horizon.waiting.load(std::memory_order_relaxed) != 0);
        look();
        if (computed.sum() > m_budgets.computing)
            overdraw("it computed for more than its budget of " + secondsText(m_budgets.computing) +
                     "; run it smaller, or with a larger budget");
        if (m_budgets.resident.value != 0 && m_looks % kMemoryEvery == 0 && residentNow() > m_budgets.resident)
            overdraw("it took more memory than its budget of " + std::to_string(m_budgets.resident.value >> 20) +
                     " MiB; run it smaller");

        if (m_page.stop.load(std::memory_order_relaxed) == 0)
            continue;
        if (!stopSeen)
            stopSeen = now;
        if (now - *stopSeen > kGrace) {
            std::fprintf(stderr, "interleave-engine: the run did not end when it was asked to; ending the process\n");
            ::_exit(70);
        }
    }
}

}  // namespace interleave::engine
