#include "gmp/fault.h"

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

std::uint32_t overflowedGoroutine(const void* address) noexcept {
    const M* m = currentM();
    const G* g = m ? m->current.load(std::memory_order_relaxed) : nullptr;
    if (!g || !g->hasStack)
        return 0;
    const auto* at = static_cast<const std::byte*>(address);
    return at >= g->stack.slot && at < g->stack.span.bottom ? idOf(*g) : 0;
}

}  // namespace interleave::gmp
