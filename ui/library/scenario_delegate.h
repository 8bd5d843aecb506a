// How a row of the catalogue is painted.
#pragma once

#include <QStyledItemDelegate>

#include "ui/theme/theme.h"

namespace interleave::ui::library {

// Headings in small capitals' weight; a scenario as its title over its summary, the summary on as many lines as it
// takes, at most two.
class ScenarioDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ScenarioDelegate(const theme::Theme& theme, QObject* parent = nullptr);

    void setTheme(const theme::Theme& theme) { m_theme = theme; }
    // The scenario that is open: marked at its left edge.
    void setOpenId(const QString& id) { m_openId = id; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QRect inner(const QRect& row) const;

    theme::Theme m_theme;
    QString m_openId;
};

}  // namespace interleave::ui::library
