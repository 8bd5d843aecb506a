// What the card beside the cursor says.
#include <QCoreApplication>
#include <algorithm>

#include "ui/geometry/condition.h"
#include "ui/geometry/explain.h"
#include "ui/geometry/format.h"
#include "ui/stage/stage_scene.h"

namespace interleave::ui::stage {

using geometry::durationText;
using geometry::GoroutineView;
using geometry::ObjectType;
using geometry::StageSnapshot;
using model::PlaceKind;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Stage)
};

// A word of the trace's closed sets, in the window's language.
QString word(std::string_view name) {
    return QCoreApplication::translate("Word", std::string(name).c_str());
}

QString conditionText(geometry::Condition condition) {
    switch (condition) {
        case geometry::Condition::idle:
            return Words::tr("idle");
        case geometry::Condition::running:
            return Words::tr("running");
        case geometry::Condition::looking:
            return Words::tr("scheduling");
        case geometry::Condition::spinning:
            return Words::tr("spinning");
        case geometry::Condition::syscall:
            return Words::tr("syscall");
        case geometry::Condition::stopped:
            return Words::tr("stopped");
    }
    return {};
}

QString machineText(model::MStatus status) {
    switch (status) {
        case model::MStatus::none:
            return Words::tr("not made yet");
        case model::MStatus::running:
            return Words::tr("running");
        case model::MStatus::spinning:
            return Words::tr("spinning");
        case model::MStatus::scheduling:
            return Words::tr("scheduling");
        case model::MStatus::parked:
            return Words::tr("parked");
        case model::MStatus::syscall:
            return Words::tr("in a system call");
        case model::MStatus::netpoll:
            return Words::tr("polls the network");
        case model::MStatus::exited:
            return Words::tr("exited");
    }
    return {};
}

QString placeText(const GoroutineView& g) {
    const std::uint32_t i = g.place.index;
    switch (g.place.kind) {
        case PlaceKind::running:
            return Words::tr("running on P%1").arg(i);
        case PlaceKind::runnext:
            return Words::tr("runnable, next on P%1").arg(i);
        case PlaceKind::ring:
            return Words::tr("runnable, in the local queue of P%1").arg(i);
        case PlaceKind::global:
            return Words::tr("runnable, in the global queue");
        case PlaceKind::transit:
            return Words::tr("runnable, on its way");
        case PlaceKind::waiting:
            return Words::tr("waiting: %1").arg(word(trace::nameOf(g.reason)));
        case PlaceKind::sleeping:
            return Words::tr("asleep, timer on P%1").arg(i);
        case PlaceKind::network:
            return Words::tr("waiting for fd %1").arg(i);
        case PlaceKind::syscall:
            return Words::tr("in a system call on M%1").arg(i);
        case PlaceKind::nowhere:
            break;
    }
    return Words::tr("ended");
}

TipText goroutineTip(const StageSnapshot& s, std::uint32_t id) {
    const GoroutineView* g = s.goroutine(id);
    if (!g)
        return {};
    TipText tip{{}, QString::fromStdString(g->function), {}, {}};
    tip.lines << placeText(*g);
    tip.lines << Words::tr("for %1").arg(durationText(s.now - g->since));
    if (g->place.kind == PlaceKind::sleeping && g->deadline > s.now)
        tip.lines << Words::tr("wakes in %1").arg(durationText(g->deadline - s.now));
    tip.lines << Words::tr("has run %1 so far").arg(durationText(g->ran));
    if (g->parent != 0)
        tip.lines << Words::tr("created by G%1").arg(g->parent);
    if (g->preemptRequested)
        tip.lines << Words::tr("asked to yield");
    return tip;
}

TipText processorTip(const StageSnapshot& s, std::uint32_t id) {
    const auto p = std::ranges::find(s.processors, id, &geometry::ProcessorView::id);
    if (p == s.processors.end())
        return {};
    TipText tip{{}, conditionText(geometry::conditionOf(*p)), {}, {}};
    tip.lines << Words::tr("local queue: %1 of 256").arg(p->ringSize);
    tip.lines << (p->runnext == 0 ? Words::tr("runnext: empty") : Words::tr("runnext: G%1").arg(p->runnext));
    tip.lines << Words::tr("tick %1, global queue at every 61st").arg(p->tick);
    if (p->timers != 0)
        tip.lines << Words::tr("timers armed: %1").arg(p->timers);
    return tip;
}

TipText machineTip(const StageSnapshot& s, std::uint32_t id) {
    const geometry::MachineView* m = s.machine(static_cast<std::uint16_t>(id));
    if (!m)
        return {};
    TipText tip{{}, machineText(m->status), {}, {}};
    if (m->sysmon)
        tip.lines << Words::tr("the monitor, sysmon");
    if (m->osTid != 0)
        tip.lines << Words::tr("operating system thread %1").arg(m->osTid);
    tip.lines << (m->core >= 0 ? Words::tr("on cpu %1").arg(m->core) : Words::tr("on no cpu now"));
    if (m->g != 0)
        tip.lines << Words::tr("with G%1").arg(m->g);
    tip.lines << Words::tr("for %1").arg(durationText(s.now - m->since));
    return tip;
}

QString idsText(const std::vector<std::uint32_t>& ids, std::uint32_t size) {
    constexpr std::size_t kNamed = 6;
    QStringList names;
    for (std::size_t i = 0; i < std::min(ids.size(), kNamed); ++i)
        names << QStringLiteral("G%1").arg(ids[i]);
    if (size > static_cast<std::uint32_t>(names.size()))
        names << QStringLiteral("\u2026");
    return names.join(QStringLiteral(" "));
}

QString countText(std::uint32_t size) {
    return Words::tr("goroutines: %1").arg(size);
}

TipText runQueueTip(const StageSnapshot& s, std::uint32_t id) {
    const auto p = std::ranges::find(s.processors, id, &geometry::ProcessorView::id);
    if (p == s.processors.end())
        return {};
    TipText tip{{}, Words::tr("%1 of 256").arg(p->ringSize), {}, {}};
    if (p->ringSize != 0)
        tip.lines << Words::tr("from its head: %1").arg(idsText(p->ring, p->ringSize));
    return tip;
}

TipText runnextTip(const StageSnapshot& s, std::uint32_t id) {
    const auto p = std::ranges::find(s.processors, id, &geometry::ProcessorView::id);
    if (p == s.processors.end())
        return {};
    return {{}, p->runnext == 0 ? Words::tr("empty") : QStringLiteral("G%1").arg(p->runnext), {}, {}};
}

TipText globalTip(const StageSnapshot& s) {
    TipText tip{{}, countText(s.globalSize), {}, {}};
    if (s.globalSize != 0)
        tip.lines << Words::tr("from its head: %1").arg(idsText(s.global, s.globalSize));
    return tip;
}

TipText timersTip(const StageSnapshot& s) {
    TipText tip{{}, Words::tr("asleep: %1").arg(s.sleepersSize), {}, {}};
    if (s.sleepers.empty())
        return tip;
    const GoroutineView* first = s.goroutine(s.sleepers.front());
    if (first && first->deadline > s.now)
        tip.lines << Words::tr("next: G%1 in %2").arg(first->id).arg(durationText(first->deadline - s.now));
    return tip;
}

TipText netpollerTip(const StageSnapshot& s) {
    TipText tip{{}, Words::tr("on I/O: %1").arg(s.networkSize), {}, {}};
    if (s.networkSize != 0)
        tip.lines << Words::tr("waiting longest: %1").arg(idsText(s.network, s.networkSize));
    const auto poller = std::ranges::find(s.machines, model::MStatus::netpoll, &geometry::MachineView::status);
    tip.lines << (poller == s.machines.end() ? Words::tr("no thread waits in epoll_wait()")
                                             : Words::tr("M%1 waits in epoll_wait()").arg(poller->id));
    return tip;
}

TipText idleProcessorsTip(const StageSnapshot& s) {
    QStringList names;
    for (const geometry::ProcessorView& p : s.processors)
        if (p.status == trace::PStatus::idle)
            names << QStringLiteral("P%1").arg(p.id);
    TipText tip{{}, Words::tr("%1 of %2").arg(names.size()).arg(s.processors.size()), {}, {}};
    if (!names.empty())
        tip.lines << names.join(QStringLiteral(" "));
    return tip;
}

QString machineNames(const std::vector<std::uint16_t>& ids) {
    QStringList names;
    for (const std::uint16_t m : ids)
        names << QStringLiteral("M%1").arg(m);
    return names.join(QStringLiteral(" "));
}

TipText threadsTip(const std::vector<std::uint16_t>& ids) {
    TipText tip{{}, Words::tr("threads: %1").arg(ids.size()), {}, {}};
    if (!ids.empty())
        tip.lines << machineNames(ids);
    return tip;
}

TipText sysmonTip(const StageSnapshot& s) {
    if (s.sysmonM == trace::kNoM)
        return {{}, geometry::sysmonState(s), {}, {}};
    TipText tip{{}, QStringLiteral("M%1").arg(s.sysmonM), {}, {}};
    tip.lines << geometry::sysmonState(s);
    return tip;
}

TipText timerTip(const StageSnapshot& s, std::uint32_t id) {
    const auto timer = std::ranges::find(s.timers, id, &geometry::TimerView::id);
    if (timer == s.timers.end())
        return {};
    TipText tip{QString::fromStdString(timer->name), word(trace::nameOf(timer->kind)), {}, {}};
    if (timer->when > s.now)
        tip.lines << Words::tr("fires in %1").arg(durationText(timer->when - s.now));
    tip.lines << Words::tr("on the heap of P%1").arg(timer->p);
    return tip;
}

TipText syncTip(const StageSnapshot& s, const geometry::SelectedObject& object) {
    const auto row = std::ranges::find_if(
        s.waiting, [&](const geometry::WaitRow& r) { return r.object == object.id && r.kind == object.kind; });
    const QString kind = word(trace::nameOf(object.kind));
    // Nobody waits any more: it is known by its kind and number only.
    if (row == s.waiting.end())
        return {kind + QStringLiteral(" %1").arg(object.id), {}, {}, {countText(0)}};
    TipText tip{row->name.empty() ? kind + QStringLiteral(" %1").arg(row->object) : QString::fromStdString(row->name),
                kind,
                {},
                {Words::tr("goroutines that wait here: %1").arg(row->size)}};
    tip.lines << Words::tr("waiting longest: %1").arg(idsText(row->ids, row->size));
    return tip;
}

TipText factsTip(const StageSnapshot& s, const geometry::SelectedObject& object) {
    switch (object.type) {
        case ObjectType::goroutine:
            return goroutineTip(s, object.id);
        case ObjectType::processor:
            return processorTip(s, object.id);
        case ObjectType::machine:
            return machineTip(s, object.id);
        case ObjectType::globalQueue:
            return globalTip(s);
        case ObjectType::netpoller:
            return netpollerTip(s);
        case ObjectType::timers:
            return timersTip(s);
        case ObjectType::syncObject:
            return object.kind == trace::ObjectKind::timer ? timerTip(s, object.id) : syncTip(s, object);
        case ObjectType::runQueue:
            return runQueueTip(s, object.id);
        case ObjectType::runnext:
            return runnextTip(s, object.id);
        case ObjectType::timersAndNetpoller:
            return {{}, {}, {}, timersTip(s).lines + netpollerTip(s).lines};
        case ObjectType::idleProcessors:
            return idleProcessorsTip(s);
        case ObjectType::idleMachines:
            return threadsTip(s.idleMs);
        case ObjectType::syscallMachines:
            return threadsTip(s.syscallMs);
        case ObjectType::sysmon:
            return sysmonTip(s);
        case ObjectType::syncObjects:
            return {{}, Words::tr("parked by gopark(): %1").arg(s.waitingSize), {}, {}};
        case ObjectType::none:
            break;
    }
    return {};
}

}  // namespace

TipText tipText(const StageSnapshot& s, geometry::SelectedObject object) {
    TipText tip = factsTip(s, object);
    if (tip.second.isEmpty() && tip.lines.isEmpty() && tip.heading.isEmpty())
        return {};
    if (tip.heading.isEmpty())
        tip.heading = geometry::objectName(object);
    // A goroutine's, a P's and a thread's cards are read often: there the facts come at once.
    const bool known = object.type == ObjectType::goroutine || object.type == ObjectType::processor ||
                       object.type == ObjectType::machine;
    if (!known)
        tip.about = geometry::explain(object);
    return tip;
}

}  // namespace interleave::ui::stage
