#include "ui/theme/theme.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

namespace interleave::ui::theme {
namespace {

struct Type {
    double size;
    QFont::Weight weight;
    bool mono;
};

Type typeOf(Role role) {
    switch (role) {
        case Role::stepTitle:
            return {26, QFont::Bold, false};
        case Role::value:
            return {24, QFont::DemiBold, false};
        case Role::panelTitle:
            return {22, QFont::DemiBold, false};
        case Role::cardTitle:
            return {18, QFont::DemiBold, false};
        case Role::body:
            return {17, QFont::Normal, false};
        case Role::section:
            return {16, QFont::DemiBold, false};
        case Role::token:
            return {15, QFont::Bold, false};
        case Role::tokenSmall:
            return {13, QFont::Bold, false};
        case Role::label:
            return {14, QFont::Medium, false};
        case Role::labelStrong:
            return {14, QFont::DemiBold, false};
        case Role::small:
            return {13, QFont::Normal, false};
        case Role::smallStrong:
            return {13, QFont::DemiBold, false};
        case Role::mono:
            return {14, QFont::Normal, true};
        case Role::monoStrong:
            return {14, QFont::DemiBold, true};
        case Role::monoSmall:
            return {13, QFont::Normal, true};
        case Role::monoBody:
            return {15, QFont::Normal, true};
        case Role::monoValue:
            return {24, QFont::DemiBold, true};
    }
    return {14, QFont::Normal, false};
}

}  // namespace

Theme::Theme(Scheme scheme, double scale, bool presentation)
    : m_scheme(scheme), m_scale(std::clamp(scale, kLeastScale, kGreatestScale)), m_presentation(presentation) {}

double Theme::factor() const {
    return m_presentation ? m_scale * kPresentationFactor : m_scale;
}

int Theme::px(double n) const {
    const int rounded = static_cast<int>(std::lround(n * factor()));
    return n > 0 ? std::max(rounded, 1) : rounded;
}

double Theme::stroke(Stroke stroke) const {
    const double width = stroke == Stroke::thin ? 1.2 : stroke == Stroke::normal ? 1.4 : 2.5;
    return std::max(1.0, width * factor());
}

double Theme::radius(Radius radius) const {
    return pxF(radius == Radius::token ? 7 : radius == Radius::card ? 12 : 14);
}

QFont Theme::font(Role role) const {
    const Type type = typeOf(role);
    QFont font;
    font.setFamilies(type.mono ? QStringList{QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans CJK SC")}
                               : QStringList{QStringLiteral("Inter"), QStringLiteral("Noto Sans CJK SC")});
    font.setPixelSize(px(type.size));
    font.setWeight(type.weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferAntialias);
    return font;
}

}  // namespace interleave::ui::theme
