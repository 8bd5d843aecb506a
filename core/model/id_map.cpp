#include "model/id_map.h"

#include <bit>
#include <utility>

namespace interleave::model {

void IdMap::grow() {
    std::vector<Cell> old = std::move(m_cells);
    const std::size_t size = old.empty() ? 16 : old.size() * 2;
    m_cells.assign(size, Cell{});
    m_mask = size - 1;
    m_shift = static_cast<unsigned>(32 - std::countr_zero(size));
    for (const Cell& cell : old)
        if (cell.id != 0)
            slotFor(cell.id) = cell;
}

void IdMap::erase(std::uint32_t id) {
    if (m_cells.empty() || id == 0)
        return;
    std::size_t hole = home(id);
    while (m_cells[hole].id != id) {
        if (m_cells[hole].id == 0)
            return;
        hole = (hole + 1) & m_mask;
    }
    // Later cells of the same run move back into the hole where their home allows it.
    for (std::size_t i = (hole + 1) & m_mask; m_cells[i].id != 0; i = (i + 1) & m_mask) {
        const std::size_t wanted = home(m_cells[i].id);
        if (((i - wanted) & m_mask) >= ((i - hole) & m_mask)) {
            m_cells[hole] = m_cells[i];
            hole = i;
        }
    }
    m_cells[hole] = Cell{};
    --m_size;
}

}  // namespace interleave::model
