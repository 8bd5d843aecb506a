#include "ui/timeline/timeline_style.h"

#include <array>

namespace interleave::ui::timeline {

namespace {

using theme::UnitState;

RasterColors::Pair pair(const QColor& fill, const QColor& edge) {
    return {fill.rgb(), edge.rgb()};
}

RasterColors::Pair pairOf(const theme::StateColors& colors) {
    return pair(colors.fill, mixed(colors.fill, colors.edge, 0.6));
}

}  // namespace

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto channel = [share](int x, int y) { return qRound(x + (y - x) * share); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

RasterColors rasterColors(const theme::Theme& theme) {
    const theme::Palette& c = theme.colors();
    const theme::StateColors& running = c.state(UnitState::running);
    const QColor alternate = theme.dark() ? mixed(running.fill, c.surface, 0.30) : mixed(running.fill, c.surface, 0.15);
    RasterColors out;
    out.ground = c.surface.rgb();
    out.states = {pair(c.sunken, c.line),
                  pairOf(running),
                  pair(c.runnext, mixed(c.runnext, c.runnextText, 0.4)),
                  pairOf(c.state(UnitState::syscall)),
                  pair(mixed(c.lineStrong, c.surface, theme.dark() ? 0.1 : 0.25), c.lineStrong),
                  pairOf(c.state(UnitState::collector)),
                  pair(c.track, c.lineStrong),
                  pair(c.idleFill, c.idleEdge)};
    out.runningAlternate = pair(alternate, mixed(alternate, running.edge, 0.6));
    out.hatch = mixed(c.line, c.lineStrong, 0.25).rgb();
    out.lit = c.runnext.rgb();
    return out;
}

QColor labelColor(const theme::Theme& theme, SliceState state) {
    const theme::Palette& c = theme.colors();
    const std::array<QColor, model::kSliceStates> colors{c.textThird,
                                                         c.state(UnitState::running).text,
                                                         theme.dark() ? QColor(Qt::black) : c.text,
                                                         c.state(UnitState::syscall).text,
                                                         c.text,
                                                         c.state(UnitState::collector).text,
                                                         c.textSecond,
                                                         c.idleText};
    return colors[static_cast<std::size_t>(state)];
}

}  // namespace interleave::ui::timeline
