// `interleave [SCENARIO | FILE]`: the window.
#include <QApplication>
#include <QEvent>
#include <QLoggingCategory>
#include <QPainter>
#include <QTimer>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "app/argument_reader.h"
#include "app/command.h"
#include "catalogue/catalogue.h"
#include "ui/shell/icons.h"
#include "ui/shell/languages.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme_notifier.h"

namespace interleave::app {
namespace {

bool anyDisplay() {
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return value && *value;
    };
    return set("DISPLAY") || set("WAYLAND_DISPLAY") || set("QT_QPA_PLATFORM");
}

QIcon programIcon() {
    QIcon icon;
    for (const int side : {32, 48, 64, 128, 256}) {
        QPixmap picture(side, side);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        ui::shell::paintLogo(&painter, QRectF(0, side * 0.2, side, side * 0.6));
        icon.addPixmap(picture);
    }
    return icon;
}

// For measurements (QT_LOGGING_RULES="interleave.start.info=true"): a line when the first frame has been painted.
Q_LOGGING_CATEGORY(startLog, "interleave.start", QtWarningMsg)

// Calls back once when the window's first frame has been painted.
class FirstFrame : public QObject {
public:
    FirstFrame(QObject* window, std::function<void()> then) : QObject(window), m_then(std::move(then)) {
        window->installEventFilter(this);
    }
    bool eventFilter(QObject* window, QEvent* event) override {
        if (event->type() == QEvent::Paint) {
            window->removeEventFilter(this);
            // Everything of this frame is painted and handed over before the next turn.
            QTimer::singleShot(0, this, [this] {
                qCInfo(startLog) << "the first frame is painted";
                m_then();
            });
        }
        return false;
    }

private:
    std::function<void()> m_then;
};

// Opens a window, and more when one asks for another.
void openWindow(const ui::shell::MainWindow::Surroundings& surroundings, const QString& subject) {
    auto* window = new ui::shell::MainWindow(surroundings);
    window->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(window, &ui::shell::MainWindow::newWindowRequested,
                     [surroundings] { openWindow(surroundings, {}); });
    // The window is there first; then its run is started.
    new FirstFrame(window, [window, subject] {
        if (subject.isEmpty())
            window->openLast();
        else
            window->open(subject);
    });
    window->show();
}

}  // namespace

int openWindows(const Command& self, Arguments arguments) {
    ArgumentReader reader(arguments);
    const auto positional = reader.finish(0, 1, "a scenario or a file");
    if (!positional)
        return fail(self, positional.error(), kWrongUse);
    if (!anyDisplay())
        return fail(self,
                    {"the window", "there is no display (DISPLAY and WAYLAND_DISPLAY are empty)",
                     "use interleave run, render or record, which need none"},
                    kCannotWork);
    const auto catalogue = catalogue::Catalogue::builtIn();
    if (!catalogue)
        return fail(self, catalogue.error(), kCannotWork);

    int count = 1;
    char name[] = "interleave";
    char* values[] = {name, nullptr};
    QApplication::setApplicationName(QStringLiteral("Interleave"));
    QApplication::setApplicationVersion(QStringLiteral(INTERLEAVE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("interleave"));
    QApplication application(count, values);
    application.setWindowIcon(programIcon());
    if (!ui::theme::loadFonts())
        std::fprintf(stderr, "interleave: the bundled fonts cannot be loaded; the desktop's are used\n");

    ui::shell::Preferences preferences;
    ui::theme::ThemeNotifier themes;
    themes.setChoice(preferences.scheme());
    themes.setScale(preferences.scale());
    themes.install(application);
    themes.followDesktop();
    ui::shell::Languages languages;
    languages.choose(preferences.language().isEmpty() ? ui::shell::Languages::ofDesktop() : preferences.language());
    openWindow({&catalogue.value(), &themes, &languages, &preferences},
               positional.value().empty() ? QString() : QString::fromStdString(positional.value().front()));
    return QApplication::exec();
}

}  // namespace interleave::app
