// Go's sync.Once (Go 1.19 sync/once.go), for goroutines. Not copied; outlives the goroutines that use it.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>
#include <utility>

#include "gmp/sync.h"

namespace interleave::gmp {

class Once {
public:
    explicit Once(std::string_view name = {}) : m_mutex(name) {}
    Once(const Once&) = delete;
    Once& operator=(const Once&) = delete;

    // Calls f if nobody has done so through this object. Whoever comes while it runs waits until it is done; a call of
    // do_ in f itself is a deadlock. A panic of f counts as done.
    template <class F>
    void do_(F&& f) {
        // acquire: sees what f did.
        if (m_done.load(std::memory_order_acquire))
            return;
        m_mutex.lock();
        const Done done{*this};
        if (!m_done.load(std::memory_order_relaxed))
            std::forward<F>(f)();
    }
    bool done() const { return m_done.load(std::memory_order_acquire); }

private:
    struct Done {
        Once& once;
        ~Done() noexcept(false) {
            once.m_done.store(true, std::memory_order_release);
            once.m_mutex.unlock();
        }
    };
    std::atomic<bool> m_done{false};
    Mutex m_mutex;
};

}  // namespace interleave::gmp
