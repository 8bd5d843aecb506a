// What SyntheticTrace's model leans on: its state, and the pieces of bookkeeping that write their events. Only
// synthetic.cpp includes this.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <queue>
#include <span>
#include <string_view>

#include "model/synthetic.h"

namespace interleave::model::synthetic {

using trace::Event;
using trace::EventKind;
using trace::PStatus;

inline constexpr std::size_t kRing = 256;
inline constexpr std::uint32_t kChannels = 16;
inline constexpr std::uint32_t kFunctions = 4;
inline constexpr std::int64_t kRetakeAfter = 20'000;

template <class Word>
std::uint8_t word(Word value) {
    return static_cast<std::uint8_t>(value);
}

class Machinery {
protected:
    explicit Machinery(SyntheticOptions options) : m_options(options), m_random(options.seed * 2 + 1) {
        m_options.procs = std::clamp(options.procs, 1, 256);
        m_options.cores = std::clamp(options.cores, 1, 64);
        m_ps.resize(static_cast<std::size_t>(m_options.procs));
        m_cores.assign(static_cast<std::size_t>(m_options.cores), trace::kNoM);
        for (std::size_t p = m_ps.size(); p-- > 1;)
            m_idlePs.push_back(static_cast<std::uint16_t>(p));
    }

    enum class Doing : std::uint8_t { starting, looking, running, syscall, parked };
    struct M {
        Doing doing = Doing::starting;
        bool spinning = false;
        bool fresh = false;    // a new thread: it has to say so
        std::uint16_t by = 0;  // who made it
        std::uint16_t p = trace::kNoP;
        std::uint16_t core = 0xFFFF;
        std::uint32_t g = 0;
        std::int64_t since = 0;
    };
    struct P {
        PStatus status = PStatus::idle;
        std::uint16_t m = trace::kNoM;
        std::uint32_t runnext = 0;
        std::deque<std::uint32_t> ring;
        std::uint32_t tick = 0;
        bool requested = false;
        bool empty() const { return runnext == 0 && ring.empty(); }
    };
    struct Sleeper {
        std::int64_t when;
        std::uint32_t g, timer;
        std::uint16_t p;
        bool operator<(const Sleeper& other) const { return when > other.when; }
    };

    // --- random numbers and events
    std::uint64_t below(std::uint64_t n) {
        // splitmix64: the same everywhere.
        std::uint64_t z = (m_random += 0x9E37'79B9'7F4A'7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBull;
        return (z ^ (z >> 31)) % n;
    }
    void write(Event event) {
        event.time = static_cast<std::uint64_t>(m_now);
        m_out->push_back(event);
    }
    // As the M, on its P.
    void writeAs(std::uint16_t m, Event event) {
        event.m = m;
        if (event.p == trace::kNoP)
            event.p = m_ms[m].p;
        write(event);
    }
    void tail(std::span<const std::uint32_t> ids) {
        const Event owner = m_out->back();
        for (std::size_t i = 0; i < ids.size(); i += trace::kMoreIds) {
            std::array<std::uint32_t, trace::kMoreIds> part{};
            const std::size_t n = std::min(trace::kMoreIds, ids.size() - i);
            std::copy_n(ids.begin() + static_cast<std::ptrdiff_t>(i), n, part.begin());
            m_out->push_back(Event{.time = owner.time,
                                   .kind = EventKind::More,
                                   .aux = static_cast<std::uint8_t>(n),
                                   .m = owner.m,
                                   .p = owner.p,
                                   .g = part[0],
                                   .a = part[1],
                                   .b = part[2],
                                   .c = part[3]});
        }
    }
    void name(trace::ObjectKind kind, std::uint32_t object, std::string_view text) {
        write({.kind = EventKind::NameDef, .aux = word(kind), .a = object});
        const Event owner = m_out->back();
        for (std::size_t i = 0; i < text.size(); i += trace::kMoreBytes) {
            const std::size_t n = std::min(trace::kMoreBytes, text.size() - i);
            std::array<std::uint32_t, trace::kMoreIds> part{};
            std::memcpy(part.data(), text.data() + i, n);
            m_out->push_back(Event{.time = owner.time,
                                   .kind = EventKind::More,
                                   .aux = static_cast<std::uint8_t>(n),
                                   .g = part[0],
                                   .a = part[1],
                                   .b = part[2],
                                   .c = part[3]});
        }
    }

    // --- cores: whoever acts is on one
    void takeCore(std::uint16_t m) {
        if (!m_options.coreSwitches || m_ms[m].core != 0xFFFF)
            return;
        const auto free = std::find(m_cores.begin(), m_cores.end(), trace::kNoM);
        const std::size_t core =
            free != m_cores.end() ? static_cast<std::size_t>(free - m_cores.begin()) : below(m_cores.size());
        const std::uint16_t out = m_cores[core];
        if (out != trace::kNoM)
            m_ms[out].core = 0xFFFF;
        const auto why = out == trace::kNoM ? trace::CoreSwitchWhy::wake : trace::CoreSwitchWhy::involuntary;
        switchCore(core, m, why);
    }
    void switchCore(std::size_t core, std::uint16_t in, trace::CoreSwitchWhy why) {
        write({.kind = EventKind::CoreSwitch,
               .aux = word(why),
               .a = static_cast<std::uint32_t>(core),
               .b = in,
               .c = m_cores[core]});
        m_cores[core] = in;
        if (in != trace::kNoM)
            m_ms[in].core = static_cast<std::uint16_t>(core);
    }
    void leaveCore(std::uint16_t m) {
        const std::uint16_t core = m_ms[m].core;
        if (core == 0xFFFF)
            return;
        m_ms[m].core = 0xFFFF;
        switchCore(core, trace::kNoM, trace::CoreSwitchWhy::voluntary);
    }

    // --- queues
    void putNext(std::uint16_t m, std::uint32_t g) {
        P& p = m_ps[m_ms[m].p];
        if (p.runnext != 0) {
            const std::uint32_t kicked = p.runnext;
            putTail(m, kicked, EventKind::RqKick);
            p.runnext = 0;
        }
        writeAs(m, {.kind = EventKind::RqPut,
                    .aux = word(trace::RqSlot::runnext),
                    .g = g,
                    .a = static_cast<std::uint32_t>(p.ring.size())});
        p.runnext = g;
    }
    void putTail(std::uint16_t m, std::uint32_t g, EventKind how) {
        P& p = m_ps[m_ms[m].p];
        if (p.ring.size() == kRing) {
            std::vector<std::uint32_t> batch(p.ring.begin(), p.ring.begin() + kRing / 2);
            p.ring.erase(p.ring.begin(), p.ring.begin() + kRing / 2);
            batch.push_back(g);
            writeAs(m, {.kind = EventKind::RqSpill,
                        .a = static_cast<std::uint32_t>(batch.size()),
                        .b = static_cast<std::uint32_t>(p.ring.size())});
            tail(batch);
            putGlobal(m, batch);
            return;
        }
        p.ring.push_back(g);
        Event event{.kind = how, .g = g, .a = static_cast<std::uint32_t>(p.ring.size())};
        if (how == EventKind::RqPut)
            event.aux = word(trace::RqSlot::tail);
        writeAs(m, event);
    }
    void putGlobal(std::uint16_t m, std::span<const std::uint32_t> gs) {
        m_global.insert(m_global.end(), gs.begin(), gs.end());
        writeAs(m, {.kind = EventKind::GlobPut,
                    .aux = word(trace::GlobEnd::tail),
                    .a = static_cast<std::uint32_t>(gs.size()),
                    .b = static_cast<std::uint32_t>(m_global.size())});
        tail(gs);
    }
    std::uint32_t takeGlobal(std::uint16_t m, std::uint32_t max) {
        const std::size_t size = m_global.size();
        std::size_t n = std::min(size, size / m_ps.size() + 1);
        if (max > 0)
            n = std::min<std::size_t>(n, max);
        n = std::min<std::size_t>(n, 128);
        std::vector<std::uint32_t> batch(m_global.begin(), m_global.begin() + static_cast<std::ptrdiff_t>(n));
        m_global.erase(m_global.begin(), m_global.begin() + static_cast<std::ptrdiff_t>(n));
        writeAs(m, {.kind = EventKind::GlobGet,
                    .a = static_cast<std::uint32_t>(n),
                    .b = static_cast<std::uint32_t>(m_global.size()),
                    .c = max});
        tail(batch);
        for (std::size_t i = 1; i < batch.size(); ++i)
            putTail(m, batch[i], EventKind::RqPut);
        return batch.front();
    }

    // --- Ps and Ms
    void setP(std::uint16_t m, std::uint16_t p, PStatus to, trace::PWhy why) {
        writeAs(m, {.kind = EventKind::PState, .aux = word(m_ps[p].status), .p = p, .a = word(to), .b = word(why)});
        m_ps[p].status = to;
    }
    void wakep(std::uint16_t m) {
        auto result = trace::WakepResult::noIdleP;
        if (!m_idlePs.empty()) {
            result = trace::WakepResult::alreadySpinning;
            if (m_spinning == 0) {
                const std::uint16_t p = m_idlePs.back();
                m_idlePs.pop_back();
                startM(m, p, true);
                result = trace::WakepResult::started;
            }
        }
        writeAs(m, {.kind = EventKind::Wakep, .aux = word(result)});
    }
    void startM(std::uint16_t by, std::uint16_t p, bool spinning) {
        std::uint16_t m;
        if (m_idleMs.empty()) {
            m = static_cast<std::uint16_t>(m_ms.size());
            m_ms.push_back(M{.fresh = true, .by = by});
        } else {
            m = m_idleMs.back();
            m_idleMs.pop_back();
            write({.kind = EventKind::MUnpark, .aux = static_cast<std::uint8_t>(spinning), .m = m, .p = p, .a = by});
        }
        m_ms[m].doing = Doing::starting;
        m_ms[m].p = p;
        m_ms[m].spinning = spinning;
        m_spinning += spinning;
        m_active.push_back(m);
    }
    void park(std::uint16_t m) {
        m_ms[m].doing = Doing::parked;
        std::erase(m_active, m);
        m_idleMs.push_back(m);
        writeAs(m, {.kind = EventKind::MPark});
        leaveCore(m);
    }

    SyntheticOptions m_options;
    std::uint64_t m_random;
    std::vector<Event>* m_out = nullptr;
    std::int64_t m_now = 0;
    std::vector<P> m_ps;
    std::vector<M> m_ms;
    std::vector<std::uint16_t> m_active;  // Ms that are not parked
    std::vector<std::uint16_t> m_idlePs, m_idleMs;
    std::vector<std::uint16_t> m_cores;  // the M on each
    std::deque<std::uint32_t> m_global;
    std::array<std::deque<std::uint32_t>, kChannels> m_waiting;
    std::priority_queue<Sleeper> m_sleepers;
    std::uint32_t m_lastG = 0, m_lastTimer = 0, m_live = 0;
    std::uint32_t m_spinning = 0;
};

}  // namespace interleave::model::synthetic
