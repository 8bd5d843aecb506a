// A window over real engines, for tests with real mouse and key events.
#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "ui/guide/guide_card.h"
#include "ui/guide/language_toggle.h"
#include "ui/guide/step_bar.h"
#include "ui/inspector/inspector_view.h"
#include "ui/library/library_panel.h"
#include "ui/library/scenario_list_model.h"
#include "ui/shell/banner.h"
#include "ui/shell/languages.h"
#include "ui/shell/main_window.h"
#include "ui/shell/pace_control.h"
#include "ui/shell/preferences.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/run_panel.h"
#include "ui/shell/side_card.h"
#include "ui/shell/title_bar.h"
#include "ui/shell/transport_bar.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/workspace.h"
#include "ui/stage/stage_widget.h"
#include "ui/timeline/timeline_widget.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

inline constexpr int kPatience = 20'000;

class Window : public testing::Test {
protected:
    Window() : m_catalogue(catalogue::Catalogue::builtIn()), m_preferences(m_place.filePath(u"settings.ini"_s)) {
        m_themes.setChoice(theme::SchemeChoice::light);
        m_themes.install(*qobject_cast<QApplication*>(QCoreApplication::instance()));
        m_languages.choose(u"en"_s);
    }

    void SetUp() override {
        m_preferences.setHold(false);
        ASSERT_TRUE(m_catalogue.ok()) << m_catalogue.error().sentence();
        m_window = std::make_unique<MainWindow>(
            MainWindow::Surroundings{&m_catalogue.value(), &m_themes, &m_languages, &m_preferences});
        m_window->resize(1600, 940);
        m_window->show();
        m_window->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(m_window.get(), kPatience));
    }
    void TearDown() override {
        m_window.reset();
        m_languages.choose(u"en"_s);
        m_themes.setScale(1);
    }

    // Opens a scenario and lets it play until something is to be seen, then pauses.
    void openPaused(const QString& id) {
        m_window->open(id);
        ASSERT_TRUE(run().isOpen()) << m_window->banner()->text().toStdString();
        ASSERT_TRUE(QTest::qWaitFor([this] { return run().recording()->size() > 200; }, kPatience));
        QTest::keyClick(m_window.get(), Qt::Key_Space);
        ASSERT_FALSE(player().playing());
        settle();
    }
    void settle() {
        // The engine has come to the horizon, and what it told until then is in the picture.
        ASSERT_TRUE(QTest::qWaitFor(
            [this] {
                const model::EventIndex before = player().position();
                run().refresh();
                const bool runs = run().live() && run().phase() == session::Phase::running;
                return (!runs || run().session()->atHorizon()) && player().position() == before;
            },
            kPatience));
        m_window->page()->stage()->settle();
    }
    shell::Run& run() { return *m_window->run(); }
    session::Player& player() { return *m_window->run()->player(); }
    TransportBar& transport() { return *m_window->page()->transport(); }
    void click(QWidget* widget, QPoint at = {}) {
        QTest::mouseClick(widget, Qt::LeftButton, {}, at.isNull() ? widget->rect().center() : at);
    }
    // A running or queued goroutine that the stage shows now.
    std::uint32_t visibleG() {
        for (std::uint32_t g = 1; g < 400; ++g) {
            if (!m_window->page()->stage()->positionOf(geometry::SelectedObject::goroutine(g)).isNull())
                return g;
        }
        return 0;
    }

    QTemporaryDir m_place;
    base::Result<catalogue::Catalogue> m_catalogue;
    theme::ThemeNotifier m_themes;
    Languages m_languages;
    Preferences m_preferences;
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace interleave::ui::shell
