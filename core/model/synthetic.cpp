// The model behind SyntheticTrace: queues, Ps and Ms as the scheduler has them, and at each step one M that acts.
//
// Every act writes its events in the order in which the runtime writes them (queue event before GoStart, MSpin and
// Wakep between finding and starting, PState before PHandoff), so the checker passes on what comes out. Goroutine 1
// never waits, so there is always somebody to go on with.
#include "model/synthetic.h"

#include "model/recording.h"
#include "model/synthetic_machinery.h"

namespace interleave::model {

using namespace synthetic;

class SyntheticTrace::Model : private synthetic::Machinery {
public:
    explicit Model(SyntheticOptions options) : Machinery(options) {}

    void step(std::vector<Event>& out) {
        m_out = &out;
        if (m_ms.empty()) {
            begin();
            return;
        }
        m_now += 20 + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(m_options.step.count()) * 2));
        if (m_options.monitor && below(128) == 0)
            monitorRound();
        const std::uint16_t m = m_active[below(m_active.size())];
        takeCore(m);
        act(m);
    }

    void end(std::vector<Event>& out) {
        m_out = &out;
        if (m_ms.empty())
            begin();
        write({.kind = EventKind::RunEnd, .aux = word(trace::RunStatus::ok)});
    }

private:
    // --- the beginning
    void begin() {
        write({.kind = EventKind::RunBegin,
               .a = static_cast<std::uint32_t>(m_options.procs),
               .b = static_cast<std::uint32_t>(m_options.cores)});
        constexpr std::array<std::string_view, kFunctions> kNames{"main.main", "main.worker", "main.producer",
                                                                  "main.consumer"};
        for (std::uint32_t i = 0; i < kFunctions; ++i)
            name(trace::ObjectKind::function, i + 1, kNames[i]);
        for (std::uint32_t i = 0; i < kChannels; ++i)
            name(trace::ObjectKind::channel, i + 1, i % 2 == 0 ? "jobs" : "results");
        m_ms.push_back(M{.doing = Doing::looking, .p = 0});
        m_active.push_back(0);
        takeCore(0);
        writeAs(0, {.kind = EventKind::MNew, .aux = word(trace::MWhy::main), .a = trace::kNoM});
        for (std::size_t p = m_ps.size(); p-- > 0;) {
            m_ps[p].status = PStatus::gcstop;
            setP(0, static_cast<std::uint16_t>(p), PStatus::idle, trace::PWhy::resize);
        }
        setP(0, 0, PStatus::running, trace::PWhy::resize);
        m_ps[0].m = 0;
        create(0);
    }

    // --- one act of one M
    void act(std::uint16_t m) {
        switch (m_ms[m].doing) {
            case Doing::starting:
                start(m);
                break;
            case Doing::looking:
                look(m);
                break;
            case Doing::running:
                runOn(m);
                break;
            case Doing::syscall:
                returns(m);
                break;
            case Doing::parked:
                break;
        }
    }
    void start(std::uint16_t m) {
        M& me = m_ms[m];
        const std::uint16_t p = me.p;
        if (me.fresh) {
            me.fresh = false;
            write({.kind = EventKind::MNew, .aux = word(trace::MWhy::startm), .m = m, .a = me.by, .b = m});
            if (me.spinning)
                write({.kind = EventKind::MSpin, .aux = 1, .m = m, .a = m_spinning});
        }
        m_ps[p].m = m;
        setP(m, p, PStatus::running, trace::PWhy::acquire);
        me.doing = Doing::looking;
    }
    void look(std::uint16_t m) {
        fireTimers(m);
        P& p = m_ps[m_ms[m].p];
        if (p.tick % 61 == 0 && !m_global.empty())
            return begin(m, takeGlobal(m, 1), trace::StartSource::glob61);
        if (p.runnext != 0) {
            const std::uint32_t g = p.runnext;
            p.runnext = 0;
            taken(m, g, trace::RqSlot::runnext);
            return begin(m, g, trace::StartSource::runnext);
        }
        if (!p.ring.empty()) {
            const std::uint32_t g = p.ring.front();
            p.ring.pop_front();
            taken(m, g, trace::RqSlot::tail);
            return begin(m, g, trace::StartSource::local);
        }
        if (!m_global.empty())
            return begin(m, takeGlobal(m, 0), trace::StartSource::globBatch);
        M& me = m_ms[m];
        if (!me.spinning) {
            if (2 * m_spinning >= m_ps.size() - m_idlePs.size())
                return giveUp(m);
            me.spinning = true;
            ++m_spinning;
            writeAs(m, {.kind = EventKind::MSpin, .aux = 1, .a = m_spinning});
        }
        if (!steal(m))
            giveUp(m);
    }
    void taken(std::uint16_t m, std::uint32_t g, trace::RqSlot slot) {
        writeAs(m, {.kind = EventKind::RqGet,
                    .aux = word(slot),
                    .g = g,
                    .a = static_cast<std::uint32_t>(m_ps[m_ms[m].p].ring.size())});
    }
    bool steal(std::uint16_t m) {
        const std::size_t first = below(m_ps.size());
        for (const bool last : {false, true})
            for (std::size_t i = 0; i < m_ps.size(); ++i) {
                const auto from = static_cast<std::uint16_t>((first + i) % m_ps.size());
                P& victim = m_ps[from];
                if (from == m_ms[m].p || victim.status == PStatus::idle)
                    continue;
                if (victim.ring.empty() && !(last && victim.runnext != 0))
                    continue;
                std::vector<std::uint32_t> batch;
                auto slot = trace::RqSlot::tail;
                if (victim.ring.empty()) {
                    slot = trace::RqSlot::runnext;
                    batch.push_back(victim.runnext);
                    victim.runnext = 0;
                } else {
                    const auto n = static_cast<std::ptrdiff_t>(victim.ring.size() - victim.ring.size() / 2);
                    batch.assign(victim.ring.begin(), victim.ring.begin() + n);
                    victim.ring.erase(victim.ring.begin(), victim.ring.begin() + n);
                }
                writeAs(m, {.kind = EventKind::RqSteal,
                            .aux = word(slot),
                            .a = from,
                            .b = static_cast<std::uint32_t>(batch.size()),
                            .c = last ? 4u : 1u});
                tail(batch);
                for (std::size_t g = 0; g + 1 < batch.size(); ++g)
                    putTail(m, batch[g], EventKind::RqPut);
                begin(m, batch.back(),
                      slot == trace::RqSlot::tail ? trace::StartSource::steal : trace::StartSource::stealNext);
                return true;
            }
        return false;
    }
    void giveUp(std::uint16_t m) {
        M& me = m_ms[m];
        const std::uint16_t p = me.p;
        setP(m, p, PStatus::idle, trace::PWhy::release);
        m_ps[p].m = trace::kNoM;
        m_idlePs.push_back(p);
        me.p = trace::kNoP;
        if (me.spinning) {
            me.spinning = false;
            --m_spinning;
            writeAs(m, {.kind = EventKind::MSpin, .aux = 0, .a = m_spinning});
        }
        park(m);
    }
    void begin(std::uint16_t m, std::uint32_t g, trace::StartSource source) {
        M& me = m_ms[m];
        if (me.spinning) {
            me.spinning = false;
            --m_spinning;
            writeAs(m, {.kind = EventKind::MSpin, .aux = 0, .a = m_spinning});
            wakep(m);
        }
        P& p = m_ps[m_ms[m].p];
        const bool inherit = source == trace::StartSource::runnext;
        if (!inherit)
            ++p.tick;
        p.requested = false;
        writeAs(m, {.kind = EventKind::GoStart, .aux = word(source), .g = g, .a = inherit, .b = p.tick});
        m_ms[m].g = g;
        m_ms[m].doing = Doing::running;
        m_ms[m].since = m_now;
    }
    void create(std::uint16_t m) {
        const std::uint32_t g = ++m_lastG;
        ++m_live;
        writeAs(m, {.kind = EventKind::GoCreate,
                    .g = g,
                    .a = m_ms[m].g,
                    .b = g == 1 ? 1 : 2 + static_cast<std::uint32_t>(below(kFunctions - 1)),
                    .c = 10 + static_cast<std::uint32_t>(below(40))});
        putNext(m, g);
        wakep(m);
    }
    void ready(std::uint16_t m, std::uint32_t g, std::uint32_t by) {
        writeAs(m, {.kind = EventKind::GoUnblock, .aux = word(trace::QueueDest::runnext), .g = g, .a = by});
        putNext(m, g);
        wakep(m);
    }
    void leave(std::uint16_t m) {
        m_ms[m].g = 0;
        m_ms[m].doing = Doing::looking;
        m_ps[m_ms[m].p].requested = false;
    }
    // What the goroutine on m does next.
    void runOn(std::uint16_t m) {
        const std::uint32_t g = m_ms[m].g;
        P& p = m_ps[m_ms[m].p];
        if (p.requested) {
            writeAs(m, {.kind = EventKind::PreemptHit, .aux = word(trace::PreemptAt::loop), .g = g});
            return stop(m, trace::StopWhy::preempt);
        }
        const std::uint64_t dice = below(100);
        if (m_live < m_options.goroutines && dice < 40)
            return create(m);
        if (dice < 50)
            return;  // it computes
        if (m_options.channels && dice < 80)
            return channel(m);
        if (dice < 88)
            return stop(m, trace::StopWhy::gosched);
        if (g == 1)
            return;
        if (m_options.sleeps && dice < 92)
            return sleep(m);
        if (m_options.syscalls && dice < 96)
            return syscall(m);
        if (dice < 98 || m_live < m_options.goroutines)
            return;
        writeAs(m, {.kind = EventKind::GoEnd, .g = g});
        --m_live;
        leave(m);
    }
    void stop(std::uint16_t m, trace::StopWhy why) {
        const std::uint32_t g = m_ms[m].g;
        writeAs(m, {.kind = EventKind::GoStop, .aux = word(why), .g = g, .a = word(trace::QueueDest::globTail)});
        putGlobal(m, std::span(&g, 1));
        leave(m);
    }
    // An unbuffered channel: receivers wait, senders find them.
    void channel(std::uint16_t m) {
        const std::uint32_t g = m_ms[m].g;
        const auto number = static_cast<std::uint32_t>(below(kChannels));
        auto& waiting = m_waiting[number];
        if (!waiting.empty()) {
            const std::uint32_t peer = waiting.front();
            waiting.pop_front();
            writeAs(
                m,
                {.kind = EventKind::ChSend, .aux = word(trace::ChanPath::direct), .g = g, .a = number + 1, .c = peer});
            return ready(m, peer, g);
        }
        if (g == 1)
            return;
        writeAs(m, {.kind = EventKind::ChRecv, .aux = word(trace::ChanPath::park), .g = g, .a = number + 1});
        writeAs(m, {.kind = EventKind::GoBlock, .aux = word(trace::BlockReason::chanReceive), .g = g, .a = number + 1});
        waiting.push_back(g);
        leave(m);
    }
    void sleep(std::uint16_t m) {
        const std::uint32_t g = m_ms[m].g;
        const Sleeper sleeper{m_now + 1000 + static_cast<std::int64_t>(below(200'000)), g, ++m_lastTimer, m_ms[m].p};
        writeAs(m, {.kind = EventKind::GoBlock, .aux = word(trace::BlockReason::sleep), .g = g});
        Event add{.kind = EventKind::TmAdd, .aux = word(trace::TimerKind::sleep), .g = g, .a = sleeper.timer};
        add.setWide(static_cast<std::uint64_t>(sleeper.when));
        writeAs(m, add);
        m_sleepers.push(sleeper);
        leave(m);
    }
    void fireTimers(std::uint16_t m) {
        while (!m_sleepers.empty() && m_sleepers.top().when <= m_now) {
            const Sleeper sleeper = m_sleepers.top();
            m_sleepers.pop();
            Event fire{.kind = EventKind::TmFire,
                       .aux = word(trace::TimerKind::sleep),
                       .p = sleeper.p,
                       .g = sleeper.g,
                       .a = sleeper.timer};
            fire.setWide(static_cast<std::uint64_t>(m_now - sleeper.when));
            writeAs(m, fire);
            ready(m, sleeper.g, 0);
        }
    }
    void syscall(std::uint16_t m) {
        const std::uint16_t p = m_ms[m].p;
        writeAs(m, {.kind = EventKind::SysBegin, .aux = word(trace::SyscallName::read), .g = m_ms[m].g});
        setP(m, p, PStatus::syscall, trace::PWhy::syscallEnter);
        m_ms[m].doing = Doing::syscall;
        m_ms[m].since = m_now;
    }
    void returns(std::uint16_t m) {
        if (below(4) != 0)
            return;
        M& me = m_ms[m];
        const std::uint32_t g = me.g;
        const auto ends = [&](trace::SyscallPath path) {
            writeAs(m, {.kind = EventKind::SysEnd, .aux = word(path), .g = g});
        };
        if (me.p != trace::kNoP) {
            setP(m, me.p, PStatus::running, trace::PWhy::syscallExit);
            ends(trace::SyscallPath::ownP);
            me.doing = Doing::running;
            return;
        }
        if (!m_idlePs.empty()) {
            me.p = m_idlePs.back();
            m_idlePs.pop_back();
            m_ps[me.p].m = m;
            setP(m, me.p, PStatus::running, trace::PWhy::syscallExit);
            ends(trace::SyscallPath::otherP);
            me.doing = Doing::running;
            return;
        }
        ends(trace::SyscallPath::noP);
        me.g = 0;
        putGlobal(m, std::span(&g, 1));
        park(m);
    }
    void monitorRound() {
        Event tick{.kind = EventKind::SmTick};
        tick.setWide(20'000);
        write(tick);
        for (std::uint16_t p = 0; p < m_ps.size(); ++p) {
            P& each = m_ps[p];
            if (each.m == trace::kNoM)
                continue;
            M& holder = m_ms[each.m];
            if (each.status == PStatus::syscall && m_now - holder.since > kRetakeAfter) {
                const std::uint16_t from = each.m;
                write({.kind = EventKind::PState,
                       .aux = word(PStatus::syscall),
                       .p = p,
                       .a = word(PStatus::idle),
                       .b = word(trace::PWhy::retake)});
                each.status = PStatus::idle;
                each.m = trace::kNoM;
                holder.p = trace::kNoP;
                write({.kind = EventKind::PRetake, .p = p, .a = from});
                handOff(p, from);
            } else if (holder.doing == Doing::running && each.status == PStatus::running && !each.requested &&
                       m_now - holder.since > kRetakeAfter) {
                Event request{.kind = EventKind::PreemptReq, .p = p, .g = holder.g};
                request.setWide(static_cast<std::uint64_t>(m_now - holder.since));
                write(request);
                each.requested = true;
            }
        }
    }
    // A P that is idle but on no list yet goes to another M, or onto the list.
    void handOff(std::uint16_t p, std::uint16_t from) {
        auto branch = trace::HandoffBranch::idleList;
        if (!m_ps[p].empty() || !m_global.empty())
            branch = trace::HandoffBranch::localOrGlobalWork;
        write({.kind = EventKind::PHandoff, .aux = word(branch), .p = p, .a = from});
        if (branch == trace::HandoffBranch::idleList)
            m_idlePs.push_back(p);
        else
            startM(trace::kNoM, p, false);
    }
};

SyntheticTrace::SyntheticTrace(SyntheticOptions options) : m_model(std::make_unique<Model>(options)) {}
SyntheticTrace::~SyntheticTrace() = default;

void SyntheticTrace::more(std::size_t atLeast, std::vector<trace::Event>& out) {
    const std::size_t wanted = out.size() + atLeast;
    while (out.size() < wanted)
        m_model->step(out);
}

void SyntheticTrace::end(std::vector<trace::Event>& out) {
    m_model->end(out);
}

std::shared_ptr<Recording> syntheticRecording(std::size_t events, SyntheticOptions options) {
    RunMeta meta;
    meta.scenario = "synthetic";
    meta.family = "go";
    meta.host = "conducted";
    meta.seed = options.seed;
    meta.cores = options.cores;
    auto recording = std::make_shared<Recording>(std::move(meta));
    SyntheticTrace trace(options);
    std::vector<Event> piece;
    while (recording->size() < events) {
        piece.clear();
        trace.more(std::min<std::size_t>(events - recording->size(), 16'384), piece);
        recording->append(piece);
    }
    piece.clear();
    trace.end(piece);
    recording->append(piece);
    recording->finish();
    return recording;
}

}  // namespace interleave::model
