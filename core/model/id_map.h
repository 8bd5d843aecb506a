// A small hash table from a 32-bit id to a 32-bit number, for the World: one flat array, so that a copy of a World
// is a copy of memory, and its size follows what is alive, not the largest id ever seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave::model {

// Open addressing with linear probing; erasing shifts back, so there are no tombstones. Id 0 is never a key.
// Not thread-safe.
class IdMap {
public:
    static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

    // The number of that id, or kNone.
    std::uint32_t find(std::uint32_t id) const {
        if (m_cells.empty() || id == 0)
            return kNone;
        for (std::size_t i = home(id);; i = (i + 1) & m_mask) {
            if (m_cells[i].id == id)
                return m_cells[i].value;
            if (m_cells[i].id == 0)
                return kNone;
        }
    }
    // Sets the number of an id; id must not be 0.
    void set(std::uint32_t id, std::uint32_t value) {
        if ((m_size + 1) * 2 > m_cells.size())
            grow();
        Cell& cell = slotFor(id);
        if (cell.id == 0)
            ++m_size;
        cell = Cell{id, value};
    }
    void erase(std::uint32_t id);
    // Brings the place where an id would be found nearer.
    void expect(std::uint32_t id) const {
        if (!m_cells.empty())
            __builtin_prefetch(&m_cells[home(id)]);
    }
    // Calls f(id, number&) for each, in no order.
    template <class F>
    void each(F f) {
        for (Cell& cell : m_cells)
            if (cell.id != 0)
                f(cell.id, cell.value);
    }
    std::size_t size() const { return m_size; }
    std::size_t bytes() const { return m_cells.capacity() * sizeof(Cell); }

private:
    struct Cell {
        std::uint32_t id = 0;
        std::uint32_t value = 0;
    };

    std::size_t home(std::uint32_t id) const { return (id * 0x9E37'79B9u) >> m_shift; }
    Cell& slotFor(std::uint32_t id) {
        std::size_t i = home(id);
        while (m_cells[i].id != 0 && m_cells[i].id != id)
            i = (i + 1) & m_mask;
        return m_cells[i];
    }
    void grow();

    std::vector<Cell> m_cells;
    std::size_t m_size = 0;
    std::size_t m_mask = 0;
    unsigned m_shift = 32;
};

}  // namespace interleave::model
