#include "ui/shell/run_panel.h"

#include <QButtonGroup>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/shell/icons.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint32_t kGreatestNewSeed = 10'000;  // small enough to say aloud

QWidget* sideBySide(QWidget* first, QWidget* second, bool stretchSecond = false) {
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(first, 1);
    row->addWidget(second, stretchSecond ? 1 : 0);
    return both;
}

}  // namespace

RunPanel::RunPanel(theme::ThemeNotifier* themes, QWidget* parent)
    : QFrame(parent),
      m_title(new QLabel),
      m_reset(new QPushButton),
      m_seedLabel(new QLabel),
      m_seed(new QLineEdit),
      m_newSeed(new QToolButton),
      m_conducted(new QPushButton),
      m_free(new QPushButton),
      m_coresLabel(new QLabel),
      m_cores(new QSpinBox),
      m_procsLabel(new QLabel),
      m_procs(new QSpinBox),
      m_hint(new QLabel),
      m_spawn(new QPushButton),
      m_block(new QPushButton),
      m_column(new QVBoxLayout(this)),
      m_themes(themes) {
    build();
    connect(themes, &theme::ThemeNotifier::changed, this, &RunPanel::applyTheme);
    applyTheme(themes->theme());
    retranslate();
    setScenario(nullptr, u"en"_s);
}

void RunPanel::build() {
    setProperty("card", true);
    m_title->setProperty("role", u"cardTitle"_s);
    m_reset->setProperty("kind", u"quiet"_s);
    m_hint->setProperty("role", u"small"_s);
    m_hint->setWordWrap(true);
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[0-9]{1,18}"_s), m_seed));
    auto* hosts = new QButtonGroup(this);
    for (QPushButton* button : {m_conducted, m_free}) {
        button->setProperty("kind", u"segment"_s);
        button->setCheckable(true);
        hosts->addButton(button);
    }
    m_cores->setRange(1, 64);
    m_procs->setRange(1, 256);
    for (QSpinBox* box : {m_cores, m_procs})
        box->setKeyboardTracking(false);

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_reset);
    m_inner = new QWidget;
    auto* rows = new QVBoxLayout(m_inner);
    rows->setContentsMargins(0, 0, 2, 0);
    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(sideBySide(m_conducted, m_free, true));
    m_form->addRow(m_seedLabel, sideBySide(m_seed, m_newSeed));
    m_form->addRow(m_coresLabel, m_cores);
    m_form->addRow(m_procsLabel, m_procs);
    rows->addLayout(m_form);
    rows->addWidget(m_hint);
    rows->addWidget(m_spawn);
    rows->addWidget(m_block);
    rows->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_column->addLayout(head);
    m_column->addWidget(scroll, 1);

    connect(m_reset, &QPushButton::clicked, this,
            [this] { report(RunSettings::of(*m_scenario), tr("Reset parameters")); });
    connect(m_seed, &QLineEdit::editingFinished, this, [this] {
        RunSettings next = m_settings;
        next.seed = m_seed->text().toULongLong();
        report(next, tr("Seed"));
    });
    connect(m_newSeed, &QToolButton::clicked, this, [this] {
        RunSettings next = m_settings;
        while (next.seed == m_settings.seed)
            next.seed = QRandomGenerator::global()->bounded(1U, kGreatestNewSeed);
        report(next, tr("Seed"));
    });
    const auto chooseHost = [this](bool conducted) {
        RunSettings next = m_settings;
        next.conducted = conducted;
        report(next, conducted ? tr("Conducted time") : tr("Free time"));
    };
    connect(m_conducted, &QPushButton::clicked, this, [chooseHost] { chooseHost(true); });
    connect(m_free, &QPushButton::clicked, this, [chooseHost] { chooseHost(false); });
    connect(m_cores, &QSpinBox::valueChanged, this, [this](int cores) {
        RunSettings next = m_settings;
        next.cores = cores;
        report(next, tr("Cores"));
    });
    connect(m_procs, &QSpinBox::valueChanged, this, [this](int procs) {
        RunSettings next = m_settings;
        next.procs = procs;
        report(next, u"GOMAXPROCS"_s);
    });
    connect(m_spawn, &QPushButton::clicked, this, &RunPanel::spawnRequested);
    connect(m_block, &QPushButton::clicked, this, [this] { Q_EMIT blockRequested(m_selectedG); });
}

void RunPanel::report(const RunSettings& settings, const QString& what) {
    if (m_scenario && settings != m_settings)
        Q_EMIT edited(settings, what);
}

void RunPanel::reportParameter(const catalogue::Parameter& parameter, const catalogue::Value& value) {
    RunSettings next = m_settings;
    next.parameters[parameter.name] = value;
    report(next, QString::fromStdString(parameter.label.in(m_language)));
}

void RunPanel::setScenario(const catalogue::Scenario* scenario, const QString& language) {
    setEnabled(scenario != nullptr);
    // A restart comes from within an editor's own signal: its rows must stand through it.
    if (scenario && scenario == m_scenario && m_language == language.toStdString())
        return;
    m_language = language.toStdString();
    if (scenario && scenario != m_scenario)
        m_settings = RunSettings::of(*scenario);
    m_scenario = scenario;
    buildParameters();
    setSettings(m_settings);
}

void RunPanel::setSettings(const RunSettings& settings) {
    m_settings = settings;
    for (const Row& row : m_rows)
        showValue(row);
    m_seed->setText(QString::number(settings.seed));
    (settings.conducted ? m_conducted : m_free)->setChecked(true);
    const QSignalBlocker coresBlocker(m_cores);
    const QSignalBlocker procsBlocker(m_procs);
    m_cores->setValue(settings.cores);
    m_procs->setValue(settings.procs);
    m_cores->setEnabled(settings.conducted);
    const auto& hosts = m_scenario ? m_scenario->hosts : std::vector<std::string>{};
    const auto offers = [&hosts](const char* host) {
        return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
    };
    m_conducted->setEnabled(offers("conducted"));
    m_free->setEnabled(offers("free"));
    m_reset->setEnabled(m_scenario && settings != RunSettings::of(*m_scenario));
}

void RunPanel::setLive(bool live) {
    m_live = live;
    m_spawn->setEnabled(live);
    setSelectedG(m_selectedG);
}

void RunPanel::setSelectedG(std::uint32_t g) {
    m_selectedG = g;
    m_block->setEnabled(m_live && g != 0);
    m_block->setText(g != 0 ? tr("Block G%1").arg(g) : tr("Block a G"));
    m_block->setToolTip(g != 0 ? tr("Makes it block in a system call")
                               : tr("Select a goroutine on the stage first; this makes it block in a system call"));
}

int RunPanel::wantedHeight() const {
    const QMargins edge = m_column->contentsMargins();
    const int width = std::max(this->width(), minimumSizeHint().width()) - edge.left() - edge.right();
    const QLayout* rows = m_inner->layout();
    const int inner = rows->hasHeightForWidth() ? rows->totalHeightForWidth(width) : rows->totalSizeHint().height();
    const int head = std::max(m_title->sizeHint().height(), m_reset->sizeHint().height());
    return edge.top() + head + m_column->spacing() + inner + edge.bottom() + 2 * frameWidth() + 2;
}

QWidget* RunPanel::editor(const QString& name) const {
    for (const Row& row : m_rows) {
        if (QString::fromStdString(row.parameter->name) == name)
            return row.editor;
    }
    return nullptr;
}

void RunPanel::applyTheme(const theme::Theme& theme) {
    m_column->setContentsMargins(theme.px(12), theme.px(10), theme.px(6), theme.px(10));
    m_column->setSpacing(theme.px(8));
    m_form->setSpacing(theme.px(8));
    for (QPushButton* button : {m_conducted, m_free})
        button->setFixedHeight(theme.px(28));
    // Narrow panels let the fields shrink rather than cut them.
    for (QWidget* field : std::initializer_list<QWidget*>{m_seed, m_cores, m_procs})
        field->setMinimumWidth(theme.px(60));
    m_newSeed->setIcon(makeIcon(Icon::dice, theme.colors().text, theme.colors().textThird));
    m_spawn->setIcon(makeIcon(Icon::spawn, theme.colors().text, theme.colors().textThird));
    m_block->setIcon(makeIcon(Icon::block, theme.tone(theme::Tone::syscall).mark, theme.colors().textThird));
    for (QAbstractButton* button : std::initializer_list<QAbstractButton*>{m_newSeed, m_spawn, m_block})
        button->setIconSize(QSize(theme.px(18), theme.px(18)));
}

void RunPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void RunPanel::retranslate() {
    m_title->setText(tr("This run"));
    m_reset->setText(tr("Reset"));
    m_reset->setToolTip(tr("Back to the scenario's own parameters"));
    m_seedLabel->setText(tr("Seed"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed gives the same conducted run, event for event"));
    m_newSeed->setToolTip(tr("New seed"));
    m_newSeed->setAccessibleName(tr("New seed"));
    m_conducted->setText(tr("Conducted"));
    m_conducted->setToolTip(tr("Virtual time: repeatable, and as slow as you like"));
    m_free->setText(tr("Free"));
    m_free->setToolTip(tr("Real time on this machine's cores"));
    m_coresLabel->setText(tr("Cores"));
    m_cores->setToolTip(tr("Virtual cores; a change restarts the run"));
    m_procsLabel->setText(u"GOMAXPROCS"_s);
    m_procs->setToolTip(tr("How many Ps; takes effect in the live run"));
    m_cores->setAccessibleName(tr("Cores"));
    m_procs->setAccessibleName(u"GOMAXPROCS"_s);
    m_hint->setText(tr("GOMAXPROCS changes the live run. Any other change restarts it."));
    m_spawn->setText(tr("Spawn a G"));
    m_spawn->setToolTip(tr("Adds a goroutine to the live run"));
    setSelectedG(m_selectedG);
}

}  // namespace interleave::ui::shell
