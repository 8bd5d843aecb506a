#include "ui/geometry/explain.h"

#include <QCoreApplication>
#include <string>

#include "ui/geometry/format.h"

namespace interleave::ui::geometry {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Stage)
};

QString explainSync(trace::ObjectKind kind) {
    switch (kind) {
        case trace::ObjectKind::channel:
            return Words::tr("A channel. Who waits here goes on when another goroutine sends, receives or closes it.");
        case trace::ObjectKind::mutex:
            return Words::tr("A lock. Who waits here goes on when its holder unlocks it.");
        case trace::ObjectKind::waitGroup:
            return Words::tr("A counter of work under way. Who waits here goes on when it comes to zero.");
        case trace::ObjectKind::cond:
            return Words::tr("A condition. Who waits here goes on when another goroutine signals it.");
        case trace::ObjectKind::timer:
            return Words::tr(
                "A timer: an entry in the heap of a P. When it is due, whoever looks there sends on its channel or "
                "starts "
                "its function.");
        default:
            return Words::tr("Who waits here goes on when another goroutine makes it runnable.");
    }
}

}  // namespace

QString objectName(const SelectedObject& object) {
    switch (object.type) {
        case ObjectType::none:
            break;
        case ObjectType::goroutine:
            return QStringLiteral("G%1").arg(object.id);
        case ObjectType::processor:
            return QStringLiteral("P%1").arg(object.id);
        case ObjectType::machine:
            return QStringLiteral("M%1").arg(object.id);
        case ObjectType::globalQueue:
            return Words::tr("Global run queue");
        case ObjectType::netpoller:
            return Words::tr("Netpoller");
        case ObjectType::timers:
            return Words::tr("Timers");
        case ObjectType::syncObject:
            return QCoreApplication::translate("Word", std::string(trace::nameOf(object.kind)).c_str());
        case ObjectType::runQueue:
            return Words::tr("Run queue of P%1").arg(object.id);
        case ObjectType::runnext:
            return Words::tr("runnext of P%1").arg(object.id);
        case ObjectType::timersAndNetpoller:
            return Words::tr("Timers and netpoller");
        case ObjectType::idleProcessors:
            return Words::tr("Idle Ps");
        case ObjectType::idleMachines:
            return Words::tr("Idle threads");
        case ObjectType::syscallMachines:
            return Words::tr("Blocked in syscall");
        case ObjectType::sysmon:
            return QStringLiteral("sysmon");
        case ObjectType::syncObjects:
            return Words::tr("Channels and locks");
    }
    return {};
}

QString explain(const SelectedObject& object) {
    switch (object.type) {
        case ObjectType::none:
            break;
        case ObjectType::goroutine:
            return Words::tr("A goroutine: a function that runs beside the others, on any thread that has a P.");
        case ObjectType::processor:
            return Words::tr(
                "A P: the right to run Go code, with a run queue of its own. There are GOMAXPROCS of them.");
        case ObjectType::machine:
            return Words::tr("An M: a thread of the operating system. To run Go code it needs a P.");
        case ObjectType::globalQueue:
            return Words::tr(
                "Runnable goroutines that belong to no P. Each P looks here at every 61st tick, and when its own queue "
                "is empty.");
        case ObjectType::netpoller:
            return Words::tr(
                "Asks the kernel (epoll) whose I/O is ready. Who waits here costs a goroutine, not a thread.");
        case ObjectType::timers:
            return Words::tr(
                "Goroutines that sleep. Each P has a heap of timers and runs those that are due when it schedules.");
        case ObjectType::syncObject:
            return explainSync(object.kind);
        case ObjectType::runQueue:
            return Words::tr(
                "Runnable goroutines of this P, up to 256. It takes from the head; a P without work steals half of "
                "them.");
        case ObjectType::runnext:
            return Words::tr(
                "Runs next on this P, before its queue: the goroutine that it made or woke last. A newer one kicks it "
                "into the queue.");
        case ObjectType::timersAndNetpoller:
            return Words::tr("Goroutines that wait for time or I/O. They cost a goroutine, not a thread.");
        case ObjectType::idleProcessors:
            return Words::tr("Ps that no thread holds. Who makes a goroutine runnable wakes one, if no thread spins.");
        case ObjectType::idleMachines:
            return Words::tr("Threads without work, parked on a futex. The one that parked last is woken first.");
        case ObjectType::syscallMachines:
            return Words::tr(
                "Threads that the kernel holds in a system call, with their goroutine. Their P went on without them.");
        case ObjectType::sysmon:
            return Words::tr(
                "A thread without a P that looks round: it takes Ps from long system calls, and asks a goroutine that "
                "ran for 10 ms to yield.");
        case ObjectType::syncObjects:
            return Words::tr("Goroutines that wait for each other; a row for each channel or lock.");
    }
    return {};
}

QString sysmonState(const StageSnapshot& snapshot) {
    if (snapshot.sysmonM == trace::kNoM)
        return Words::tr("not started");
    if (snapshot.sysmonEnded)
        return Words::tr("ended");
    if (snapshot.sysmonDelay.count() > 0)
        return Words::tr("looks every %1").arg(steadyText(snapshot.sysmonDelay));
    return Words::tr("sleeps");
}

}  // namespace interleave::ui::geometry
