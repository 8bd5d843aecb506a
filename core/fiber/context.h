// The one place where control goes from one stack to another.
//
// Everything that switches stacks goes through jump(): a raw Boost.Context jump between the annotations that the
// sanitizers need. A jump takes a message along. Whoever wakes up on the other side gets it; the message usually
// says what must be done with the one who left, now that its registers are saved (publish it on a queue, unlock
// what it waits on, free its stack). So a fiber is never visible to another thread before it can be resumed.
//
// Rules
// - No exception crosses a jump: a fiber's entry function catches everything and never returns.
// - A fiber may be resumed on another thread than it left, so neither the compiler nor the caller may keep the
//   address of a thread-local variable across jump().
// - A Context belongs to whoever may resume it; it is not thread-safe by itself.
#pragma once

#include <boost/context/detail/fcontext.hpp>
#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace interleave::fiber {

// A region of memory that a fiber runs on; the stack grows down from `top`.
struct StackSpan {
    std::byte* bottom = nullptr;
    std::byte* top = nullptr;
    std::size_t size() const { return static_cast<std::size_t>(top - bottom); }
};

// Where a flow of control stands while it does not run: a fiber's, or the thread's own that jumped into one.
class Context {
public:
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { forget(); }

    // Makes it stand at the beginning of `entry`, on that stack. entry must call arrive() first and never return.
    using Entry = void (*)(boost::context::detail::transfer_t);
    void prepare(StackSpan stack, Entry entry) {
#if defined(__SANITIZE_ADDRESS__)
        // Frames of the fiber that ended here were left, not returned from: their red zones still stand.
        ASAN_UNPOISON_MEMORY_REGION(stack.bottom, stack.size());
        m_bottom = stack.bottom;
        m_size = stack.size();
        m_fakeStack = nullptr;
#endif
        m_at = boost::context::detail::make_fcontext(stack.top, stack.size(), entry);
#if defined(__SANITIZE_THREAD__)
        forget();
        m_tsanFiber = __tsan_create_fiber(0);
        m_ownsTsanFiber = true;
#endif
    }

    // Tells the sanitizers that a fiber has ended for good. Not while it runs.
    void forget() {
#if defined(__SANITIZE_THREAD__)
        if (m_ownsTsanFiber)
            __tsan_destroy_fiber(m_tsanFiber);
        m_ownsTsanFiber = false;
#endif
    }

private:
    friend void* jump(Context& from, Context& to, void* message, bool fromEnds);
    friend void* arrive(boost::context::detail::transfer_t transfer);
    friend struct Crossing;

    boost::context::detail::fcontext_t m_at = nullptr;
#if defined(__SANITIZE_ADDRESS__)
    const void* m_bottom = nullptr;
    std::size_t m_size = 0;
    void* m_fakeStack = nullptr;
#endif
#if defined(__SANITIZE_THREAD__)
    void* m_tsanFiber = nullptr;
    bool m_ownsTsanFiber = false;
#endif
};

// What a jump carries: lies on the stack that was left, good until its owner is resumed.
struct Crossing {
    Context* from;
    Context* to;
    void* message;
};

// The arriving half of a jump; a fiber's entry calls it with what it was given. Returns the message.
inline void* arrive(boost::context::detail::transfer_t transfer) {
    auto* crossing = static_cast<Crossing*>(transfer.data);
    crossing->from->m_at = transfer.fctx;
#if defined(__SANITIZE_ADDRESS__)
    const void* bottom = nullptr;
    std::size_t size = 0;
    __sanitizer_finish_switch_fiber(crossing->to->m_fakeStack, &bottom, &size);
    crossing->from->m_bottom = bottom;  // a thread's own stack is learnt when it is first left
    crossing->from->m_size = size;
#endif
    return crossing->message;
}

// jump_fcontext, entered by a jump instead of a call. A call would leave an entry behind on the processor's stack of
// return addresses that no return ever takes: from then on every return would be predicted one frame off, which
// costs more than the switch itself. (jump_fcontext leaves by a jump, too: it takes its return address from the
// stack. It saves what a function has to save; all else is clobbered.)
inline boost::context::detail::transfer_t rawJump(boost::context::detail::fcontext_t to, void* data) {
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    boost::context::detail::transfer_t result;
    asm volatile(
        "leaq -128(%%rsp), %%rsp\n\t"  // past the red zone
        "leaq 1f(%%rip), %%rcx\n\t"
        "pushq %%rcx\n\t"
        "jmp jump_fcontext@PLT\n\t"
        "1:\n\t"
        "leaq 128(%%rsp), %%rsp"
        : "=a"(result.fctx), "=d"(result.data), "+D"(to), "+S"(data)
        :
        : "rcx", "r8", "r9", "r10", "r11", "cc", "memory", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6",
          "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
    return result;
#else
    return boost::context::detail::jump_fcontext(to, data);
#endif
}

// Goes from the running flow of control, saved in `from`, to `to`; returns when somebody jumps back to `from`, with
// that jump's message. fromEnds: nobody ever will.
inline void* jump(Context& from, Context& to, void* message, [[maybe_unused]] bool fromEnds) {
    Crossing crossing{&from, &to, message};
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_start_switch_fiber(fromEnds ? nullptr : &from.m_fakeStack, to.m_bottom, to.m_size);
#endif
#if defined(__SANITIZE_THREAD__)
    if (!from.m_ownsTsanFiber)
        from.m_tsanFiber = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(to.m_tsanFiber, 0);
#endif
    return arrive(rawJump(to.m_at, &crossing));
}

}  // namespace interleave::fiber
