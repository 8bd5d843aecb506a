#include "ui/library/scenario_delegate.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTextLayout>

#include "ui/library/scenario_list_model.h"
#include "ui/theme/chrome.h"

namespace interleave::ui::library {

using theme::Role;

namespace {

constexpr int kMostLines = 2;

// The summary's lines at this width, the last of them cut short where there would be more.
QStringList linesOf(const QString& text, const QFont& font, int width) {
    QTextLayout layout(text, font);
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() == kMostLines - 1) {
            lines += QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width);
            break;
        }
        lines += text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

int rowWidth(const QStyleOptionViewItem& option) {
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

}  // namespace

ScenarioDelegate::ScenarioDelegate(const theme::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {}

QRect ScenarioDelegate::inner(const QRect& row) const {
    return row.adjusted(m_theme.px(14), m_theme.px(8), -m_theme.px(10), -m_theme.px(8));
}

QSize ScenarioDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int width = rowWidth(option);
    if (index.data(ScenarioListModel::HeadingRole).toBool())
        return {width, m_theme.px(index.row() == 0 ? 28 : 40)};
    const QFont small = m_theme.font(Role::small);
    const auto lines =
        linesOf(index.data(ScenarioListModel::SummaryRole).toString(), small, inner(QRect(0, 0, width, 100)).width());
    const int title = QFontMetrics(m_theme.font(Role::labelStrong)).height();
    return {width, m_theme.px(18) + title + static_cast<int>(lines.size()) * m_theme.px(18)};
}

void ScenarioDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const theme::Palette& colors = m_theme.colors();
    const QString title = index.data(Qt::DisplayRole).toString();
    if (index.data(ScenarioListModel::HeadingRole).toBool()) {
        const QRect area = inner(option.rect).adjusted(0, 0, 0, m_theme.px(6));
        theme::drawText(*painter, area, title, m_theme.font(Role::smallStrong), colors.textThird,
                        Qt::AlignLeft | Qt::AlignBottom);
        return;
    }
    const bool isOpen = !m_openId.isEmpty() && index.data(ScenarioListModel::IdRole).toString() == m_openId;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QRectF box = QRectF(option.rect).adjusted(m_theme.px(2), 1, -m_theme.px(2), -1);
    if (isOpen || hovered || focused) {
        theme::drawBox(*painter, box, isOpen ? colors.accentSoft : colors.sunken,
                       focused  ? colors.accent
                       : isOpen ? colors.accentSoft
                                : colors.sunken,
                       m_theme.pxF(8), m_theme.stroke(theme::Stroke::normal));
    }
    if (isOpen) {
        const QRectF mark(box.left() + m_theme.pxF(2), box.top() + m_theme.pxF(8), m_theme.pxF(4),
                          box.height() - m_theme.pxF(16));
        theme::drawBox(*painter, mark, colors.accent, colors.accent, m_theme.pxF(2), 0);
    }
    const QRect area = inner(option.rect);
    const QFont titleFont = m_theme.font(Role::labelStrong);
    const int titleHeight = QFontMetrics(titleFont).height();
    theme::drawText(*painter, QRectF(area.left(), area.top(), area.width(), titleHeight), title, titleFont,
                    isOpen ? colors.accent : colors.text);
    const QFont small = m_theme.font(Role::small);
    double top = area.top() + titleHeight + m_theme.px(2);
    for (const QString& line : linesOf(index.data(ScenarioListModel::SummaryRole).toString(), small, area.width())) {
        theme::drawText(*painter, QRectF(area.left(), top, area.width(), m_theme.px(18)), line, small,
                        colors.textSecond);
        top += m_theme.px(18);
    }
}

}  // namespace interleave::ui::library
