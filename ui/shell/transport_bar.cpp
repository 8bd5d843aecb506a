#include "ui/shell/transport_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/shell/format.h"
#include "ui/shell/pace_control.h"
#include "ui/shell/run.h"
#include "ui/theme/style_sheet.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;
namespace {

constexpr std::array kOrder{Icon::restart, Icon::toStart, Icon::stepBack, Icon::play, Icon::step, Icon::toEnd};
constexpr std::size_t kPlay = 3;

}  // namespace

TransportBar::TransportBar(Run* run, theme::ThemeNotifier* themes, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_themes(themes),
      m_scrubber(new QSlider(Qt::Horizontal)),
      m_time(new QLabel),
      m_pace(new PaceControl(themes)) {
    build();
    connect(run, &Run::opened, this, &TransportBar::showOpened);
    connect(run, &Run::closed, this, &TransportBar::showOpened);
    connect(run, &Run::advanced, this, &TransportBar::showFrame);
    connect(m_scrubber, &QSlider::valueChanged, this, &TransportBar::scrubTo);
    connect(m_scrubber, &QSlider::sliderPressed, this, [this] { m_scrubbing = true; });
    connect(m_scrubber, &QSlider::sliderReleased, this, [this] { m_scrubbing = false; });
    connect(themes, &theme::ThemeNotifier::changed, this, &TransportBar::applyTheme);
    applyTheme(themes->theme());
    retranslate();
    showOpened();
}

void TransportBar::build() {
    auto* buttons = new QHBoxLayout;
    for (std::size_t i = 0; i < kOrder.size(); ++i) {
        m_buttons[i] = new QToolButton;
        m_buttons[i]->setFocusPolicy(Qt::TabFocus);
        buttons->addWidget(m_buttons[i]);
    }
    m_buttons[kPlay]->setProperty("kind", u"primary"_s);
    m_time->setProperty("role", u"mono"_s);
    m_time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    buttons->addStretch(1);
    m_scrubber->setRange(0, kScrubSteps);
    m_scrubber->setPageStep(kScrubSteps / 20);
    m_scrubber->setSingleStep(kScrubSteps / 200);
    m_scrubber->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* place = new QHBoxLayout;
    place->addWidget(m_scrubber, 1);
    place->addWidget(m_time);
    column->addLayout(place);
    column->addLayout(buttons);
    column->addWidget(m_pace);

    connect(m_buttons[0], &QToolButton::clicked, this, &TransportBar::restartRequested);
    connect(m_buttons[1], &QToolButton::clicked, this, &TransportBar::toStart);
    connect(m_buttons[2], &QToolButton::clicked, this, &TransportBar::stepBack);
    connect(m_buttons[3], &QToolButton::clicked, this, &TransportBar::togglePlay);
    connect(m_buttons[4], &QToolButton::clicked, this, &TransportBar::stepForward);
    connect(m_buttons[5], &QToolButton::clicked, this, &TransportBar::toEnd);
}

QToolButton* TransportBar::button(Icon icon) const {
    for (std::size_t i = 0; i < kOrder.size(); ++i) {
        if (kOrder[i] == (icon == Icon::pause ? Icon::play : icon))
            return m_buttons[i];
    }
    return nullptr;
}

void TransportBar::togglePlay() {
    session::Player* player = m_run->player();
    if (!player)
        return;
    if (player->playing()) {
        player->pause();
    } else {
        if (player->atEnd())
            player->toStart();
        player->play();
    }
    m_run->refresh();
}

void TransportBar::stepForward() {
    if (!m_run->player())
        return;
    m_run->player()->stepForward();
    m_run->refresh();
}

void TransportBar::stepBack() {
    if (!m_run->player())
        return;
    m_run->player()->stepBack();
    m_run->refresh();
}

void TransportBar::toStart() {
    if (!m_run->player())
        return;
    m_run->player()->toStart();
    m_run->refresh();
}

void TransportBar::toEnd() {
    if (!m_run->player())
        return;
    m_run->runToEnd();
}

void TransportBar::showOpened() {
    m_pace->setPlayer(m_run->player());
    const bool open = m_run->isOpen();
    for (QToolButton* button : m_buttons)
        button->setEnabled(open);
    m_buttons[0]->setEnabled(open && m_run->scenario());
    m_scrubber->setEnabled(open);
    if (!open) {
        const QSignalBlocker blocker(m_scrubber);
        m_scrubber->setValue(0);
        m_time->clear();
    }
    showButtons();
}

// The playhead of a live run may stand a little after its last event.
base::Time TransportBar::span() const {
    return std::max(m_run->recording()->duration(), m_run->player()->time());
}

void TransportBar::showFrame() {
    const session::Player& player = *m_run->player();
    const base::Time span = this->span();
    if (!m_scrubbing) {
        const QSignalBlocker blocker(m_scrubber);
        const double share =
            span.count() > 0 ? static_cast<double>(player.time().count()) / static_cast<double>(span.count()) : 0;
        m_scrubber->setValue(static_cast<int>(share * kScrubSteps));
    }
    m_time->setText(placeText(player.time(), span));
    if (player.playing() != m_shownPlaying)
        showButtons();
}

void TransportBar::showButtons() {
    m_shownPlaying = m_run->player() && m_run->player()->playing();
    const theme::Palette& colors = m_themes->theme().colors();
    for (std::size_t i = 0; i < kOrder.size(); ++i) {
        const Icon icon = i == kPlay && m_shownPlaying ? Icon::pause : kOrder[i];
        m_buttons[i]->setIcon(makeIcon(icon, i == kPlay ? colors.accentText : colors.text, colors.textThird));
    }
    const QString word = m_shownPlaying ? tr("Pause") : tr("Play");
    m_buttons[kPlay]->setAccessibleName(word);
    m_buttons[kPlay]->setToolTip(tr("%1 (Space)").arg(word));
}

void TransportBar::scrubTo(int position) {
    if (!m_run->player())
        return;
    const auto length = static_cast<double>(span().count());
    m_run->player()->seek(base::Time(static_cast<std::int64_t>(length * position / kScrubSteps)));
    m_run->refresh();
}

// A click on the groove goes there at once, as on any film.
bool TransportBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_scrubber && event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton) {
            const int handle = theme::sliderHandle(m_themes->theme());
            m_scrubber->setValue(QStyle::sliderValueFromPosition(
                0, kScrubSteps, qRound(mouse->position().x()) - handle / 2, m_scrubber->width() - handle));
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TransportBar::applyTheme(const theme::Theme& theme) {
    for (std::size_t i = 0; i < kOrder.size(); ++i) {
        m_buttons[i]->setFixedSize(theme.px(i == kPlay ? 76 : 44), theme.px(44));
        m_buttons[i]->setIconSize(QSize(theme.px(22), theme.px(22)));
    }
    layout()->setSpacing(theme.px(8));
    showButtons();
}

void TransportBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TransportBar::retranslate() {
    const auto name = [this](std::size_t i, const QString& word, const QString& key) {
        m_buttons[i]->setAccessibleName(word);
        m_buttons[i]->setToolTip(QStringLiteral("%1 (%2)").arg(word, key));
    };
    name(0, tr("Restart the run"), QStringLiteral("R"));
    name(1, tr("To the start"), tr("Home"));
    name(2, tr("One event back"), QStringLiteral("←"));
    name(4, tr("One event on"), QStringLiteral("→"));
    name(5, tr("To the end"), tr("End"));
    m_scrubber->setAccessibleName(tr("Position in the run"));
    if (m_run->isOpen())
        showFrame();
    showButtons();
}

}  // namespace interleave::ui::shell
