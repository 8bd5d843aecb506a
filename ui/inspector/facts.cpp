#include "ui/inspector/facts.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/geometry/explain.h"
#include "ui/geometry/object_history.h"
#include "ui/inspector/event_text.h"

namespace interleave::ui::inspector {

using namespace Qt::StringLiterals;
using geometry::ObjectType;
using model::Goroutine;
using model::PlaceKind;

namespace {

class Text {
    Q_DECLARE_TR_FUNCTIONS(Inspector)
};

QString length(base::Duration time) {
    const auto ns = static_cast<double>(time.count());
    const char* unit = ns < 1e3 ? "ns" : ns < 1e6 ? "µs" : ns < 1e9 ? "ms" : "s";
    const double scale = ns < 1e3 ? 1 : ns < 1e6 ? 1e3 : ns < 1e9 ? 1e6 : 1e9;
    return QString::number(ns / scale, 'g', 4) + u' ' + QString::fromUtf8(unit);
}

QString gName(std::uint32_t g) {
    return g == trace::kNoG ? u"–"_s : u"G%1"_s.arg(g);
}
QString pName(std::uint32_t p) {
    return p == trace::kNoP ? u"–"_s : u"P%1"_s.arg(p);
}
QString mName(std::uint32_t m) {
    return m == trace::kNoM ? u"–"_s : u"M%1"_s.arg(m);
}

QString ids(const std::vector<std::uint32_t>& list, std::uint32_t all) {
    QStringList names;
    for (const std::uint32_t g : list)
        names += gName(g);
    if (all > list.size())
        names += u"…"_s;
    return names.isEmpty() ? u"–"_s : names.join(u' ');
}

QString placeText(const Goroutine& g) {
    switch (g.place.kind) {
        case PlaceKind::nowhere:
            return Text::tr("nowhere yet");
        case PlaceKind::transit:
            return g.place.index == trace::kNoP ? Text::tr("between two queues")
                                                : Text::tr("in the hands of %1").arg(pName(g.place.index));
        case PlaceKind::running:
            return Text::tr("running on %1").arg(pName(g.place.index));
        case PlaceKind::runnext:
            return Text::tr("runnext of %1").arg(pName(g.place.index));
        case PlaceKind::ring:
            return Text::tr("local queue of %1").arg(pName(g.place.index));
        case PlaceKind::global:
            return Text::tr("global queue");
        case PlaceKind::waiting:
            return Text::tr("waiting: %1").arg(wordText(nameOf(g.reason)));
        case PlaceKind::sleeping:
            return Text::tr("asleep");
        case PlaceKind::network:
            return Text::tr("waiting for fd %1").arg(g.place.index);
        case PlaceKind::syscall:
            return Text::tr("in a system call on %1").arg(mName(g.place.index));
    }
    return {};
}

theme::Tone toneOf(const Goroutine& g) {
    switch (g.status) {
        case model::GStatus::running:
            return theme::Tone::running;
        case model::GStatus::runnable:
            return theme::Tone::runnable;
        case model::GStatus::syscall:
            return theme::Tone::syscall;
        case model::GStatus::waiting:
            return g.place.kind == PlaceKind::sleeping || g.place.kind == PlaceKind::network ? theme::Tone::network
                                                                                             : theme::Tone::waiting;
        default:
            return theme::Tone::neutral;
    }
}

void goroutineFacts(std::uint32_t id, const model::World& world, const model::Recording& recording, ObjectFacts* out) {
    out->title = gName(id);
    const Goroutine* g = world.goroutine(id);
    if (!g) {
        out->state = Text::tr("not alive at this moment");
        return;
    }
    out->state = placeText(*g);
    out->tone = toneOf(*g);
    const std::string function = recording.name(trace::ObjectKind::function, g->function);
    if (!function.empty())
        out->facts.push_back({Text::tr("Function"), QString::fromStdString(function)});
    if (g->line != 0)
        out->facts.push_back({Text::tr("Created at line"), QString::number(g->line)});
    out->facts.push_back({Text::tr("Created by"), gName(g->parent)});
    if (g->place.kind == PlaceKind::syscall)
        out->facts.push_back({Text::tr("Call"), wordText(nameOf(g->syscall))});
    if (g->place.kind == PlaceKind::sleeping && g->deadline.count() > 0)
        out->facts.push_back({Text::tr("Wakes in"), length(g->deadline - world.now())});
    out->facts.push_back({Text::tr("Here for"), length(world.now() - g->since)});
    const base::Duration ran =
        g->ran + (g->place.kind == PlaceKind::running ? world.now() - g->since : base::Duration{0});
    out->facts.push_back({Text::tr("Ran so far"), length(ran)});
    out->facts.push_back({Text::tr("Last on"), pName(g->lastP)});
    if (g->preemptRequested)
        out->facts.push_back({Text::tr("Preemption"), Text::tr("asked to yield")});
}

void processorFacts(std::uint32_t id, const model::World& world, ObjectFacts* out) {
    out->title = pName(id);
    if (id >= world.processors().size()) {
        out->state = Text::tr("does not exist at this moment");
        return;
    }
    const model::Processor& p = world.processors()[id];
    out->state = wordText(nameOf(p.status));
    out->tone = p.status == trace::PStatus::running   ? theme::Tone::running
                : p.status == trace::PStatus::syscall ? theme::Tone::syscall
                                                      : theme::Tone::neutral;
    out->facts.push_back({Text::tr("Thread"), mName(p.m)});
    out->facts.push_back({Text::tr("Runs"), gName(p.running)});
    out->facts.push_back({u"runnext"_s, gName(p.runnext)});
    out->facts.push_back({Text::tr("Local queue"), Text::tr("%1 of 256").arg(p.ring.size)});
    out->facts.push_back({Text::tr("First in it"), ids(world.queueIds(p.ring, 8), p.ring.size)});
    out->facts.push_back({u"schedtick"_s, QString::number(p.tick)});
    out->facts.push_back({Text::tr("Timers"), QString::number(p.timers)});
    out->facts.push_back({Text::tr("In this state for"), length(world.now() - p.since)});
}

QString machineState(model::MStatus status) {
    switch (status) {
        case model::MStatus::none:
            return Text::tr("not made yet");
        case model::MStatus::running:
            return Text::tr("running");
        case model::MStatus::spinning:
            return Text::tr("spinning");
        case model::MStatus::scheduling:
            return Text::tr("in the scheduler");
        case model::MStatus::parked:
            return Text::tr("parked");
        case model::MStatus::syscall:
            return Text::tr("in a system call");
        case model::MStatus::netpoll:
            return Text::tr("polls the network");
        case model::MStatus::exited:
            return Text::tr("exited");
    }
    return {};
}

void machineFacts(std::uint32_t id, const model::World& world, const model::Recording& recording, ObjectFacts* out) {
    out->title = mName(id);
    if (id >= world.machines().size() || world.machines()[id].status == model::MStatus::none) {
        out->state = machineState(model::MStatus::none);
        return;
    }
    const model::Machine& m = world.machines()[id];
    out->state = machineState(m.status);
    out->tone = m.status == model::MStatus::running    ? theme::Tone::running
                : m.status == model::MStatus::spinning ? theme::Tone::runnable
                : m.status == model::MStatus::syscall  ? theme::Tone::syscall
                                                       : theme::Tone::neutral;
    for (const model::ThreadFact& fact : recording.threads()) {
        if (fact.thread == m.thread && fact.osTid > 0)
            out->facts.push_back({Text::tr("Thread id"), QString::number(fact.osTid)});
    }
    out->facts.push_back({Text::tr("Holds"), pName(m.p)});
    out->facts.push_back({Text::tr("Runs"), gName(m.g)});
    for (std::size_t core = 0; core < world.cores().size(); ++core) {
        if (world.cores()[core].thread == m.thread)
            out->facts.push_back({Text::tr("On core"), QString::number(core)});
    }
    out->facts.push_back({Text::tr("In this state for"), length(world.now() - m.since)});
}

void countGoroutines(std::size_t count, theme::Tone tone, ObjectFacts* out) {
    out->state = Text::tr("%n goroutine(s)", nullptr, static_cast<int>(count));
    out->tone = count > 0 ? tone : theme::Tone::neutral;
}

void placeFacts(PlaceKind kind, const QString& label, const model::World& world, ObjectFacts* out) {
    const std::size_t count = world.countInPlace(kind);
    out->facts.push_back({label, ids(world.inPlace(kind, 8), static_cast<std::uint32_t>(count))});
}

void queueFacts(const model::World& world, const model::GQueue& queue, ObjectFacts* out) {
    countGoroutines(queue.size, theme::Tone::runnable, out);
    out->facts.push_back({Text::tr("First in it"), ids(world.queueIds(queue, 8), queue.size)});
}

void runQueueFacts(std::uint32_t id, const model::World& world, ObjectFacts* out) {
    if (id >= world.processors().size()) {
        out->state = Text::tr("does not exist at this moment");
        return;
    }
    const model::Processor& p = world.processors()[id];
    queueFacts(world, p.ring, out);
    out->facts.push_back({Text::tr("Full at"), Text::tr("256; then half goes to the global queue")});
    out->facts.push_back({u"runnext"_s, gName(p.runnext)});
    out->facts.push_back({Text::tr("Thread"), mName(p.m)});
}

void runnextFacts(std::uint32_t id, const model::World& world, ObjectFacts* out) {
    if (id >= world.processors().size()) {
        out->state = Text::tr("does not exist at this moment");
        return;
    }
    const model::Processor& p = world.processors()[id];
    out->state = p.runnext == 0 ? Text::tr("empty") : gName(p.runnext);
    out->tone = p.runnext == 0 ? theme::Tone::neutral : theme::Tone::runnable;
    out->facts.push_back({Text::tr("Behind it"), Text::tr("%n goroutine(s)", nullptr, static_cast<int>(p.ring.size))});
    out->facts.push_back({Text::tr("Runs"), gName(p.running)});
}

template <class List, class Keep, class Name>
QString namesOf(const List& list, Keep keep, Name name, int* count) {
    QStringList names;
    for (const auto& item : list)
        if (keep(item))
            names += name(item.id);
    *count = static_cast<int>(names.size());
    return names.isEmpty() ? u"–"_s : names.join(u' ');
}

void machineListFacts(const QString& label, const QString& names, int count, theme::Tone tone, ObjectFacts* out) {
    out->state = Text::tr("%n thread(s)", nullptr, count);
    out->tone = count > 0 ? tone : theme::Tone::neutral;
    out->facts.push_back({label, names});
}

void idleProcessorFacts(const model::World& world, ObjectFacts* out) {
    int count = 0;
    const QString names = namesOf(
        world.processors(),
        [&](const model::Processor& p) { return p.id < world.maxProcs() && p.status == trace::PStatus::idle; }, pName,
        &count);
    out->state = Text::tr("%1 of %2").arg(count).arg(world.maxProcs());
    out->facts.push_back({Text::tr("Idle"), names});
}

void idleMachineFacts(const model::World& world, ObjectFacts* out) {
    QStringList names;
    const auto idle = world.idleMs();
    for (auto m = idle.rbegin(); m != idle.rend(); ++m)
        names += mName(*m);
    machineListFacts(Text::tr("Woken first"), names.isEmpty() ? u"–"_s : names.join(u' '),
                     static_cast<int>(idle.size()), theme::Tone::neutral, out);
}

void syscallMachineFacts(const model::World& world, ObjectFacts* out) {
    int count = 0;
    const QString names = namesOf(
        world.machines(), [](const model::Machine& m) { return m.status == model::MStatus::syscall; }, mName, &count);
    machineListFacts(Text::tr("In a system call"), names, count, theme::Tone::syscall, out);
}

void sysmonFacts(const model::World& world, ObjectFacts* out) {
    const auto sysmon = std::ranges::find(world.machines(), true, &model::Machine::sysmon);
    if (sysmon == world.machines().end()) {
        out->state = machineState(model::MStatus::none);
        return;
    }
    const bool runs = sysmon->status != model::MStatus::exited;
    out->state = runs ? mName(sysmon->id) : machineState(sysmon->status);
    if (runs)
        out->facts.push_back({Text::tr("Looks every"),
                              world.sysmonDelay().count() > 0 ? length(world.sysmonDelay()) : Text::tr("asleep")});
    out->facts.push_back({Text::tr("Took Ps from calls"), QString::number(world.counters().retakes)});
}

void timerFacts(std::uint32_t id, const model::World& world, ObjectFacts* out) {
    const model::ArmedTimer* timer = world.timer(id);
    out->tone = theme::Tone::network;
    if (!timer) {
        out->state = Text::tr("not armed at this moment");
        return;
    }
    out->state = wordText(nameOf(timer->kind));
    out->facts.push_back({Text::tr("Fires in"), length(std::max(base::Duration{0}, timer->when - world.now()))});
    out->facts.push_back({Text::tr("On the heap of"), pName(timer->p)});
    if (timer->by != trace::kNoG)
        out->facts.push_back({Text::tr("Armed by"), gName(timer->by)});
}

void syncFacts(const geometry::SelectedObject& object, const model::World& world, const model::Recording& recording,
               ObjectFacts* out) {
    out->title = QString::fromStdString(recording.name(object.kind, object.id));
    if (out->title.isEmpty())
        out->title = u"%1 #%2"_s.arg(wordText(nameOf(object.kind))).arg(object.id);
    if (object.kind == trace::ObjectKind::timer) {
        timerFacts(object.id, world, out);
        return;
    }
    out->state = wordText(nameOf(object.kind));
    out->tone = theme::Tone::waiting;
    constexpr std::size_t kLookedAt = 4096;
    std::vector<std::uint32_t> here;
    for (const std::uint32_t id : world.inPlace(PlaceKind::waiting, kLookedAt)) {
        const Goroutine* g = world.goroutine(id);
        if (g && g->object == object.id && geometry::kindOf(g->reason) == object.kind)
            here.push_back(id);
    }
    const auto size = static_cast<std::uint32_t>(here.size());
    here.resize(std::min<std::size_t>(here.size(), 8));
    out->facts.push_back({Text::tr("Waiting"), Text::tr("%n goroutine(s)", nullptr, static_cast<int>(size))});
    out->facts.push_back({Text::tr("Longest there"), ids(here, size)});
}

}  // namespace

ObjectFacts factsOf(const geometry::SelectedObject& object, const model::World& world,
                    const model::Recording& recording) {
    ObjectFacts out;
    out.title = geometry::objectName(object);
    switch (object.type) {
        case ObjectType::none:
            break;
        case ObjectType::goroutine:
            goroutineFacts(object.id, world, recording, &out);
            break;
        case ObjectType::processor:
            processorFacts(object.id, world, &out);
            break;
        case ObjectType::machine:
            machineFacts(object.id, world, recording, &out);
            break;
        case ObjectType::globalQueue:
            queueFacts(world, world.globalQueue(), &out);
            out.facts.push_back(
                {Text::tr("Looked at"), Text::tr("by each P, every 61st tick and when it has nothing else")});
            break;
        case ObjectType::netpoller:
            countGoroutines(world.countInPlace(PlaceKind::network), theme::Tone::network, &out);
            placeFacts(PlaceKind::network, Text::tr("Longest there"), world, &out);
            break;
        case ObjectType::timers:
            countGoroutines(world.countInPlace(PlaceKind::sleeping), theme::Tone::network, &out);
            placeFacts(PlaceKind::sleeping, Text::tr("Longest there"), world, &out);
            break;
        case ObjectType::timersAndNetpoller:
            countGoroutines(world.countInPlace(PlaceKind::sleeping) + world.countInPlace(PlaceKind::network),
                            theme::Tone::network, &out);
            placeFacts(PlaceKind::sleeping, Text::tr("For time"), world, &out);
            placeFacts(PlaceKind::network, Text::tr("For I/O"), world, &out);
            break;
        case ObjectType::syncObject:
            syncFacts(object, world, recording, &out);
            break;
        case ObjectType::runQueue:
            runQueueFacts(object.id, world, &out);
            break;
        case ObjectType::runnext:
            runnextFacts(object.id, world, &out);
            break;
        case ObjectType::idleProcessors:
            idleProcessorFacts(world, &out);
            break;
        case ObjectType::idleMachines:
            idleMachineFacts(world, &out);
            break;
        case ObjectType::syscallMachines:
            syscallMachineFacts(world, &out);
            break;
        case ObjectType::sysmon:
            sysmonFacts(world, &out);
            break;
        case ObjectType::syncObjects:
            countGoroutines(world.countInPlace(PlaceKind::waiting), theme::Tone::waiting, &out);
            placeFacts(PlaceKind::waiting, Text::tr("Longest there"), world, &out);
            break;
    }
    out.about = geometry::explain(object);
    return out;
}

}  // namespace interleave::ui::inspector
