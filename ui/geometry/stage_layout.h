// Where everything on the stage stands: a display list of rectangles and words, made of a snapshot and a size, with no
// widget and no painter. What is drawn is what is listed here; hit tests, animation, accessibility and golden texts all
// read the same list.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "ui/geometry/selection.h"
#include "ui/geometry/snapshot.h"
#include "ui/geometry/stage_metrics.h"
#include "ui/theme/palette.h"

namespace interleave::ui::geometry {

enum class BoxStyle : std::uint8_t {
    syscallPanel,
    idlePanel,
    queuePanel,
    netPanel,
    syncPanel,  // the panels
    entry,      // a row in a panel: a blocked M, a sleeper
    entryDue,   // the same, about to be due
    processor,
    processorIdle,
    processorBusy,
    processorSpinning,
    processorStopped,
    processorSyscall,
    machine,
    machineSpinning,
    machineIdle,
    machineSmall,
    machineNone,
    slot,          // an empty place in a queue
    slotTarget,    // where something is flying to
    slotNext,      // the empty runnext
    runnextFrame,  // the gold frame round an occupied runnext
    seat,          // where a running goroutine would be
    separator,
    region  // not drawn: an area that can be selected
};

struct Box {
    QRectF rect;
    BoxStyle style = BoxStyle::entry;
    SelectedObject object;
};

enum class Ink : std::uint8_t { text, second, third, navyText, navySecond, accent, syscall, network, waiting, runnext };

struct Text {
    QRectF rect;
    QString text;
    theme::Role role = theme::Role::label;
    Ink ink = Ink::text;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    bool live = false;  // changes from moment to moment
};

struct Chip {
    QRectF rect;
    QString text;
    theme::Tone tone = theme::Tone::neutral;
    bool dot = true;
};

struct Bar {
    QRectF rect;
    double share = 0;
    theme::Tone tone = theme::Tone::running;
};

struct Token {
    std::uint32_t g = 0;
    theme::UnitState state = theme::UnitState::runnable;
    QRectF rect;
    theme::Role role = theme::Role::token;
    bool glyph = true;
    int belt = -1;  // index in belts, and the place on it; -1: stands alone
    int slot = 0;
};

// Places of one size, row after row, where goroutines stand in order: a ring, the global queue. Who moves up moves
// along it, from the head of a row to the end of the row above.
struct Belt {
    model::Place place;
    QRectF area;
    int columns = 1, rows = 1;
    double slotWidth = 0, slotHeight = 0, gap = 0;

    QRectF cell(int slot) const;
    int capacity() const { return columns * rows; }
    friend bool operator==(const Belt&, const Belt&) = default;
};

// A counted rest: "+118", or all of a place: "×118".
struct Pile {
    std::uint32_t count = 0;
    QRectF rect;
    theme::UnitState state = theme::UnitState::runnable;
    model::Place place;
    bool all = false;
};

// A thread's box. It moves between the seats under the Ps, the idle list and the panel of blocked ones.
struct MachineBox {
    std::uint16_t m = 0;
    QRectF rect;
    BoxStyle style = BoxStyle::machine;
    QString name;
    QString detail;  // "tid 4121 · cpu 0", empty in small boxes
};

// From a P down to its M.
struct Link {
    QPointF from, to;
    enum class Style : std::uint8_t { held, spinning, loose, none } style = Style::held;
    std::uint16_t p = 0;
};

enum class CardVariant : std::uint8_t { full, medium, compact, tiny };

struct ProcessorCard {
    std::uint16_t p = 0;
    QRectF card;  // the P itself
    QRectF ring;  // its local queue
    QRectF runnext;
    QRectF seat;     // the running goroutine
    QRectF machine;  // the seat of its M
};

struct LegendItem {
    theme::UnitState state;
    QRectF sample, label;
    QString text;
};

struct StageLayout {
    QSizeF size;
    double factor = 1;
    CardVariant variant = CardVariant::full;
    QRectF titleRect, statusRect, actionsRect, flightBand, bottomStrip, globalPanel, globalSlots, syscallPanel,
        idlePanel, netPanel, syncPanel;
    std::vector<Box> boxes;
    std::vector<Link> links;
    std::vector<Bar> bars;
    std::vector<Text> texts;
    std::vector<Chip> chips;
    std::vector<Pile> piles;
    std::vector<Token> tokens;
    std::vector<Belt> belts;
    std::vector<MachineBox> machines;
    std::vector<ProcessorCard> cards;
    std::vector<LegendItem> legend;

    std::unordered_map<std::uint32_t, std::size_t> tokenOf;    // index in tokens
    std::unordered_map<std::uint16_t, std::size_t> machineOf;  // index in machines

    const Token* token(std::uint32_t g) const;
    const MachineBox* machine(std::uint16_t m) const;
    const ProcessorCard* card(std::uint16_t p) const;
    const Belt* belt(const model::Place& place) const;
    const Pile* pile(const model::Place& place) const;
    // Where a goroutine that is not drawn itself comes from or goes to: its pile, else the middle of its place.
    QRectF anchor(const model::Place& place) const;
};

struct StageRequest {
    QSizeF size;
    StageMetrics metrics;
    bool legend = true;
    double actionsWidth = 0;  // of the buttons in the head; 0: there are none
};

StageLayout layoutStage(const StageSnapshot& snapshot, const StageRequest& request);

// What is at that point, the topmost first.
SelectedObject objectAt(const StageLayout& layout, QPointF point);
// All that can be selected, in reading order; what arrow keys walk over.
struct Target {
    SelectedObject object;
    QRectF rect;
};
std::vector<Target> targets(const StageLayout& layout);

// One line for every thing, rounded to whole px; for golden texts.
QString layoutText(const StageLayout& layout);

}  // namespace interleave::ui::geometry
