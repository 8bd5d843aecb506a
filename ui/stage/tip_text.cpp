// What the card beside the cursor says.
#include <QCoreApplication>
#include <algorithm>

#include "ui/geometry/condition.h"
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
    TipText tip{QStringLiteral("G%1").arg(id), QString::fromStdString(g->function), {}};
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
    TipText tip{QStringLiteral("P%1").arg(id), conditionText(geometry::conditionOf(*p)), {}};
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
    TipText tip{QStringLiteral("M%1").arg(id), machineText(m->status), {}};
    if (m->osTid != 0)
        tip.lines << Words::tr("operating system thread %1").arg(m->osTid);
    tip.lines << (m->core >= 0 ? Words::tr("on cpu %1").arg(m->core) : Words::tr("on no cpu now"));
    if (m->g != 0)
        tip.lines << Words::tr("with G%1").arg(m->g);
    tip.lines << Words::tr("for %1").arg(durationText(s.now - m->since));
    return tip;
}

}  // namespace

TipText tipText(const StageSnapshot& s, geometry::SelectedObject object) {
    switch (object.type) {
        case ObjectType::goroutine:
            return goroutineTip(s, object.id);
        case ObjectType::processor:
            return processorTip(s, object.id);
        case ObjectType::machine:
            return machineTip(s, object.id);
        case ObjectType::globalQueue:
            return {Words::tr("Global run queue"),
                    {},
                    {Words::tr("goroutines: %1").arg(s.globalSize),
                     Words::tr("each P looks here at every 61st tick, and when its own queue is empty")}};
        case ObjectType::netpoller:
        case ObjectType::timers:
            return {Words::tr("Timers and netpoller"),
                    {},
                    {Words::tr("asleep: %1 \u00B7 on I/O: %2").arg(s.sleepersSize).arg(s.networkSize),
                     Words::tr("they cost a goroutine, not a thread")}};
        case ObjectType::syncObject: {
            const auto row = std::ranges::find_if(
                s.waiting, [&](const geometry::WaitRow& r) { return r.object == object.id && r.kind == object.kind; });
            if (row == s.waiting.end())
                return {};
            return {row->name.empty() ? word(trace::nameOf(row->kind)) + QStringLiteral(" %1").arg(row->object)
                                      : QString::fromStdString(row->name),
                    word(trace::nameOf(row->kind)),
                    {Words::tr("goroutines that wait here: %1").arg(row->size)}};
        }
        case ObjectType::none:
            break;
    }
    return {};
}

}  // namespace interleave::ui::stage
