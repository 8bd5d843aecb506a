#include "model/event_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "model/event_fields.h"

namespace interleave::model {
namespace {

constexpr std::size_t kCachedBlocks = 12;

std::string temporaryFolder() {
    const char* directory = std::getenv("TMPDIR");
    return directory && *directory ? directory : "/var/tmp";
}

// A file without a name, in the directory for temporary files; -1 where there can be none.
int openUnlinked() {
    std::string name = temporaryFolder() + "/interleave-history-XXXXXX";
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file >= 0)
        ::unlink(name.c_str());
    return file;
}

bool writeAll(int file, std::span<const std::byte> bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        const ssize_t n = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (n <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
        offset += static_cast<std::uint64_t>(n);
    }
    return true;
}

bool readAll(int file, std::span<std::byte> bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        const ssize_t n = ::pread(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (n <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
        offset += static_cast<std::uint64_t>(n);
    }
    return true;
}

}  // namespace

void BlockFilter::add(std::span<const trace::Event> events) {
    const auto addG = [this](std::uint32_t g) { m_gs[g % kBits / 64] |= 1ull << (g % 64); };
    std::uint64_t ps = 0, ms = 0;
    std::uint32_t m = trace::kNoM, p = trace::kNoP;
    const FieldMasks& masks = fieldMasks();
    for (const trace::Event& event : events) {
        // The usual event names its actors in their own places and nobody else; what is said too much does no harm.
        addG(event.g);
        m_kinds[static_cast<std::size_t>(event.kind)] = true;
        if (event.m != m || event.p != p) {
            m = event.m;
            p = event.p;
            ps |= static_cast<std::uint64_t>(p != trace::kNoP) << (p % 64);
            ms |= static_cast<std::uint64_t>(m != trace::kNoM) << (m % 64);
        }
        if (!masks.more[static_cast<std::size_t>(event.kind)])
            continue;
        eachG(masks, event, addG);
        eachP(masks, event, [&](std::uint16_t id) { ps |= 1ull << (id % 64); });
        eachM(masks, event, [&](std::uint16_t id) { ms |= 1ull << (id % 64); });
    }
    m_ps |= ps;
    m_ms |= ms;
}

EventStore::EventStore(base::Bytes memoryBudget) : m_budget(memoryBudget.value) {}

EventStore::~EventStore() {
    if (m_file >= 0)
        ::close(m_file);
}

void EventStore::append(std::span<const trace::Event> events) {
    while (!events.empty()) {
        const std::uint64_t size = m_size.load(std::memory_order_relaxed);
        const std::size_t block = size / kBlockEvents;
        const std::size_t at = size % kBlockEvents;
        if (at == 0)
            open(block);
        const std::size_t n = std::min(events.size(), kBlockEvents - at);
        std::copy_n(events.begin(), n, m_plain.get() + at);
        {
            const std::lock_guard lock(m_mutex);
            m_blocks[block].count = at + n;
            m_blocks[block].lastTime = events[n - 1].time;
        }
        m_size.store(size + n, std::memory_order_release);
        events = events.subspan(n);
        if (at + n == kBlockEvents)
            seal(block);
    }
}

void EventStore::open(std::size_t block) {
    m_plain = m_buffers.take();
    const std::lock_guard lock(m_mutex);
    m_blocks.emplace_back();
    m_blocks[block].plain = m_plain;
}

void EventStore::seal(std::size_t block) {
    m_packing.give([this, block, events = std::move(m_plain)] { pack(block, events); });
    m_plain.reset();
}

// The block before this one, which readers of the newest events may have been at, is kept plain till now.
void EventStore::pack(std::size_t block, std::shared_ptr<const trace::Event[]> events) {
    const std::span<const trace::Event> all(events.get(), kBlockEvents);
    m_packer.add(all);
    auto packed = std::make_shared<const PackedBlock>(m_packer.finish());
    auto filter = std::make_shared<BlockFilter>();
    filter->add(all);
    std::shared_ptr<const trace::Event[]> old;  // let go without the lock
    std::unique_lock lock(m_mutex);
    Entry& entry = m_blocks[block];
    entry.filter = std::move(filter);
    m_packedBytes += packed->size();
    entry.packed = std::move(packed);
    if (block > 0)
        old = std::move(m_blocks[block - 1].plain);
    spillBeyondBudget(lock);
}

void EventStore::spillBeyondBudget(std::unique_lock<std::mutex>& lock) {
    while (m_packedBytes > m_budget && !m_fileFailed && m_nextToSpill < m_blocks.size() &&
           m_blocks[m_nextToSpill].packed) {
        const std::shared_ptr<const PackedBlock> bytes = m_blocks[m_nextToSpill].packed;
        const std::uint64_t offset = m_spilledBytes;
        lock.unlock();
        errno = 0;
        if (m_file < 0)
            m_file = openUnlinked();
        // Where there is no room for it the block stays in memory: over budget is better than gone.
        m_fileFailed = m_file < 0 || !writeAll(m_file, bytes->bytes(), offset);
        const int error = errno;
        lock.lock();
        if (m_fileFailed) {
            m_trouble = "The history is larger than its memory and cannot be moved to a temporary file in " +
                        temporaryFolder() + " (" + std::strerror(error) + "): all of it is kept in memory.";
            return;
        }
        Entry& entry = m_blocks[m_nextToSpill++];
        entry.fileOffset = offset;
        entry.fileSize = bytes->size();
        entry.packed.reset();
        m_packedBytes -= bytes->size();
        m_spilledBytes += bytes->size();
    }
}

Block EventStore::block(std::uint64_t index) const {
    const std::uint64_t size = m_size.load(std::memory_order_acquire);
    if (index >= size)
        return {};
    const std::size_t block = index / kBlockEvents;
    const std::uint64_t first = static_cast<std::uint64_t>(block) * kBlockEvents;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size - first, kBlockEvents));
    auto events = unpacked(block);
    if (!events)
        return {};
    return Block{std::move(events), first, count};
}

std::shared_ptr<const trace::Event[]> EventStore::unpacked(std::size_t block) const {
    std::shared_ptr<const PackedBlock> packed;
    std::uint64_t offset = 0;
    std::size_t fileSize = 0;
    {
        const std::lock_guard lock(m_mutex);
        const Entry& entry = m_blocks[block];
        if (entry.plain)
            return entry.plain;
        const auto known =
            std::find_if(m_cache.begin(), m_cache.end(), [&](const Cached& c) { return c.block == block; });
        if (known != m_cache.end()) {
            m_cache.splice(m_cache.begin(), m_cache, known);
            return known->events;
        }
        packed = entry.packed;
        offset = entry.fileOffset;
        fileSize = entry.fileSize;
    }
    std::vector<std::byte> fromFile;
    if (!packed) {
        fromFile.resize(fileSize);
        if (!readAll(m_file, fromFile, offset)) {
            const std::lock_guard lock(m_mutex);
            m_trouble = "A part of the history that was moved to a temporary file cannot be read back.";
            return nullptr;
        }
    }
    auto events = m_buffers.take();
    const std::span<const std::byte> bytes = packed ? packed->bytes() : std::span<const std::byte>(fromFile);
    if (!unpackBlock(bytes, std::span(events.get(), kBlockEvents)))
        return nullptr;
    const std::lock_guard lock(m_mutex);
    remember(block, events);
    return events;
}

void EventStore::remember(std::size_t block, std::shared_ptr<const trace::Event[]> events) const {
    m_cache.push_front(Cached{block, std::move(events)});
    if (m_cache.size() > kCachedBlocks)
        m_cache.pop_back();
}

bool EventStore::mayHoldG(std::size_t block, std::uint32_t g) const {
    const std::lock_guard lock(m_mutex);
    return block < m_blocks.size() && (!m_blocks[block].filter || m_blocks[block].filter->mayHoldG(g));
}

bool EventStore::mayHoldP(std::size_t block, std::uint16_t p) const {
    const std::lock_guard lock(m_mutex);
    return block < m_blocks.size() && (!m_blocks[block].filter || m_blocks[block].filter->mayHoldP(p));
}

bool EventStore::mayHoldM(std::size_t block, std::uint16_t m) const {
    const std::lock_guard lock(m_mutex);
    return block < m_blocks.size() && (!m_blocks[block].filter || m_blocks[block].filter->mayHoldM(m));
}

bool EventStore::mayHoldAny(std::size_t block, const KindSet& kinds) const {
    const std::lock_guard lock(m_mutex);
    return block < m_blocks.size() && (!m_blocks[block].filter || m_blocks[block].filter->mayHoldAny(kinds));
}

std::size_t EventStore::firstBlockEndingAfter(std::uint64_t t) const {
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::partition_point(m_blocks.begin(), m_blocks.end(), [t](const Entry& entry) { return entry.lastTime <= t; });
    return static_cast<std::size_t>(found - m_blocks.begin());
}

std::string EventStore::trouble() const {
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

base::Bytes EventStore::packedBytes() const {
    const std::lock_guard lock(m_mutex);
    return base::Bytes{m_packedBytes};
}

base::Bytes EventStore::spilledBytes() const {
    const std::lock_guard lock(m_mutex);
    return base::Bytes{m_spilledBytes};
}

}  // namespace interleave::model
