#include "ui/theme/theme_notifier.h"

#include <QApplication>
#include <QEvent>
#include <QStyleFactory>

#include "ui/theme/desktop_scheme.h"
#include "ui/theme/style_sheet.h"

// The macro must stand outside of any namespace.
static void initIcons() {
    Q_INIT_RESOURCE(theme_icons);
}

namespace interleave::ui::theme {
namespace {

constexpr double kZoomStep = 1.1;

}  // namespace

ThemeNotifier::ThemeNotifier(QObject* parent) : QObject(parent) {
    readDesktop();
    m_theme = Theme(wanted());
    if (qApp)
        qApp->installEventFilter(this);
}

Scheme ThemeNotifier::wanted() const {
    if (m_choice == SchemeChoice::automatic)
        return m_portal ? m_portal->scheme().value_or(m_desktop) : m_desktop;
    return m_choice == SchemeChoice::dark ? Scheme::dark : Scheme::light;
}

void ThemeNotifier::setChoice(SchemeChoice choice) {
    m_choice = choice;
    update(wanted(), m_theme.scale(), m_theme.presentation());
}

void ThemeNotifier::setScale(double scale) {
    update(m_theme.scheme(), scale, m_theme.presentation());
}
void ThemeNotifier::zoomIn() {
    setScale(m_theme.scale() * kZoomStep);
}
void ThemeNotifier::zoomOut() {
    setScale(m_theme.scale() / kZoomStep);
}
void ThemeNotifier::resetZoom() {
    setScale(1.0);
}
void ThemeNotifier::setPresentation(bool on) {
    update(m_theme.scheme(), m_theme.scale(), on);
}

void ThemeNotifier::followDesktop() {
    followDesktop(QDBusConnection::sessionBus());
}

void ThemeNotifier::followDesktop(const QDBusConnection& bus) {
    delete m_portal;
    m_portal = new DesktopScheme(bus, this);
    connect(m_portal, &DesktopScheme::changed, this,
            [this] { update(wanted(), m_theme.scale(), m_theme.presentation()); });
}

void ThemeNotifier::install(QApplication& application) {
    initIcons();
    m_application = &application;
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
}

// The desktop's own palette shows only while the program has set none: ours is taken off for the look.
void ThemeNotifier::readDesktop() {
    const bool nested = m_applying;
    m_applying = true;
    if (m_application)
        QApplication::setPalette(QPalette());
    const QPalette desktop = QGuiApplication::palette();
    const bool dark = desktop.color(QPalette::Window).lightnessF() < desktop.color(QPalette::WindowText).lightnessF();
    m_desktop = dark ? Scheme::dark : Scheme::light;
    if (m_application)
        QApplication::setPalette(applicationPalette(m_theme));
    m_applying = nested;
}

bool ThemeNotifier::eventFilter(QObject* watched, QEvent* event) {
    const bool desktopSpoke =
        event->type() == QEvent::ThemeChange || (event->type() == QEvent::ApplicationPaletteChange && watched == qApp);
    if (desktopSpoke && !m_applying) {
        readDesktop();
        if (m_choice == SchemeChoice::automatic)
            update(wanted(), m_theme.scale(), m_theme.presentation());
    }
    return QObject::eventFilter(watched, event);
}

void ThemeNotifier::update(Scheme scheme, double scale, bool presentation) {
    const Theme next(scheme, scale, presentation);
    if (next == m_theme)
        return;
    m_theme = next;
    apply();
    Q_EMIT changed(m_theme);
}

void ThemeNotifier::apply() {
    if (!m_application)
        return;
    m_applying = true;
    QApplication::setPalette(applicationPalette(m_theme));
    QApplication::setFont(m_theme.font(Role::label));
    m_application->setStyleSheet(styleSheet(m_theme));
    m_applying = false;
}

}  // namespace interleave::ui::theme
