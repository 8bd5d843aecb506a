#include "ui/inspector/event_delegate.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QPainter>

#include "ui/theme/chrome.h"

namespace interleave::ui::inspector {

using theme::Role;

namespace {

constexpr int kBroken = static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap;

int rowWidth(const QStyleOptionViewItem& option) {
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

}  // namespace

EventDelegate::EventDelegate(const theme::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {}

QRect EventDelegate::sentenceArea(const QRect& row) const {
    return row.adjusted(m_theme.px(92), m_theme.px(5), -m_theme.px(8), -m_theme.px(5));
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int width = rowWidth(option);
    const QRect area = sentenceArea(QRect(0, 0, width, 1000));
    const QRect needed =
        QFontMetrics(m_theme.font(Role::label)).boundingRect(area, kBroken, index.data(SentenceRole).toString());
    return {width, needed.height() + m_theme.px(10)};
}

void EventDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const theme::Palette& colors = m_theme.colors();
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (hovered || selected || focused) {
        const QColor fill = selected ? colors.accentSoft : colors.sunken;
        theme::drawBox(*painter, QRectF(option.rect).adjusted(1, 1, -1, -1), fill, focused ? colors.accent : fill,
                       m_theme.pxF(8), m_theme.stroke(theme::Stroke::normal));
    }
    const QRect area = sentenceArea(option.rect);
    const QFont font = m_theme.font(Role::label);
    const QFont mono = m_theme.font(Role::monoSmall);
    // Both stand on the first line.
    const double height = QFontMetricsF(font).height();
    const double left = option.rect.left() + m_theme.pxF(8);
    theme::drawText(*painter, QRectF(left, area.top(), area.left() - m_theme.pxF(10) - left, height),
                    index.data(TimeRole).toString(), mono, colors.textSecond, Qt::AlignRight | Qt::AlignVCenter);
    painter->setFont(font);
    painter->setPen(selected ? colors.accent : colors.text);
    painter->drawText(area, kBroken, index.data(SentenceRole).toString());
}

}  // namespace interleave::ui::inspector
