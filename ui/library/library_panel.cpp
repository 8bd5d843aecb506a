#include "ui/library/library_panel.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include "ui/library/scenario_delegate.h"
#include "ui/library/scenario_list_model.h"

namespace interleave::ui::library {

using namespace Qt::StringLiterals;

LibraryPanel::LibraryPanel(const catalogue::Catalogue* catalogue, theme::ThemeNotifier* themes, QWidget* parent)
    : QFrame(parent),
      m_model(new ScenarioListModel(catalogue, this)),
      m_delegate(new ScenarioDelegate(themes->theme(), this)),
      m_title(new QLabel(this)),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_nothing(new QLabel(this)) {
    setProperty("card", true);
    m_title->setProperty("role", u"cardTitle"_s);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    m_list->installEventFilter(this);
    m_nothing->setProperty("role", u"small"_s);
    m_nothing->setWordWrap(true);
    m_nothing->hide();

    auto* column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_search);
    column->addWidget(m_nothing);
    column->addWidget(m_list, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setSearch(text);
        setOpen(m_open);
        showEmptiness();
    });
    connect(m_search, &QLineEdit::returnPressed, this,
            [this] { openIndex(m_model->index(qMax(0, m_model->firstScenarioRow()))); });
    connect(m_list, &QListView::clicked, this, &LibraryPanel::openIndex);
    connect(themes, &theme::ThemeNotifier::changed, this, &LibraryPanel::applyTheme);
    applyTheme(themes->theme());
    retranslate();
}

void LibraryPanel::setLanguage(const QString& language) {
    m_model->setLanguage(language);
    setOpen(m_open);
    retranslate();
}

void LibraryPanel::setOpen(const QString& id) {
    m_open = id;
    m_delegate->setOpenId(id);
    const int row = m_model->rowOf(id);
    if (row >= 0) {
        m_list->setCurrentIndex(m_model->index(row));
        m_list->scrollTo(m_model->index(row));
    } else {
        m_list->setCurrentIndex({});
    }
    m_list->viewport()->update();
}

void LibraryPanel::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void LibraryPanel::openIndex(const QModelIndex& index) {
    const QString id = index.data(ScenarioListModel::IdRole).toString();
    if (!id.isEmpty())
        Q_EMIT openRequested(id);
}

void LibraryPanel::showEmptiness() {
    m_nothing->setVisible(m_model->scenarioCount() == 0);
}

void LibraryPanel::applyTheme(const theme::Theme& theme) {
    m_delegate->setTheme(theme);
    layout()->setContentsMargins(theme.px(12), theme.px(14), theme.px(8), theme.px(10));
    layout()->setSpacing(theme.px(8));
    m_list->setSpacing(0);
    static_cast<QAbstractItemView*>(m_list)->doItemsLayout();
    m_list->viewport()->update();
}

void LibraryPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void LibraryPanel::retranslate() {
    m_title->setText(tr("Scenarios"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the scenarios"));
    m_list->setAccessibleName(tr("Scenarios"));
    m_nothing->setText(tr("No scenario holds these words. Esc shows all of them again."));
}

bool LibraryPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched == m_search) {
        if (key->key() == Qt::Key_Down && m_model->scenarioCount() > 0) {
            m_list->setFocus(Qt::TabFocusReason);
            if (!m_list->currentIndex().isValid())
                m_list->setCurrentIndex(m_model->index(m_model->firstScenarioRow()));
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            m_search->clear();
            return true;
        }
    } else if (watched == m_list && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        openIndex(m_list->currentIndex());
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace interleave::ui::library
