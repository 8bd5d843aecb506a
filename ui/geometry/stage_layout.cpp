#include "ui/geometry/stage_layout.h"

#include <algorithm>

#include "ui/geometry/format.h"
#include "ui/geometry/layout_builder.h"

namespace interleave::ui::geometry {

using model::PlaceKind;
using theme::Role;
using theme::UnitState;

QString goroutineLabel(std::uint32_t g) {
    return QStringLiteral("G%1").arg(g);
}

LayoutBuilder::LayoutBuilder(const StageSnapshot& s, const StageRequest& r) : snapshot(s), request(r) {}

StageLayout LayoutBuilder::build() {
    out.size = request.size;
    out.factor = request.metrics.factor;
    placeFrame();
    placeTitle();
    if (request.legend)
        placeLegend();
    placeGlobalQueue();
    placeProcessors();
    placeSyscalls();
    placeIdle();
    placeNetpoller();
    placeSync();
    return std::move(out);
}

// Three columns under the title: blocked and idle threads, the Ps with the global queue above them, who waits.
void LayoutBuilder::placeFrame() {
    const double w = request.size.width();
    const double h = request.size.height();
    // A small window: the sides give way first, so that the Ps keep their queues.
    const double ease = std::clamp((w - px(560)) / px(160), 0.0, 1.0);
    const double margin = std::round(px(12) + px(8) * ease);
    const double gap = std::round(px(10) + px(8) * ease);
    const double top = px(58);
    const double bottom = h - margin;
    const double left = std::clamp(std::round(w * 0.132), std::round(px(148) + px(22) * ease), px(236));
    const double right = std::clamp(std::round(w * 0.144), std::round(px(164) + px(30) * ease), px(260));
    out.titleRect = QRectF(px(24), px(12), 0, px(36));
    const double leftSplit = std::round((bottom - top - px(16)) * 0.62);
    out.syscallPanel = QRectF(margin, top, left, leftSplit);
    out.idlePanel = QRectF(margin, top + leftSplit + px(16), left, bottom - top - leftSplit - px(16));
    const double rightSplit = std::round((bottom - top - px(16)) * 0.55);
    const double rightX = w - margin - right;
    out.netPanel = QRectF(rightX, top, right, rightSplit);
    out.syncPanel = QRectF(rightX, top + rightSplit + px(16), right, bottom - top - rightSplit - px(16));
    const double middle = margin + left + gap;
    out.globalPanel = QRectF(middle, top, rightX - gap - middle, px(60));
    out.flightBand =
        QRectF(middle, out.globalPanel.bottom(), out.globalPanel.width(), bottom - out.globalPanel.bottom());
    out.bottomStrip = QRectF(middle, bottom, out.globalPanel.width(), 0);
}

void LayoutBuilder::placeTitle() {
    // The chip beside it says more than the title does.
    const double taken = px(24) + px(14) + px(170) + request.actionsWidth + px(40);
    const bool fits =
        request.actionsWidth <= 0 || width(Role::panelTitle, tr("Scheduler stage")) + taken <= request.size.width();
    const QString title = fits ? tr("Scheduler stage") : tr("Stage");
    out.titleRect.setWidth(width(Role::panelTitle, title));
    text(out.titleRect, title, Role::panelTitle, Ink::text);
    out.statusRect = QRectF(out.titleRect.right() + px(14), out.titleRect.center().y() - px(12), 0, px(24));
}

void LayoutBuilder::placeLegend() {
    std::vector<std::pair<UnitState, QString>> items{{UnitState::running, tr("Running")},
                                                     {UnitState::runnable, tr("Runnable")},
                                                     {UnitState::waiting, tr("Waiting")},
                                                     {UnitState::syscall, tr("Syscall")},
                                                     {UnitState::network, tr("Timer, network")}};
    const bool collects =
        std::ranges::any_of(snapshot.goroutines, [](const auto& g) { return g.second.collectorsWorker; });
    if (collects)
        items.emplace_back(UnitState::collector, tr("Collector (modelled)"));
    double right = request.size.width() - px(24);
    const double actions = request.actionsWidth > 0 ? request.actionsWidth + px(20) : 0;
    const double room = out.titleRect.right() + px(170) + actions;
    for (auto it = std::rbegin(items); it != std::rend(items); ++it) {
        const double label = width(Role::label, it->second);
        const double left = right - label - px(6) - px(24);
        if (left < room)
            break;
        const QRectF sample(left, out.titleRect.center().y() - px(10), px(24), px(20));
        out.legend.push_back({it->first, sample,
                              QRectF(sample.right() + px(6), out.titleRect.top(), label, out.titleRect.height()),
                              it->second});
        right = left - px(16);
    }
    std::ranges::reverse(out.legend);
    right -= px(4);
    if (actions > 0)
        out.actionsRect =
            QRectF(right - request.actionsWidth, out.titleRect.top(), request.actionsWidth, out.titleRect.height());
}

void LayoutBuilder::placeGlobalQueue() {
    const QRectF& panel = out.globalPanel;
    box(panel, BoxStyle::queuePanel, {ObjectType::globalQueue, 0, {}});
    const QString title = tr("Global run queue");
    const QString line = tr("polled every 61 ticks");
    const QString count = countText(snapshot.globalSize);
    const double countWidth = std::max(px(40), width(Role::value, count));
    const double most = panel.width() - px(16) - countWidth - px(16) - px(8);
    const double words = std::min(most, std::max(width(Role::section, title), width(Role::small, line)));
    text(QRectF(panel.left() + px(16), panel.top() + px(9), words, px(22)), title, Role::section, Ink::text);
    text(QRectF(panel.left() + px(16), panel.top() + px(31), words, px(20)), line, Role::small, Ink::third);
    const QRectF countRect(panel.right() - px(16) - countWidth, panel.top(), countWidth, panel.height());
    text(countRect, count, Role::value, Ink::text, true, Qt::AlignRight | Qt::AlignVCenter);
    const double left = panel.left() + px(16) + words + px(28);
    const double room = countRect.left() - px(16) - left;
    const double gap = px(6);
    if (room < slotMinimum()) {
        // Only the count has room; who comes and goes does so there.
        out.globalSlots = countRect;
        return;
    }
    const int columns = std::max(1, static_cast<int>((room + gap) / (slotMinimum() + px(13) + gap)));
    const double slot = std::min(px(68), std::floor((room - gap * (columns - 1)) / columns));
    out.globalSlots = QRectF(left, panel.center().y() - px(16), columns * slot + gap * (columns - 1), px(32));
    tokenRow(snapshot.global, snapshot.globalSize, out.globalSlots, columns, 1, px(32), gap, {PlaceKind::global, 0},
             true);
}

// --- helpers

void LayoutBuilder::text(const QRectF& rect, const QString& words, Role role, Ink ink, bool live,
                         Qt::Alignment alignment) {
    out.texts.push_back({rect, words, role, ink, alignment, live});
}

void LayoutBuilder::box(const QRectF& rect, BoxStyle style, SelectedObject object) {
    out.boxes.push_back({rect, style, object});
}

// Names of as many digits look alike, whatever the digits are: the widest decides.
void LayoutBuilder::token(std::uint32_t g, const QRectF& rect, int belt, int slot) {
    QString label = goroutineLabel(g);
    for (qsizetype i = 1; i < label.size(); ++i)
        label[i] = QLatin1Char('8');
    const double large = width(Role::token, label);
    const double small = width(Role::tokenSmall, label);
    Token t{g, stateOf(g), rect, Role::token, false};
    if (rect.width() >= large + px(27))
        t.glyph = true;
    else if (rect.width() >= small + px(24))
        t = {g, t.state, rect, Role::tokenSmall, true};
    else if (rect.width() < large + px(8) || rect.height() < px(20))
        t.role = Role::tokenSmall;
    t.belt = belt;
    t.slot = slot;
    out.tokenOf.emplace(g, out.tokens.size());
    out.tokens.push_back(t);
}

void LayoutBuilder::pile(std::uint32_t count, const QRectF& rect, UnitState state, model::Place place, bool all) {
    out.piles.push_back({count, rect, state, place, all});
}

void LayoutBuilder::machine(std::uint16_t m, const QRectF& rect, BoxStyle style, const QString& detail) {
    out.machineOf.emplace(m, out.machines.size());
    out.machines.push_back({m, rect, style, QStringLiteral("M%1").arg(m), detail});
}

void LayoutBuilder::tokenRow(const std::vector<std::uint32_t>& ids, std::uint32_t size, const QRectF& area, int columns,
                             int rows, double slotHeight, double gap, model::Place place, bool emptySlots) {
    const double slot = std::floor((area.width() - gap * (columns - 1)) / columns);
    const Belt belt{place, area, columns, rows, slot, slotHeight, gap};
    const auto index = static_cast<int>(out.belts.size());
    out.belts.push_back(belt);
    const auto cell = [&](std::size_t i) { return belt.cell(static_cast<int>(i)); };
    const auto capacity = static_cast<std::size_t>(columns * rows);
    const bool over = size > capacity;
    const std::size_t shown = std::min(ids.size(), over ? capacity - 1 : capacity);
    for (std::size_t i = 0; i < shown; ++i)
        token(ids[i], cell(i), index, static_cast<int>(i));
    if (size > shown)
        pile(size - static_cast<std::uint32_t>(shown), cell(std::min(shown, capacity - 1)),
             ids.empty() ? UnitState::runnable : stateOf(ids.front()), place);
    if (emptySlots)
        for (std::size_t i = size > shown ? capacity : shown; i < capacity; ++i)
            box(cell(i), BoxStyle::slot);
}

// Wide enough for the longest name that goroutines of this run have.
double LayoutBuilder::slotMinimum() const {
    std::uint64_t last = snapshot.counters.gsCreated + 16 * snapshot.processors.size();
    int digits = 1;
    for (; last >= 10; last /= 10)
        ++digits;
    return px(digits <= 3 ? 44 : digits == 4 ? 52 : digits == 5 ? 60 : 68);
}

UnitState LayoutBuilder::stateOf(std::uint32_t g) const {
    const GoroutineView* view = snapshot.goroutine(g);
    if (!view)
        return UnitState::runnable;
    switch (view->status) {
        case model::GStatus::running:
            return view->collectorsWorker ? UnitState::collector : UnitState::running;
        case model::GStatus::syscall:
            return UnitState::syscall;
        case model::GStatus::waiting:
            return view->place.kind == PlaceKind::sleeping || view->place.kind == PlaceKind::network
                       ? UnitState::network
                       : UnitState::waiting;
        default:
            return UnitState::runnable;
    }
}

StageLayout layoutStage(const StageSnapshot& snapshot, const StageRequest& request) {
    return LayoutBuilder(snapshot, request).build();
}

// --- reading a layout

const Token* StageLayout::token(std::uint32_t g) const {
    const auto it = tokenOf.find(g);
    return it == tokenOf.end() ? nullptr : &tokens[it->second];
}

const MachineBox* StageLayout::machine(std::uint16_t m) const {
    const auto it = machineOf.find(m);
    return it == machineOf.end() ? nullptr : &machines[it->second];
}

const ProcessorCard* StageLayout::card(std::uint16_t p) const {
    const auto it = std::ranges::find(cards, p, &ProcessorCard::p);
    return it == cards.end() ? nullptr : &*it;
}

QRectF Belt::cell(int slot) const {
    return QRectF(std::round(area.left() + slot % columns * (slotWidth + gap)),
                  std::round(area.top() + slot / columns * (slotHeight + gap)), slotWidth, slotHeight);
}

const Belt* StageLayout::belt(const model::Place& place) const {
    const auto it = std::ranges::find(belts, place, &Belt::place);
    return it == belts.end() ? nullptr : &*it;
}

const Pile* StageLayout::pile(const model::Place& place) const {
    const auto it = std::ranges::find(piles, place, &Pile::place);
    return it == piles.end() ? nullptr : &*it;
}

QRectF StageLayout::anchor(const model::Place& place) const {
    if (const Pile* counted = pile(place))
        return counted->rect;
    const ProcessorCard* at = card(static_cast<std::uint16_t>(place.index));
    const auto middle = [&](const QRectF& r) {
        return QRectF(r.center().x() - 24 * factor, r.center().y() - 15 * factor, 48 * factor, 30 * factor);
    };
    switch (place.kind) {
        case PlaceKind::running:
        case PlaceKind::transit:
            return at ? middle(at->seat) : middle(flightBand);
        case PlaceKind::runnext:
            return at ? middle(at->runnext) : middle(flightBand);
        case PlaceKind::ring:
            return at ? middle(at->ring) : middle(flightBand);
        case PlaceKind::global:
            return middle(globalSlots);
        case PlaceKind::sleeping:
        case PlaceKind::network:
            return middle(netPanel);
        case PlaceKind::waiting:
            return middle(syncPanel);
        case PlaceKind::syscall:
            return middle(syscallPanel);
        case PlaceKind::nowhere:
            break;
    }
    return middle(flightBand);
}

}  // namespace interleave::ui::geometry
