// How an event changes the World.
//
// The fold believes the newest event. Where an event says that a goroutine is somewhere, it is taken out of wherever
// it was and put there; where that was not possible by the rules, the checker says so, not the fold. So a history
// with lost events comes right again as soon as each goroutine, P and M is named once more.
//
// Invariants, after every event, whatever came before:
// - a goroutine is linked into the one list that its place names, and into no other;
// - P.running, P.runnext name a goroutine whose place says the same, or 0;
// - the counts by kind of place are those of the goroutines alive (transit included).
//
// Every event costs a constant, but those with a tail, which cost by its length. Nothing is allocated for an event
// unless something new comes into being.
#include <algorithm>
#include <utility>

#include "model/world.h"
#include "model/world_timers.h"

namespace interleave::model {

using trace::Event;
using trace::EventKind;

class WorldFold : private WorldTimers {
public:
    WorldFold(World& world, const Event& event, std::uint64_t index, std::vector<Move>* moves,
              std::vector<PMove>* pMoves)
        : WorldTimers(world, event, index, moves, pMoves) {}

    [[gnu::always_inline]] void apply(std::span<const std::uint32_t> ids, std::string_view text) {
        const Time time{static_cast<std::int64_t>(e.time)};
        if (time > w.m_now)
            w.m_now = time;
        dispatch(ids, text);
    }

private:
    // Long because it is the table of what each kind means; one jump finds the row.
    [[gnu::always_inline]] void dispatch(std::span<const std::uint32_t> ids, std::string_view text) {
        switch (e.kind) {
            case EventKind::GoCreate:
                created();
                break;
            case EventKind::GoStart:
                started();
                break;
            case EventKind::GoStop:
                stopped();
                break;
            case EventKind::GoBlock:
                blocked();
                break;
            case EventKind::GoUnblock:
                unblocked();
                break;
            case EventKind::GoEnd:
                ended();
                break;
            case EventKind::SysBegin:
                syscallBegins();
                break;
            case EventKind::SysEnd:
                syscallEnds();
                break;
            case EventKind::PreemptReq:
                if (Goroutine* g = w.find(e.g))
                    g->preemptRequested = true;
                break;
            case EventKind::RqPut:
                enqueue(e.auxAs<trace::RqSlot>() == trace::RqSlot::runnext ? PlaceKind::runnext : PlaceKind::ring,
                        MoveWhy::enqueue);
                break;
            case EventKind::RqKick:
                enqueue(PlaceKind::ring, MoveWhy::runnextKick);
                break;
            case EventKind::RqGet:
                takeOne(e.g, MoveWhy::start);
                break;
            case EventKind::RqSpill:
                ++w.m_counters.spills;
                for (const std::uint32_t id : ids)
                    takeOne(id, MoveWhy::spill);
                break;
            case EventKind::RqSteal:
                ++w.m_counters.steals;
                w.m_counters.stolenGs += ids.size();
                for (const std::uint32_t id : ids)
                    takeOne(id, MoveWhy::steal);
                break;
            case EventKind::GlobGet:
                for (const std::uint32_t id : ids)
                    takeOne(id, MoveWhy::globalGet);
                break;
            case EventKind::GlobPut:
                globalPut(ids);
                break;
            case EventKind::PState:
                processorState();
                break;
            case EventKind::PRetake:
                ++w.m_counters.retakes;
                break;
            case EventKind::PHandoff:
                ++w.m_counters.handoffs;
                break;
            case EventKind::MNew:
                machineNew();
                break;
            case EventKind::MPark:
                machineParks();
                break;
            case EventKind::MUnpark:
                machineWakes();
                break;
            case EventKind::MSpin:
                machineSpins();
                break;
            case EventKind::MExit:
                if (Machine* m = machine(e.m)) {
                    unbindFrom(*m);
                    setStatus(*m, MStatus::exited);
                }
                break;
            case EventKind::NetPoll:
                machinePolls();
                break;
            case EventKind::ProcsChange:
                setMaxProcs(e.b);
                break;
            case EventKind::RunBegin:
                setMaxProcs(e.a);
                if (e.b < 0xFFFF && w.m_cores.size() < e.b)
                    w.m_cores.resize(e.b);
                break;
            case EventKind::RunEnd:
                w.m_status = e.auxAs<trace::RunStatus>();
                break;
            case EventKind::Fatal:
                w.m_fatalText = text;
                break;
            case EventKind::Dropped:
                w.m_counters.lostEvents += e.wide();
                break;
            case EventKind::CoreSwitch:
                coreSwitches();
                break;
            case EventKind::SmTick:
                w.m_sysmonDelay = Duration{static_cast<std::int64_t>(e.wide())};
                break;
            case EventKind::SmSleep:
                w.m_sysmonDelay = Duration{0};
                break;
            case EventKind::StwBegin:
                w.m_stw = true;
                break;
            case EventKind::StwEnd:
                w.m_stw = false;
                break;
            case EventKind::TmAdd:
                timerAdded();
                break;
            case EventKind::TmFire:
                timerFired();
                break;
            case EventKind::TmStop:
                if (e.aux != 0)
                    timerGone();
                break;
            case EventKind::TmLeave:
                timerGone();
                break;
            case EventKind::CtxMake:
                if (e.a != 0)
                    w.m_contexts.set(e.a, e.b);
                break;
            case EventKind::CtxCancel:
                w.m_contexts.erase(e.a);
                break;
            case EventKind::IoWait:
                ioWaits();
                break;
            case EventKind::SelBegin:
                if (e.g != trace::kNoG)
                    w.m_selects[e.g].assign(ids.begin(), ids.begin() + std::min<std::ptrdiff_t>(e.a, std::ssize(ids)));
                break;
            case EventKind::SelEnd:
                w.m_selects.erase(e.g);
                break;
            default:
                break;
        }
    }

    // --- goroutines
    void created() {
        if (e.g == trace::kNoG)
            return;
        Goroutine& g = goroutine(e.g);
        g.status = GStatus::runnable;
        g.parent = e.a;
        g.function = e.b;
        g.line = e.c;
        g.created = w.m_now;
        g.ran = Duration{0};
        processor(e.p);
        transfer(g, transit(), MoveWhy::create);
        ++w.m_counters.gsCreated;
    }
    // Goroutine e.g runs on P e.p now, if both are named.
    Goroutine* run(MoveWhy why) {
        Processor* p = processor(e.p);
        Machine* m = machine(e.m);
        if (!p || e.g == trace::kNoG)
            return nullptr;
        Goroutine& g = goroutine(e.g);
        if (g.m != e.m)
            detach(g, MStatus::scheduling);
        transfer(g, Place{PlaceKind::running, e.p}, why);
        g.status = GStatus::running;
        g.m = e.m;
        g.lastP = e.p;
        g.object = 0;
        g.deadline = Time{0};
        if (!m)
            return &g;
        m->g = e.g;
        m->spinning = false;
        if (p->m != e.m)
            bind(*p, e.m);
        setStatus(*m, MStatus::running);
        return &g;
    }
    void started() {
        Goroutine* g = run(MoveWhy::start);
        ++w.m_counters.switches;
        w.m_answered = {};
        if (g || (g = w.find(e.g))) {
            g->preemptRequested = false;
            g->collectorsWorker = e.auxAs<trace::StartSource>() == trace::StartSource::gcworker;
            w.m_answered = {std::exchange(g->wokenOn, trace::kNoP), g->wokenAt};
        }
        if (Processor* p = processor(e.p)) {
            p->tick = e.b;
            if (e.a == 0)
                p->sliceStart = w.m_now;
        }
    }
    void stopped() {
        if (e.g == trace::kNoG)
            return;
        const bool preempted = e.auxAs<trace::StopWhy>() == trace::StopWhy::preempt;
        Goroutine& g = goroutine(e.g);
        detach(g, MStatus::scheduling);
        g.status = GStatus::runnable;
        transfer(g, transit(), preempted ? MoveWhy::preempt : MoveWhy::stop);
        if (preempted)
            ++w.m_counters.preemptions;
    }
    void blocked() {
        if (e.g == trace::kNoG)
            return;
        Goroutine& g = goroutine(e.g);
        const auto reason = e.auxAs<trace::BlockReason>();
        detach(g, MStatus::scheduling);
        g.status = GStatus::waiting;
        g.reason = reason;
        if (e.a != 0 || reason != trace::BlockReason::ioWait)
            g.object = e.a;  // IoWait may have told the fd before
        Place place{PlaceKind::waiting, g.object};
        if (reason == trace::BlockReason::sleep)
            place = Place{PlaceKind::sleeping, e.p};
        if (reason == trace::BlockReason::ioWait)
            place = Place{PlaceKind::network, g.object};
        transfer(g, place, MoveWhy::block);
    }
    void unblocked() {
        if (e.g == trace::kNoG)
            return;
        Goroutine& g = goroutine(e.g);
        const bool slept = g.place.kind == PlaceKind::sleeping;
        detach(g, MStatus::scheduling);
        g.status = GStatus::runnable;
        g.deadline = Time{0};
        g.wokenOn = e.p;
        g.wokenAt = w.m_now;
        transfer(g, transit(), slept ? MoveWhy::timer : MoveWhy::wake);
    }
    void ended() {
        Goroutine* g = w.find(e.g);
        ++w.m_counters.gsDone;
        if (!g)
            return;
        detach(*g, MStatus::scheduling);
        leave(*g);
        if (m_moves)
            m_moves->push_back(Move{e.g, g->place, Place{}, MoveWhy::end, m_at, w.m_now});
        const std::uint32_t slot = w.m_index.find(e.g);
        w.m_slots[slot] = Goroutine{};
        if (!w.m_selects.empty())
            w.m_selects.erase(e.g);
        w.m_freeSlots.push_back(slot);
        w.m_index.erase(e.g);
    }
    void syscallBegins() {
        if (e.g == trace::kNoG)
            return;
        Goroutine& g = goroutine(e.g);
        if (g.m != e.m)
            detach(g, MStatus::scheduling);
        g.status = GStatus::syscall;
        g.syscall = e.auxAs<trace::SyscallName>();
        g.m = e.m;
        transfer(g, Place{PlaceKind::syscall, e.m}, MoveWhy::syscallEnter);
        if (Machine* m = machine(e.m)) {
            m->g = e.g;
            setStatus(*m, MStatus::syscall);
        }
    }
    void syscallEnds() {
        if (e.g == trace::kNoG)
            return;
        if (e.auxAs<trace::SyscallPath>() != trace::SyscallPath::noP && processor(e.p)) {
            run(MoveWhy::syscallExit);
            return;
        }
        Goroutine& g = goroutine(e.g);
        detach(g, MStatus::scheduling);
        g.status = GStatus::runnable;
        transfer(g, transit(), MoveWhy::syscallExit);
    }

    // --- queues
    void enqueue(PlaceKind kind, MoveWhy why) {
        if (!processor(e.p) || e.g == trace::kNoG)
            return;
        Goroutine& g = queued(e.g);
        transfer(g, Place{kind, e.p}, why);
    }
    void takeOne(std::uint32_t id, MoveWhy why) {
        processor(e.p);
        if (id != trace::kNoG)
            transfer(queued(id), transit(), why);
    }
    void globalPut(std::span<const std::uint32_t> ids) {
        const bool atHead = e.auxAs<trace::GlobEnd>() == trace::GlobEnd::head;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const std::uint32_t id = atHead ? ids[ids.size() - 1 - i] : ids[i];
            if (id != trace::kNoG)
                transfer(queued(id), Place{PlaceKind::global, 0}, MoveWhy::enqueue, atHead);
        }
    }
    // Whoever is in a queue is runnable, whatever was known of it.
    Goroutine& queued(std::uint32_t id) {
        Goroutine& g = goroutine(id);
        if (g.m != trace::kNoM)
            detach(g, MStatus::scheduling);
        g.status = GStatus::runnable;
        return g;
    }

    // --- Ps and Ms
    void bind(Processor& p, std::uint16_t to) {
        const std::uint16_t from = p.m;
        if (from == to)
            return;
        if (Machine* old = from == trace::kNoM ? nullptr : machine(from); old && old->p == p.id)
            old->p = trace::kNoP;
        p.m = to;
        if (Machine* m = to == trace::kNoM ? nullptr : machine(to)) {
            if (m->p != trace::kNoP && m->p != p.id)
                if (Processor* other = processor(m->p); other && other->m == to)
                    other->m = trace::kNoM;
            m->p = p.id;
        }
        if (m_pMoves)
            m_pMoves->push_back(PMove{p.id, from, to, m_at, w.m_now});
    }
    void unbindFrom(Machine& m) {
        const std::uint16_t held = std::exchange(m.p, trace::kNoP);
        if (held == trace::kNoP)
            return;
        if (Processor* p = processor(held); p && p->m == m.id)
            bind(*p, trace::kNoM);
    }
    void processorState() {
        if (!processor(e.p))
            return;
        const auto to = static_cast<trace::PStatus>(e.a);
        machine(e.m);
        Processor& p = w.m_processors[e.p];
        if (p.status != to) {
            p.status = to;
            p.since = w.m_now;
        }
        if (to == trace::PStatus::dead && p.timers != 0)
            timersMove(p);
        if (to == trace::PStatus::running) {
            bind(p, e.m);
            Machine* m = machine(e.m);
            if (m && m->g == 0 && !m->spinning)
                setStatus(*m, MStatus::scheduling);
            // Resizing gives who asked for it another P while it runs.
            Goroutine* g = m && m->g != 0 ? w.find(m->g) : nullptr;
            if (g && g->status == GStatus::running && g->place.index != e.p)
                transfer(*g, Place{PlaceKind::running, g->lastP = e.p}, MoveWhy::start);
        } else if (to != trace::PStatus::syscall) {
            bind(p, trace::kNoM);
        }
    }
    void machineNew() {
        Machine* m = machine(e.m);
        if (!m)
            return;
        m->thread = static_cast<std::uint16_t>(e.b);
        m->sysmon = e.auxAs<trace::MWhy>() == trace::MWhy::sysmon;
        setStatus(*m, MStatus::scheduling);
        ++w.m_counters.msCreated;
    }
    void machineParks() {
        Machine* m = machine(e.m);
        if (!m)
            return;
        unbindFrom(*m);
        m->spinning = false;
        setStatus(*m, MStatus::parked);
        std::erase(w.m_idleMs, e.m);
        if (e.auxAs<trace::ParkPlace>() == trace::ParkPlace::idleList)
            w.m_idleMs.push_back(e.m);
    }
    void machineWakes() {
        Machine* m = machine(e.m);
        if (!m)
            return;
        if (!w.m_idleMs.empty() && w.m_idleMs.back() == e.m)
            w.m_idleMs.pop_back();
        else
            std::erase(w.m_idleMs, e.m);
        m->spinning = e.aux != 0;
        setStatus(*m, m->spinning ? MStatus::spinning : MStatus::scheduling);
    }
    void machineSpins() {
        Machine* m = machine(e.m);
        if (!m)
            return;
        m->spinning = e.aux != 0;
        if (m->g == 0)
            setStatus(*m, m->spinning ? MStatus::spinning : MStatus::scheduling);
    }
    void machinePolls() {
        Machine* m = machine(e.m);
        const auto call = e.auxAs<trace::NetPollCall>();
        if (!m || call == trace::NetPollCall::nonBlocking)
            return;
        setStatus(*m, call == trace::NetPollCall::blockBegin ? MStatus::netpoll : MStatus::scheduling);
    }
    void setMaxProcs(std::uint32_t n) {
        if (n == 0 || n >= trace::kNoP)
            return;
        w.m_maxProcs = n;
        processor(n - 1);
    }

    // --- the rest
    void coreSwitches() {
        if (e.a >= 0xFFFF)
            return;
        if (w.m_cores.size() <= e.a)
            w.m_cores.resize(e.a + 1);
        w.m_cores[e.a] = CoreState{static_cast<std::uint16_t>(e.b), w.m_now};
        if (e.auxAs<trace::CoreSwitchWhy>() == trace::CoreSwitchWhy::involuntary)
            ++w.m_counters.coreSwitchesInvoluntary;
        if (e.auxAs<trace::CoreSwitchWhy>() == trace::CoreSwitchWhy::voluntary)
            ++w.m_counters.coreSwitchesVoluntary;
    }
    void ioWaits() {
        if (Goroutine* g = w.find(e.g)) {
            g->object = e.a;
            if (g->place.kind == PlaceKind::network)
                g->place.index = e.a;
        }
    }
};

void World::apply(const Event& event, std::span<const std::uint32_t> ids, std::string_view text, std::uint64_t index,
                  std::vector<Move>* moves, std::vector<PMove>* pMoves) {
    WorldFold(*this, event, index, moves, pMoves).apply(ids, text);
}

}  // namespace interleave::model
