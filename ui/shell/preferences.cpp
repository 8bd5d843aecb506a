#include "ui/shell/preferences.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRecent = 10;

}  // namespace

Preferences::Preferences() : m_settings(u"Interleave"_s, u"interleave"_s) {}

Preferences::Preferences(const QString& file) : m_settings(file, QSettings::IniFormat) {}

QByteArray Preferences::geometry() const {
    return m_settings.value(u"window/geometry"_s).toByteArray();
}
void Preferences::setGeometry(const QByteArray& geometry) {
    m_settings.setValue(u"window/geometry"_s, geometry);
}

QByteArray Preferences::panels() const {
    return m_settings.value(u"window/panels"_s).toByteArray();
}
void Preferences::setPanels(const QByteArray& state) {
    m_settings.setValue(u"window/panels"_s, state);
}

QByteArray Preferences::left() const {
    return m_settings.value(u"window/left"_s).toByteArray();
}
void Preferences::setLeft(const QByteArray& state) {
    m_settings.setValue(u"window/left"_s, state);
}

QByteArray Preferences::page() const {
    return m_settings.value(u"window/page"_s).toByteArray();
}
void Preferences::setPage(const QByteArray& state) {
    m_settings.setValue(u"window/page"_s, state);
}

SideCard::Page Preferences::sidePage() const {
    const int page = m_settings.value(u"window/sidePage"_s, 0).toInt();
    return static_cast<SideCard::Page>(qBound<int>(SideCard::chartsPage, page, SideCard::inspectorPage));
}
void Preferences::setSidePage(SideCard::Page page) {
    m_settings.setValue(u"window/sidePage"_s, static_cast<int>(page));
}

QString Preferences::language() const {
    return m_settings.value(u"view/language"_s).toString();
}
void Preferences::setLanguage(const QString& language) {
    m_settings.setValue(u"view/language"_s, language);
}

theme::SchemeChoice Preferences::scheme() const {
    const QString word = m_settings.value(u"view/theme"_s).toString();
    return word == u"light"_s  ? theme::SchemeChoice::light
           : word == u"dark"_s ? theme::SchemeChoice::dark
                               : theme::SchemeChoice::automatic;
}

void Preferences::setScheme(theme::SchemeChoice choice) {
    m_settings.setValue(u"view/theme"_s, choice == theme::SchemeChoice::light  ? u"light"_s
                                         : choice == theme::SchemeChoice::dark ? u"dark"_s
                                                                               : u"automatic"_s);
}

double Preferences::scale() const {
    return m_settings.value(u"view/scale"_s, 1.0).toDouble();
}
void Preferences::setScale(double scale) {
    m_settings.setValue(u"view/scale"_s, scale);
}

bool Preferences::reducedMotion() const {
    return m_settings.value(u"view/reducedMotion"_s, false).toBool();
}
void Preferences::setReducedMotion(bool on) {
    m_settings.setValue(u"view/reducedMotion"_s, on);
}

bool Preferences::hold() const {
    return m_settings.value(u"run/hold"_s, true).toBool();
}
void Preferences::setHold(bool on) {
    m_settings.setValue(u"run/hold"_s, on);
}

QString Preferences::lastScenario() const {
    return m_settings.value(u"run/scenario"_s).toString();
}
void Preferences::setLastScenario(const QString& id) {
    m_settings.setValue(u"run/scenario"_s, id);
}

QStringList Preferences::recentFiles() const {
    return m_settings.value(u"files/recent"_s).toStringList();
}

void Preferences::addRecentFile(const QString& path) {
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    m_settings.setValue(u"files/recent"_s, files.mid(0, kMostRecent));
}

}  // namespace interleave::ui::shell
