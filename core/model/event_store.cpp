#include "model/event_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "model/event_fields.h"

namespace interleave::model {
namespace {

constexpr std::size_t kCachedBlocks = 12;

// A file without a name, in the directory for temporary files; -1 where there can be none.
int openUnlinked() {
    const char* directory = std::getenv("TMPDIR");
    std::string name = std::string(directory && *directory ? directory : "/var/tmp") + "/interleave-history-XXXXXX";
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

constexpr std::size_t bitOf(std::uint32_t g, std::uint32_t by) {
    return (g * by) >> 16;
}

}  // namespace

void BlockFilter::addG(std::uint32_t g) {
    for (const std::uint32_t by : {0x9E37'79B9u, 0x85EB'CA6Bu})
        m_gs[bitOf(g, by) / 64] |= 1ull << (bitOf(g, by) % 64);
}

bool BlockFilter::mayHoldG(std::uint32_t g) const {
    for (const std::uint32_t by : {0x9E37'79B9u, 0x85EB'CA6Bu})
        if ((m_gs[bitOf(g, by) / 64] >> (bitOf(g, by) % 64) & 1) == 0)
            return false;
    return true;
}

void BlockFilter::add(const trace::Event& event) {
    eachG(event, [this](std::uint32_t g) { addG(g); });
    eachP(event, [this](std::uint16_t p) { m_ps |= 1ull << (p % 64); });
    eachM(event, [this](std::uint16_t m) { m_ms |= 1ull << (m % 64); });
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
        trace::Event* plain = nullptr;
        {
            const std::lock_guard lock(m_mutex);
            if (block == m_blocks.size()) {
                m_blocks.emplace_back();
                m_blocks.back().plain = std::make_shared_for_overwrite<trace::Event[]>(kBlockEvents);
            }
            plain = m_blocks[block].plain.get();
        }
        const std::size_t n = std::min(events.size(), kBlockEvents - at);
        std::copy_n(events.begin(), n, plain + at);
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

void EventStore::seal(std::size_t block) {
    std::shared_ptr<trace::Event[]> plain;
    {
        const std::lock_guard lock(m_mutex);
        plain = m_blocks[block].plain;
    }
    const std::span<const trace::Event> events(plain.get(), kBlockEvents);
    auto filter = std::make_shared<BlockFilter>();
    for (const trace::Event& event : events)
        filter->add(event);
    auto packed = std::make_shared<const std::vector<std::byte>>(m_codec.pack(events));

    std::unique_lock lock(m_mutex);
    Entry& entry = m_blocks[block];
    entry.filter = std::move(filter);
    m_packedBytes += packed->size();
    entry.packed = std::move(packed);
    entry.plain.reset();
    remember(block, plain);
    spillBeyondBudget(lock);
}

void EventStore::spillBeyondBudget(std::unique_lock<std::mutex>& lock) {
    while (m_packedBytes > m_budget && !m_fileFailed && m_nextToSpill < m_blocks.size() &&
           m_blocks[m_nextToSpill].packed) {
        const std::shared_ptr<const std::vector<std::byte>> bytes = m_blocks[m_nextToSpill].packed;
        const std::uint64_t offset = m_spilledBytes;
        lock.unlock();
        if (m_file < 0)
            m_file = openUnlinked();
        // Where there is no room for it the block stays in memory: over budget is better than gone.
        m_fileFailed = m_file < 0 || !writeAll(m_file, *bytes, offset);
        lock.lock();
        if (m_fileFailed)
            return;
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
    std::shared_ptr<const std::vector<std::byte>> packed;
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
        if (!readAll(m_file, fromFile, offset))
            return nullptr;
    }
    auto events = std::make_shared_for_overwrite<trace::Event[]>(kBlockEvents);
    EventCodec codec;
    const std::span<const std::byte> bytes = packed ? std::span(*packed) : std::span<const std::byte>(fromFile);
    if (!codec.unpack(bytes, std::span(events.get(), kBlockEvents)))
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

std::size_t EventStore::firstBlockEndingAfter(std::uint64_t t) const {
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::partition_point(m_blocks.begin(), m_blocks.end(), [t](const Entry& entry) { return entry.lastTime <= t; });
    return static_cast<std::size_t>(found - m_blocks.begin());
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
