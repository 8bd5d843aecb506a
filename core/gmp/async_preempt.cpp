#include "gmp/async_preempt.h"

#include <ucontext.h>

#include "gmp/leaf_code.h"
#include "gmp/runtime_impl.h"
#include "kernel/os_thread.h"
#if defined(__x86_64__)
#include <cpuid.h>
#endif

#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define ILV_HAS_ASYNC_PREEMPTION 1
#else
#define ILV_HAS_ASYNC_PREEMPTION 0
#endif

// What the trampoline below calls, with all registers saved.
extern "C" void ilvPreempted() __attribute__((visibility("hidden"), used));
extern "C" void ilvPreempted() {
    using namespace interleave::gmp;
    M& m = *currentM();
    m.rt.async.arrived(*m.current.load(std::memory_order_relaxed));
}

#if ILV_HAS_ASYNC_PREEMPTION

// Entered as if by a call from the instruction that the signal broke into, 128 bytes further down. CFA: the stack
// pointer of that instruction. 0xE7: x87, SSE, AVX and AVX-512 state; 2752 bytes hold it in the standard format
// (available() looks). XRSTOR refuses a header that is not clear.
asm(R"(
    .text
    .p2align 4
    .globl ilvPreemptTrampoline
    .hidden ilvPreemptTrampoline
    .type ilvPreemptTrampoline, @function
ilvPreemptTrampoline:
    .cfi_startproc
    .cfi_signal_frame
    .cfi_def_cfa %rsp, 136
    .cfi_offset %rip, -136
    pushfq
    .cfi_adjust_cfa_offset 8
    pushq %rbp
    .cfi_adjust_cfa_offset 8
    .cfi_offset %rbp, -152
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    pushq %rax
    pushq %rbx
    .cfi_offset %rbx, -168
    pushq %rcx
    pushq %rdx
    pushq %rsi
    pushq %rdi
    pushq %r8
    pushq %r9
    pushq %r10
    pushq %r11
    pushq %r12
    .cfi_offset %r12, -240
    pushq %r13
    .cfi_offset %r13, -248
    pushq %r14
    .cfi_offset %r14, -256
    pushq %r15
    .cfi_offset %r15, -264
    cld
    subq $2752, %rsp
    andq $-64, %rsp
    xorl %eax, %eax
    movq %rax, 512(%rsp)
    movq %rax, 520(%rsp)
    movq %rax, 528(%rsp)
    movq %rax, 536(%rsp)
    movq %rax, 544(%rsp)
    movq %rax, 552(%rsp)
    movq %rax, 560(%rsp)
    movq %rax, 568(%rsp)
    movl $0xE7, %eax
    xorl %edx, %edx
    xsave64 (%rsp)
    call ilvPreempted
    movl $0xE7, %eax
    xorl %edx, %edx
    xrstor64 (%rsp)
    leaq -112(%rbp), %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %r11
    popq %r10
    popq %r9
    popq %r8
    popq %rdi
    popq %rsi
    popq %rdx
    popq %rcx
    popq %rbx
    popq %rax
    popq %rbp
    .cfi_def_cfa %rsp, 144
    popfq
    .cfi_def_cfa_offset 136
    ret $128
    .cfi_endproc
    .size ilvPreemptTrampoline, .-ilvPreemptTrampoline
)");
extern "C" void ilvPreemptTrampoline();

#endif

namespace interleave::gmp {

namespace {

#if ILV_HAS_ASYNC_PREEMPTION

constexpr std::uint32_t kSaveBytes = 2752;
constexpr std::uintptr_t kRedZone = 128;
// What saving the registers and the yield need.
constexpr std::uintptr_t kLeastStack = 8 * 1024;

// Whether m is to be made to yield where the signal found it, and if not, whether the signal missed.
enum class Verdict : std::uint8_t { nothing, hit, miss };

Verdict judge(const G* g, std::uintptr_t instruction, std::uintptr_t stack) {
    // Relaxed: flags that only ask for attention. Whoever set them sent the signal afterwards.
    if (!g || !g->interrupt.load(std::memory_order_relaxed))
        return Verdict::nothing;
    const auto bottom = reinterpret_cast<std::uintptr_t>(g->stack.span.bottom);
    const auto top = reinterpret_cast<std::uintptr_t>(g->stack.span.top);
    const bool onItsStack = stack > bottom && stack <= top;
    return isLeafCode(instruction) && onItsStack && stack - bottom > kLeastStack ? Verdict::hit : Verdict::miss;
}

// Only touches what a handler may: atomics, the thread's M, and the interrupted stack below its red zone.
__attribute__((no_sanitize("address"))) void onSignal(int, siginfo_t*, void* context) {
    M* const m = currentM();
    if (!m)
        return;
    auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
    const auto instruction = static_cast<std::uintptr_t>(registers[REG_RIP]);
    auto stack = static_cast<std::uintptr_t>(registers[REG_RSP]);
    const G* const g = m->current.load(std::memory_order_relaxed);
    switch (judge(g, instruction, stack)) {
        case Verdict::nothing:
            break;
        case Verdict::miss:
            m->missed.store(idOf(*g), std::memory_order_relaxed);
            break;
        case Verdict::hit:
            stack -= kRedZone + sizeof instruction;
            *reinterpret_cast<std::uintptr_t*>(stack) = instruction;
            registers[REG_RSP] = static_cast<greg_t>(stack);
            registers[REG_RIP] = reinterpret_cast<greg_t>(&ilvPreemptTrampoline);
            break;
    }
    // Release: the next one is sent after this one was judged.
    m->signalPending.store(false, std::memory_order_release);
}

bool shadowStackIsOn() {
    std::uint64_t pointer = 0;
    asm volatile("rdsspq %0" : "+r"(pointer));  // does nothing where there is none
    return pointer != 0;
}

bool registersCanBeSaved() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned kOsXsave = 1u << 27;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & kOsXsave) == 0)
        return false;
    for (const unsigned component : {2u, 5u, 6u, 7u}) {
        __cpuid_count(0xD, component, a, b, c, d);
        if (a + b > kSaveBytes)  // size and offset; 0 where the processor lacks it
            return false;
    }
    return true;
}

#endif

constexpr int kSignal = SIGURG;

base::Error refused(std::string why) {
    return base::Error{"preemption by signal", std::move(why), "run it conducted, or leave preemption to polls"};
}

}  // namespace

base::Result<void> AsyncPreemption::available() {
#if defined(__SANITIZE_THREAD__)
    return refused("the thread sanitizer keeps signals back, and what their handlers change is lost");
#elif ILV_HAS_ASYNC_PREEMPTION
    if (shadowStackIsOn())
        return refused("the shadow stack is on, and a return that no call made would be refused");
    if (!registersCanBeSaved())
        return refused("the processor cannot save all its registers by XSAVE, or has more than there is room for");
    return {};
#else
    return refused("it is written for x86-64 only");
#endif
}

base::Result<void> AsyncPreemption::setOn(bool on) {
#if ILV_HAS_ASYNC_PREEMPTION
    if (on && !m_rt.conducted && !m_signal) {
        if (auto possible = available(); !possible)
            return possible;
        m_signal = std::make_unique<kernel::ThreadSignal>(kSignal, onSignal);
    }
#else
    if (on && !m_rt.conducted)
        return available();
#endif
    m_on.store(on);
    return {};
}

void AsyncPreemption::beginThread(M& m) const {
    if (m_rt.conducted)
        return;
    // Release: whoever sends one finds the mask open. Without a handler the signal does nothing.
    kernel::ThreadSignal::allowHere(kSignal);
    m.osThread.store(kernel::osThreadId(), std::memory_order_release);
}

bool AsyncPreemption::claim(M& holder) const {
    // Acquire pairs with beginThread's release.
    const bool reachable = m_rt.conducted || holder.osThread.load(std::memory_order_acquire) != 0;
    return reachable && on() && !holder.signalPending.exchange(true, std::memory_order_acq_rel);
}

void AsyncPreemption::send(M& by, M& holder, G& g) const {
    if (!m_rt.conducted) {
        if (!kernel::ThreadSignal::send(holder.osThread.load(std::memory_order_relaxed), kSignal))
            holder.signalPending.store(false, std::memory_order_relaxed);
        return;
    }
    // What was asked to yield computes in leaf code, or the signal misses at once.
    if (g.inLeaf.load(std::memory_order_relaxed)) {
        g.signalled.store(true);
        return;
    }
    if (by.tracing())
        by.emit({.kind = trace::EventKind::PreemptMiss,
                 .aux = word(trace::PreemptMissWhy::notInWhitelist),
                 .m = holder.id,
                 .g = idOf(g)});
    holder.signalPending.store(false, std::memory_order_relaxed);
}

void AsyncPreemption::arrived(G& g) {
    if (m_rt.conducted)
        g.m->signalPending.store(false, std::memory_order_relaxed);
    if (g.interrupt.load(std::memory_order_relaxed) && !g.unwinding)
        m_rt.scheduler.serve(g, trace::PreemptAt::async);
}

void AsyncPreemption::tellMiss(M& m) const {
    const std::uint32_t g = m.missed.exchange(0, std::memory_order_relaxed);
    if (g != 0 && m.tracing())
        m.emit({.kind = trace::EventKind::PreemptMiss, .aux = word(trace::PreemptMissWhy::notInWhitelist), .g = g});
}

}  // namespace interleave::gmp
