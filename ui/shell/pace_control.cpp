#include "ui/shell/pace_control.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <cmath>

#include "ui/shell/format.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;
namespace {

constexpr double kLeastSecond = 1e3;  // ns
constexpr double kDecades = 6;        // up to 1 s
constexpr double kLeastBeat = 0.5;
constexpr double kBeatDecades = 4;  // up to 5000 events a second

}  // namespace

PaceControl::PaceControl(theme::ThemeNotifier* themes, QWidget* parent)
    : QWidget(parent),
      m_time(new QPushButton),
      m_beat(new QPushButton),
      m_slider(new QSlider(Qt::Horizontal)),
      m_value(new QLabel) {
    auto* group = new QButtonGroup(this);
    for (QPushButton* button : {m_time, m_beat}) {
        button->setProperty("kind", u"segment"_s);
        button->setCheckable(true);
        group->addButton(button);
    }
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(100);
    m_slider->setSingleStep(10);
    m_value->setProperty("role", u"mono"_s);
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_time);
    row->addWidget(m_beat);
    row->addWidget(m_slider, 1);
    row->addWidget(m_value);
    connect(m_time, &QPushButton::clicked, this, [this] { choose(session::Pace::time); });
    connect(m_beat, &QPushButton::clicked, this, [this] { choose(session::Pace::beat); });
    connect(m_slider, &QSlider::valueChanged, this, &PaceControl::slid);
    connect(themes, &theme::ThemeNotifier::changed, this, &PaceControl::applyTheme);
    applyTheme(themes->theme());
    retranslate();
    setPlayer(nullptr);
}

base::Duration PaceControl::screenSecondAt(int position) {
    return base::Duration(std::llround(kLeastSecond * std::pow(10.0, kDecades * position / kSteps)));
}

int PaceControl::positionOf(base::Duration screenSecond) {
    const double decades = std::log10(std::max(1.0, static_cast<double>(screenSecond.count()) / kLeastSecond));
    return static_cast<int>(std::lround(decades / kDecades * kSteps));
}

double PaceControl::beatAt(int position) {
    return kLeastBeat * std::pow(10.0, kBeatDecades * position / kSteps);
}

int PaceControl::positionOfBeat(double beat) {
    return static_cast<int>(std::lround(std::log10(std::max(1.0, beat / kLeastBeat)) / kBeatDecades * kSteps));
}

void PaceControl::setPlayer(session::Player* player) {
    m_player = player;
    setEnabled(player != nullptr);
    showPace();
}

void PaceControl::choose(session::Pace pace) {
    if (m_player)
        m_player->setPace(pace);
    showPace();
}

void PaceControl::slid(int position) {
    if (!m_player)
        return;
    if (m_player->pace() == session::Pace::time)
        m_player->setScreenSecond(screenSecondAt(position));
    else
        m_player->setBeat(beatAt(position));
    showPace();
}

void PaceControl::showPace() {
    const bool beat = m_player && m_player->pace() == session::Pace::beat;
    (beat ? m_beat : m_time)->setChecked(true);
    const QSignalBlocker blocker(m_slider);
    if (!m_player) {
        m_slider->setValue(kSteps / 2);
        m_value->setText(QString());
    } else if (beat) {
        m_slider->setValue(positionOfBeat(m_player->beat()));
        m_value->setText(tr("%1 events/s").arg(QString::number(m_player->beat(), 'g', 3)));
    } else {
        m_slider->setValue(positionOf(m_player->screenSecond()));
        m_value->setText(tr("1 s = %1").arg(lengthText(m_player->screenSecond())));
    }
}

void PaceControl::applyTheme(const theme::Theme& theme) {
    layout()->setSpacing(theme.px(6));
    for (QPushButton* button : {m_time, m_beat})
        button->setFixedHeight(theme.px(28));
    m_value->setMinimumWidth(theme.px(112));
}

void PaceControl::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PaceControl::retranslate() {
    m_time->setText(tr("Time"));
    m_time->setToolTip(tr("Slow motion: a second on screen shows a fixed length of the run"));
    m_beat->setText(tr("Beat"));
    m_beat->setToolTip(tr("One event after the other, evenly spaced"));
    m_slider->setAccessibleName(tr("Pace"));
    m_slider->setToolTip(tr("Pace"));
    showPace();
}

}  // namespace interleave::ui::shell
