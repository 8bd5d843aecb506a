#include "gmp/traceback.h"

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

namespace {

// Where many wait, so many are told.
constexpr int kMostTold = 100;

// waitReasonStrings (runtime2.go).
std::string_view textOf(trace::BlockReason reason) {
    using trace::BlockReason;
    switch (reason) {
        case BlockReason::chanReceive:
            return "chan receive";
        case BlockReason::chanSend:
            return "chan send";
        case BlockReason::chanReceiveNil:
            return "chan receive (nil chan)";
        case BlockReason::chanSendNil:
            return "chan send (nil chan)";
        case BlockReason::select:
            return "select";
        case BlockReason::selectNoCases:
            return "select (no cases)";
        case BlockReason::sleep:
            return "sleep";
        case BlockReason::ioWait:
            return "IO wait";
        case BlockReason::condWait:
            return "sync.Cond.Wait";
        case BlockReason::gcAssist:
            return "GC assist wait";
        default:
            return "semacquire";  // in Go 1.19 all of package sync
    }
}

}  // namespace

void Traceback::line(M& m, std::uint32_t g, std::string_view text) {
    if (m.tracing())
        m.emitText({.kind = trace::EventKind::Output, .aux = word(trace::OutputStream::err), .g = g}, text);
    if (m_rt.output)
        m_rt.output(trace::OutputStream::err, text);
}

void Traceback::goroutine(M& m, const G& g, std::string_view status) {
    const std::uint32_t id = idOf(g);
    line(m, id, "");
    line(m, id, "goroutine " + std::to_string(id) + " [" + std::string(status) + "]:");
    const auto qualified = [](std::string name) { return name.find('.') == std::string::npos ? "main." + name : name; };
    if (const std::string name = m_rt.names.nameOf(g.function); !name.empty())
        line(m, id, qualified(name) + (id == 1 ? "()" : "(...)"));
    const std::string creator = m_rt.names.nameOf(g.creator);
    if (creator.empty())
        return;
    line(m, id, "created by " + qualified(creator));
    if (g.line > 0)
        line(m, id, "\tline " + std::to_string(g.line));
}

void Traceback::panic(M& m, const G& g, std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        line(m, idOf(g), text.substr(begin, end - begin));
        begin = end + 1;
    }
    goroutine(m, g, "running");
}

void Traceback::fatal(M& m, const G* running, std::string_view text) {
    line(m, running ? idOf(*running) : trace::kNoG, text);
    if (running)
        goroutine(m, *running, "running");
}

void Traceback::deadlock(M& m, std::string_view text) {
    line(m, trace::kNoG, text);
    const LockGuard guard(m_rt.state.freeLock);
    int told = 0;
    int left = 0;
    for (const auto& slab : m_rt.state.allGs)
        for (std::uint32_t i = 0; i < SchedulerState::kGsMadeAtOnce; ++i) {
            const G& g = slab[i];
            if (g.state.load() != GState::waiting || g.reason == trace::BlockReason::gcWorkerIdle)
                continue;
            if (told == kMostTold) {
                ++left;
                continue;
            }
            ++told;
            goroutine(m, g, textOf(g.reason));
        }
    if (left == 0)
        return;
    line(m, trace::kNoG, "");
    line(m, trace::kNoG, "and " + std::to_string(left) + " more goroutines that wait");
}

}  // namespace interleave::gmp
