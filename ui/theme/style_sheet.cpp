#include "ui/theme/style_sheet.h"

#include <QMap>

namespace interleave::ui::theme {
namespace {

// $name is a colour, @n@ a length in px at scale 1.
const char* const kSheet = R"(
QToolTip { background: $navy; color: $navyText; border: 1px solid $navyEdge; padding: @6@; }
QFrame[card="true"] { background: $surface; border: @1@ solid $line; border-radius: @14@; }
QFrame[well="true"] { background: $sunken; border: @1@ solid $line; border-radius: @12@; }
QLabel { background: transparent; color: $text; }
QLabel[role="stepTitle"] { font-size: @26@; font-weight: 700; }
QLabel[role="title"] { font-size: @22@; font-weight: 600; }
QLabel[role="cardTitle"] { font-size: @18@; font-weight: 600; }
QLabel[role="section"] { font-size: @16@; font-weight: 600; }
QLabel[role="body"] { font-size: @17@; font-weight: 400; color: $textSecond; }
QLabel[role="second"] { color: $textSecond; }
QLabel[role="small"] { font-size: @13@; font-weight: 400; color: $textThird; }
QLabel[role="mono"] { font-family: "JetBrains Mono", "Noto Sans CJK SC"; font-size: @14@; color: $textSecond; }
QLabel[role="monoValue"] { font-family: "JetBrains Mono", "Noto Sans CJK SC"; font-size: @24@; font-weight: 600; }
QPushButton, QToolButton { background: $surface; color: $text; border: @1@ solid $lineStrong; border-radius: @8@;
  padding: @5@ @14@; font-weight: 500; }
QToolButton { padding: @5@; }
QPushButton:hover, QToolButton:hover { background: $accentSoft; border-color: $accent; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: $accentSoft; color: $accent;
  border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: @2@ solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $textThird; border-color: $line; background: $sunken; }
QPushButton[kind="primary"], QToolButton[kind="primary"] { background: $accent; color: $accentText; border-color: $accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover, QToolButton[kind="primary"]:hover { background: $accentHover; }
QPushButton[kind="primary"]:focus, QToolButton[kind="primary"]:focus { border: @2@ solid $text; }
QPushButton[kind="primary"]:disabled, QToolButton[kind="primary"]:disabled { background: $track; color: $textThird;
  border-color: $track; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $accentSoft; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: @2@ solid $accent; }
QPushButton[kind="danger"] { color: $playhead; border-color: $playhead; }
QPushButton[kind="segment"] { border-radius: @13@; padding: @3@ @12@; border-color: $line; background: $sunken; }
QPushButton[kind="segment"]:checked { background: $accent; color: $accentText; border-color: $accent; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextEdit { background: $surface; color: $text;
  border: @1@ solid $lineStrong; border-radius: @8@; padding: @4@ @8@; selection-background-color: $accent;
  selection-color: $accentText; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus { border: @2@ solid $accent; }
QListView, QTreeView, QTableView { background: $surface; color: $text; border: none; outline: none;
  alternate-background-color: $sunken; }
QListView::item, QTreeView::item { padding: @6@ @8@; border-radius: @8@; color: $text; }
QListView::item:hover, QTreeView::item:hover { background: $sunken; }
QListView::item:selected, QTreeView::item:selected { background: $accentSoft; color: $accent; }
QListView::item:focus, QTreeView::item:focus { border: @2@ solid $accent; }
QHeaderView::section { background: $sunken; color: $textThird; border: none; border-bottom: @1@ solid $line; padding: @6@ @8@; }
QMenu { background: $surface; color: $text; border: @1@ solid $line; border-radius: @8@; padding: @6@; }
QMenu::item { padding: @6@ @20@; border-radius: @6@; }
QMenu::item:selected { background: $accentSoft; color: $accent; }
QMenu::item:disabled { color: $textThird; }
QMenu::separator { height: 1px; background: $line; margin: @4@ @8@; }
QSplitter::handle { background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: @12@; margin: 0; }
QScrollBar:horizontal { background: transparent; height: @12@; margin: 0; }
QScrollBar::handle { background: $lineStrong; border-radius: @4@; margin: @2@; min-height: @24@; min-width: @24@; }
QScrollBar::handle:hover { background: $textThird; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractSpinBox { padding-right: @20@; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; width: @20@; border: none;
  margin: @2@ @2@ 0 0; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: @20@; border: none;
  margin: 0 @2@ @2@ 0; }
QAbstractSpinBox::up-arrow { image: url(:/theme/up.svg); width: @12@; height: @8@; }
QAbstractSpinBox::down-arrow, QComboBox::down-arrow { image: url(:/theme/down.svg); width: @12@; height: @8@; }
QComboBox::drop-down { subcontrol-origin: border; width: @28@; border: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: @1@ solid $line; padding: @4@;
  selection-background-color: $accentSoft; selection-color: $accent; }
QSpinBox:disabled, QDoubleSpinBox:disabled, QLineEdit:disabled, QComboBox:disabled { background: $sunken; color: $textThird;
  border-color: $line; }
QCheckBox { color: $text; spacing: @8@; }
QCheckBox:disabled { color: $textThird; }
QCheckBox::indicator { width: @16@; height: @16@; border: @1@ solid $lineStrong; border-radius: @4@; background: $surface; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox:focus { outline: none; }
QCheckBox::indicator:focus { border: @2@ solid $accent; width: @14@; height: @14@; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(:/theme/%check%.svg); }
QCheckBox::indicator:disabled { background: $track; border-color: $line; }
QDialog { background: $ground; }
QProgressBar { background: $track; border: none; border-radius: @4@; height: @8@; text-align: center; color: $text; }
QProgressBar::chunk { background: $accent; border-radius: @4@; }
QTabBar::tab { background: transparent; color: $textSecond; padding: @6@ @14@; border-bottom: @2@ solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabWidget::pane { border: none; }
)";

QMap<QString, QColor> namedColors(const Theme& theme) {
    const Palette& c = theme.colors();
    return {{QStringLiteral("ground"), c.ground},
            {QStringLiteral("surface"), c.surface},
            {QStringLiteral("sunken"), c.sunken},
            {QStringLiteral("line"), c.line},
            {QStringLiteral("lineStrong"), c.lineStrong},
            {QStringLiteral("text"), c.text},
            {QStringLiteral("textSecond"), c.textSecond},
            {QStringLiteral("textThird"), c.textThird},
            {QStringLiteral("navy"), c.navy},
            {QStringLiteral("navyEdge"), c.navyEdge},
            {QStringLiteral("navyText"), c.navyText},
            {QStringLiteral("accent"), c.accent},
            {QStringLiteral("accentText"), c.accentText},
            {QStringLiteral("accentSoft"), c.accentSoft},
            {QStringLiteral("accentHover"), theme.dark() ? c.accent.lighter(112) : c.accent.darker(112)},
            {QStringLiteral("playhead"), c.playhead},
            {QStringLiteral("track"), c.track}};
}

QString filled(QString sheet, const Theme& theme) {
    const auto colors = namedColors(theme);
    // From the last name to the first, so that a name is replaced before any that begins like it.
    for (auto it = colors.end(); it != colors.begin();) {
        --it;
        sheet.replace(QLatin1Char('$') + it.key(), it.value().name());
    }
    QString out;
    const QStringList parts = sheet.split(QLatin1Char('@'));
    for (qsizetype i = 0; i < parts.size(); ++i)
        out += i % 2 == 0 ? parts[i] : QString::number(theme.px(parts[i].toDouble())) + QStringLiteral("px");
    return out;
}

// A handle stays round only where its radius is half of its side, and its side differs from the groove's by whole
// pixels on both edges: so these lengths are taken from each other and not rounded one by one.
QString sliderRules(const Theme& theme) {
    const int groove = theme.px(6);
    const int side = sliderHandle(theme);
    const int border = theme.px(2);
    return QStringLiteral(
               "QSlider:horizontal { min-height: %1px; }\n"
               "QSlider::groove:horizontal { height: %2px; background: %3; border-radius: %4px; }\n"
               "QSlider::sub-page:horizontal { background: %5; border-radius: %4px; }\n"
               "QSlider::handle:horizontal { width: %6px; margin: -%7px 0; border-radius: %8px; background: %9; "
               "border: %10px solid %5; }\n"
               "QSlider::handle:horizontal:focus, QSlider::handle:horizontal:hover { background: %11; }\n")
        .arg(side)
        .arg(groove)
        .arg(theme.colors().track.name())
        .arg(groove / 2)
        .arg(theme.colors().accent.name())
        .arg(side - 2 * border)
        .arg((side - groove) / 2)
        .arg(side / 2)
        .arg(theme.colors().surface.name())
        .arg(border)
        .arg(theme.colors().accentSoft.name());
}

QString toneRules(const Theme& theme) {
    static constexpr const char* kNames[kTones] = {"neutral", "running", "runnable",  "waiting",
                                                   "syscall", "network", "collector", "danger"};
    QString out;
    for (std::size_t i = 0; i < kTones; ++i) {
        const ToneColors& tone = theme.tone(static_cast<Tone>(i));
        out += QStringLiteral(
                   "QLabel[tone=\"%1\"] { background: %2; color: %3; border: %5px solid %4; border-radius: %6px; "
                   "padding: %7px %8px; font-size: %9px; font-weight: 600; }\n")
                   .arg(QLatin1String(kNames[i]), tone.fill.name(), tone.text.name(), tone.edge.name())
                   .arg(theme.px(1))
                   .arg(theme.px(11))
                   .arg(theme.px(2))
                   .arg(theme.px(9))
                   .arg(theme.px(13));
    }
    return out;
}

}  // namespace

int sliderHandle(const Theme& theme) {
    const int groove = theme.px(6);
    return groove + 2 * theme.px(6);
}

QPalette applicationPalette(const Theme& theme) {
    const Palette& c = theme.colors();
    QPalette p(c.surface, c.ground);
    p.setColor(QPalette::Window, c.ground);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.surface);
    p.setColor(QPalette::AlternateBase, c.sunken);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.textThird);
    p.setColor(QPalette::Button, c.surface);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.playhead);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.accentText);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::ToolTipBase, c.navy);
    p.setColor(QPalette::ToolTipText, c.navyText);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.textThird);
    return p;
}

QString styleSheet(const Theme& theme) {
    QString sheet = filled(QString::fromLatin1(kSheet), theme);
    sheet.replace(QStringLiteral("%check%"), theme.dark() ? QStringLiteral("check_dark") : QStringLiteral("check"));
    return sheet + sliderRules(theme) + toneRules(theme);
}

}  // namespace interleave::ui::theme
