// A goroutine that waits on an object, in that object's queue (Go's sudog, runtime/runtime2.go). It lies on the
// goroutine's own stack and is taken off the queue by whoever wakes it, under the object's lock.
#pragma once

#include <atomic>
#include <cstdint>

#include "gmp/goroutine.h"

namespace interleave::gmp {

struct WaitQueue;
struct Waiter;

// What the waiters of one select share: the first to be woken ends it (Go's g.selectDone and g.param).
struct SelectRace {
    // By whoever holds the lock of the queue that the waiter lies in.
    bool win(Waiter& waiter) {
        bool undecided = false;
        // relaxed: the locks of the select's channels order all else, and it looks at the winner with all of them held.
        if (!decided.compare_exchange_strong(undecided, true, std::memory_order_relaxed))
            return false;
        winner = &waiter;
        return true;
    }
    std::atomic<bool> decided{false};
    Waiter* winner = nullptr;
};

struct Waiter {
    explicit Waiter(G& waiting, void* where = nullptr) : g(waiting), element(where) { g.waiter = this; }
    // Only the end of the run leaves a waiting frame otherwise than by being woken. The queue is left alone then: the
    // object may be gone already, and nobody looks at it any more.
    ~Waiter() { g.waiter = nullptr; }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    G& g;
    void* element;               // where the value is, or goes; null: nobody wants it
    bool success = false;        // a value was handed over (false: the channel was closed)
    bool ticket = false;         // the semaphore's permit came with the wake
    std::uint32_t number = 0;    // its ticket, where it drew one
    SelectRace* race = nullptr;  // of its select; null: it waits for this alone
    WaitQueue* queue = nullptr;
    Waiter* next = nullptr;
    Waiter* previous = nullptr;
};

// First in first out, but for those that are put in front. Guarded by its object's lock.
struct WaitQueue {
    Waiter* head = nullptr;
    Waiter* tail = nullptr;
    std::uint32_t size = 0;

    bool empty() const { return head == nullptr; }
    void pushBack(Waiter& waiter) {
        waiter.queue = this;
        waiter.next = nullptr;
        waiter.previous = tail;
        (tail ? tail->next : head) = &waiter;
        tail = &waiter;
        ++size;
    }
    void pushFront(Waiter& waiter) {
        waiter.queue = this;
        waiter.previous = nullptr;
        waiter.next = head;
        (head ? head->previous : tail) = &waiter;
        head = &waiter;
        ++size;
    }
    void remove(Waiter& waiter) {
        (waiter.previous ? waiter.previous->next : head) = waiter.next;
        (waiter.next ? waiter.next->previous : tail) = waiter.previous;
        waiter.queue = nullptr;
        --size;
    }
    Waiter* popFront() {
        Waiter* first = head;
        if (first)
            remove(*first);
        return first;
    }
    // The first that is still to be woken; a select that was woken through another queue is passed over.
    [[gnu::always_inline]] Waiter* popWaiting() {
        for (;;) {
            Waiter* first = popFront();
            if (!first || !first->race || first->race->win(*first)) [[likely]]
                return first;
        }
    }
};

}  // namespace interleave::gmp
