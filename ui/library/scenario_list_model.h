// The catalogue as rows: chapters and the scenarios in them.
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <vector>

#include "catalogue/catalogue.h"

namespace interleave::ui::library {

// Rows in the order of the catalogue: a chapter's heading, then its scenarios by their order. A search leaves the
// scenarios whose title, summary, id or claims hold every word of it, in either language, and the headings above
// them. The catalogue outlives the model.
class ScenarioListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, SummaryRole, HeadingRole };

    explicit ScenarioListModel(const catalogue::Catalogue* catalogue, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    // "en" or "zh_CN".
    void setLanguage(const QString& language);
    void setSearch(const QString& text);

    // Row of a scenario, or -1.
    int rowOf(const QString& id) const;
    // First row that is a scenario, or -1.
    int firstScenarioRow() const;
    // How many scenarios are listed.
    int scenarioCount() const;

private:
    struct Row {
        const catalogue::Scenario* scenario = nullptr;  // null: a heading
        QString chapter;
    };

    void rebuild();
    bool matches(const catalogue::Scenario& scenario) const;

    const catalogue::Catalogue* m_catalogue;
    std::string m_language = "en";
    QStringList m_words;
    std::vector<Row> m_rows;
};

}  // namespace interleave::ui::library
