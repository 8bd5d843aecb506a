#include "ui/library/scenario_list_model.h"

#include <algorithm>

#include "ui/library/chapters.h"

namespace interleave::ui::library {

ScenarioListModel::ScenarioListModel(const catalogue::Catalogue* catalogue, QObject* parent)
    : QAbstractListModel(parent), m_catalogue(catalogue) {
    rebuild();
}

int ScenarioListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ScenarioListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (!row.scenario) {
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return row.chapter;
        return role == HeadingRole ? QVariant(true) : QVariant();
    }
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return QString::fromStdString(row.scenario->title.in(m_language));
        case SummaryRole:
        case Qt::ToolTipRole:
        case Qt::AccessibleDescriptionRole:
            return QString::fromStdString(row.scenario->summary.in(m_language));
        case IdRole:
            return QString::fromStdString(row.scenario->id);
        case HeadingRole:
            return false;
        default:
            return {};
    }
}

Qt::ItemFlags ScenarioListModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || !m_rows[static_cast<std::size_t>(index.row())].scenario)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void ScenarioListModel::setLanguage(const QString& language) {
    beginResetModel();
    m_language = language.toStdString();
    rebuild();
    endResetModel();
}

void ScenarioListModel::setSearch(const QString& text) {
    beginResetModel();
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    rebuild();
    endResetModel();
}

bool ScenarioListModel::matches(const catalogue::Scenario& scenario) const {
    QString all = QString::fromStdString(scenario.id);
    for (const std::string* part : {&scenario.title.en, &scenario.title.zh, &scenario.summary.en, &scenario.summary.zh})
        all += QLatin1Char('\n') + QString::fromStdString(*part);
    for (const std::string& claim : scenario.claims)
        all += QLatin1Char('\n') + QString::fromStdString(claim);
    return std::all_of(m_words.begin(), m_words.end(),
                       [&all](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

void ScenarioListModel::rebuild() {
    m_rows.clear();
    std::vector<const catalogue::Scenario*> found;
    for (const catalogue::Scenario& scenario : m_catalogue->scenarios()) {
        if (matches(scenario))
            found.push_back(&scenario);
    }
    std::stable_sort(found.begin(), found.end(), [](const catalogue::Scenario* a, const catalogue::Scenario* b) {
        if (a->chapter != b->chapter)
            return chapterRank(a->chapter) < chapterRank(b->chapter);
        return a->order < b->order;
    });
    const std::string* chapter = nullptr;
    for (const catalogue::Scenario* scenario : found) {
        if (!chapter || *chapter != scenario->chapter)
            m_rows.push_back({nullptr, chapterTitle(scenario->chapter)});
        chapter = &scenario->chapter;
        m_rows.push_back({scenario, {}});
    }
}

int ScenarioListModel::rowOf(const QString& id) const {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].scenario && id == QString::fromStdString(m_rows[i].scenario->id))
            return static_cast<int>(i);
    }
    return -1;
}

int ScenarioListModel::firstScenarioRow() const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.scenario; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ScenarioListModel::scenarioCount() const {
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.scenario; }));
}

}  // namespace interleave::ui::library
