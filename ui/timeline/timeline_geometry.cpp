#include "ui/timeline/timeline_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace interleave::ui::timeline {

namespace {

constexpr std::size_t kWalkBeforeStriding = 6;  // narrow slices passed one by one before jumping
constexpr std::size_t kMostLitSlices = 20'000;  // narrow slices looked through for the selected G, a lane

// The first slice from `i` on that ends after t: by doubling strides, then by halves.
std::size_t gallop(const model::Lane& lane, std::size_t i, Time t) {
    const std::size_t n = lane.size();
    std::size_t low = i;
    std::size_t step = 1;
    while (low + step < n && lane.slice(low + step).start <= t) {
        low += step;
        step *= 2;
    }
    std::size_t high = std::min(low + step, n);
    while (low + 1 < high) {
        const std::size_t middle = low + (high - low) / 2;
        (lane.slice(middle).start <= t ? low : high) = middle;
    }
    return lane.slice(low).end > t ? low : low + 1;
}

class RowFiller {
public:
    RowFiller(const model::Lane& lane, const RowRequest& request, LaneRow& row)
        : m_lane(lane), m_request(request), m_scale(request.window, request.width), m_row(row) {}

    void fill() {
        std::size_t i = m_lane.firstEndingAfter(m_request.window.from);
        const std::size_t n = m_lane.size();
        std::size_t narrow = 0;
        while (i < n) {
            const model::Slice slice = m_lane.slice(i);
            if (slice.start >= m_request.window.to)
                break;
            const int x0 = column(slice.start);
            const int x1 = column(slice.end);
            if (x1 - x0 >= m_request.minBlock) {
                addBlock(slice, i, x0, x1);
                narrow = 0;
                ++i;
                continue;
            }
            addDense(x0, std::max(x1, std::min(x0 + 1, m_request.width)));
            if (++narrow < kWalkBeforeStriding) {
                ++i;
                continue;
            }
            ensureColumns();
            i = jump(i, x0);
        }
        if (!m_row.dense.empty())
            ensureColumns();
        if (m_request.selectedG != 0)
            light();
    }

private:
    void ensureColumns() {
        if (!m_row.columns.empty())
            return;
        const auto width = static_cast<std::size_t>(m_request.width);
        const auto grain = static_cast<std::size_t>(std::max(1, m_request.grain));
        m_row.columns.resize(width);
        const std::size_t grains = (width + grain - 1) / grain;
        // The last grain may reach beyond the window.
        m_lane.cover(m_request.window.from, m_scale.time(static_cast<double>(grains * grain)),
                     std::span(m_row.columns).first(grains));
        // From the end, so that each is read before its place is taken.
        for (std::size_t i = grains; grain > 1 && i-- > 0;) {
            const model::Coverage cover = m_row.columns[i];
            std::fill_n(m_row.columns.begin() + static_cast<std::ptrdiff_t>(i * grain),
                        std::min(grain, width - i * grain), cover);
        }
    }

    // One state has the whole column, as it has at least two of a block's.
    bool pure(int x) const {
        std::uint64_t bytes = 0;
        static_assert(sizeof(model::Coverage) == sizeof bytes);
        std::memcpy(&bytes, m_row.columns[static_cast<std::size_t>(x)].data(), sizeof bytes);
        // A byte of 253 or more: its high bit is set, and three more carry into it from below.
        return (((bytes & 0x7F7F7F7F7F7F7F7Fu) + 0x0303030303030303u) & bytes & 0x8080808080808080u) != 0;
    }

    // From a narrow slice to the next that could be wide: what lies between is dense. Every second column is
    // looked at in stretches of one state, so no block is passed.
    std::size_t jump(std::size_t i, int x0) {
        int x = x0 + 2;
        while (x < m_request.width && !pure(x))
            ++x;
        const std::size_t n = m_lane.size();
        if (x >= m_request.width) {
            addDense(x0, std::min(column(m_lane.end()), m_request.width));
            return n;
        }
        const Time middle = m_scale.time(x + 0.5);
        const std::size_t jumped = std::max(gallop(m_lane, i, middle), i + 1);
        addDense(x0, column(jumped < n ? m_lane.slice(jumped).start : m_lane.end()));
        return jumped;
    }

    int column(Time t) const {
        const double x = std::clamp(m_scale.x(t), 0.0, static_cast<double>(m_request.width));
        return static_cast<int>(std::lround(x));
    }

    void addBlock(const model::Slice& slice, std::size_t i, int x0, int x1) {
        Block block;
        block.x0 = m_row.blocks.empty() ? x0 : std::max(x0, m_row.blocks.back().x1);
        block.x1 = x1;
        block.g = slice.g;
        block.state = slice.state;
        block.preempted = slice.preempted;
        block.openLeft = slice.start < m_request.window.from;
        block.openRight = slice.end > m_request.window.to;
        block.slice = i;
        // Dense columns give way: a block shows its whole width.
        if (!m_row.dense.empty() && m_row.dense.back().x1 > block.x0) {
            m_row.dense.back().x1 = block.x0;
            if (m_row.dense.back().x0 >= m_row.dense.back().x1)
                m_row.dense.pop_back();
        }
        m_row.blocks.push_back(block);
    }

    void addDense(int x0, int x1) {
        if (!m_row.blocks.empty())
            x0 = std::max(x0, m_row.blocks.back().x1);
        if (x1 <= x0)
            return;
        if (!m_row.dense.empty() && m_row.dense.back().x1 >= x0)
            m_row.dense.back().x1 = std::max(m_row.dense.back().x1, x1);
        else
            m_row.dense.push_back({x0, x1});
    }

    // Columns of the selected G's narrow slices, where there are few enough slices to look through.
    void light() {
        std::size_t budget = kMostLitSlices;
        for (const DenseRange& range : m_row.dense) {
            const Time end = m_scale.time(range.x1);
            for (std::size_t i = m_lane.firstEndingAfter(m_scale.time(range.x0)); i < m_lane.size(); ++i) {
                const model::Slice slice = m_lane.slice(i);
                if (slice.start >= end)
                    break;
                if (budget-- == 0)
                    return;
                if (slice.g == m_request.selectedG && slice.state != SliceState::idle)
                    addLit(column(slice.start), column(slice.end));
            }
        }
    }

    void addLit(int x0, int x1) {
        x1 = std::max(x1, x0 + 1);
        if (!m_row.lit.empty() && m_row.lit.back().x1 >= x0)
            m_row.lit.back().x1 = std::max(m_row.lit.back().x1, x1);
        else
            m_row.lit.push_back({x0, x1});
    }

    const model::Lane& m_lane;
    const RowRequest& m_request;
    TimeScale m_scale;
    LaneRow& m_row;
};

}  // namespace

void fillRow(const model::Lane& lane, std::uint16_t id, const RowRequest& request, LaneRow& row) {
    row.lane = id;
    row.blocks.clear();
    row.dense.clear();
    row.columns.clear();
    row.lit.clear();
    if (request.width <= 0 || request.window.empty() || lane.size() == 0)
        return;
    RowFiller(lane, request, row).fill();
}

const char* sliceStateName(SliceState state) {
    static constexpr std::array<const char*, model::kSliceStates> kNames{
        "idle", "running", "spinning", "syscall", "scheduling", "collector", "stopped", "offCore"};
    return kNames[static_cast<std::size_t>(state)];
}

std::string describe(const LaneRow& row) {
    std::string text = std::to_string(row.lane) + ":";
    std::size_t dense = 0;
    const auto denseUpTo = [&](int x) {
        for (; dense < row.dense.size() && row.dense[dense].x0 < x; ++dense) {
            const DenseRange& range = row.dense[dense];
            text += " [" + std::to_string(range.x0) + "," + std::to_string(range.x1) + ") dense";
        }
    };
    for (const Block& block : row.blocks) {
        denseUpTo(block.x0);
        text += " [" + std::to_string(block.x0) + "," + std::to_string(block.x1) + ") " + sliceStateName(block.state);
        if (block.g != 0)
            text += " G" + std::to_string(block.g);
        if (block.preempted)
            text += "!";
    }
    denseUpTo(1 << 30);
    return text;
}

int LaneLayout::laneAt(double y) const {
    if (pitch <= 0 || y < 0 || y >= view)
        return -1;
    const int lane = static_cast<int>(std::floor((y + scroll) / pitch));
    return lane >= 0 && lane < count ? lane : -1;
}

int LaneLayout::firstVisible() const {
    return pitch > 0 ? std::clamp(static_cast<int>(std::floor(scroll / pitch)), 0, count) : 0;
}

int LaneLayout::endVisible() const {
    return pitch > 0 ? std::clamp(static_cast<int>(std::ceil((scroll + view) / pitch)), 0, count) : 0;
}

LaneLayout layoutLanes(int count, double viewHeight, double scroll, double unit) {
    constexpr double kLeastPitch = 20;
    constexpr double kMostPitch = 54;
    LaneLayout layout;
    layout.count = count;
    layout.view = std::max(viewHeight, 0.0);
    if (count <= 0)
        return layout;
    layout.pitch = std::floor(std::clamp(layout.view / count, kLeastPitch * unit, kMostPitch * unit));
    const double gap = layout.pitch >= 40 * unit ? 12 * unit : layout.pitch >= 28 * unit ? 6 * unit : 3 * unit;
    layout.height = std::floor(layout.pitch - gap);
    layout.gapAbove = std::floor((layout.pitch - layout.height) / 2);
    layout.content = layout.pitch * count;
    layout.scroll = std::floor(std::clamp(scroll, 0.0, layout.maxScroll()));
    return layout;
}

}  // namespace interleave::ui::timeline
