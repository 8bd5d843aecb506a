// The working part of layoutStage(), cut over stage_layout.cpp (frame, title, global queue), card_layout.cpp (Ps and
// their Ms) and panel_layout.cpp (the four panels at the sides).
#pragma once

#include <QCoreApplication>

#include "ui/geometry/stage_layout.h"

namespace interleave::ui::geometry {

class LayoutBuilder {
    Q_DECLARE_TR_FUNCTIONS(Stage)

public:
    LayoutBuilder(const StageSnapshot& snapshot, const StageRequest& request);
    StageLayout build();

private:
    // --- stage_layout.cpp
    void placeFrame();
    void placeTitle();
    void placeLegend();
    void placeGlobalQueue();

    // --- card_layout.cpp
    struct Grid {
        CardVariant variant;
        int columns, rows;
        double width, height;
    };
    Grid chooseGrid(const QRectF& area) const;
    void placeProcessors();
    void placeFull(const ProcessorView& p, const QRectF& cell);
    void placeMedium(const ProcessorView& p, const QRectF& cell);
    void placeCompact(const ProcessorView& p, const QRectF& cell);
    void placeTiny(const ProcessorView& p, const QRectF& cell);
    ProcessorCard& beginCard(const ProcessorView& p, const QRectF& card);
    void placeState(const ProcessorView& p, const QRectF& row, bool atLeft = false);
    void placeRing(const ProcessorView& p, const QRectF& area, int rows, double slotHeight, double gap);
    void placeRunnext(const ProcessorView& p, const QRectF& frame);
    void placeSeat(const ProcessorView& p, const QRectF& seat, double tokenWidth);
    void placeSeatFacts(const ProcessorView& p, const QRectF& area);
    void placeMachine(const ProcessorView& p, const QRectF& seat, BoxStyle style);
    void placeLink(const ProcessorView& p, const QRectF& card, const QRectF& machine);
    QString machineDetail(const MachineView& m, double room) const;

    // --- panel_layout.cpp
    void placeSyscalls();
    void placeSyscallEntry(const MachineView& m, const QRectF& entry, Duration longest, bool roomy);
    void placeIdle();
    void placeSysmon(const QRectF& row);
    void placeNetpoller();
    void placeWaitCounts(const QRectF& line);
    double placeTimers(const QRectF& area);  // returns where they end
    void placeTimer(const TimerView& timer, const QRectF& row);
    void placeSleeper(std::uint32_t g, const QRectF& entry);
    void placeSync();
    void placeWaitRow(const WaitRow& row, const QRectF& area);
    void placeWaitLine(const WaitRow& row, const QRectF& area);
    void placeWaitRest(std::uint32_t objects, std::uint32_t waiting, const QRectF& area);
    static QString waitKind(const WaitRow& row);
    static QString waitLabel(const WaitRow& row);
    // Heading and line below it; returns what is left of the panel.
    QRectF placePanel(const QRectF& panel, BoxStyle style, const QString& title, const QString& line,
                      SelectedObject object, bool lineLive = true);
    void placeEmptyNote(const QRectF& area, const QString& note);

    // --- helpers
    double px(double n) const { return request.metrics.px(n); }
    double width(theme::Role role, const QString& text) const { return request.metrics.width(role, text); }
    void text(const QRectF& rect, const QString& words, theme::Role role, Ink ink, bool live = false,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);
    void box(const QRectF& rect, BoxStyle style, SelectedObject object = {});
    // An area that can be pointed at, with nothing drawn.
    void region(const QRectF& rect, ObjectType type, std::uint32_t id) {
        box(rect, BoxStyle::region, SelectedObject::place(type, id));
    }
    void token(std::uint32_t g, const QRectF& rect, int belt = -1, int slot = 0);
    void pile(std::uint32_t count, const QRectF& rect, theme::UnitState state, model::Place place, bool all = false);
    void machine(std::uint16_t m, const QRectF& rect, BoxStyle style, const QString& detail = {});
    // A row of tokens from the left, with a pile for the rest; empty slots fill up to `slots` where drawn.
    void tokenRow(const std::vector<std::uint32_t>& ids, std::uint32_t size, const QRectF& area, int columns, int rows,
                  double slotHeight, double gap, model::Place place, bool emptySlots);
    double slotMinimum() const;
    theme::UnitState stateOf(std::uint32_t g) const;

    const StageSnapshot& snapshot;
    const StageRequest& request;
    StageLayout out;
};

QString goroutineLabel(std::uint32_t g);

}  // namespace interleave::ui::geometry
