#include "ui/timeline/lane_raster.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui::timeline {

namespace {

QRgb mix(QRgb a, QRgb b, double share) {
    const auto channel = [share](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * share)); };
    return qRgb(channel(qRed(a), qRed(b)), channel(qGreen(a), qGreen(b)), channel(qBlue(a), qBlue(b)));
}

bool hatched(SliceState state) {
    return state == SliceState::idle || state == SliceState::stopped;
}

class RowPainter {
public:
    RowPainter(QImage& image, int top, int height, const RasterStyle& style)
        : m_bits(reinterpret_cast<QRgb*>(image.bits())),
          m_stride(image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb))),
          m_width(image.width()),
          m_style(style),
          m_firstLine(std::max(top, 0)),
          m_endLine(std::min(top + height, image.height())),
          m_frameTop(top),
          m_frameBottom(top + height),
          m_hatchEvery(std::max(4, static_cast<int>(std::lround(7 * style.ratio)))) {}

    void block(const Block& block) {
        const bool lit = m_style.selectedG != 0 && block.g == m_style.selectedG && !hatched(block.state);
        const RasterColors& colors = lit || m_style.selectedG == 0 ? m_style.colors : m_style.dimmed;
        const RasterColors::Pair pair = pairOf(colors, block);
        // One column is left free between neighbours.
        const int x1 = block.openRight || block.width() <= 3 ? block.x1 : block.x1 - 1;
        const int radius = block.width() >= 10 ? static_cast<int>(std::lround(4 * m_style.ratio)) : 0;
        const int frame = lit ? std::max(2, static_cast<int>(std::lround(2.5 * m_style.ratio))) : 1;
        const QRgb edge = lit ? m_style.colors.lit : pair.edge;
        for (int y = m_firstLine; y < m_endLine; ++y)
            blockLine(y, block, x1, radius, frame, pair.fill, edge, hatched(block.state) ? colors.hatch : 0);
    }

    // Each column is a stack: what ran at the bottom, what was idle at the top.
    void columns(const DenseRange& range, const std::vector<model::Coverage>& columns) {
        static constexpr std::array<SliceState, 7> kOrder{
            SliceState::running,  SliceState::collector, SliceState::syscall, SliceState::scheduling,
            SliceState::spinning, SliceState::offCore,   SliceState::stopped};
        const RasterColors& colors = m_style.selectedG == 0 ? m_style.colors : m_style.dimmed;
        const auto height = static_cast<float>(m_frameBottom - m_frameTop);
        const auto n = static_cast<std::size_t>(std::max(0, range.x1 - range.x0));
        m_shareHeight.assign(n, 0.0F);
        m_seen.assign(n, 0);
        m_bottom.assign(n, m_frameBottom);
        m_top.resize(n);
        std::array<bool, model::kSliceStates> present{};
        for (std::size_t i = 0; i < n; ++i) {
            const model::Coverage& cover = columns[static_cast<std::size_t>(range.x0) + i];
            int total = 0;
            for (std::size_t s = 0; s < cover.size(); ++s) {
                total += cover[s];
                present[s] = present[s] || cover[s] != 0;
            }
            m_shareHeight[i] = total == 0 ? 0.0F : height / static_cast<float>(total);
        }
        for (const SliceState state : kOrder) {
            if (!present[static_cast<std::size_t>(state)])
                continue;
            for (std::size_t i = 0; i < n; ++i) {
                m_seen[i] += columns[static_cast<std::size_t>(range.x0) + i][static_cast<std::size_t>(state)];
                m_top[i] = m_frameBottom - static_cast<int>(static_cast<float>(m_seen[i]) * m_shareHeight[i] + 0.5F);
            }
            band(range.x0, colors.states[static_cast<std::size_t>(state)].fill);
            m_bottom = m_top;
        }
        for (std::size_t i = 0; i < n; ++i)
            m_top[i] = m_shareHeight[i] > 0 ? m_frameTop : m_bottom[i];
        band(range.x0, colors.states[static_cast<std::size_t>(SliceState::idle)].fill);
    }

    // A selected G's narrow slices: a bright line over the row's whole height.
    void lit(const DenseRange& range) {
        for (int x = range.x0; x < std::min(range.x1, m_width); ++x) {
            column(x, m_frameTop, m_frameBottom, m_style.colors.states[1].fill);
            const int cap = std::max(3, (m_frameBottom - m_frameTop) / 5);
            column(x, m_frameTop, m_frameTop + cap, m_style.colors.lit);
            column(x, m_frameBottom - cap, m_frameBottom, m_style.colors.lit);
        }
    }

private:
    QRgb* line(int y) const { return m_bits + y * m_stride; }

    static RasterColors::Pair pairOf(const RasterColors& colors, const Block& block) {
        if (block.state == SliceState::running && (block.g & 1) != 0)
            return colors.runningAlternate;
        return colors.states[static_cast<std::size_t>(block.state)];
    }

    // Row by row, so that the processor fills many columns at a time. Rows that all columns have or that none has need
    // no look at each.
    void band(int x0, QRgb color) {
        if (m_top.empty())
            return;
        const std::size_t n = m_top.size();
        const int* const top = m_top.data();
        const int* const bottom = m_bottom.data();
        int firstTop = top[0], lastTop = top[0], firstBottom = bottom[0], lastBottom = bottom[0];
        for (std::size_t i = 0; i < n; ++i) {
            firstTop = std::min(firstTop, top[i]);
            lastTop = std::max(lastTop, top[i]);
            firstBottom = std::min(firstBottom, bottom[i]);
            lastBottom = std::max(lastBottom, bottom[i]);
        }
        const int end = std::min(m_endLine, lastBottom);
        for (int y = std::max(m_firstLine, firstTop); y < end; ++y) {
            QRgb* const pixels = line(y) + x0;
            if (y >= lastTop && y < firstBottom) {
                std::fill_n(pixels, n, color);
                continue;
            }
            for (std::size_t i = 0; i < n; ++i)
                pixels[i] = y >= top[i] && y < bottom[i] ? color : pixels[i];
        }
    }

    void column(int x, int top, int bottom, QRgb color) {
        for (int y = std::max(top, m_firstLine); y < std::min(bottom, m_endLine); ++y)
            line(y)[x] = color;
    }

    // How far a corner of that radius pushes in a line, by its distance from the nearer end.
    static double inset(int radius, int distance) {
        if (distance >= radius)
            return 0;
        const double dy = radius - distance - 0.5;
        return radius - std::sqrt(std::max(0.0, radius * double(radius) - dy * dy));
    }

    void blockLine(int y, const Block& block, int x1, int radius, int frame, QRgb fill, QRgb edge, QRgb hatch) {
        const int distance = std::min(y - m_frameTop, m_frameBottom - 1 - y);
        const double in = inset(radius, distance);
        const double left = block.openLeft ? 0 : in;
        const double right = block.openRight ? 0 : in;
        int a = block.x0 + static_cast<int>(left);
        int b = x1 - static_cast<int>(right);
        if (a >= b)
            return;
        QRgb* pixels = line(y);
        const bool frameLine = distance < frame;
        std::fill(pixels + a, pixels + b, frameLine ? edge : fill);
        if (hatch != 0 && !frameLine)
            hatchLine(pixels, a, b, y, hatch);
        if (!frameLine && block.width() >= 6)
            frameEnds(pixels, a, b, block, frame, distance < radius && in > 1 ? in * 0.6 : 0, edge);
        soften(pixels, a, b, left - std::floor(left), right - std::floor(right));
    }

    static void frameEnds(QRgb* pixels, int a, int b, const Block& block, int frame, double bend, QRgb edge) {
        const int curve = static_cast<int>(std::ceil(bend));
        if (!block.openLeft)
            std::fill(pixels + a, pixels + std::min(a + frame + curve, b), edge);
        if (!block.openRight)
            std::fill(pixels + std::max(b - frame - curve, a), pixels + b, edge);
    }

    void hatchLine(QRgb* pixels, int a, int b, int y, QRgb hatch) const {
        const int offset = (a + y) % m_hatchEvery;
        const int thick = m_style.ratio >= 1.5 ? 2 : 1;
        for (int x = a + (m_hatchEvery - offset) % m_hatchEvery; x < b; x += m_hatchEvery) {
            for (int i = 0; i < thick && x + i < b; ++i)
                pixels[x + i] = hatch;
        }
    }

    // The end pixels of a rounded line are partly ground.
    void soften(QRgb* pixels, int a, int b, double left, double right) const {
        if (left > 0)
            pixels[a] = mix(pixels[a], m_style.colors.ground, left);
        if (right > 0)
            pixels[b - 1] = mix(pixels[b - 1], m_style.colors.ground, right);
    }

    QRgb* m_bits;
    qsizetype m_stride;
    int m_width;
    const RasterStyle& m_style;
    int m_firstLine;
    int m_endLine;
    int m_frameTop;
    int m_frameBottom;
    int m_hatchEvery;
    std::vector<float> m_shareHeight;  // of a stretch of dense columns
    std::vector<int> m_seen, m_top, m_bottom;
};

}  // namespace

RasterColors RasterColors::faded(double share) const {
    RasterColors out = *this;
    const auto fade = [&](Pair& pair) {
        pair.fill = mix(pair.fill, ground, share);
        pair.edge = mix(pair.edge, ground, share);
    };
    for (Pair& pair : out.states)
        fade(pair);
    fade(out.runningAlternate);
    out.hatch = mix(hatch, ground, share);
    out.lit = mix(lit, ground, share * 0.5);
    return out;
}

void paintRow(QImage& image, const LaneRow& row, int top, int height, const RasterStyle& style) {
    RowPainter painter(image, top, height, style);
    for (const DenseRange& range : row.dense)
        painter.columns(range, row.columns);
    for (const DenseRange& range : row.lit)
        painter.lit(range);
    for (const Block& block : row.blocks)
        painter.block(block);
}

void paintRows(QImage& image, std::span<const LaneRow> rows, const LaneLayout& layout, const RasterStyle& style) {
    const int first = layout.firstVisible();
    const int height = static_cast<int>(std::lround(layout.height * style.ratio));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double top = layout.top(first + static_cast<int>(i));
        paintRow(image, rows[i], static_cast<int>(std::lround(top * style.ratio)), height, style);
    }
}

// Red and blue go through one multiplication.
void fadeInto(const QImage& from, QImage& to, QRgb ground, double share, int x0, int x1) {
    const auto part = static_cast<unsigned>(std::lround(share * 256));
    const unsigned keep = 256 - part;
    const unsigned redBlue = (ground & 0xFF00FFU) * part;
    const unsigned green = (ground & 0x00FF00U) * part;
    for (int y = 0; y < from.height(); ++y) {
        const auto* source = reinterpret_cast<const QRgb*>(from.constScanLine(y));
        auto* target = reinterpret_cast<QRgb*>(to.scanLine(y));
        for (int x = x0; x < x1; ++x) {
            const unsigned rb = ((source[x] & 0xFF00FFU) * keep + redBlue) >> 8;
            const unsigned g = ((source[x] & 0x00FF00U) * keep + green) >> 8;
            target[x] = 0xFF000000U | (rb & 0xFF00FFU) | (g & 0x00FF00U);
        }
    }
}

}  // namespace interleave::ui::timeline
