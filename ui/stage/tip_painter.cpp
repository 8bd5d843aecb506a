// The card beside the cursor, drawn.
#include <QFontMetricsF>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/stage/stage_scene.h"
#include "ui/theme/chrome.h"

namespace interleave::ui::stage {

using theme::Role;
using theme::Stroke;

namespace {

constexpr double kWidest = 400;
constexpr double kNarrowestWithWords = 300;  // of a card that has something to be broken into lines

constexpr int kBroken = static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap;

}  // namespace

// What it is and what for; how it is now; what happened to it last and what can be done, below a line.
void StageScene::paintTip(QPainter& painter) {
    const TipText tip = tipText(m_snapshot, m_hover);
    if (tip.heading.isEmpty())
        return;
    const theme::Palette& c = theme().colors();
    const QFont heading = theme().font(Role::section);
    const QFont body = theme().font(Role::small);
    const QFontMetricsF metrics(body);
    const double line = theme().px(19);
    const double pad = theme().px(12);
    const std::array<const QStringList*, 2> all{&tip.lines, &m_hoverNotes};
    double wide = QFontMetricsF(heading).horizontalAdvance(tip.heading) +
                  (tip.second.isEmpty() ? 0 : metrics.horizontalAdvance(tip.second) + theme().px(16));
    for (const QStringList* lines : all)
        for (const QString& words : *lines)
            wide = std::max(wide, metrics.horizontalAdvance(words));
    if (!tip.about.isEmpty())
        wide = std::max(wide, std::min(metrics.horizontalAdvance(tip.about), theme().pxF(kNarrowestWithWords)));
    wide = std::ceil(std::min(wide, theme().pxF(kWidest)));
    const auto heightOf = [&](const QString& words) {
        if (words.isEmpty())
            return 0.0;
        // Characters of another font may make a line taller.
        const double tall = metrics.boundingRect(QRectF(0, 0, wide, 1e4), kBroken, words).height();
        return std::max(line, std::ceil(tall + line - metrics.lineSpacing()));
    };
    const double notesGap = m_hoverNotes.isEmpty() ? 0 : theme().px(11);
    double height = theme().px(24) + 2 * pad - theme().px(4) + heightOf(tip.about) + notesGap;
    for (const QStringList* lines : all)
        for (const QString& words : *lines)
            height += heightOf(words);
    const QSizeF size(wide + 2 * pad, height);
    QPointF at = m_hoverAt + QPointF(theme().px(16), theme().px(18));
    if (at.x() + size.width() > m_size.width() - theme().px(8))
        at.setX(m_hoverAt.x() - size.width() - theme().px(10));
    if (at.y() + size.height() > m_size.height() - theme().px(8))
        at.setY(m_hoverAt.y() - size.height() - theme().px(10));
    at = QPointF(std::round(std::max(at.x(), 4.0)), std::round(std::max(at.y(), 4.0)));
    const QRectF card(at, size);
    theme::drawCard(painter, theme(), card, c.navy, c.navyEdge, theme().pxF(10), theme().stroke(Stroke::thin));
    const QRectF first(card.left() + pad, card.top() + pad - theme().px(2), wide, theme().px(22));
    theme::drawText(painter, first, tip.heading, heading, c.navyText);
    if (!tip.second.isEmpty())
        theme::drawText(painter, first, tip.second, body, c.navySecond, Qt::AlignRight | Qt::AlignVCenter);
    double y = first.bottom() + theme().px(2);
    const auto words = [&](const QString& text, const QColor& color) {
        if (text.isEmpty())
            return;
        painter.setFont(body);
        painter.setPen(color);
        const double tall = heightOf(text);
        painter.drawText(QRectF(card.left() + pad, y + (line - metrics.lineSpacing()) / 2, wide, tall), kBroken, text);
        y += tall;
    };
    words(tip.about, c.navySecond);
    for (const QString& text : tip.lines)
        words(text, tip.about.isEmpty() ? c.navySecond : c.navyText);
    if (m_hoverNotes.isEmpty())
        return;
    painter.fillRect(QRectF(card.left() + pad, std::round(y + notesGap / 2), wide, 1), c.navyEdge);
    y += notesGap;
    for (const QString& text : m_hoverNotes)
        words(text, c.navySecond);
}

}  // namespace interleave::ui::stage
