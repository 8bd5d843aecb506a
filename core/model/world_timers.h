// The part of the fold that follows timers. Only world_fold.cpp includes this.
#pragma once

#include <utility>

#include "model/world_places.h"

namespace interleave::model {

class WorldTimers : protected WorldPlaces {
protected:
    WorldTimers(World& world, const trace::Event& event, std::uint64_t index, std::vector<Move>* moves,
                std::vector<PMove>* pMoves)
        : WorldPlaces(world, event, index, moves, pMoves) {}

    void timerAdded() {
        Processor* p = processor(e.p);
        const bool sleep = e.auxAs<trace::TimerKind>() == trace::TimerKind::sleep;
        const ArmedTimer* known = sleep ? nullptr : w.timer(e.a);
        // A ticker that fires is armed anew by nobody: it stays whose it was.
        const bool ticked = e.g == trace::kNoG && e.a == w.m_tickedTimer;
        const std::uint32_t by = known ? known->by : ticked ? w.m_tickedBy : e.g;
        timerGone();  // armed anew
        if (p && e.a != 0 && e.a + 1 != 0) {
            ++p->timers;
            w.m_timers.set(e.a + 1, sleep ? World::kSleep | e.p : newTimer(by));
        }
        if (!sleep)
            return;
        if (Goroutine* g = w.find(e.g)) {
            g->deadline = Time{static_cast<std::int64_t>(e.wide())};
            if (g->place.kind == PlaceKind::sleeping && p)
                g->place.index = e.p;
        }
    }
    std::uint32_t newTimer(std::uint32_t by) {
        if (w.m_freeTimers.empty()) {
            w.m_freeTimers.push_back(static_cast<std::uint32_t>(w.m_timerSlots.size()));
            w.m_timerSlots.emplace_back();
        }
        const std::uint32_t slot = w.m_freeTimers.back();
        w.m_freeTimers.pop_back();
        w.m_timerSlots[slot] =
            ArmedTimer{e.a, e.auxAs<trace::TimerKind>(), e.p, by, Time{static_cast<std::int64_t>(e.wide())}};
        return slot;
    }
    // A P that dies leaves its timers to who took it away, or to P0 (moveTimers).
    void timersMove(Processor& from) {
        const Machine* mover = e.m == trace::kNoM ? nullptr : machine(e.m);
        const std::uint16_t to = mover && mover->p != trace::kNoP ? mover->p : std::uint16_t{0};
        if (to == from.id || to >= w.m_processors.size())
            return;
        w.m_timers.each([&](std::uint32_t, std::uint32_t& value) {
            if ((value & World::kSleep) == 0) {
                if (ArmedTimer& timer = w.m_timerSlots[value]; timer.p == from.id)
                    timer.p = to;
            } else if ((value & ~World::kSleep) == from.id) {
                value = World::kSleep | to;
            }
        });
        w.m_processors[to].timers += std::exchange(from.timers, 0u);
    }
    void timerFired() {
        ++w.m_counters.timersFired;
        const ArmedTimer* fired = w.timer(e.a);
        w.m_tickedTimer = fired ? e.a : 0;
        w.m_tickedBy = fired ? fired->by : 0;
        timerGone();
    }
    void timerGone() {
        const std::uint32_t found = w.m_timers.find(e.a + 1);
        if (found == IdMap::kNone)
            return;
        w.m_timers.erase(e.a + 1);
        std::uint32_t p = found & ~World::kSleep;
        if ((found & World::kSleep) == 0) {
            p = w.m_timerSlots[found].p;
            w.m_timerSlots[found] = ArmedTimer{};
            w.m_freeTimers.push_back(found);
        }
        if (w.m_processors[p].timers > 0)
            --w.m_processors[p].timers;
    }
};

}  // namespace interleave::model
