// Go's sync/atomic types (Go 1.19 sync/atomic/type.go), for goroutines: atomic.Int64 is Atomic<std::int64_t>.
//
// All operations are sequentially consistent, as Go's memory model has it. Under conducted time each of them is a place
// where another goroutine may come in between.
#pragma once

#include <atomic>
#include <cstdint>

namespace interleave::gmp {

// Lets the price of an atomic operation pass.
void chargeAtomic();

template <class T>
class Atomic {
public:
    explicit Atomic(T value = {}) : m_value(value) {}
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

    T load() const {
        chargeAtomic();
        return m_value.load();
    }
    void store(T value) {
        chargeAtomic();
        m_value.store(value);
    }
    // Returns the new value.
    T add(T delta) {
        chargeAtomic();
        return static_cast<T>(m_value.fetch_add(delta) + delta);
    }
    T swap(T value) {
        chargeAtomic();
        return m_value.exchange(value);
    }
    bool compareAndSwap(T old, T value) {
        chargeAtomic();
        return m_value.compare_exchange_strong(old, value);
    }

private:
    std::atomic<T> m_value;
};

}  // namespace interleave::gmp
