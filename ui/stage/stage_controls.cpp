#include "ui/stage/stage_controls.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace interleave::ui::stage {

QString reasonOf(Reach reach) {
    switch (reach) {
        case Reach::noRun:
            return StageControls::tr("No run is open");
        case Reach::starting:
            return StageControls::tr("The engine is starting");
        case Reach::ended:
            return StageControls::tr("The run has ended: nothing can be changed any more. Restart it to try again");
        case Reach::file:
            return StageControls::tr("This is a saved run: what happened cannot be changed");
        case Reach::lost:
            return StageControls::tr("The engine was lost. Restart the run to try again");
        case Reach::none:
        case Reach::ready:
            break;
    }
    return {};
}

StageControls::StageControls(QWidget* parent)
    : QWidget(parent),
      m_row(new QHBoxLayout(this)),
      m_spawn(new QToolButton),
      m_block(new QToolButton),
      m_fewer(new QToolButton),
      m_label(new QLabel),
      m_more(new QToolButton) {
    m_row->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_spawn, m_block, m_fewer, m_label, m_more})
        m_row->addWidget(widget);
    for (QToolButton* button : {m_spawn, m_block, m_fewer, m_more})
        button->setFocusPolicy(Qt::TabFocus);
    m_label->setTextFormat(Qt::PlainText);
    connect(m_spawn, &QToolButton::clicked, this, &StageControls::spawnRequested);
    connect(m_block, &QToolButton::clicked, this, [this] { Q_EMIT blockRequested(m_g); });
    connect(m_fewer, &QToolButton::clicked, this, [this] { Q_EMIT procsRequested(m_procs - 1); });
    connect(m_more, &QToolButton::clicked, this, [this] { Q_EMIT procsRequested(m_procs + 1); });
    setVisible(false);
    retranslate();
}

void StageControls::setTheme(const theme::Theme& theme) {
    m_row->setSpacing(theme.px(6));
    for (QToolButton* button : {m_spawn, m_block, m_fewer, m_more}) {
        button->setFont(theme.font(theme::Role::label));
        button->setFixedHeight(theme.px(28));
    }
    m_fewer->setFixedWidth(theme.px(28));
    m_more->setFixedWidth(theme.px(28));
    m_label->setFont(theme.font(theme::Role::mono));
}

void StageControls::setReach(Reach reach) {
    if (reach == m_reach)
        return;
    m_reach = reach;
    setVisible(reach != Reach::none && reach != Reach::noRun);
    enable();
}

void StageControls::setGoroutine(std::uint32_t g) {
    if (g == m_g)
        return;
    m_g = g;
    retranslate();
}

void StageControls::setProcs(int procs) {
    if (procs == m_procs)
        return;
    m_procs = procs;
    retranslate();
}

// A disabled button's tooltip says why it is.
void StageControls::enable() {
    const bool ready = m_reach == Reach::ready;
    const QString reason = reasonOf(m_reach);
    const auto set = [&](QToolButton* button, bool can, const QString& what, const QString& otherwise) {
        button->setEnabled(ready && can);
        button->setToolTip(!ready ? reason : can ? what : otherwise);
        button->setAccessibleDescription(button->toolTip());
    };
    set(m_spawn, true, tr("Spawn a goroutine that works for a while (N)"), {});
    set(m_block, m_g != 0, tr("Make it block in a system call (B)"),
        tr("Select a goroutine first: then this makes it block in a system call"));
    set(m_fewer, m_procs > 1, tr("GOMAXPROCS %1: one P fewer (−)").arg(m_procs - 1), tr("There is at least one P"));
    set(m_more, m_procs > 0 && m_procs < kMostProcs, tr("GOMAXPROCS %1: one P more (+)").arg(m_procs + 1),
        tr("There are at most %1 Ps").arg(kMostProcs));
}

void StageControls::retranslate() {
    m_spawn->setText(tr("+ G"));
    m_spawn->setAccessibleName(tr("Spawn a goroutine"));
    m_block->setText(m_g == 0 ? tr("Block a G") : tr("Block G%1").arg(m_g));
    m_fewer->setText(QStringLiteral("−"));
    m_fewer->setAccessibleName(tr("Fewer Ps"));
    m_more->setText(QStringLiteral("+"));
    m_more->setAccessibleName(tr("More Ps"));
    m_label->setText(tr("%1 Ps").arg(m_procs));
    enable();
    adjustSize();
}

void StageControls::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace interleave::ui::stage
