#include "ui/theme/desktop_scheme.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace interleave::ui::theme {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kGroup = u"org.freedesktop.appearance"_s;
const QString kKey = u"color-scheme"_s;

// Read() wraps the value in a second variant.
QVariant bare(QVariant value) {
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

}  // namespace

DesktopScheme::DesktopScheme(const QDBusConnection& bus, QObject* parent) : QObject(parent) {
    QDBusConnection connection = bus;
    if (!connection.isConnected())
        return;
    connection.connect(kService, kPath, kInterface, u"SettingChanged"_s, this, SLOT(settingChanged(QDBusMessage)));
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    question << kGroup << kKey;
    auto* answer = new QDBusPendingCallWatcher(connection.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* watcher) {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            take(bare(reply.value().variant()).toUInt());
        watcher->deleteLater();
    });
}

void DesktopScheme::settingChanged(const QDBusMessage& message) {
    const QVariantList told = message.arguments();
    if (told.size() == 3 && told[0] == kGroup && told[1] == kKey)
        take(bare(told[2]).toUInt());
}

// 1: dark, 2: light, anything else: no preference.
void DesktopScheme::take(uint value) {
    const auto next = value == 1   ? std::optional(Scheme::dark)
                      : value == 2 ? std::optional(Scheme::light)
                                   : std::nullopt;
    if (next == m_scheme)
        return;
    m_scheme = next;
    Q_EMIT changed();
}

}  // namespace interleave::ui::theme
