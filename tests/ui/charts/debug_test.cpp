#include <gtest/gtest.h>

#include <QTest>

#include "ui/debug/debug_overlay.h"
#include "ui/debug/frame_clock.h"

namespace interleave::ui::debug {
namespace {

TEST(FrameClock, TellsMedianAndWorstOfWhatItKept) {
    FrameClock clock;
    EXPECT_EQ(clock.median(), base::Duration{0});
    for (const int ms : {3, 1, 9, 2, 4})
        clock.add(base::Duration{ms * 1'000'000});
    EXPECT_EQ(clock.median(), base::Duration{3'000'000});
    EXPECT_EQ(clock.worst(), base::Duration{9'000'000});
    for (std::size_t i = 0; i < FrameClock::kKept; ++i)
        clock.add(base::Duration{1'000});
    EXPECT_EQ(clock.worst(), base::Duration{1'000});
    EXPECT_EQ(clock.frames(), FrameClock::kKept);
}

TEST(FrameClock, TimesTheFramesOfAWindowItWatches) {
    QWidget window;
    window.resize(200, 100);
    FrameClock clock;
    clock.watch(&window);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    clock.clear();
    for (int i = 0; i < 3; ++i) {
        window.update();
        const std::size_t before = clock.frames();
        ASSERT_TRUE(QTest::qWaitFor([&] { return clock.frames() > before; }, 5000));
    }
    EXPECT_GT(clock.worst(), base::Duration{0});
}

TEST(DebugOverlay, SaysHowManyEventsWereDropped) {
    QWidget window;
    FrameClock clock;
    DebugOverlay overlay(theme::Theme{}, &clock, &window);
    clock.add(base::Duration{3'100'000});
    session::Session::Gauge gauge;
    gauge.dropped = 1234;
    gauge.ringFill = 0.5;
    overlay.setGauge(gauge);
    const QString text = overlay.lines().join(QLatin1Char('\n'));
    EXPECT_TRUE(text.contains(QStringLiteral("3.1 ms")));
    EXPECT_TRUE(text.contains(QStringLiteral("1,234")));
    EXPECT_TRUE(text.contains(QStringLiteral("50 %")));
    overlay.setGauge(std::nullopt);
    EXPECT_TRUE(overlay.lines().join(QLatin1Char('\n')).contains(QStringLiteral("no engine")));
}

}  // namespace
}  // namespace interleave::ui::debug
