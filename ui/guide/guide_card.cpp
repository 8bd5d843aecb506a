#include "ui/guide/guide_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/guide/language_toggle.h"
#include "ui/guide/rich_text.h"
#include "ui/guide/step_bar.h"

namespace interleave::ui::guide {

using namespace Qt::StringLiterals;

namespace {

// An angle that points to the left or to the right.
QIcon angleIcon(bool left, const QColor& color, const QColor& disabled) {
    QIcon icon;
    for (const auto& [mode, ink] : {std::pair{QIcon::Normal, color}, {QIcon::Disabled, disabled}}) {
        constexpr int kSide = 72;
        QPixmap picture(kSide, kSide);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(ink, 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const double open = left ? 44 : 28;
        const double tip = left ? 26 : 46;
        painter.drawPolyline(QPolygonF{{open, 16}, {tip, 36}, {open, 56}});
        icon.addPixmap(picture, mode);
    }
    return icon;
}

}  // namespace

GuideCard::GuideCard(theme::ThemeNotifier* themes, QWidget* parent)
    : QFrame(parent),
      m_themes(themes),
      m_counter(new QLabel),
      m_hold(new QPushButton),
      m_language(new LanguageToggle(themes)),
      m_title(new QLabel),
      m_body(new QLabel),
      m_aside(new QFrame),
      m_asideTitle(new QLabel),
      m_asideText(new QLabel),
      m_calls(new QLabel),
      m_scroll(new QScrollArea),
      m_steps(new StepBar(themes)),
      m_previous(new QToolButton),
      m_next(new QToolButton),
      m_column(new QVBoxLayout(this)),
      m_texts(nullptr) {
    build();
    connect(m_steps, &StepBar::stepClicked, this, [this](int step) {
        if (const auto position = m_narration->positionOf(static_cast<std::size_t>(step)))
            Q_EMIT seekRequested(*position);
    });
    connect(m_previous, &QToolButton::clicked, this, [this] { goToNeighbour(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { goToNeighbour(+1); });
    connect(m_hold, &QPushButton::clicked, this, &GuideCard::holdRequested);
    connect(m_language, &LanguageToggle::languageRequested, this, &GuideCard::languageRequested);
    connect(themes, &theme::ThemeNotifier::changed, this, &GuideCard::applyTheme);
    applyTheme(themes->theme());
    retranslate();
}

void GuideCard::build() {
    setProperty("card", true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_counter, 1);
    m_hold->setProperty("kind", u"segment"_s);
    m_hold->setCheckable(true);
    m_hold->hide();
    head->addWidget(m_hold);
    head->addWidget(m_language);

    auto* inner = new QWidget;
    m_texts = new QVBoxLayout(inner);
    m_texts->setContentsMargins(0, 0, 0, 0);
    auto* aside = new QVBoxLayout(m_aside);
    aside->addWidget(m_asideTitle);
    aside->addWidget(m_asideText);
    for (QWidget* widget : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_body),
                            static_cast<QWidget*>(m_aside), static_cast<QWidget*>(m_calls)})
        m_texts->addWidget(widget);
    m_texts->addStretch(1);
    for (QLabel* label : {m_title, m_body, m_asideTitle, m_asideText, m_calls}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_body->setTextFormat(Qt::RichText);
    m_asideText->setTextFormat(Qt::RichText);
    m_aside->setObjectName(u"aside"_s);
    m_scroll->setWidget(inner);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* steps = new QHBoxLayout;
    for (QToolButton* button : {m_previous, m_next}) {
        button->setProperty("kind", u"quiet"_s);
        button->setAutoRaise(true);
    }
    steps->addWidget(m_previous);
    steps->addWidget(m_steps, 1);
    steps->addWidget(m_next);

    m_column->addLayout(head);
    m_column->addWidget(m_scroll, 1);
    m_column->addLayout(steps);
}

void GuideCard::offerHold(bool on) {
    m_hold->setChecked(on);
    m_hold->show();
}

void GuideCard::setHeld(double share) {
    m_steps->setHeld(share);
}

int GuideCard::heightForLongest(int width) {
    const QMargins edge = m_column->contentsMargins();
    const int inner = width - edge.left() - edge.right() - 2 * frameWidth();
    int most = 0;
    for (std::size_t step = 0; m_narration && step < m_narration->stepCount(); ++step) {
        showTexts(m_narration->text(step, m_code));
        m_texts->invalidate();
        most = std::max(most, m_texts->totalHeightForWidth(inner));
    }
    showTexts(m_shown);
    const int rest = m_column->sizeHint().height() - m_scroll->sizeHint().height();
    return rest + most + 2 * frameWidth() + m_themes->theme().px(4);
}

void GuideCard::setFooter(QWidget* footer) {
    m_column->addWidget(footer);
}

void GuideCard::applyTheme(const theme::Theme& theme) {
    const theme::Palette& colors = theme.colors();
    const auto style = [](QLabel* label, const QFont& font, const QColor& color) {
        label->setStyleSheet(
            u"QLabel { font-family: '%1', 'Noto Sans CJK SC'; font-size: %2px; font-weight: %3; color: %4; }"_s
                .arg(font.families().constFirst())
                .arg(font.pixelSize())
                .arg(static_cast<int>(font.weight()))
                .arg(color.name()));
    };
    style(m_counter, theme.font(theme::Role::smallStrong), colors.runnextText);
    style(m_title, theme.font(theme::Role::stepTitle), colors.text);
    style(m_body, theme.font(theme::Role::body), colors.textSecond);
    style(m_asideTitle, theme.font(theme::Role::labelStrong), theme.tone(theme::Tone::running).text);
    style(m_asideText, theme.font(theme::Role::label), colors.textSecond);
    style(m_calls, theme.font(theme::Role::monoSmall), theme.tone(theme::Tone::running).text);
    m_aside->setStyleSheet(u"QFrame#aside { background: %1; border: none; border-left: %2px solid %3; }"_s
                               .arg(theme.tone(theme::Tone::running).fill.name())
                               .arg(theme.px(4))
                               .arg(colors.accent.name()));
    m_aside->layout()->setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10));
    m_aside->layout()->setSpacing(theme.px(2));
    m_column->setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16));
    m_column->setSpacing(theme.px(8));
    m_hold->setFixedHeight(theme.px(28));
    m_previous->setIcon(angleIcon(true, colors.text, colors.lineStrong));
    m_next->setIcon(angleIcon(false, colors.text, colors.lineStrong));
    for (QToolButton* button : {m_previous, m_next}) {
        button->setIconSize(QSize(theme.px(18), theme.px(18)));
        button->setFixedSize(theme.px(30), theme.px(28));
    }
    m_texts->setSpacing(theme.px(10));
    update();
}

// The gold edge along the top of the card.
void GuideCard::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    const theme::Theme& theme = m_themes->theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath card;
    card.addRoundedRect(QRectF(rect()), theme.px(14), theme.px(14));
    painter.setClipPath(card);
    painter.fillRect(QRectF(0, 0, width(), theme.pxF(5)), theme.colors().runnext);
}

void GuideCard::setRun(const catalogue::Scenario* scenario, std::shared_ptr<const model::Recording> recording) {
    m_scenario = scenario;
    m_narration = scenario && !scenario->narration.empty() && recording
                      ? std::make_unique<Narration>(scenario, std::move(recording))
                      : nullptr;
    m_step.reset();
    m_reached = 0;
    showStep();
}

void GuideCard::setPosition(model::EventIndex position) {
    if (!m_narration)
        return;
    m_narration->advance();
    const auto step = m_narration->stepAt(position);
    if (step == m_step && m_reached == m_narration->reachedCount())
        return;
    const bool moved = step != m_step;
    m_step = step;
    m_reached = m_narration->reachedCount();
    if (moved)
        showStep();
    else
        updateButtons();
}

void GuideCard::setLanguage(const QString& language) {
    m_code = language;
    m_language->setLanguage(language);
    showStep();
}

void GuideCard::goToNeighbour(int by) {
    if (!m_narration)
        return;
    const int wanted = (m_step ? static_cast<int>(*m_step) : -1) + by;
    if (wanted < 0)
        return;
    if (const auto position = m_narration->positionOf(static_cast<std::size_t>(wanted)))
        Q_EMIT seekRequested(*position);
}

void GuideCard::showStep() {
    const int before = m_shown.line;
    if (m_narration && m_step) {
        m_shown = m_narration->text(*m_step, m_code);
        m_counter->setText(tr("STEP %1 OF %2").arg(*m_step + 1).arg(m_narration->stepCount()));
    } else {
        showBeforeFirst();
    }
    showTexts(m_shown);
    m_scroll->verticalScrollBar()->setValue(0);
    updateButtons();
    if (m_shown.line != before)
        Q_EMIT lineChanged(m_shown.line);
}

void GuideCard::showTexts(const StepText& step) {
    m_title->setText(step.title);
    m_body->setText(toHtml(step.body));
    m_body->setVisible(!step.body.isEmpty());
    m_asideTitle->setText(step.asideTitle);
    m_asideTitle->setVisible(!step.asideTitle.isEmpty());
    m_asideText->setText(toHtml(step.aside));
    m_aside->setVisible(!step.aside.isEmpty());
    m_calls->setText(step.calls);
    m_calls->setVisible(!step.calls.isEmpty());
}

// Before the first step, and where there is no narration: what the scenario is about.
void GuideCard::showBeforeFirst() {
    m_shown = {};
    m_counter->setText(m_narration ? tr("%n step(s)", nullptr, static_cast<int>(m_narration->stepCount())) : QString());
    if (m_scenario) {
        m_shown.title = QString::fromStdString(m_scenario->title.in(m_code.toStdString()));
        m_shown.body = QString::fromStdString(m_scenario->summary.in(m_code.toStdString()));
    } else {
        m_shown.title = tr("No run is open");
        m_shown.body = tr("Choose a scenario at the left, or open a saved run.");
    }
}

void GuideCard::updateButtons() {
    const int count = m_narration ? static_cast<int>(m_narration->stepCount()) : 0;
    const int current = m_step ? static_cast<int>(*m_step) : -1;
    const int reached = static_cast<int>(m_reached);
    m_steps->setSteps(count, reached, current);
    m_steps->setVisible(count > 0);
    m_previous->setVisible(count > 0);
    m_next->setVisible(count > 0);
    m_previous->setEnabled(current > 0);
    m_next->setEnabled(current + 1 < reached);
}

void GuideCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void GuideCard::retranslate() {
    m_hold->setText(tr("Hold"));
    m_hold->setToolTip(tr("Stands still at each step, long enough to read it (H)"));
    m_previous->setToolTip(tr("Previous step"));
    m_previous->setAccessibleName(tr("Previous step"));
    m_next->setToolTip(tr("Next step"));
    m_next->setAccessibleName(tr("Next step"));
    showStep();
}

}  // namespace interleave::ui::guide
