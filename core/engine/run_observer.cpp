#include "engine/run_observer.h"

#include <algorithm>

#include "engine/last_words.h"

namespace interleave::engine {

void RunObserver::open(SegmentSink& sink) {
    m_writer = sink.writerForThisThread();
    m_open = true;
    for (const trace::Event& event : m_early)
        m_writer.write(event);
    m_early.clear();
}

void RunObserver::threadStarted(base::ThreadId thread, const std::string& name, int osTid) {
    if (m_switches)
        m_switches->threadStarted(thread, osTid);
    if (thread.value >= m_page.threads.size())
        return;
    link::ThreadEntry& entry = m_page.threads[thread.value];
    entry.osTid = osTid;
    const std::size_t n = std::min(name.size(), entry.name.size() - 1);
    std::copy_n(name.begin(), n, entry.name.begin());
    entry.name[n] = 0;
    // Release: the reader that sees the state sees the name.
    entry.state.store(link::ThreadEntry::alive, std::memory_order_release);
}

void RunObserver::threadEnded(base::ThreadId thread) {
    if (m_switches)
        m_switches->threadEnded(thread);
    if (thread.value >= m_page.threads.size())
        return;
    m_page.threads[thread.value].state.store(link::ThreadEntry::ended, std::memory_order_release);
}

void RunObserver::threadRefused(const base::Error& error) {
    endHere(trace::RunStatus::limit, error.sentence(), kLimitReached);
}

void RunObserver::coreSwitch(base::CoreId core, base::ThreadId in, base::ThreadId out, bool voluntary) {
    using trace::CoreSwitchWhy;
    const CoreSwitchWhy why = !out.valid() ? CoreSwitchWhy::wake
                              : voluntary  ? CoreSwitchWhy::voluntary
                                           : CoreSwitchWhy::involuntary;
    const trace::Event event{.kind = trace::EventKind::CoreSwitch,
                             .aux = static_cast<std::uint8_t>(why),
                             .a = core.value,
                             .b = in.value,
                             .c = out.value};
    if (m_open) {
        m_writer.write(event);
    } else {
        m_early.push_back(event);
    }
}

}  // namespace interleave::engine
