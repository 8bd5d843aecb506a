// A row of the inspector's events: when at the left, what happened beside it, on as many lines as it takes.
#pragma once

#include <QStyledItemDelegate>

#include "ui/theme/theme.h"

namespace interleave::ui::inspector {

class EventDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Data : int { PositionRole = Qt::UserRole + 1, TimeRole, SentenceRole };

    explicit EventDelegate(const theme::Theme& theme, QObject* parent = nullptr);

    void setTheme(const theme::Theme& theme) { m_theme = theme; }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QRect sentenceArea(const QRect& row) const;

    theme::Theme m_theme;
};

}  // namespace interleave::ui::inspector
