#include "fiber/stack_pool.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <new>

#include "base/assertion.h"

namespace interleave::fiber {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kMaxSlabSlots = 1024;
constexpr std::size_t kColours = 16;
constexpr std::size_t kColourStep = 64;
constexpr int kMadvGuardInstall = 102;  // of <linux/mman.h> since 6.13
constexpr std::size_t kCanaryBytes = 64;
constexpr unsigned char kCanaryByte = 0xC5;

constexpr std::size_t toPages(std::size_t bytes) {
    return (bytes + kPage - 1) / kPage * kPage;
}

// How many guard pages may stand by mprotect: each splits a mapping in two more. Half of the kernel's limit is
// left to everybody else.
std::uint64_t guardPageLimit() {
    std::uint64_t maxMappings = 65530;
    std::ifstream("/proc/sys/vm/max_map_count") >> maxMappings;
    return maxMappings / 4;
}

}  // namespace

StackPool::StackPool(base::Bytes size, Guard strongest)
    : m_stackBytes(std::max(toPages(size.value), 2 * kPage)),
      m_slotBytes(m_stackBytes + kPage),
      m_guardPageLimit(guardPageLimit()),
      m_guard(strongest) {
    // Whether this kernel has the guard is known before the first stack is taken.
    if (m_guard != Guard::madvise)
        return;
    void* probe = mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (probe == MAP_FAILED)
        return;
    if (madvise(probe, kPage, kMadvGuardInstall) != 0)
        m_guard = Guard::page;
    munmap(probe, kPage);
}

StackPool::~StackPool() {
    for (const Slab& slab : m_slabs)
        munmap(slab.memory, slab.bytes);
}

Stack StackPool::take() {
    const std::lock_guard lock(m_mutex);
    ++m_inUse;
    m_peak = std::max(m_peak, m_inUse);
    if (m_free.empty())
        return cutNew();
    const Stack stack = m_free.back();
    m_free.pop_back();
    return stack;
}

void StackPool::giveBack(const Stack& stack) {
    const std::lock_guard lock(m_mutex);
    ILV_ASSERT(m_inUse > 0);
    --m_inUse;
    m_free.push_back(stack);
}

Stack StackPool::cutNew() {
    if (m_next == m_end)
        addSlab();
    Stack stack;
    stack.slot = m_next;
    m_next += m_slotBytes;
    stack.guard = installGuard(stack.slot);
    stack.span.bottom = stack.slot + kPage;
    stack.span.top = stack.slot + m_slotBytes - (m_cut++ % kColours) * kColourStep;
    return stack;
}

void StackPool::addSlab() {
    const std::size_t bytes = m_nextSlabSlots * m_slotBytes;
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        // What `new` does where there is no memory; in an engine it does not return.
        if (const std::new_handler handler = std::get_new_handler())
            handler();
        std::fputs("interleave: no address space is left for goroutine stacks; run fewer goroutines\n", stderr);
        std::abort();
    }
    // Huge pages would make a stack's first touch cost milliseconds.
    madvise(memory, bytes, MADV_NOHUGEPAGE);
    m_slabs.push_back({static_cast<std::byte*>(memory), bytes});
    m_next = m_slabs.back().memory;
    m_end = m_next + bytes;
    m_nextSlabSlots = std::min(m_nextSlabSlots * 2, kMaxSlabSlots);
}

Guard StackPool::installGuard(std::byte* page) {
    if (m_guard == Guard::madvise && madvise(page, kPage, kMadvGuardInstall) != 0)
        m_guard = Guard::page;
    if (m_guard == Guard::page && (m_guardPages >= m_guardPageLimit || mprotect(page, kPage, PROT_NONE) != 0))
        m_guard = Guard::canary;
    if (m_guard == Guard::page)
        ++m_guardPages;
    if (m_guard == Guard::canary)
        std::memset(page + kPage - kCanaryBytes, kCanaryByte, kCanaryBytes);
    return m_guard;
}

bool StackPool::intact(const Stack& stack) {
    if (stack.guard != Guard::canary)
        return true;
    const std::byte* canary = stack.slot + kPage - kCanaryBytes;
    return std::all_of(canary, canary + kCanaryBytes, [](std::byte b) { return b == std::byte{kCanaryByte}; });
}

Guard StackPool::guard() const {
    const std::lock_guard lock(m_mutex);
    return m_guard;
}

std::uint64_t StackPool::inUse() const {
    const std::lock_guard lock(m_mutex);
    return m_inUse;
}

base::Bytes StackPool::bytesInUse() const {
    const std::lock_guard lock(m_mutex);
    return {m_inUse * m_stackBytes};
}

base::Bytes StackPool::peakBytesInUse() const {
    const std::lock_guard lock(m_mutex);
    return {m_peak * m_stackBytes};
}

}  // namespace interleave::fiber
