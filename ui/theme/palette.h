// The two sets of colours. Values for the light set are those of the look; the dark set keeps hue and contrast.
#pragma once

#include <QColor>
#include <array>
#include <cstdint>

namespace interleave::ui::theme {

// State of a unit (a goroutine, later a thread or a task): told by colour, shape and word.
enum class UnitState : std::uint8_t { running, runnable, waiting, syscall, network, collector };
inline constexpr std::size_t kUnitStates = 6;

enum class Glyph : std::uint8_t { play, dot, pause, diamond, wave, loop };

struct StateColors {
    QColor fill, text, edge;
    Glyph glyph = Glyph::dot;
};

// Soft backgrounds for chips and tinted panels; text on fill has a contrast of at least 4.5.
enum class Tone : std::uint8_t { neutral, running, runnable, waiting, syscall, network, collector, danger };
inline constexpr std::size_t kTones = 8;
struct ToneColors {
    QColor fill, edge, text, mark;  // mark: the chip's dot, a bar's fill
};

enum class Scheme : std::uint8_t { light, dark };

struct Palette {
    Scheme scheme = Scheme::light;
    QColor ground, surface, sunken;               // behind cards, cards, wells in cards
    QColor line, lineStrong;                      // hairlines and outlines
    QColor text, textSecond, textThird;           // falling weight; all readable on the three grounds
    QColor navy, navyEdge, navyText, navySecond;  // machines, headers, captions; text on navy
    QColor accent, accentText, accentSoft;        // the one accent
    QColor runnext, runnextSoft, runnextText;
    QColor playhead, playheadText;
    QColor track;                         // the empty part of a bar
    QColor shadow;                        // with alpha
    QColor idleFill, idleEdge, idleText;  // threads at rest
    std::array<StateColors, kUnitStates> states;
    std::array<ToneColors, kTones> tones;

    const StateColors& state(UnitState s) const { return states[static_cast<std::size_t>(s)]; }
    const ToneColors& tone(Tone t) const { return tones[static_cast<std::size_t>(t)]; }
};

// The set for a scheme; lives as long as the program.
const Palette& palette(Scheme scheme);

}  // namespace interleave::ui::theme
