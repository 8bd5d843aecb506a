// Keeps the program's theme and tells when it changes. Made once by the composition root and handed to views.
//
// Thread: the window's. Follows the desktop's colour scheme live while the choice is `automatic`.
#pragma once

#include <QObject>

#include "ui/theme/theme.h"

class QApplication;
class QDBusConnection;

namespace interleave::ui::theme {

class DesktopScheme;

enum class SchemeChoice : std::uint8_t { automatic, light, dark };

class ThemeNotifier : public QObject {
    Q_OBJECT
public:
    explicit ThemeNotifier(QObject* parent = nullptr);

    const Theme& theme() const { return m_theme; }
    SchemeChoice choice() const { return m_choice; }

    void setChoice(SchemeChoice choice);
    void setScale(double scale);    // clamped to kLeastScale .. kGreatestScale
    void zoomIn();                  // Ctrl +
    void zoomOut();                 // Ctrl −
    void resetZoom();               // Ctrl 0
    void setPresentation(bool on);  // F5

    // From now on the desktop's settings portal is heard, too, on the session's bus or on this one; what it says goes
    // over the palette.
    void followDesktop();
    void followDesktop(const QDBusConnection& bus);
    // Sets Fusion, the palette and the style sheet on the application, now and at every change.
    void install(QApplication& application);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void changed(const interleave::ui::theme::Theme& theme);

private:
    void update(Scheme scheme, double scale, bool presentation);
    void apply();
    void readDesktop();
    Scheme wanted() const;

    Theme m_theme;
    SchemeChoice m_choice = SchemeChoice::automatic;
    Scheme m_desktop = Scheme::light;
    QApplication* m_application = nullptr;
    DesktopScheme* m_portal = nullptr;
    bool m_applying = false;
};

}  // namespace interleave::ui::theme
