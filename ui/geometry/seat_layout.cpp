// What stands in a P's card: its state, its ring, runnext, who runs; and the thread under it.
#include <algorithm>

#include "ui/geometry/condition.h"
#include "ui/geometry/format.h"
#include "ui/geometry/layout_builder.h"

namespace interleave::ui::geometry {

using model::PlaceKind;
using theme::Role;
using theme::Tone;
using trace::PStatus;

namespace {

constexpr Duration kSlice{10'000'000};

Tone toneOf(Condition condition) {
    switch (condition) {
        case Condition::running:
            return Tone::running;
        case Condition::spinning:
            return Tone::runnable;
        case Condition::syscall:
            return Tone::syscall;
        case Condition::stopped:
            return Tone::danger;
        default:
            return Tone::neutral;
    }
}

}  // namespace

void LayoutBuilder::placeState(const ProcessorView& p, const QRectF& row, bool atLeft) {
    const Condition condition = conditionOf(p);
    QString word;
    switch (condition) {
        case Condition::idle:
            word = tr("idle");
            break;
        case Condition::running:
            word = tr("running");
            break;
        case Condition::looking:
            word = tr("scheduling");
            break;
        case Condition::spinning:
            word = tr("spinning");
            break;
        case Condition::syscall:
            word = tr("syscall");
            break;
        case Condition::stopped:
            word = tr("stopped");
            break;
    }
    const double chipWidth = width(Role::smallStrong, word) + px(31);
    const QRectF chip(atLeft ? row.left() : row.right() - chipWidth, row.center().y() - px(12), chipWidth, px(24));
    out.chips.push_back({chip, word, toneOf(condition), true});
    if (condition == Condition::idle)
        region(chip, ObjectType::idleProcessors, p.id);
}

void LayoutBuilder::placeRing(const ProcessorView& p, const QRectF& area, int rows, double slotHeight, double gap) {
    const int columns = std::max(1, static_cast<int>((area.width() + gap) / (slotMinimum() + gap)));
    tokenRow(p.ring, p.ringSize, area, columns, rows, slotHeight, gap, {PlaceKind::ring, p.id}, true);
}

void LayoutBuilder::placeRunnext(const ProcessorView& p, const QRectF& frame) {
    const double inset = px(out.variant == CardVariant::compact ? 2 : 4);
    const QRectF inner = frame.adjusted(inset, inset, -inset, -inset);
    if (p.runnext == 0) {
        box(inner, BoxStyle::slotNext);
        if (out.variant != CardVariant::compact || inner.width() >= px(60))
            text(inner, out.variant == CardVariant::full ? tr("empty") : QStringLiteral("next"), Role::small,
                 Ink::runnext, false, Qt::AlignCenter);
        return;
    }
    box(frame, BoxStyle::runnextFrame);
    token(p.runnext, inner);
}

void LayoutBuilder::placeSeat(const ProcessorView& p, const QRectF& seat, double tokenWidth) {
    const QRectF tokenRect(seat.left(), seat.top(), std::min(tokenWidth, seat.width()), seat.height());
    const bool roomy = seat.width() >= tokenWidth + px(60);
    if (p.running != 0) {
        token(p.running, tokenRect);
        if (roomy)
            placeSeatFacts(p, QRectF(tokenRect.right() + px(12), seat.top(), seat.right() - tokenRect.right() - px(12),
                                     seat.height()));
        return;
    }
    box(roomy ? seat : tokenRect, BoxStyle::seat);
    if (!p.hand.empty()) {
        // In the hands of the M: neither in a queue nor running yet.
        const double gap = px(4);
        const QRectF hand = (roomy ? seat : tokenRect).adjusted(px(4), px(4), -px(4), -px(4));
        const int columns = std::max(1, static_cast<int>((hand.width() + gap) / (slotMinimum() + gap)));
        tokenRow(p.hand, p.handSize, hand, columns, 1, hand.height(), gap, {PlaceKind::transit, p.id}, false);
        return;
    }
    if (!roomy)
        return;
    const Condition condition = conditionOf(p);
    const QString words = condition == Condition::spinning  ? QStringLiteral("findRunnable()")
                          : condition == Condition::looking ? QStringLiteral("schedule()")
                          : condition == Condition::stopped ? tr("world stopped")
                                                            : tr("no thread");
    const bool code = condition == Condition::spinning || condition == Condition::looking;
    text(seat, words, code ? Role::monoStrong : Role::small, code ? Ink::accent : Ink::third, true, Qt::AlignCenter);
}

// How long it has run of its slice, or has been in its call.
void LayoutBuilder::placeSeatFacts(const ProcessorView& p, const QRectF& area) {
    const bool inCall = p.status == PStatus::syscall;
    const GoroutineView* g = snapshot.goroutine(p.running);
    const Duration ran = inCall && g ? snapshot.now - g->since : snapshot.now - p.sliceStart;
    // Short times in their own unit: a slice is 10 ms, most runs are far shorter.
    const QString words = inCall || ran < Duration{100'000} ? durationText(ran) : sliceText(ran, kSlice);
    const double barHeight = px(8);
    const double textHeight = px(20);
    const double top = area.center().y() - (textHeight + px(3) + barHeight) / 2;
    const double wide = std::min(area.width(), px(260));
    text(QRectF(area.left(), top, wide, textHeight), words, wide >= px(92) ? Role::mono : Role::monoSmall, Ink::second,
         true);
    out.bars.push_back({QRectF(area.left(), top + textHeight + px(3), wide, barHeight),
                        static_cast<double>(ran.count()) / static_cast<double>(kSlice.count()),
                        inCall ? Tone::syscall : Tone::running});
}

void LayoutBuilder::placeMachine(const ProcessorView& p, const QRectF& seat, BoxStyle style) {
    const MachineView* m = snapshot.machine(p.m);
    if (!m) {
        box(seat, BoxStyle::machineNone);
        if (style == BoxStyle::machine)
            text(seat, tr("no thread"), Role::small, Ink::third, false, Qt::AlignCenter);
        return;
    }
    const bool spins = m->spinning && style == BoxStyle::machine;
    machine(m->id, seat, spins ? BoxStyle::machineSpinning : style,
            style == BoxStyle::machine ? machineDetail(*m, seat.width() - px(seat.height() >= px(44) ? 44 : 67))
                                       : QString());
}

QString LayoutBuilder::machineDetail(const MachineView& m, double room) const {
    const QString core = m.core >= 0 ? tr("cpu %1").arg(m.core) : tr("off cpu");
    if (m.osTid == 0)
        return core;
    const QString tid = tr("tid %1").arg(m.osTid);
    const QString full = tid + QStringLiteral(" \u00B7 ") + core;
    if (width(Role::monoSmall, full) <= room)
        return full;
    return width(Role::monoSmall, tid) <= room ? tid : QString();
}

void LayoutBuilder::placeLink(const ProcessorView& p, const QRectF& card, const QRectF& machineSeat) {
    const double x = std::round(card.center().x());
    Link::Style style = Link::Style::held;
    if (p.m == trace::kNoM)
        style = Link::Style::none;
    else if (p.status == PStatus::syscall)
        style = Link::Style::loose;
    else if (p.spinning)
        style = Link::Style::spinning;
    out.links.push_back({QPointF(x, card.bottom()), QPointF(x, machineSeat.top()), style, p.id});
}

}  // namespace interleave::ui::geometry
