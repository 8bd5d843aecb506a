#include "ui/shell/title_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>

#include "ui/shell/icons.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

class Logo : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paintLogo(&painter, QRectF(rect()));
    }
};

}  // namespace

TitleBar::TitleBar(theme::ThemeNotifier* themes, QWidget* parent)
    : QWidget(parent),
      m_themes(themes),
      m_logo(new Logo),
      m_name(new QLabel(u"Interleave"_s)),
      m_menus(new QMenuBar),
      m_family(new QPushButton),
      m_run(new QLabel),
      m_facts(new QLabel),
      m_film(new QPushButton) {
    setObjectName(u"titleBar"_s);
    m_family->setObjectName(u"family"_s);
    m_family->setCheckable(true);
    m_family->setChecked(true);
    // The one family there is: a heading more than a choice.
    m_family->setFocusPolicy(Qt::NoFocus);
    connect(m_family, &QPushButton::clicked, this, [this] { m_family->setChecked(true); });
    m_run->setObjectName(u"chip"_s);
    m_facts->setObjectName(u"chip"_s);
    m_film->setObjectName(u"film"_s);
    m_film->setFocusPolicy(Qt::TabFocus);
    m_menus->setNativeMenuBar(false);
    m_menus->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_logo);
    row->addWidget(m_name);
    row->addWidget(m_menus, 0, Qt::AlignVCenter);
    row->addWidget(m_family);
    row->addStretch(1);
    row->addWidget(m_run, 0, Qt::AlignVCenter);
    row->addWidget(m_facts, 0, Qt::AlignVCenter);
    row->addWidget(m_film);
    connect(m_film, &QPushButton::clicked, this, &TitleBar::filmRequested);
    connect(themes, &theme::ThemeNotifier::changed, this, &TitleBar::applyTheme);
    applyTheme(themes->theme());
    retranslate();
    setRun({}, {});
}

void TitleBar::setRun(const QString& name, const QString& facts) {
    m_run->setText(name);
    m_run->setVisible(!name.isEmpty());
    m_facts->setText(facts);
    m_facts->setVisible(!facts.isEmpty());
}

void TitleBar::setFilmEnabled(bool on) {
    m_film->setEnabled(on);
}

void TitleBar::applyTheme(const theme::Theme& theme) {
    // The bar is navy in both schemes: its colours come from the light set, where navy is the darkest.
    const theme::Palette& colors = theme::palette(theme::Scheme::light);
    m_logo->setFixedSize(theme.px(40), theme.px(24));
    setFixedHeight(theme.px(56));
    layout()->setContentsMargins(theme.px(20), 0, theme.px(20), 0);
    layout()->setSpacing(theme.px(12));
    setStyleSheet(
        u"QLabel { color: %1; font-size: %6px; font-weight: 600; }"
        "QLabel#chip { background: rgba(255,255,255,26); border: 1px solid rgba(255,255,255,70); border-radius: %7px;"
        " padding: %8px %9px; font-family: 'JetBrains Mono', 'Noto Sans CJK SC'; font-size: %10px; font-weight: 500; }"
        "QMenuBar { background: transparent; color: %2; font-size: %10px; border: none; }"
        "QMenuBar::item { background: transparent; color: %2; padding: %8px %9px; border-radius: %7px; }"
        "QMenuBar::item:selected, QMenuBar::item:pressed { background: rgba(255,255,255,40); color: %1; }"
        "QPushButton#family { background: %1; color: %3; border: none; border-radius: %7px; padding: %8px %11px;"
        " font-size: %12px; font-weight: 600; }"
        "QPushButton#film { background: %4; color: %5; border: none; border-radius: %13px; padding: %8px %11px;"
        " font-size: %10px; font-weight: 600; }"
        "QPushButton#film:disabled { background: rgba(255,255,255,40); color: %2; }"
        "QPushButton#film:focus { border: 2px solid %1; }"_s
            .arg(colors.navyText.name(), colors.navySecond.name(), colors.navy.name(), colors.playhead.name(),
                 colors.playheadText.name())
            .arg(theme.px(18))
            .arg(theme.px(8))
            .arg(theme.px(6))
            .arg(theme.px(10))
            .arg(theme.px(14))
            .arg(theme.px(16))
            .arg(theme.px(15))
            .arg(theme.px(15)));
    m_film->setFixedHeight(theme.px(34));
    m_family->setFixedHeight(theme.px(36));
    m_film->setIcon(makeIcon(Icon::film, colors.playheadText, colors.navySecond));
    update();
}

void TitleBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme::palette(theme::Scheme::light).navy);
}

void TitleBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TitleBar::retranslate() {
    m_family->setText(tr("Go scheduler"));
    m_film->setText(tr("Record film…"));
}

}  // namespace interleave::ui::shell
