#include "ui/shell/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include "ui/shell/core_text.h"
#include "ui/shell/icons.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

Banner::Banner(theme::ThemeNotifier* themes, QWidget* parent)
    : QFrame(parent),
      m_themes(themes),
      m_title(new QLabel),
      m_text(new QLabel),
      m_progress(new QProgressBar),
      m_action(new QPushButton),
      m_close(new QToolButton) {
    setObjectName(u"banner"_s);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_close->setProperty("kind", u"quiet"_s);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_title);
    row->addWidget(m_text, 1);
    row->addWidget(m_progress, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &Banner::dismiss);
    connect(m_action, &QPushButton::clicked, this, [this] {
        // The action may show another message, so it is taken out first.
        const auto action = std::exchange(m_onAction, nullptr);
        dismiss();
        if (action)
            action();
    });
    connect(themes, &theme::ThemeNotifier::changed, this, &Banner::applyTheme);
    hide();
}

void Banner::showError(const base::Error& error) {
    showMessage(Kind::error, errorObject(error), errorDetail(error));
}

void Banner::showMessage(Kind kind, const QString& title, const QString& text) {
    m_kind = kind;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(kind != Kind::progress);
    m_progress->setVisible(kind == Kind::progress);
    m_progress->setValue(0);
    m_action->hide();
    m_onAction = nullptr;
    m_close->setVisible(kind != Kind::progress);
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss"));
    applyTheme();
    show();
}

void Banner::offer(const QString& label, std::function<void()> action) {
    m_action->setText(label);
    m_action->show();
    m_onAction = std::move(action);
}

void Banner::setProgress(double share) {
    m_progress->setValue(static_cast<int>(share * 1000));
}

void Banner::dismiss() {
    m_onAction = nullptr;
    hide();
}

QString Banner::title() const {
    return m_title->text();
}

QString Banner::text() const {
    return m_text->text();
}

void Banner::applyTheme() {
    const theme::Theme& theme = m_themes->theme();
    const theme::ToneColors& tone = theme.tone(m_kind == Kind::error    ? theme::Tone::danger
                                               : m_kind == Kind::notice ? theme::Tone::runnable
                                                                        : theme::Tone::running);
    setStyleSheet(
        u"QFrame#banner { background: %1; border: 1px solid %2; border-left: %3px solid %4; border-radius: %5px; }"
        "QFrame#banner QLabel { color: %6; font-size: %7px; }"_s.arg(tone.fill.name(), tone.edge.name())
            .arg(theme.px(5))
            .arg(tone.mark.name())
            .arg(theme.px(8))
            .arg(tone.text.name())
            .arg(theme.px(14)));
    QFont strong = theme.font(theme::Role::labelStrong);
    m_title->setFont(strong);
    m_title->setStyleSheet(u"font-weight: 600;"_s);
    m_close->setIcon(makeIcon(Icon::close, tone.text, tone.text));
    layout()->setContentsMargins(theme.px(14), theme.px(6), theme.px(8), theme.px(6));
    layout()->setSpacing(theme.px(12));
}

}  // namespace interleave::ui::shell
