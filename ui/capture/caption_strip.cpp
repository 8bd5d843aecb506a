#include "ui/capture/caption_strip.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

namespace interleave::ui::capture {

using namespace Qt::StringLiterals;

namespace {

const QColor kGround(0x0F, 0x2A, 0x47);
const QColor kTitle(0xFF, 0xD2, 0x4A);
const QColor kText(0xFF, 0xFF, 0xFF);

QFont captionFont(double pixels, QFont::Weight weight) {
    QFont font;
    font.setFamilies({u"Inter"_s, u"Noto Sans CJK SC"_s});
    font.setPixelSize(qMax(1, qRound(pixels)));
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

// Lays text out in lines of this width; returns how many lines it takes.
int layOut(QTextLayout* layout, int width) {
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setTextOption(option);
    layout->beginLayout();
    int lines = 0;
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLineWidth(width);
        ++lines;
    }
    layout->endLayout();
    return lines;
}

void drawLines(QPainter* painter, const QTextLayout& layout, const QRect& area, int mostLines) {
    const QFontMetrics metrics(layout.font());
    const int step = qRound(metrics.height() * 1.15);
    for (int i = 0; i < qMin(mostLines, layout.lineCount()); ++i) {
        const QTextLine line = layout.lineAt(i);
        QString text = layout.text().mid(line.textStart(), line.textLength());
        if (i == mostLines - 1 && layout.lineCount() > mostLines)
            text = metrics.elidedText(layout.text().mid(line.textStart()), Qt::ElideRight, area.width());
        painter->drawText(area.left(), area.top() + metrics.ascent() + i * step, text.trimmed());
    }
}

}  // namespace

int captionStripHeight(QSize frame) {
    return qMax(48, frame.height() / 20 * 2);
}

void paintCaptionStrip(QPainter* painter, const QRect& strip, const Caption& caption) {
    painter->fillRect(strip, kGround);
    if (caption.empty())
        return;
    painter->setRenderHint(QPainter::TextAntialiasing);
    const double unit = strip.height() / 108.0;
    const int margin = qRound(24 * unit);
    const QRect inner = strip.adjusted(margin, qRound(10 * unit), -margin, -qRound(8 * unit));

    const QFont titleFont = captionFont(24 * unit, QFont::DemiBold);
    const QFontMetrics titleMetrics(titleFont);
    painter->setFont(titleFont);
    painter->setPen(kTitle);
    painter->drawText(inner.left(), inner.top() + titleMetrics.ascent(),
                      titleMetrics.elidedText(caption.title, Qt::ElideRight, inner.width()));

    const QRect area = inner.adjusted(0, qRound(titleMetrics.height() * 1.1), 0, 0);
    for (const double pixels : {22.0, 20.0, 18.0}) {
        QTextLayout layout(caption.text, captionFont(pixels * unit, QFont::Normal));
        if (layOut(&layout, area.width()) > 2 && pixels > 18.0)
            continue;
        painter->setFont(layout.font());
        painter->setPen(kText);
        drawLines(painter, layout, area, 2);
        return;
    }
}

}  // namespace interleave::ui::capture
