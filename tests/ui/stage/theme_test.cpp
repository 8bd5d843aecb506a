// The palette keeps what it promises: contrast, and six fills that stay apart for every eye.
#include <gtest/gtest.h>

#include <QApplication>
#include <QFontInfo>
#include <QPalette>
#include <QSignalSpy>
#include <array>
#include <cmath>

#include "ui/theme/theme_notifier.h"

using namespace interleave::ui::theme;

namespace {

using Triple = std::array<double, 3>;

Triple linear(const QColor& color) {
    const auto channel = [](float v) { return v <= 0.04045f ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return {channel(color.redF()), channel(color.greenF()), channel(color.blueF())};
}

double luminance(const QColor& color) {
    const Triple c = linear(color);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Triple lab(const Triple& rgb) {
    const auto bound = [](double v) { return std::clamp(v, 0.0, 1.0); };
    const double r = bound(rgb[0]), g = bound(rgb[1]), b = bound(rgb[2]);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// How an eye without one kind of cone sees linear light (Machado, Oliveira and Fernandes 2009, severity 1).
constexpr std::array<std::array<Triple, 3>, 4> kEyes = {
    {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}}};

Triple seen(const std::array<Triple, 3>& eye, const Triple& c) {
    Triple out{};
    for (std::size_t i = 0; i < 3; ++i)
        out[i] = eye[i][0] * c[0] + eye[i][1] * c[1] + eye[i][2] * c[2];
    return lab(out);
}

double distance(const Triple& a, const Triple& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

class BothSchemes : public testing::TestWithParam<Scheme> {
protected:
    const Palette& colors() const { return palette(GetParam()); }
};

TEST_P(BothSchemes, TextIsReadableOnEveryGround) {
    const Palette& c = colors();
    for (const QColor& ground : {c.ground, c.surface, c.sunken}) {
        EXPECT_GE(contrast(c.text, ground), 4.5);
        EXPECT_GE(contrast(c.textSecond, ground), 4.5);
        EXPECT_GE(contrast(c.textThird, ground), 4.5);
    }
    EXPECT_GE(contrast(c.navyText, c.navy), 4.5);
    EXPECT_GE(contrast(c.navySecond, c.navy), 4.5);
    EXPECT_GE(contrast(c.accentText, c.accent), 4.5);
    EXPECT_GE(contrast(c.idleText, c.idleFill), 4.5);
    EXPECT_GE(contrast(c.runnextText, c.runnextSoft), 4.5);
    EXPECT_GE(contrast(c.playheadText, c.playhead), 4.5);
}

TEST_P(BothSchemes, StatesAndTonesAreReadable) {
    for (const StateColors& state : colors().states) {
        EXPECT_GE(contrast(state.text, state.fill), 4.5) << state.fill.name().toStdString();
        EXPECT_GE(std::max(contrast(state.edge, colors().surface), contrast(state.fill, colors().surface)), 3.0)
            << state.fill.name().toStdString();
    }
    for (const ToneColors& tone : colors().tones) {
        EXPECT_GE(contrast(tone.text, tone.fill), 4.5) << tone.fill.name().toStdString();
        EXPECT_GE(contrast(colors().textThird, tone.fill), 4.5) << tone.fill.name().toStdString();
        EXPECT_GE(contrast(tone.mark, tone.fill), 3.0) << tone.fill.name().toStdString();
    }
}

TEST_P(BothSchemes, TheSixFillsStayApartForEveryEye) {
    for (std::size_t eye = 0; eye < kEyes.size(); ++eye)
        for (std::size_t a = 0; a < kUnitStates; ++a)
            for (std::size_t b = a + 1; b < kUnitStates; ++b)
                EXPECT_GE(distance(seen(kEyes[eye], linear(colors().states[a].fill)),
                                   seen(kEyes[eye], linear(colors().states[b].fill))),
                          18)
                    << "eye " << eye << " states " << a << ' ' << b;
}

INSTANTIATE_TEST_SUITE_P(Schemes, BothSchemes, testing::Values(Scheme::light, Scheme::dark));

TEST(Theme, UsesTheBundledFonts) {
    const Theme theme;
    EXPECT_EQ(QFontInfo(theme.font(Role::body)).family(), QStringLiteral("Inter"));
    EXPECT_EQ(QFontInfo(theme.font(Role::mono)).family(), QStringLiteral("JetBrains Mono"));
}

TEST(Theme, HasNoTypeBelowThirteenPixels) {
    const Theme theme;
    for (int role = 0; role <= static_cast<int>(Role::monoValue); ++role)
        EXPECT_GE(theme.font(static_cast<Role>(role)).pixelSize(), 13);
}

TEST(Theme, PresentationMultipliesTypeByOnePointFour) {
    EXPECT_EQ(Theme(Scheme::light, 1.0, true).font(Role::panelTitle).pixelSize(), 31);
    EXPECT_EQ(Theme(Scheme::light, 1.0, false).font(Role::panelTitle).pixelSize(), 22);
}

TEST(ThemeNotifier, TellsOfZoomOnceAndComesBack) {
    ThemeNotifier notifier;
    QSignalSpy spy(&notifier, &ThemeNotifier::changed);
    notifier.zoomIn();
    EXPECT_EQ(spy.count(), 1);
    EXPECT_GT(notifier.theme().scale(), 1.0);
    notifier.resetZoom();
    notifier.resetZoom();
    EXPECT_EQ(spy.count(), 2);
    EXPECT_EQ(notifier.theme().scale(), 1.0);
}

TEST(ThemeNotifier, FollowsThePaletteWhileTheChoiceIsAutomatic) {
    const QPalette before = QApplication::palette();
    ThemeNotifier notifier;
    QPalette night(Qt::black);
    night.setColor(QPalette::Window, Qt::black);
    night.setColor(QPalette::WindowText, Qt::white);
    QApplication::setPalette(night);
    QCoreApplication::processEvents();
    EXPECT_EQ(notifier.theme().scheme(), Scheme::dark);
    notifier.setChoice(SchemeChoice::light);
    EXPECT_EQ(notifier.theme().scheme(), Scheme::light);
    QApplication::setPalette(before);
    QCoreApplication::processEvents();
    EXPECT_EQ(notifier.theme().scheme(), Scheme::light);
}

}  // namespace
