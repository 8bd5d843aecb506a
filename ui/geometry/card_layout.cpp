// Ps and the Ms under them. Four kinds of card, from all that is known to a cell of two lines; the richest that fits
// the area is taken for all Ps alike.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/geometry/condition.h"
#include "ui/geometry/format.h"
#include "ui/geometry/layout_builder.h"

namespace interleave::ui::geometry {

using theme::Role;
using theme::Tone;

namespace {

constexpr double kSlotHeight = 30;
constexpr double kSlotGap = 4;
constexpr double kCardGap = 12;

// Heights at scale 1.
constexpr double kFullFixed = 12 + 30 + 6 + 18 + 6 + 8 + 40 + 8 + 1 + 10 + 44 + 14;  // without the ring
constexpr double kFullMachine = 52;
constexpr double kNarrowPad = 11;
constexpr double kNarrowMore = 28;  // the state has a line of its own
constexpr double kFullLinkLeast = 18;
constexpr double kMediumCard = 10 + 26 + 6 + 28 + 8 + 36 + 10;
constexpr double kMediumMachine = 30;
constexpr double kMediumLink = 8;
constexpr double kBandLeast = 26;

BoxStyle cardStyle(Condition condition) {
    switch (condition) {
        case Condition::idle:
            return BoxStyle::processorIdle;
        case Condition::running:
            return BoxStyle::processorBusy;
        case Condition::looking:
            return BoxStyle::processor;
        case Condition::spinning:
            return BoxStyle::processorSpinning;
        case Condition::syscall:
            return BoxStyle::processorSyscall;
        case Condition::stopped:
            return BoxStyle::processorStopped;
    }
    return BoxStyle::processor;
}

}  // namespace

LayoutBuilder::Grid LayoutBuilder::chooseGrid(const QRectF& area) const {
    const int n = std::max<int>(1, static_cast<int>(snapshot.processors.size()));
    struct Kind {
        CardVariant variant;
        double width, height, gap;
    };
    const std::array<Kind, 3> kinds = {
        {{CardVariant::full, std::max(px(186), slotMinimum() * 3 + px(46)),
          px(kFullFixed + kSlotHeight + kFullLinkLeast + kFullMachine + 8), px(kCardGap)},
         {CardVariant::medium, px(176), px(kMediumCard + kMediumLink + kMediumMachine), px(14)},
         {CardVariant::compact, px(152), px(92), px(10)}}};
    const double height = area.height() - px(kBandLeast);
    // Few Ps stand side by side as long as two places of the ring do.
    const double least = slotMinimum() * 2 + px(kSlotGap) + 2 * px(kNarrowPad);
    const double share = std::floor((area.width() - px(kCardGap) * (n - 1)) / n);
    if (n <= 4 && share >= least && share < kinds[0].width && height >= kinds[0].height + px(kNarrowMore))
        return {CardVariant::full, n, 1, share, std::floor(height)};
    for (const Kind& kind : kinds)
        for (int rows = 1; rows <= 8; ++rows) {
            const int columns = (n + rows - 1) / rows;
            const double w = (area.width() - kind.gap * (columns - 1)) / columns;
            const double h = (height - kind.gap * (rows - 1)) / rows;
            if (w >= kind.width && h >= kind.height && (rows == 1 || kind.variant != CardVariant::full))
                return {kind.variant, columns, rows, std::floor(w), std::floor(h)};
        }
    Grid best{CardVariant::tiny, n, 1, 0, 0};
    double bestMisfit = 1e9;
    for (int columns = 1; columns <= n; ++columns) {
        const int rows = (n + columns - 1) / columns;
        const double w = (area.width() - px(8) * (columns - 1)) / columns;
        const double h = (height - px(8) * (rows - 1)) / rows;
        const double misfit = std::abs(std::log(w / std::max(h, 1.0) / 2.2));
        if (misfit < bestMisfit) {
            bestMisfit = misfit;
            best = {CardVariant::tiny, columns, rows, std::floor(w), std::floor(h)};
        }
    }
    return best;
}

void LayoutBuilder::placeProcessors() {
    const QRectF area = out.flightBand;
    const Grid grid = chooseGrid(area);
    out.variant = grid.variant;
    const double gap = grid.variant == CardVariant::full     ? px(kCardGap)
                       : grid.variant == CardVariant::medium ? px(14)
                       : grid.variant == CardVariant::tiny   ? px(8)
                                                             : px(10);
    double top = area.bottom() - grid.rows * grid.height - (grid.rows - 1) * gap;
    double height = grid.height;
    if (grid.variant == CardVariant::medium) {
        // Cards keep their height; what is over goes to the flight band, then between the rows.
        height = std::min(grid.height, px(kMediumCard + kMediumLink + kMediumMachine + 24));
        top = area.bottom() - grid.rows * height - (grid.rows - 1) * gap - px(2);
    }
    std::size_t i = 0;
    for (const ProcessorView& p : snapshot.processors) {
        const auto column = static_cast<double>(i % static_cast<std::size_t>(grid.columns));
        const auto row = static_cast<double>(i / static_cast<std::size_t>(grid.columns));
        const QRectF cell(area.left() + column * (grid.width + gap), top + row * (height + gap), grid.width, height);
        switch (grid.variant) {
            case CardVariant::full:
                placeFull(p, cell);
                break;
            case CardVariant::medium:
                placeMedium(p, cell);
                break;
            case CardVariant::compact:
                placeCompact(p, cell);
                break;
            case CardVariant::tiny:
                placeTiny(p, cell);
                break;
        }
        ++i;
    }
    const double firstTop = out.cards.empty() ? area.bottom() : out.cards.front().card.top();
    out.flightBand.setBottom(firstTop);
    const double last = out.cards.empty() ? area.bottom() : out.cards.back().machine.bottom();
    out.bottomStrip = QRectF(area.left(), last, area.width(), std::max(0.0, area.bottom() - last));
}

ProcessorCard& LayoutBuilder::beginCard(const ProcessorView& p, const QRectF& card) {
    box(card, cardStyle(conditionOf(p)), SelectedObject::processor(p.id));
    ProcessorCard entry;
    entry.p = p.id;
    entry.card = card;
    out.cards.push_back(entry);
    return out.cards.back();
}

// All of the height is used: first a roomy band for flights, then more rows of the ring.
void LayoutBuilder::placeFull(const ProcessorView& p, const QRectF& cell) {
    const bool narrow = cell.width() < std::max(px(186), slotMinimum() * 3 + px(46));
    const double fixed = px(kFullFixed) + (narrow ? px(kNarrowMore) : 0);
    const double bottomStrip = px(26);
    double spare = cell.height() + px(kBandLeast) - fixed - px(kFullMachine) - px(kFullLinkLeast) - bottomStrip;
    int rows = 1;
    spare -= px(kSlotHeight);
    const double roomyBand = px(92);
    while (rows < 5 && spare - px(kSlotHeight + kSlotGap) >= (rows == 1 ? px(48) : roomyBand)) {
        ++rows;
        spare -= px(kSlotHeight + kSlotGap);
    }
    const double link = px(kFullLinkLeast) + std::clamp((spare - px(60)) * 0.3, 0.0, px(16));
    const double cardHeight = fixed + rows * px(kSlotHeight) + (rows - 1) * px(kSlotGap);
    const double machineTop = cell.bottom() - bottomStrip - px(kFullMachine);
    const QRectF card(cell.left(), std::round(machineTop - link - cardHeight), cell.width(), cardHeight);
    ProcessorCard& entry = beginCard(p, card);
    const double pad = px(narrow ? kNarrowPad : 14);
    const double left = card.left() + pad;
    const double inner = card.width() - 2 * pad;
    double y = card.top() + px(12);
    text(QRectF(left, y, px(64), px(30)), QStringLiteral("P%1").arg(p.id), Role::value, Ink::text);
    if (narrow)
        y += px(kNarrowMore);
    placeState(p, QRectF(left, y, inner, px(30)), narrow);
    y += px(36);
    const QString count = QStringLiteral("%1 / 256").arg(p.ringSize);
    const auto fits = [&](const QString& words) {
        return width(Role::small, words) + px(4) + width(Role::monoSmall, count) <= inner;
    };
    const QString label = !narrow && fits(tr("Local run queue")) ? tr("Local run queue")
                          : !narrow && fits(tr("Run queue"))     ? tr("Run queue")
                                                                 : tr("Queue");
    const bool roomy = width(Role::label, label) + px(6) + width(Role::mono, count) <= inner;
    const Role countRole = roomy ? Role::mono : Role::monoSmall;
    const double countWidth = width(countRole, count);
    text(QRectF(left, y, inner - countWidth - px(4), px(18)), label, roomy ? Role::label : Role::small, Ink::second);
    text(QRectF(left + inner - countWidth, y, countWidth, px(18)), count, countRole, Ink::second, true,
         Qt::AlignRight | Qt::AlignVCenter);
    const double labelTop = y;
    y += px(24);
    entry.ring = QRectF(left, y, inner, rows * px(kSlotHeight) + (rows - 1) * px(kSlotGap));
    region(QRectF(left, labelTop, inner, entry.ring.bottom() - labelTop).adjusted(-px(4), 0, px(4), px(3)),
           ObjectType::runQueue, p.id);
    placeRing(p, entry.ring, rows, px(kSlotHeight), px(kSlotGap));
    y = entry.ring.bottom() + px(8);
    const double frame = narrow ? slotMinimum() + px(14) : std::max(px(74), slotMinimum() + px(26));
    const double words = std::min(inner - frame - px(6), px(200));
    entry.runnext = QRectF(left + std::min(inner - frame, px(200)), y, frame, px(40));
    region(QRectF(left, y, entry.runnext.right() - left, px(40)), ObjectType::runnext, p.id);
    text(QRectF(left, y, words, px(40)), narrow ? QStringLiteral("next") : QStringLiteral("runnext"),
         narrow ? Role::monoSmall : Role::mono, Ink::second);
    placeRunnext(p, entry.runnext);
    y += px(48);
    box(QRectF(left, y, inner, 1), BoxStyle::separator);
    y += px(1) + px(10);
    entry.seat = QRectF(left, y, inner, px(44));
    const double machineWidth = std::min(inner, px(300));
    entry.machine =
        QRectF(std::round(card.center().x() - machineWidth / 2), machineTop, machineWidth, px(kFullMachine));
    const QRectF seat = entry.seat;
    const QRectF machineSeat = entry.machine;
    placeSeat(p, seat, std::max(px(84), slotMinimum() + px(36)));
    placeLink(p, card, machineSeat);
    placeMachine(p, machineSeat, BoxStyle::machine);
}

void LayoutBuilder::placeMedium(const ProcessorView& p, const QRectF& cell) {
    const QRectF card(cell.left(), cell.top(), cell.width(), cell.height() - px(kMediumLink + kMediumMachine));
    ProcessorCard& entry = beginCard(p, card);
    const double left = card.left() + px(12);
    const double inner = card.width() - px(24);
    const double air = std::floor((card.height() - px(kMediumCard)) / 3);
    double y = card.top() + px(10);
    const double nameWidth = width(Role::cardTitle, QStringLiteral("P%1").arg(p.id));
    text(QRectF(left, y, nameWidth, px(26)), QStringLiteral("P%1").arg(p.id), Role::cardTitle, Ink::text);
    text(QRectF(left + nameWidth + px(8), y, px(72), px(26)), QStringLiteral("%1 / 256").arg(p.ringSize),
         Role::monoSmall, Ink::second, true);
    placeState(p, QRectF(left, y, inner, px(26)));
    y += px(32) + air;
    entry.ring = QRectF(left, y, inner, px(28));
    region(entry.ring, ObjectType::runQueue, p.id);
    placeRing(p, entry.ring, 1, px(28), px(kSlotGap));
    y += px(36) + air;
    const double frame = slotMinimum() + px(14);
    entry.runnext = QRectF(left + inner - frame, y, frame, px(36));
    entry.seat = QRectF(left, y, inner - frame - px(8), px(36));
    entry.machine = QRectF(card.left() + px(12), card.bottom() + px(kMediumLink), inner, px(kMediumMachine));
    const ProcessorCard copy = entry;
    region(copy.runnext, ObjectType::runnext, p.id);
    placeRunnext(p, copy.runnext);
    placeSeat(p, copy.seat, slotMinimum() + px(16));
    placeLink(p, card, copy.machine);
    placeMachine(p, copy.machine, BoxStyle::machine);
}

void LayoutBuilder::placeCompact(const ProcessorView& p, const QRectF& cell) {
    ProcessorCard& entry = beginCard(p, cell);
    const double left = cell.left() + px(10);
    const double inner = cell.width() - px(20);
    const double spare = cell.height() - px(92);
    double y = cell.top() + px(8);
    const QString name = QStringLiteral("P%1").arg(p.id);
    const double nameWidth = width(Role::section, name);
    text(QRectF(left, y, nameWidth, px(24)), name, Role::section, Ink::text);
    text(QRectF(left + nameWidth + px(8), y, px(34), px(24)), QString::number(p.ringSize), Role::monoSmall, Ink::second,
         true);
    placeState(p, QRectF(left, y, inner, px(24)));
    y += px(24) + px(5) + std::floor(spare / 2);
    entry.ring = QRectF(left, y, inner, px(22));
    y = cell.bottom() - px(8) - px(26);
    const double tokenWidth = std::min(slotMinimum() + px(12), std::floor(inner / 3) - px(4));
    entry.seat = QRectF(left, y, tokenWidth, px(26));
    entry.runnext = QRectF(left + tokenWidth + px(6), y, tokenWidth + px(4), px(26));
    entry.machine = QRectF(left + inner - px(44), y + px(1), px(44), px(24));
    const ProcessorCard copy = entry;
    region(copy.ring, ObjectType::runQueue, p.id);
    region(copy.runnext, ObjectType::runnext, p.id);
    placeRing(p, copy.ring, 1, px(22), px(4));
    placeRunnext(p, copy.runnext);
    placeSeat(p, copy.seat, tokenWidth);
    placeMachine(p, copy.machine, BoxStyle::machineSmall);
}

void LayoutBuilder::placeTiny(const ProcessorView& p, const QRectF& cell) {
    ProcessorCard& entry = beginCard(p, cell);
    if (cell.height() < px(44)) {
        // Too many Ps for this size: a line for each.
        const double name = width(Role::smallStrong, QStringLiteral("P%1").arg(p.id));
        text(QRectF(cell.left() + px(6), cell.top(), name, cell.height()), QStringLiteral("P%1").arg(p.id),
             Role::smallStrong, Ink::text);
        entry.seat =
            QRectF(cell.left() + px(12) + name, cell.center().y() - px(10), cell.width() - name - px(18), px(20));
        entry.ring = entry.runnext = entry.machine = entry.seat;
        if (p.running != 0 && entry.seat.width() >= slotMinimum() && cell.height() >= px(24))
            token(p.running, QRectF(entry.seat));
        return;
    }
    const double pad = px(7);
    const double left = cell.left() + pad;
    const double inner = cell.width() - 2 * pad;
    const double top = cell.top() + px(4);
    text(QRectF(left, top, inner * 0.5, px(18)), QStringLiteral("P%1").arg(p.id), Role::smallStrong, Ink::text);
    entry.ring = QRectF(left + inner * 0.5, top, inner * 0.5, px(18));
    region(entry.ring, ObjectType::runQueue, p.id);
    text(entry.ring, p.ringSize == 0 ? QStringLiteral("\u2013") : countText(p.ringSize), Role::monoSmall, Ink::second,
         true, Qt::AlignRight | Qt::AlignVCenter);
    const double bottom = cell.bottom() - px(5);
    const double machineWidth = std::min(px(38), std::floor(inner * 0.4));
    entry.seat = QRectF(left, bottom - px(20), std::min(inner - machineWidth - px(4), slotMinimum() + px(20)), px(20));
    entry.machine = QRectF(left + inner - machineWidth, bottom - px(20), machineWidth, px(20));
    entry.runnext = entry.ring;
    const ProcessorCard copy = entry;
    placeSeat(p, copy.seat, copy.seat.width());
    placeMachine(p, copy.machine, BoxStyle::machineSmall);
    if (cell.height() < px(60))
        return;
    // Room to spare: how full the ring is.
    const double y = (top + px(18) + bottom - px(20)) / 2;
    out.bars.push_back({QRectF(left, y - px(3), inner, px(6)), p.ringSize / 256.0, Tone::runnable});
}

}  // namespace interleave::ui::geometry
