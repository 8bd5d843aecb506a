// The languages of the window.
#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

namespace interleave::ui::shell {

// Installs the translation of a language in the running program; widgets hear of it by QEvent::LanguageChange.
// One for the program, made by whoever composes it, after the application object.
class Languages : public QObject {
    Q_OBJECT

public:
    explicit Languages(QObject* parent = nullptr);

    // "en" or "zh_CN"; anything else is taken for "en".
    void choose(const QString& language);
    const QString& current() const { return m_current; }
    // What the desktop asks for: "zh_CN" where its first language is Chinese, else "en".
    static QString ofDesktop();

Q_SIGNALS:
    void changed(const QString& language);

private:
    QTranslator m_program;
    QTranslator m_qt;
    QString m_current = QStringLiteral("en");
};

}  // namespace interleave::ui::shell
