// Colours, type, sizes for one scheme at one scale. A value: views keep a copy and get a new one when it changes.
#pragma once

#include <QFont>
#include <QString>
#include <cstdint>

#include "ui/theme/palette.h"

namespace interleave::ui::theme {

// The type scale, by what the text is for. Sizes at scale 1 in brackets; none is below 13.
enum class Role : std::uint8_t {
    stepTitle,    // 26 the narration's step
    value,        // 24 a P's name, a big figure in words
    panelTitle,   // 22 a card's title
    cardTitle,    // 18 a smaller card's title
    body,         // 17 running text
    section,      // 16 headings within a card
    token,        // 15 a goroutine's name
    tokenSmall,   // 13 a goroutine's name where ids are long
    label,        // 14 labels, buttons
    labelStrong,  // 14
    small,        // 13 the least
    smallStrong,  // 13
    mono,         // 14 numbers that change, code
    monoStrong,   // 14
    monoSmall,    // 13
    monoBody,     // 15 listings
    monoValue,    // 24 a big figure that changes
};

enum class Stroke : std::uint8_t { thin, normal, strong };  // 1.2, 1.4, 2.5
enum class Radius : std::uint8_t { token, card, panel };    // 7, 12, 14

inline constexpr double kPresentationFactor = 1.4;
inline constexpr double kLeastScale = 0.7;
inline constexpr double kGreatestScale = 2.5;

class Theme {
public:
    explicit Theme(Scheme scheme = Scheme::light, double scale = 1.0, bool presentation = false);

    Scheme scheme() const { return m_scheme; }
    bool dark() const { return m_scheme == Scheme::dark; }
    bool presentation() const { return m_presentation; }
    double scale() const { return m_scale; }  // what the user chose
    double factor() const;                    // with presentation: what everything is multiplied by

    const Palette& colors() const { return palette(m_scheme); }
    const StateColors& state(UnitState s) const { return colors().state(s); }
    const ToneColors& tone(Tone t) const { return colors().tone(t); }

    // A size in px at 1080p and scale 1, in device-independent pixels; px() rounds and is at least 1 for n > 0.
    int px(double n) const;
    double pxF(double n) const { return n * factor(); }
    double stroke(Stroke stroke) const;
    double radius(Radius radius) const;
    // The 4 px grid's usual distances.
    int gap() const { return px(16); }      // between panels
    int padding() const { return px(20); }  // within a panel

    QFont font(Role role) const;

    friend bool operator==(const Theme&, const Theme&) = default;

private:
    Scheme m_scheme;
    double m_scale;
    bool m_presentation;
};

}  // namespace interleave::ui::theme
