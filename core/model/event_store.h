// The events of a run in blocks of 65,536. The newest blocks are plain. A full one is packed by a thread of the store's
// own (block_packer.h), so that taking events in costs no more than copying them; then it is only kept packed and, when
// the packed ones exceed the memory budget, moved to an unlinked temporary file. A few unpacked blocks are kept.
//
// Threads: one appender; any number of readers; the packing one. A reader holds a block by a shared pointer: events in
// it that were there when it took the block never change.
#pragma once

#include <array>
#include <atomic>
#include <bitset>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "base/annotations.h"
#include "base/units.h"
#include "model/background.h"
#include "model/block_packer.h"
#include "model/event_buffers.h"
#include "model/event_codec.h"
#include "trace/event.h"

namespace interleave::model {

// A set of kinds of events.
using KindSet = std::bitset<trace::kEventKinds>;

// Which goroutines, Ms, Ps and kinds of events a block speaks of; may say yes where it does not, never no where it
// does.
class BlockFilter {
public:
    void add(std::span<const trace::Event> events);
    bool mayHoldG(std::uint32_t g) const { return (m_gs[g % kBits / 64] >> (g % 64) & 1) != 0; }
    bool mayHoldP(std::uint16_t p) const { return (m_ps >> (p % 64) & 1) != 0; }
    bool mayHoldM(std::uint16_t m) const { return (m_ms >> (m % 64) & 1) != 0; }
    bool mayHoldAny(const KindSet& kinds) const { return (m_kinds & kinds).any(); }

private:
    // Goroutines of one time have ids close together, so their low bits tell them apart.
    static constexpr std::size_t kBits = 65'536;
    std::array<std::uint64_t, kBits / 64> m_gs{};
    std::uint64_t m_ps = 0;
    std::uint64_t m_ms = 0;
    KindSet m_kinds;
};

// Some events of one block, held in memory.
struct Block {
    std::shared_ptr<const trace::Event[]> events;
    std::uint64_t first = 0;  // index of events[0] in the history
    std::size_t count = 0;
    explicit operator bool() const { return count != 0; }
};

class EventStore {
public:
    explicit EventStore(base::Bytes memoryBudget);
    ~EventStore();
    EventStore(const EventStore&) = delete;
    EventStore& operator=(const EventStore&) = delete;

    // --- the appender. Kinds must be known ones.
    // Blocks only where packing has fallen some blocks behind.
    void append(std::span<const trace::Event> events);
    // Waits until every full block is packed, and moved where it must be.
    void settle() { m_packing.settle(); }

    // --- readers
    std::uint64_t size() const { return m_size.load(std::memory_order_acquire); }
    // The block that holds an index: empty past the end, or where the temporary file cannot be read.
    Block block(std::uint64_t index) const;
    // Whether a block could hold events of it; true where that is not known (blocks that are not yet packed).
    bool mayHoldG(std::size_t block, std::uint32_t g) const;
    bool mayHoldP(std::size_t block, std::uint16_t p) const;
    bool mayHoldM(std::size_t block, std::uint16_t m) const;
    bool mayHoldAny(std::size_t block, const KindSet& kinds) const;
    // Index of the first block whose last event is later than t; the number of blocks where there is none.
    std::size_t firstBlockEndingAfter(std::uint64_t t) const;

    // Why the history cannot be kept as it should be, as a sentence: the temporary file cannot be made, written or
    // read. Empty where all is well. What cannot be moved to the file stays in memory.
    std::string trouble() const;

    // Memory that packed blocks take, and what was moved to the temporary file.
    base::Bytes packedBytes() const;
    base::Bytes spilledBytes() const;

private:
    struct Entry {
        std::shared_ptr<const trace::Event[]> plain;  // until it is packed and the next one is full
        std::shared_ptr<const PackedBlock> packed;
        std::shared_ptr<const BlockFilter> filter;
        std::uint64_t fileOffset = 0;
        std::size_t fileSize = 0;
        std::size_t count = 0;
        std::uint64_t lastTime = 0;
    };

    void open(std::size_t block);
    void seal(std::size_t block);
    void pack(std::size_t block, std::shared_ptr<const trace::Event[]> events);
    void spillBeyondBudget(std::unique_lock<std::mutex>& lock);
    std::shared_ptr<const trace::Event[]> unpacked(std::size_t block) const;
    void remember(std::size_t block, std::shared_ptr<const trace::Event[]> events) const;

    mutable std::mutex m_mutex;
    std::vector<Entry> m_blocks ILV_GUARDED_BY(m_mutex);
    // Unpacked blocks, the latest used first.
    struct Cached {
        std::size_t block = 0;
        std::shared_ptr<const trace::Event[]> events;
    };
    mutable std::list<Cached> m_cache ILV_GUARDED_BY(m_mutex);
    std::uint64_t m_packedBytes ILV_GUARDED_BY(m_mutex) = 0;
    std::uint64_t m_spilledBytes ILV_GUARDED_BY(m_mutex) = 0;
    std::size_t m_nextToSpill ILV_GUARDED_BY(m_mutex) = 0;
    const std::uint64_t m_budget;
    // Release after the events are written, acquire before they are read.
    std::atomic<std::uint64_t> m_size{0};
    mutable std::string m_trouble ILV_GUARDED_BY(m_mutex);
    int m_file = -1;            // the packing thread's; readers use it only for blocks that are in it
    bool m_fileFailed = false;  // the packing thread's: no more is moved
    mutable EventBuffers m_buffers;
    std::shared_ptr<trace::Event[]> m_plain;  // the appender's: the open block
    BlockPacker m_packer;                     // the packing thread's
    // Full blocks that may wait to be packed: two megabytes each. Last, so that it ends before what it uses.
    static constexpr std::size_t kMostWaiting = 8;
    Background m_packing{kMostWaiting};
};

}  // namespace interleave::model
