// What the window remembers from one time to the next.
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include "ui/shell/side_card.h"
#include "ui/theme/theme_notifier.h"

namespace interleave::ui::shell {

// Typed access to the settings file. Reads and writes at once.
class Preferences {
public:
    Preferences();
    // In a file of its own, for tests.
    explicit Preferences(const QString& file);

    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    QByteArray panels() const;
    void setPanels(const QByteArray& state);
    QByteArray left() const;  // empty: as high as they need
    void setLeft(const QByteArray& state);
    QByteArray page() const;
    void setPage(const QByteArray& state);
    SideCard::Page sidePage() const;
    void setSidePage(SideCard::Page page);
    QString language() const;  // empty: never chosen
    void setLanguage(const QString& language);
    theme::SchemeChoice scheme() const;
    void setScheme(theme::SchemeChoice choice);
    double scale() const;
    void setScale(double scale);
    bool reducedMotion() const;
    void setReducedMotion(bool on);
    bool hold() const;  // at the steps of the narration
    void setHold(bool on);
    QString lastScenario() const;
    void setLastScenario(const QString& id);
    QStringList recentFiles() const;
    // To the front; at most ten are kept.
    void addRecentFile(const QString& path);

private:
    mutable QSettings m_settings;
};

}  // namespace interleave::ui::shell
