#include "model/world_text.h"

#include <algorithm>
#include <sstream>

namespace interleave::model {
namespace {

constexpr std::size_t kAll = ~std::size_t{0};

std::string_view nameOf(MStatus status) {
    constexpr std::array<std::string_view, 8> kNames{"none",   "running", "spinning", "scheduling",
                                                     "parked", "syscall", "netpoll",  "exited"};
    return kNames[static_cast<std::size_t>(status)];
}

std::string_view nameOf(GStatus status) {
    constexpr std::array<std::string_view, 6> kNames{"none", "runnable", "running", "waiting", "syscall", "dead"};
    return kNames[static_cast<std::size_t>(status)];
}

void list(std::ostream& out, const std::vector<std::uint32_t>& ids) {
    out << '[';
    for (std::size_t i = 0; i < ids.size(); ++i)
        out << (i ? " g" : "g") << ids[i];
    out << ']';
}

void processors(std::ostream& out, const World& world) {
    for (const Processor& p : world.processors()) {
        out << 'P' << p.id << ' ' << trace::nameOf(p.status);
        if (p.m != trace::kNoM)
            out << " m" << p.m;
        if (p.running != 0)
            out << " runs g" << p.running;
        if (p.runnext != 0)
            out << " next g" << p.runnext;
        if (p.ring.size != 0) {
            out << " ring ";
            list(out, world.queueIds(p.ring, kAll));
        }
        if (p.tick != 0)
            out << " tick " << p.tick;
        if (p.sliceStart.count() != 0)
            out << " slice " << p.sliceStart.count();
        if (p.timers != 0)
            out << " timers " << p.timers;
        out << '\n';
    }
}

void machines(std::ostream& out, const World& world) {
    for (const Machine& m : world.machines()) {
        if (m.status == MStatus::none)
            continue;
        out << 'M' << m.id << ' ' << nameOf(m.status);
        if (m.spinning)
            out << " spins";
        if (m.sysmon)
            out << " sysmon";
        if (m.p != trace::kNoP)
            out << " p" << m.p;
        if (m.g != 0)
            out << " g" << m.g;
        out << '\n';
    }
    if (!world.idleMs().empty()) {
        out << "idle Ms";
        for (const std::uint16_t m : world.idleMs())
            out << " m" << m;
        out << '\n';
    }
}

void goroutines(std::ostream& out, const World& world) {
    std::vector<const Goroutine*> gs;
    world.eachGoroutine([&gs](const Goroutine& g) { gs.push_back(&g); });
    std::sort(gs.begin(), gs.end(), [](const Goroutine* a, const Goroutine* b) { return a->id < b->id; });
    for (const Goroutine* g : gs) {
        out << 'G' << g->id << ' ' << nameOf(g->status) << ' ' << textOf(g->place);
        if (g->status == GStatus::waiting)
            out << ' ' << trace::nameOf(g->reason);
        if (g->m != trace::kNoM)
            out << " m" << g->m;
        if (g->object != 0)
            out << " object " << g->object;
        for (const std::uint32_t one : world.selectCases(g->id))
            out << ((one & trace::kSelectSends) != 0 ? " to " : " from ") << (one & ~trace::kSelectSends);
        if (g->deadline.count() != 0)
            out << " deadline " << g->deadline.count();
        if (g->ran.count() != 0)
            out << " ran " << g->ran.count();
        if (g->preemptRequested)
            out << " asked";
        out << '\n';
    }
}

}  // namespace

std::string textOf(Place place) {
    constexpr std::array<std::string_view, kPlaceKinds> kNames{"nowhere", "transit", "on",       "runnext", "ring",
                                                               "global",  "waiting", "sleeping", "network", "syscall"};
    std::string text(kNames[static_cast<std::size_t>(place.kind)]);
    if (place.kind == PlaceKind::nowhere || place.kind == PlaceKind::global)
        return text;
    if (place.kind == PlaceKind::transit && place.index == trace::kNoP)
        return text;
    return text + ' ' + std::to_string(place.index);
}

std::string textOf(const World& world) {
    std::ostringstream out;
    out << "at " << world.now().count() << " procs " << world.maxProcs() << '\n';
    processors(out, world);
    machines(out, world);
    for (std::size_t core = 0; core < world.cores().size(); ++core)
        if (world.cores()[core].thread != 0xFFFF)
            out << "core " << core << " t" << world.cores()[core].thread << '\n';
    if (world.globalQueue().size != 0) {
        out << "global ";
        list(out, world.queueIds(world.globalQueue(), kAll));
        out << '\n';
    }
    goroutines(out, world);
    for (const ArmedTimer& timer : world.earliestTimers(kAll)) {
        out << "timer " << timer.id << ' ' << trace::nameOf(timer.kind) << " p" << timer.p;
        if (timer.by != 0)
            out << " g" << timer.by;
        out << " at " << timer.when.count() << '\n';
    }
    if (world.stopTheWorld())
        out << "the world stands\n";
    if (world.status())
        out << "ended " << trace::nameOf(*world.status()) << '\n';
    return out.str();
}

}  // namespace interleave::model
