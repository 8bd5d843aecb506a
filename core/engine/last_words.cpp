#include "engine/last_words.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <new>

#include "gmp/fault.h"
#include "link/control_page.h"
#include "link/segment.h"

namespace interleave::engine {
namespace {

// A text that is put together without a heap.
class Line {
public:
    void add(std::string_view text) {
        for (const char c : text)
            if (m_size < m_bytes.size())
                m_bytes[m_size++] = c;
    }
    void addPlain(std::string_view text) {
        for (const char c : text)
            if (static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\')
                add({&c, 1});
    }
    void add(std::uint64_t number) {
        std::array<char, 20> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        add({digits.data(), static_cast<std::size_t>(end - digits.data())});
    }
    std::string_view view() const { return {m_bytes.data(), m_size}; }

private:
    std::array<char, 2048> m_bytes{};
    std::size_t m_size = 0;
};

// To descriptors, as the mapping's address is not known here. A failure leaves the client to tell the end by itself.
void put(const void* bytes, std::size_t size, std::size_t offset) {
    [[maybe_unused]] const auto written = ::pwrite(link::kSegmentDescriptor, bytes, size, static_cast<off_t>(offset));
}

void outOfMemory() {
    endHere(trace::RunStatus::limit,
            "no memory is left: the limit of address space (RLIMIT_AS) or the machine's own is reached; run it smaller",
            kLimitReached);
}

void onFault(int number, siginfo_t* info, void*) {
    if (const std::uint32_t g = gmp::overflowedGoroutine(info->si_addr); g != 0) {
        Line text;
        text.add("fatal error: stack overflow (goroutine ");
        text.add(g);
        text.add(" has used up its stack)");
        endHere(trace::RunStatus::crash, text.view(), 2);
    }
    // Any other fault: it happens again on return, and ends the process as it would have.
    ::signal(number, SIG_DFL);
}

}  // namespace

void endHere(trace::RunStatus status, std::string_view text, int exit) noexcept {
    Line json;
    json.add("{\"status\":\"");
    json.add(nameOf(status));
    json.add("\",\"text\":\"");
    json.addPlain(text.substr(0, 1024));
    json.add("\",\"exit\":");
    json.add(static_cast<std::uint64_t>(exit));
    json.add(",\"duration\":-1,\"counters\":{},\"rss\":0,\"peakRss\":0,\"stacks\":0,\"facts\":{},\"warnings\":[]}");
    put(json.view().data(), json.view().size(), offsetof(link::ControlPage, outcome));
    const auto size = static_cast<std::uint32_t>(json.view().size());
    put(&size, sizeof size, offsetof(link::ControlPage, outcomeBytes));
    const auto ended = static_cast<std::uint32_t>(link::EngineState::ended);
    put(&ended, sizeof ended, offsetof(link::ControlPage, state));
    ::_exit(exit);
}

void installLastWords() {
#ifndef INTERLEAVE_SANITIZED
    std::set_new_handler(outOfMemory);
    struct sigaction action {};
    action.sa_sigaction = onFault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGSEGV, &action, nullptr);
    ::sigaction(SIGBUS, &action, nullptr);
#endif
}

}  // namespace interleave::engine
