// The panels at the sides: threads that are blocked or idle at the left, goroutines that wait at the right.
#include <algorithm>
#include <string_view>

#include "ui/geometry/explain.h"
#include "ui/geometry/format.h"
#include "ui/geometry/layout_builder.h"

namespace interleave::ui::geometry {

using model::PlaceKind;
using theme::Role;
using theme::Tone;
using theme::UnitState;

namespace {

QString latin(std::string_view word) {
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

// "sleep" is not what the call is named.
QString callText(trace::SyscallName name) {
    if (name == trace::SyscallName::sleep)
        return QStringLiteral("nanosleep()");
    if (name == trace::SyscallName::compute)
        return QStringLiteral("cgo call");
    if (name == trace::SyscallName::other)
        return QStringLiteral("syscall()");
    return latin(trace::nameOf(name)) + QStringLiteral("()");
}

// As the program would say it.
QString timerKind(trace::TimerKind kind) {
    switch (kind) {
        case trace::TimerKind::timer:
            return QStringLiteral("Timer");
        case trace::TimerKind::ticker:
            return QStringLiteral("Ticker");
        case trace::TimerKind::afterFunc:
            return QStringLiteral("AfterFunc");
        case trace::TimerKind::sleep:
        case trace::TimerKind::deadline:
        case trace::TimerKind::ioDeadline:
            break;
    }
    return latin(trace::nameOf(kind));
}

}  // namespace

QRectF LayoutBuilder::placePanel(const QRectF& panel, BoxStyle style, const QString& title, const QString& line,
                                 SelectedObject object, bool lineLive) {
    box(panel, style, object);
    const double left = panel.left() + px(14);
    const double wide = panel.width() - px(28);
    const Role role = width(Role::section, title) <= wide       ? Role::section
                      : width(Role::labelStrong, title) <= wide ? Role::labelStrong
                                                                : Role::smallStrong;
    text(QRectF(left, panel.top() + px(10), wide, px(24)), title, role, Ink::text);
    text(QRectF(left, panel.top() + px(34), wide, px(20)), line, Role::small, Ink::third, lineLive);
    const double top = panel.top() + px(62);
    return QRectF(panel.left() + px(10), top, panel.width() - px(20), panel.bottom() - px(10) - top);
}

void LayoutBuilder::placeEmptyNote(const QRectF& area, const QString& note) {
    // On two lines where one is too short for it.
    const QRectF line(area.left() + px(4), area.top(), area.width() - px(8), px(20));
    qsizetype cut = note.size();
    while (cut > 0 && width(Role::small, note.left(cut)) > line.width())
        cut = note.lastIndexOf(QLatin1Char(' '), cut - 1);
    if (cut <= 0)
        cut = note.size();
    text(line, note.left(cut), Role::small, Ink::third);
    if (cut < note.size())
        text(line.translated(0, px(19)), note.mid(cut + 1), Role::small, Ink::third);
}

// --- blocked in a system call

void LayoutBuilder::placeSyscalls() {
    const QRectF area =
        placePanel(out.syscallPanel, BoxStyle::syscallPanel, tr("Blocked in syscall"), tr("M keeps G, gives up P"),
                   SelectedObject::place(ObjectType::syscallMachines), false);
    const std::size_t n = snapshot.syscallMs.size();
    if (n == 0) {
        placeEmptyNote(area, tr("no thread blocked"));
        return;
    }
    Duration longest{10'000'000};
    for (const std::uint16_t id : snapshot.syscallMs)
        if (const MachineView* m = snapshot.machine(id))
            longest = std::max(longest, snapshot.now - m->since);
    const double gap = px(8);
    const bool roomy = static_cast<double>(n) * (px(106) + gap) - gap <= area.height();
    const double height = roomy ? px(106) : px(40);
    const auto fit = static_cast<std::size_t>(std::max(1.0, (area.height() + gap) / (height + gap)));
    const std::size_t shown = n > fit ? fit - 1 : n;
    for (std::size_t i = 0; i < n; ++i) {
        const MachineView* m = snapshot.machine(snapshot.syscallMs[i]);
        const QRectF entry(area.left(), std::round(area.top() + static_cast<double>(i) * (height + gap)), area.width(),
                           height);
        if (i < shown && m)
            placeSyscallEntry(*m, entry, longest, roomy);
        if (i == shown) {
            pile(static_cast<std::uint32_t>(n - shown), QRectF(entry.left(), entry.top() + px(4), px(64), px(32)),
                 UnitState::syscall, {PlaceKind::syscall, 0});
            text(QRectF(entry.left() + px(74), entry.top() + px(4), entry.width() - px(74), px(32)), tr("more threads"),
                 Role::small, Ink::second);
            break;
        }
    }
}

void LayoutBuilder::placeSyscallEntry(const MachineView& m, const QRectF& entry, Duration longest, bool roomy) {
    box(entry, BoxStyle::entry, SelectedObject::machine(m.id));
    const double pad = px(roomy ? 10 : 6);
    const double rowHeight = px(28);
    const double tokenWidth = slotMinimum() + px(20);
    machine(m.id, QRectF(entry.left() + pad, entry.top() + pad, px(42), rowHeight), BoxStyle::machineSmall);
    if (m.g != 0 && snapshot.goroutine(m.g))
        token(m.g, roomy ? QRectF(entry.right() - pad - tokenWidth, entry.top() + pad, tokenWidth, rowHeight)
                         : QRectF(entry.left() + pad + px(48), entry.top() + pad, slotMinimum() + px(6), rowHeight));
    const Duration blocked = snapshot.now - m.since;
    const GoroutineView* g = snapshot.goroutine(m.g);
    const QString call = callText(g ? g->syscall : trace::SyscallName::other);
    if (!roomy) {
        const double left = entry.left() + pad + px(48) + slotMinimum() + px(12);
        const QRectF rest(left, entry.top(), entry.right() - pad - left, entry.height());
        const QString words = durationText(blocked);
        if (width(Role::monoSmall, words) <= rest.width())
            text(rest, words, Role::monoSmall, Ink::second, true, Qt::AlignRight | Qt::AlignVCenter);
        else if (rest.width() >= px(16))
            out.bars.push_back({QRectF(rest.left(), rest.center().y() - px(3), rest.width(), px(7)),
                                static_cast<double>(blocked.count()) / static_cast<double>(longest.count()),
                                Tone::syscall});
        return;
    }
    const double left = entry.left() + pad + px(2);
    const double wide = entry.width() - 2 * pad - px(4);
    text(QRectF(left, entry.top() + px(43), wide, px(20)), call, Role::mono, Ink::text);
    text(QRectF(left, entry.top() + px(63), wide, px(20)), tr("blocked %1").arg(durationText(blocked)), Role::monoSmall,
         Ink::second, true);
    out.bars.push_back({QRectF(left, entry.bottom() - px(17), wide, px(7)),
                        static_cast<double>(blocked.count()) / static_cast<double>(longest.count()), Tone::syscall});
}

// --- threads without work

void LayoutBuilder::placeIdle() {
    QRectF area = placePanel(out.idlePanel, BoxStyle::idlePanel, tr("Idle threads"), tr("parked on a futex"),
                             SelectedObject::place(ObjectType::idleMachines), false);
    if (area.height() >= px(82)) {
        const QRectF monitor(area.left(), area.bottom() - px(42), area.width(), px(42));
        placeSysmon(monitor);
        area.setBottom(monitor.top() - px(6));
    }
    // As in the scheduler's list, the one that is woken next stands last: so nobody moves when one comes or goes.
    std::vector<std::uint16_t> ids(snapshot.idleMs.begin(), snapshot.idleMs.end());
    for (const std::uint16_t m : snapshot.looseMs)
        if (const MachineView* view = snapshot.machine(m); view && view->status != model::MStatus::netpoll)
            ids.push_back(m);
    if (ids.empty()) {
        placeEmptyNote(area, tr("no idle thread"));
        return;
    }
    const double gap = px(8);
    const double height = px(30);
    const int columns = std::max(1, static_cast<int>((area.width() + gap) / (px(50) + gap)));
    const int rows = std::max(1, static_cast<int>((area.height() + gap) / (height + gap)));
    const auto capacity = static_cast<std::size_t>(columns * rows);
    const double wide = std::floor((area.width() - gap * (columns - 1)) / columns);
    const std::size_t hidden = ids.size() > capacity ? ids.size() - capacity + 1 : 0;
    for (std::size_t i = 0; i < std::min(ids.size(), capacity); ++i) {
        const auto column = static_cast<double>(i % static_cast<std::size_t>(columns));
        const auto row = static_cast<double>(i / static_cast<std::size_t>(columns));
        const QRectF cell(std::round(area.left() + column * (wide + gap)),
                          std::round(area.top() + row * (height + gap)), wide, height);
        if (hidden > 0 && i == 0)
            text(cell, QStringLiteral("+%1").arg(hidden), Role::monoStrong, Ink::second, true, Qt::AlignCenter);
        else
            machine(ids[hidden == 0 ? i : hidden + i - 1], cell, BoxStyle::machineIdle);
    }
}

void LayoutBuilder::placeSysmon(const QRectF& row) {
    box(QRectF(row.left(), row.top(), row.width(), 1), BoxStyle::separator);
    box(row.adjusted(0, px(3), 0, 0), BoxStyle::region, SelectedObject::place(ObjectType::sysmon));
    text(QRectF(row.left() + px(4), row.top() + px(5), row.width() - px(8), px(18)), QStringLiteral("sysmon"),
         Role::monoStrong, Ink::second);
    text(QRectF(row.left() + px(4), row.top() + px(23), row.width() - px(8), px(18)), sysmonState(snapshot),
         Role::small, Ink::third, true);
}

// --- goroutines that wait for time or for the network

void LayoutBuilder::placeNetpoller() {
    QRectF area = placePanel(out.netPanel, BoxStyle::netPanel, tr("Timers and netpoller"), QString(),
                             SelectedObject::place(ObjectType::timersAndNetpoller));
    placeWaitCounts(
        QRectF(out.netPanel.left() + px(14), out.netPanel.top() + px(34), out.netPanel.width() - px(28), px(20)));
    for (const std::uint16_t id : snapshot.looseMs) {
        const MachineView* m = snapshot.machine(id);
        if (!m || m->status != model::MStatus::netpoll)
            continue;
        const QRectF row(area.left(), area.top(), area.width(), px(30));
        machine(id, QRectF(row.left(), row.top(), px(46), px(28)), BoxStyle::machineSmall);
        text(QRectF(row.left() + px(56), row.top(), row.width() - px(56), px(28)), QStringLiteral("epoll_wait()"),
             Role::monoSmall, Ink::network);
        area.setTop(row.bottom() + px(6));
        break;
    }
    if (!snapshot.timers.empty())
        area.setTop(placeTimers(area));
    std::vector<std::uint32_t> ids = snapshot.network;
    ids.insert(ids.end(), snapshot.sleepers.begin(), snapshot.sleepers.end());
    const std::uint32_t size = snapshot.networkSize + snapshot.sleepersSize;
    if (size == 0) {
        if (snapshot.timers.empty())
            placeEmptyNote(area, tr("no goroutine waits for time or I/O"));
        return;
    }
    const double gap = px(8);
    const double height = px(48);
    const auto fit = static_cast<std::size_t>(std::max(1.0, (area.height() + gap) / (height + gap)));
    const std::size_t entries = size <= fit ? size : fit > 2 ? fit - 2 : 1;
    for (std::size_t i = 0; i < entries && i < ids.size(); ++i)
        placeSleeper(ids[i], QRectF(area.left(), std::round(area.top() + static_cast<double>(i) * (height + gap)),
                                    area.width(), height));
    if (size <= entries)
        return;
    const QRectF rest(area.left(), area.top() + static_cast<double>(entries) * (height + gap), area.width(),
                      area.bottom() - area.top() - static_cast<double>(entries) * (height + gap));
    const int columns = std::max(1, static_cast<int>((rest.width() + px(6)) / (slotMinimum() + px(12) + px(6))));
    const int rows = std::max(1, static_cast<int>((rest.height() + px(6)) / px(36)));
    const std::vector<std::uint32_t> others(ids.begin() + static_cast<std::ptrdiff_t>(std::min(entries, ids.size())),
                                            ids.end());
    tokenRow(others, size - static_cast<std::uint32_t>(entries), rest, columns, rows, px(30), px(6),
             {PlaceKind::sleeping, 0}, false);
}

// How many sleep, and how many wait for the network: two things to point at.
void LayoutBuilder::placeWaitCounts(const QRectF& line) {
    const QString dot = QStringLiteral(" \u00B7 ");
    const QString asleep = tr("asleep: %1").arg(snapshot.sleepersSize);
    const QString onIo = tr("on I/O: %1").arg(snapshot.networkSize);
    const double first = width(Role::small, asleep);
    const double second = first + width(Role::small, dot);
    text(line, asleep + dot + onIo, Role::small, Ink::third, true);
    box(QRectF(line.left() - px(4), line.top() - px(2), first + px(8), line.height() + px(4)), BoxStyle::region,
        SelectedObject::place(ObjectType::timers));
    const double rest = std::min(width(Role::small, onIo), line.width() - second);
    box(QRectF(line.left() + second - px(4), line.top() - px(2), rest + px(8), line.height() + px(4)), BoxStyle::region,
        SelectedObject::place(ObjectType::netpoller));
}

// A line for each, the earliest first; sleepers keep at least half of the panel.
double LayoutBuilder::placeTimers(const QRectF& area) {
    const double gap = px(6);
    const double height = px(30);
    const bool alone = snapshot.sleepersSize + snapshot.networkSize == 0;
    const double room = alone ? area.height() : area.height() / 2;
    const auto fit = static_cast<std::size_t>(std::max(1.0, (room + gap) / (height + gap)));
    const std::size_t n = snapshot.timersSize;
    const std::size_t shown = std::min(snapshot.timers.size(), n > fit ? fit - 1 : n);
    double top = area.top();
    for (std::size_t i = 0; i < shown; ++i, top += height + gap)
        placeTimer(snapshot.timers[i], QRectF(area.left(), std::round(top), area.width(), height));
    if (shown < n) {
        text(QRectF(area.left() + px(8), top, area.width() - px(16), px(20)), tr("others: %1").arg(n - shown),
             Role::small, Ink::second, true);
        top += px(20) + gap;
    }
    return top + px(4);
}

void LayoutBuilder::placeTimer(const TimerView& timer, const QRectF& row) {
    const Duration left = timer.when - snapshot.now;
    const bool due = left.count() <= 0;
    box(row, due ? BoxStyle::entryDue : BoxStyle::entry, {ObjectType::syncObject, timer.id, trace::ObjectKind::timer});
    const QRectF inside = row.adjusted(px(8), 0, -px(8), 0);
    const QString when = due ? tr("due") : tr("in %1").arg(durationText(left));
    const QString place = QStringLiteral("P%1").arg(timer.p);
    const double whenWidth = width(due ? Role::smallStrong : Role::monoSmall, when);
    text(inside, when, due ? Role::smallStrong : Role::monoSmall, Ink::second, true, Qt::AlignRight | Qt::AlignVCenter);
    QRectF rest = inside.adjusted(0, 0, -whenWidth - px(8), 0);
    const double placeWidth = width(Role::small, place);
    const QString label = timer.name.empty() ? timerKind(timer.kind) + QLatin1Char(' ') + QString::number(timer.id)
                                             : QString::fromStdString(timer.name);
    if (width(Role::mono, label) + px(8) + placeWidth <= rest.width()) {
        text(rest, place, Role::small, Ink::third, false, Qt::AlignRight | Qt::AlignVCenter);
        rest.setRight(rest.right() - placeWidth - px(8));
    }
    text(rest, label, Role::mono, Ink::text);
}

void LayoutBuilder::placeSleeper(std::uint32_t id, const QRectF& entry) {
    const GoroutineView* g = snapshot.goroutine(id);
    if (!g)
        return;
    const Duration left = g->deadline - snapshot.now;
    const bool timed = g->place.kind == PlaceKind::sleeping && g->deadline.count() > 0;
    const bool due = timed && left.count() <= 0;
    box(entry, due ? BoxStyle::entryDue : BoxStyle::entry, SelectedObject::goroutine(id));
    const double tokenWidth = slotMinimum() + px(20);
    token(id, QRectF(entry.left() + px(8), entry.top() + px(8), tokenWidth, px(32)));
    const double x = entry.left() + px(8) + tokenWidth + px(10);
    const double wide = entry.right() - px(6) - x;
    const QString what = g->place.kind == PlaceKind::network ? QStringLiteral("fd %1").arg(g->object) : tr("timer");
    text(QRectF(x, entry.top() + px(5), wide, px(19)), what, Role::mono, Ink::text);
    text(QRectF(x, entry.top() + px(24), wide, px(19)),
         !timed ? tr("waiting")
         : due  ? tr("due")
                : tr("in %1").arg(durationText(left)),
         due     ? Role::smallStrong
         : timed ? Role::monoSmall
                 : Role::small,
         Ink::second, true);
}

// --- goroutines that wait for each other

void LayoutBuilder::placeSync() {
    QRectF area = placePanel(out.syncPanel, BoxStyle::syncPanel, tr("Channels and locks"),
                             tr("parked by gopark(): %1").arg(snapshot.waitingSize),
                             SelectedObject::place(ObjectType::syncObjects));
    if (snapshot.waiting.empty()) {
        placeEmptyNote(area, tr("no goroutine waits here"));
        return;
    }
    const std::size_t n = snapshot.waiting.size();
    const double gap = px(6);
    const bool roomy = static_cast<double>(n) * (px(52) + gap) - gap <= area.height();
    const double height = roomy ? px(52) : px(30);
    const auto fit = static_cast<std::size_t>(std::max(1.0, (area.height() + gap) / (height + gap)));
    const std::size_t shown = n > fit ? fit - 1 : n;
    std::uint32_t rest = 0;
    for (std::size_t i = shown; i < n; ++i)
        rest += snapshot.waiting[i].size;
    for (std::size_t i = 0; i < std::min(n, fit); ++i) {
        const QRectF row(area.left() + px(4), std::round(area.top() + static_cast<double>(i) * (height + gap)),
                         area.width() - px(8), height);
        if (i < shown && roomy)
            placeWaitRow(snapshot.waiting[i], row);
        else if (i < shown)
            placeWaitLine(snapshot.waiting[i], row);
        else
            placeWaitRest(static_cast<std::uint32_t>(n - shown), rest, row);
    }
}

QString LayoutBuilder::waitLabel(const WaitRow& row) {
    if (!row.name.empty())
        return QString::fromStdString(row.name);
    const QString kind = waitKind(row);
    return row.object == 0 ? kind : kind + QLatin1Char(' ') + QString::number(row.object);
}

QString LayoutBuilder::waitKind(const WaitRow& row) {
    switch (row.kind) {
        case trace::ObjectKind::channel:
            return row.object == 0 ? latin(trace::nameOf(row.reason)) : QStringLiteral("chan");
        case trace::ObjectKind::waitGroup:
            return QStringLiteral("WaitGroup");
        case trace::ObjectKind::mutex:
            return QStringLiteral("Mutex");
        case trace::ObjectKind::cond:
            return QStringLiteral("Cond");
        default:
            return latin(trace::nameOf(row.kind));
    }
}

// Many objects: a line for each, with the first goroutine or the count of all.
void LayoutBuilder::placeWaitLine(const WaitRow& row, const QRectF& area) {
    const double slot = slotMinimum() + px(13);
    const QRectF seat(area.right() - slot, area.top(), slot, area.height());
    box(area, BoxStyle::region, {ObjectType::syncObject, row.object, row.kind});
    text(QRectF(area.left(), area.top(), seat.left() - px(6) - area.left(), area.height()), waitLabel(row),
         Role::monoSmall, Ink::text);
    if (row.size == 1)
        token(row.ids.front(), seat);
    else
        pile(row.size, seat, UnitState::waiting, {PlaceKind::waiting, row.object}, true);
}

void LayoutBuilder::placeWaitRest(std::uint32_t objects, std::uint32_t waiting, const QRectF& area) {
    const double slot = slotMinimum() + px(13);
    text(QRectF(area.left(), area.top(), area.width() - slot - px(6), area.height()), tr("others: %1").arg(objects),
         Role::small, Ink::second, true);
    pile(waiting, QRectF(area.right() - slot, area.top(), slot, area.height()), UnitState::waiting,
         {PlaceKind::waiting, 0}, true);
}

void LayoutBuilder::placeWaitRow(const WaitRow& row, const QRectF& area) {
    const QString kind = waitKind(row);
    const QString label = waitLabel(row);
    const QString count = row.size > 1 ? countText(row.size) : QString();
    const double countWidth = count.isEmpty() ? 0 : width(Role::monoSmall, count) + px(6);
    const QRectF heading(area.left(), area.top(), area.width() - countWidth, px(18));
    const double labelWidth = width(Role::monoStrong, label);
    text(heading, label, Role::monoStrong, Ink::text);
    if (!row.name.empty() && labelWidth + px(8) + width(Role::small, kind) <= heading.width())
        text(QRectF(heading.left() + labelWidth + px(8), heading.top(), heading.width() - labelWidth - px(8), px(18)),
             kind, Role::small, Ink::third);
    if (!count.isEmpty())
        text(QRectF(area.right() - countWidth, area.top(), countWidth, px(18)), count, Role::monoSmall, Ink::second,
             true, Qt::AlignRight | Qt::AlignVCenter);
    const double slot = slotMinimum() + px(13);
    const QRectF tokens(area.left(), area.top() + px(21), area.width(), px(30));
    const int columns = std::max(1, static_cast<int>((tokens.width() + px(6)) / (slot + px(6))));
    QRectF packed = tokens;
    packed.setWidth(std::min(tokens.width(), columns * (slot + px(8)) - px(6)));
    box(area, BoxStyle::region, {ObjectType::syncObject, row.object, row.kind});
    tokenRow(row.ids, row.size, packed, columns, 1, px(30), px(6), {PlaceKind::waiting, row.object}, false);
}

}  // namespace interleave::ui::geometry
