// Stacks for fibers, cut from slabs of reserved address space.
//
// A slab is one mapping without reserved swap; a stack's pages become resident when they are first touched. Below
// every stack lies a page that must not be touched. How it is guarded depends on the kernel (see Guard), and is
// said, not hidden: a million stacks can be guarded only where the kernel can do it without a mapping of its own.
// Freed stacks are handed out again last-in first-out: their pages are resident and warm.
//
// The tops of neighbouring stacks are set apart by some cache lines, else all of them would fight for the same
// sets of the first-level cache.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "base/annotations.h"
#include "base/units.h"
#include "fiber/context.h"

namespace interleave::fiber {

// How the lowest page of a stack is guarded: by madvise(MADV_GUARD_INSTALL) (Linux 6.13), by a page without access
// (two mappings a stack), or by a pattern that is looked at when the stack is given back.
enum class Guard : std::uint8_t { madvise, page, canary };

struct Stack {
    StackSpan span;
    std::byte* slot = nullptr;  // lowest address of its place in the slab, the guard included
    Guard guard = Guard::madvise;
};

class StackPool {
public:
    // size: bytes of one stack, rounded up to pages, without its guard. strongest: the best guard to try for.
    explicit StackPool(base::Bytes size, Guard strongest = Guard::madvise);
    ~StackPool();
    StackPool(const StackPool&) = delete;
    StackPool& operator=(const StackPool&) = delete;

    // A stack, guarded. From any thread; takes a lock. When the address space is used up, calls the new-handler and
    // then ends the program with a message.
    Stack take();
    // Gives it back, to be handed out next.
    void giveBack(const Stack& stack);

    // Whether the pattern under a stack guarded by a canary is whole; true for the other guards.
    static bool intact(const Stack& stack);

    // The weakest guard given to a stack so far, or that the next one would get.
    Guard guard() const;
    std::uint64_t inUse() const;
    base::Bytes bytesInUse() const;
    base::Bytes peakBytesInUse() const;

private:
    struct Slab {
        std::byte* memory;
        std::size_t bytes;
    };

    Stack cutNew() ILV_REQUIRES(m_mutex);
    void addSlab() ILV_REQUIRES(m_mutex);
    Guard installGuard(std::byte* page) ILV_REQUIRES(m_mutex);

    const std::size_t m_stackBytes;
    const std::size_t m_slotBytes;
    mutable std::mutex m_mutex;
    std::vector<Slab> m_slabs ILV_GUARDED_BY(m_mutex);
    std::vector<Stack> m_free ILV_GUARDED_BY(m_mutex);
    std::byte* m_next ILV_GUARDED_BY(m_mutex) = nullptr;
    std::byte* m_end ILV_GUARDED_BY(m_mutex) = nullptr;
    std::size_t m_nextSlabSlots ILV_GUARDED_BY(m_mutex) = 16;
    std::uint64_t m_cut ILV_GUARDED_BY(m_mutex) = 0;
    std::uint64_t m_inUse ILV_GUARDED_BY(m_mutex) = 0;
    std::uint64_t m_peak ILV_GUARDED_BY(m_mutex) = 0;
    std::uint64_t m_guardPages ILV_GUARDED_BY(m_mutex) = 0;
    std::uint64_t m_guardPageLimit ILV_GUARDED_BY(m_mutex) = 0;
    Guard m_guard ILV_GUARDED_BY(m_mutex);
};

}  // namespace interleave::fiber
