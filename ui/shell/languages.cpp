#include "ui/shell/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

// The macro must stand outside of any namespace.
static void initTranslations() {
    Q_INIT_RESOURCE(translations);
}

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

Languages::Languages(QObject* parent) : QObject(parent) {
    initTranslations();
}

QString Languages::ofDesktop() {
    return QLocale::system().language() == QLocale::Chinese ? u"zh_CN"_s : u"en"_s;
}

void Languages::choose(const QString& language) {
    const QString wanted = language.startsWith(u"zh"_s) ? u"zh_CN"_s : u"en"_s;
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
    m_current = wanted;
    // English has plural forms to load too; its texts are the sources themselves.
    if (m_program.load(u":/i18n/interleave_"_s + wanted))
        QCoreApplication::installTranslator(&m_program);
    if (wanted == u"zh_CN"_s && m_qt.load(u"qtbase_zh_CN"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    Q_EMIT changed(wanted);
}

}  // namespace interleave::ui::shell
