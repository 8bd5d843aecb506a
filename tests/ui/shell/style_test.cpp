// The look of ordinary widgets, and the desktop's wish for light or dark.
#include <gtest/gtest.h>

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QSlider>
#include <QStandardPaths>
#include <QStyle>
#include <QTest>

#include "ui/theme/style_sheet.h"
#include "ui/theme/theme_notifier.h"

namespace interleave::ui::theme {
namespace {

using namespace Qt::StringLiterals;

TEST(StyleSheet, HasEveryNameAndLengthFilledIn) {
    for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
        const QString sheet = styleSheet(Theme(scheme));
        for (const QChar mark : {u'$', u'@', u'%'})
            EXPECT_FALSE(sheet.contains(mark)) << sheet.mid(sheet.indexOf(mark), 60).toStdString();
    }
}

// A disc, whatever the scale: coloured in the middle of each side, the ground's colour in the corners.
TEST(StyleSheet, KeepsTheHandlesOfSlidersRoundAtEveryScale) {
    ThemeNotifier themes;
    themes.setChoice(SchemeChoice::light);
    themes.install(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    for (const double scale : {0.7, 1.0, 1.1, 1.21, 1.4, 2.0, 2.5}) {
        themes.setScale(scale);
        QSlider slider(Qt::Horizontal);
        slider.setRange(0, 100);
        slider.setValue(50);
        slider.resize(300, slider.sizeHint().height());
        slider.ensurePolished();
        const QImage picture = slider.grab().toImage();
        const QColor accent = themes.theme().colors().accent;
        const int side = sliderHandle(themes.theme());
        const int top = (picture.height() - side) / 2;
        ASSERT_GE(top, 0) << scale;
        const auto coloured = [&](int x, int y) {
            const QColor at = picture.pixelColor(x, y);
            return std::abs(at.red() - accent.red()) + std::abs(at.green() - accent.green()) < 90;
        };
        int left = picture.width();
        int right = -1;
        // The widest row is the middle one; the first row of a disc is much shorter.
        const auto widthOf = [&](int y) {
            left = picture.width();
            right = -1;
            for (int x = picture.width() / 2 - side; x <= picture.width() / 2 + side; ++x) {
                if (coloured(x, y)) {
                    left = std::min(left, x);
                    right = std::max(right, x);
                }
            }
            return right - left + 1;
        };
        const int first = widthOf(top);
        EXPECT_GT(first, 0) << "cut at the top at scale " << scale;
        EXPECT_LT(first, side * 0.75) << "square at scale " << scale;
        EXPECT_GT(widthOf(top + side - 1), 0) << "cut at the bottom at scale " << scale;
    }
    themes.setScale(1);
}

// A portal on a bus of its own.
class FakePortal : public QDBusVirtualObject {
public:
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override {
        if (message.member() != u"Read"_s)
            return false;
        const QVariant inner = QVariant::fromValue(QDBusVariant(m_value));
        return connection.send(message.createReply(QVariant::fromValue(QDBusVariant(inner))));
    }
    void change(QDBusConnection bus, uint value) {
        m_value = value;
        QDBusMessage signal = QDBusMessage::createSignal(u"/org/freedesktop/portal/desktop"_s,
                                                         u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s);
        signal << u"org.freedesktop.appearance"_s << u"color-scheme"_s << QVariant::fromValue(QDBusVariant(value));
        bus.send(signal);
    }

private:
    uint m_value = 1;
};

TEST(DesktopScheme, IsHeardFromThePortalAndFollowedLive) {
    if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
        GTEST_SKIP() << "dbus-daemon is not installed";
    QProcess daemon;
    daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    ASSERT_TRUE(daemon.waitForReadyRead(20'000));
    const QString address = QString::fromLocal8Bit(daemon.readLine()).trimmed();
    QDBusConnection theirs = QDBusConnection::connectToBus(address, u"portal"_s);
    ASSERT_TRUE(theirs.isConnected());
    FakePortal portal;
    ASSERT_TRUE(theirs.registerVirtualObject(u"/org/freedesktop/portal/desktop"_s, &portal));
    ASSERT_TRUE(theirs.registerService(u"org.freedesktop.portal.Desktop"_s));

    ThemeNotifier themes;
    themes.followDesktop(QDBusConnection::connectToBus(address, u"program"_s));
    EXPECT_TRUE(QTest::qWaitFor([&] { return themes.theme().dark(); }, 20'000));
    portal.change(theirs, 2);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !themes.theme().dark(); }, 20'000));
    themes.setChoice(SchemeChoice::light);
    portal.change(theirs, 1);
    themes.setChoice(SchemeChoice::automatic);
    EXPECT_TRUE(QTest::qWaitFor([&] { return themes.theme().dark(); }, 20'000));

    QDBusConnection::disconnectFromBus(u"program"_s);
    QDBusConnection::disconnectFromBus(u"portal"_s);
    daemon.kill();
    daemon.waitForFinished();
}

}  // namespace
}  // namespace interleave::ui::theme
