#include "ui/guide/language_toggle.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/chrome.h"

namespace interleave::ui::guide {

using namespace Qt::StringLiterals;

LanguageToggle::LanguageToggle(theme::ThemeNotifier* themes, QWidget* parent)
    : QWidget(parent), m_theme(themes->theme()) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Language"));
    connect(themes, &theme::ThemeNotifier::changed, this, [this](const theme::Theme& theme) {
        m_theme = theme;
        updateGeometry();
        update();
    });
}

void LanguageToggle::setLanguage(const QString& language) {
    m_chinese = language.startsWith(u"zh"_s);
    update();
}

QSize LanguageToggle::sizeHint() const {
    return {m_theme.px(104), m_theme.px(28)};
}

void LanguageToggle::requestOther() {
    Q_EMIT languageRequested(m_chinese ? u"en"_s : u"zh_CN"_s);
}

void LanguageToggle::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const theme::Palette& colors = m_theme.colors();
    const QRectF all(rect());
    const double radius = all.height() / 2;
    theme::drawBox(painter, all, colors.sunken, hasFocus() ? colors.accent : colors.line, radius,
                   m_theme.stroke(theme::Stroke::thin));
    const QRectF left(0, 0, all.width() / 2, all.height());
    const QRectF right = left.translated(all.width() / 2, 0);
    const double inset = m_theme.pxF(2);
    theme::drawBox(painter, (m_chinese ? right : left).adjusted(inset, inset, -inset, -inset), colors.accent,
                   colors.accent, radius - inset, 0);
    const QFont font = m_theme.font(theme::Role::smallStrong);
    theme::drawText(painter, left, u"EN"_s, font, m_chinese ? colors.textSecond : colors.accentText, Qt::AlignCenter);
    theme::drawText(painter, right, u"中文"_s, font, m_chinese ? colors.accentText : colors.textSecond,
                    Qt::AlignCenter);
}

void LanguageToggle::mousePressEvent(QMouseEvent* event) {
    const bool onRight = event->position().x() > width() / 2.0;
    if (event->button() == Qt::LeftButton && onRight != m_chinese)
        requestOther();
}

void LanguageToggle::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        requestOther();
    else
        QWidget::keyPressEvent(event);
}

void LanguageToggle::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Language"));
    QWidget::changeEvent(event);
}

}  // namespace interleave::ui::guide
