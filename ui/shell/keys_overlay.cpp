#include "ui/shell/keys_overlay.h"

#include <QFrame>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

// Narrower windows get fewer columns.
int columnsFor(int width, const theme::Theme& theme) {
    return qBound(1, width / theme.px(400), 3);
}

QLabel* text(const QString& words, const char* role) {
    auto* label = new QLabel(words);
    label->setProperty("role", QLatin1String(role));
    return label;
}

QWidget* groupOf(const KeyGroup& group, const theme::Theme& theme) {
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, theme.px(8));
    grid->setHorizontalSpacing(theme.px(16));
    grid->setVerticalSpacing(theme.px(4));
    grid->setColumnStretch(0, 1);
    grid->addWidget(text(group.title, "section"), 0, 0, 1, 2);
    int row = 1;
    for (const KeyGroup::Row& key : group.rows) {
        grid->addWidget(text(key.what, "second"), row, 0);
        QLabel* keys = text(key.keys, "mono");
        keys->setObjectName(u"key"_s);
        grid->addWidget(keys, row, 1, Qt::AlignRight);
        ++row;
    }
    return box;
}

}  // namespace

KeysOverlay::KeysOverlay(theme::ThemeNotifier* themes, QWidget* parent) : QWidget(parent), m_themes(themes) {
    setFocusPolicy(Qt::StrongFocus);
    parent->installEventFilter(this);
    connect(themes, &theme::ThemeNotifier::changed, this, &KeysOverlay::away);
    hide();
}

void KeysOverlay::toggle(const std::vector<KeyGroup>& groups) {
    if (isVisible()) {
        away();
        return;
    }
    fill(groups);
    m_focusBefore = window()->focusWidget();
    setGeometry(parentWidget()->rect());
    place();
    raise();
    show();
    setFocus(Qt::PopupFocusReason);
}

void KeysOverlay::fill(const std::vector<KeyGroup>& groups) {
    delete m_card;
    const theme::Theme& theme = m_themes->theme();
    m_card = new QFrame(this);
    m_card->setProperty("card", true);
    m_card->setStyleSheet(
        u"QLabel#key { background: %1; border: %2px solid %3; border-radius: %4px; padding: 0 %5px; }"_s
            .arg(theme.colors().sunken.name())
            .arg(theme.px(1))
            .arg(theme.colors().line.name())
            .arg(theme.px(5))
            .arg(theme.px(6)));
    auto* card = new QVBoxLayout(m_card);
    card->setContentsMargins(theme.px(28), theme.px(20), theme.px(28), theme.px(16));
    card->setSpacing(theme.px(12));
    card->addWidget(text(tr("Keys and mouse"), "title"));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(theme.px(44));
    card->addLayout(columns);
    card->addWidget(text(tr("Any key or a click closes this."), "small"));

    std::vector<QVBoxLayout*> column(static_cast<std::size_t>(columnsFor(parentWidget()->width(), theme)));
    std::vector<std::size_t> rows(column.size());
    for (QVBoxLayout*& made : column) {
        made = new QVBoxLayout;
        columns->addLayout(made);
    }
    // Each group to the column that is shortest so far.
    for (const KeyGroup& group : groups) {
        const auto shortest = static_cast<std::size_t>(std::min_element(rows.begin(), rows.end()) - rows.begin());
        column[shortest]->addWidget(groupOf(group, theme));
        rows[shortest] += group.rows.size() + 2;
    }
    for (QVBoxLayout* made : column)
        made->addStretch(1);
    m_card->show();
}

void KeysOverlay::place() {
    if (!m_card)
        return;
    const QSize size = m_card->sizeHint().boundedTo(this->size());
    m_card->setGeometry(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
}

void KeysOverlay::away() {
    if (!isVisible())
        return;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    else
        parentWidget()->setFocus(Qt::PopupFocusReason);
}

void KeysOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor(6, 16, 28, 150));
}

// Keys that mean something to the window only take the list away while it is there.
bool KeysOverlay::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void KeysOverlay::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Shift:
        case Qt::Key_Control:
        case Qt::Key_Alt:
        case Qt::Key_Meta:
            return;  // half of a combination
        default:
            away();
    }
}

void KeysOverlay::mousePressEvent(QMouseEvent*) {
    away();
}

void KeysOverlay::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void KeysOverlay::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        away();
    QWidget::changeEvent(event);
}

bool KeysOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

}  // namespace interleave::ui::shell
