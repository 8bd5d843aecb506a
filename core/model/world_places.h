// What the fold leans on (world_fold.cpp): finding what an event names, and moving goroutines between places so that
// each is in one list only. Only world_fold.cpp includes this.
#pragma once

#include "model/world.h"

namespace interleave::model {

// Works on one World for one event.
class WorldPlaces {
protected:
    WorldPlaces(World& world, const trace::Event& event, std::uint64_t index, std::vector<Move>* moves,
                std::vector<PMove>* pMoves)
        : w(world), e(event), m_at(index), m_moves(moves), m_pMoves(pMoves) {}

    // --- finding, or making what an event names for the first time
    Processor* processor(std::uint32_t id) {
        if (id < w.m_processors.size()) [[likely]]
            return &w.m_processors[id];
        return id < trace::kNoP ? newProcessor(id) : nullptr;
    }
    Machine* machine(std::uint32_t id) {
        if (id < w.m_machines.size()) [[likely]]
            return &w.m_machines[id];
        return id < trace::kNoM ? newMachine(id) : nullptr;
    }
    [[gnu::noinline]] Processor* newProcessor(std::uint32_t id) {
        while (w.m_processors.size() <= id) {
            Processor p;
            p.id = static_cast<std::uint16_t>(w.m_processors.size());
            p.since = w.m_now;
            if (w.m_maxProcs != 0 && p.id >= w.m_maxProcs)
                p.status = trace::PStatus::dead;
            w.m_processors.push_back(p);
        }
        return &w.m_processors[id];
    }
    [[gnu::noinline]] Machine* newMachine(std::uint32_t id) {
        while (w.m_machines.size() <= id) {
            Machine m;
            m.id = static_cast<std::uint16_t>(w.m_machines.size());
            m.since = w.m_now;
            w.m_machines.push_back(m);
        }
        return &w.m_machines[id];
    }
    // References to goroutines do not survive this.
    Goroutine& goroutine(std::uint32_t id) {
        if (Goroutine* known = w.find(id)) [[likely]]
            return *known;
        return newGoroutine(id);
    }
    [[gnu::noinline]] Goroutine& newGoroutine(std::uint32_t id) {
        std::uint32_t slot;
        if (w.m_freeSlots.empty()) {
            slot = static_cast<std::uint32_t>(w.m_slots.size());
            w.m_slots.emplace_back();
        } else {
            slot = w.m_freeSlots.back();
            w.m_freeSlots.pop_back();
            w.m_slots[slot] = Goroutine{};
        }
        w.m_index.set(id, slot);
        Goroutine& g = w.m_slots[slot];
        g.id = id;
        g.created = g.since = w.m_now;
        return g;
    }

    // --- lists
    GQueue* listOf(Place place) {
        switch (place.kind) {
            case PlaceKind::ring:
                return &w.m_processors[place.index].ring;
            case PlaceKind::global:
                return &w.m_global;
            case PlaceKind::waiting:
                return &w.m_places[0];
            case PlaceKind::sleeping:
                return &w.m_places[1];
            case PlaceKind::network:
                return &w.m_places[2];
            case PlaceKind::syscall:
                return &w.m_places[3];
            default:
                return nullptr;
        }
    }
    // Links are slots + 1; see Goroutine.
    Goroutine& linked(std::uint32_t link) { return w.m_slots[link - 1]; }
    std::uint32_t linkOf(const Goroutine& g) const { return static_cast<std::uint32_t>(&g - w.m_slots.data()) + 1; }
    void unlink(GQueue& queue, Goroutine& g) {
        (g.previousInQueue ? linked(g.previousInQueue).nextInQueue : queue.head) = g.nextInQueue;
        (g.nextInQueue ? linked(g.nextInQueue).previousInQueue : queue.tail) = g.previousInQueue;
        g.nextInQueue = g.previousInQueue = 0;
        --queue.size;
    }
    void linkTail(GQueue& queue, Goroutine& g) {
        const std::uint32_t link = linkOf(g);
        g.previousInQueue = queue.tail;
        (queue.tail ? linked(queue.tail).nextInQueue : queue.head) = link;
        queue.tail = link;
        ++queue.size;
    }
    void linkHead(GQueue& queue, Goroutine& g) {
        const std::uint32_t link = linkOf(g);
        g.nextInQueue = queue.head;
        (queue.head ? linked(queue.head).previousInQueue : queue.tail) = link;
        queue.head = link;
        ++queue.size;
    }

    // Takes g out of where it was and puts it there; whoever was in a place for one is displaced into transit.
    void transfer(Goroutine& g, Place to, MoveWhy why, bool atHead = false) {
        const Place from = g.place;
        leave(g);
        g.place = to;
        switch (to.kind) {
            case PlaceKind::nowhere:
            case PlaceKind::transit:
                break;
            case PlaceKind::running:
                occupy(w.m_processors[to.index].running, g, to.index);
                break;
            case PlaceKind::runnext:
                occupy(w.m_processors[to.index].runnext, g, to.index);
                break;
            default:
                atHead ? linkHead(*listOf(to), g) : linkTail(*listOf(to), g);
                break;
        }
        ++w.m_placeCounts[static_cast<std::size_t>(to.kind)];
        g.since = w.m_now;
        if (m_moves && from != to)
            m_moves->push_back(Move{g.id, from, to, why, m_at, w.m_now});
    }
    void leave(Goroutine& g) {
        switch (g.place.kind) {
            case PlaceKind::nowhere:
                return;
            case PlaceKind::transit:
                break;
            case PlaceKind::runnext:
                w.m_processors[g.place.index].runnext = 0;
                break;
            case PlaceKind::running:
                w.m_processors[g.place.index].running = 0;
                g.ran += w.m_now - g.since;
                break;
            default:
                unlink(*listOf(g.place), g);
                break;
        }
        --w.m_placeCounts[static_cast<std::size_t>(g.place.kind)];
    }
    void occupy(std::uint32_t& seat, Goroutine& g, std::uint32_t p) {
        if (seat != 0 && seat != g.id)
            if (Goroutine* other = w.find(seat)) {
                detach(*other, MStatus::scheduling);
                other->status = GStatus::runnable;
                transfer(*other, Place{PlaceKind::transit, p}, MoveWhy::enqueue);
            }
        seat = g.id;
    }
    Place transit() const { return Place{PlaceKind::transit, e.p}; }
    void setStatus(Machine& m, MStatus status) {
        if (m.status == status)
            return;
        m.status = status;
        m.since = w.m_now;
    }
    // The M that ran g gives it up and looks for the next thing.
    void detach(Goroutine& g, MStatus then) {
        if (Machine* m = g.m == trace::kNoM ? nullptr : machine(g.m); m && m->g == g.id) {
            m->g = 0;
            setStatus(*m, then);
        }
        g.m = trace::kNoM;
    }

    World& w;
    const trace::Event& e;
    std::uint64_t m_at;
    std::vector<Move>* m_moves;
    std::vector<PMove>* m_pMoves;
};

}  // namespace interleave::model
