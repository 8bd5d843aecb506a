// What the desktop wants: light or dark.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <optional>

#include "ui/theme/palette.h"

namespace interleave::ui::theme {

// Asks the desktop's settings portal (org.freedesktop.portal.Settings, key color-scheme) and listens to it. Never waits
// for it; where there is no bus or no portal, nothing is ever told.
//
// Thread: the window's.
class DesktopScheme : public QObject {
    Q_OBJECT
public:
    explicit DesktopScheme(const QDBusConnection& bus, QObject* parent = nullptr);

    // Nothing: the desktop has not said, or has no preference.
    std::optional<Scheme> scheme() const { return m_scheme; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QDBusMessage& message);

private:
    void take(uint value);

    std::optional<Scheme> m_scheme;
};

}  // namespace interleave::ui::theme
