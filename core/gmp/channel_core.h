// What all channels do, whatever they carry (Go 1.19 runtime/chan.go: chansend, chanrecv, closechan).
//
// One lock a channel. A value goes straight from the sender to a waiting receiver, or from a waiting sender; the
// buffer is used only when nobody waits on the other side. So: receivers wait only while the buffer is empty,
// senders only while it is full. Whoever blocks is put on its queue under the lock and gives the lock back only
// after it was left, so it can be woken by then and not before. A select (selection.h) takes the locks of all its
// channels and does the same steps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gmp/lock.h"
#include "gmp/waiter.h"
#include "trace/writer.h"

namespace interleave::gmp {

// What a receive that does not block came to.
enum class Received : std::uint8_t { value, closed, wouldBlock };

class ChannelCore {
public:
    // Assigns *from to *to, by move.
    using Move = void (*)(void* to, void* from);

    // Made by a goroutine. slots: place of `capacity` elements, owned by the caller; `size` bytes apart.
    ChannelCore(void* slots, std::size_t size, std::uint32_t capacity, Move move, std::string_view name);
    ChannelCore(const ChannelCore&) = delete;
    ChannelCore& operator=(const ChannelCore&) = delete;

    // Blocks until the value was taken or buffered. Panics if the channel is closed.
    void send(void* element);
    // Blocks for a value; false: the channel is closed and empty, *element is untouched.
    bool receive(void* element);
    // The same without blocking (selectnbsend, selectnbrecv): a select of one case and default. False: it would block.
    bool trySend(void* element);
    Received tryReceive(void* element);
    // Panics if it is closed already. Wakes all that wait.
    void close();

    // By the runtime for a timer, on an M that holds a P, goroutine or not. Gives the value to who waits, or leaves it
    // in the buffer; there is no room: tells TmDrop.
    void sendTick(M& m, void* element);
    // Throws away what is in the buffer. False: nothing was.
    bool drain(M& m);

    // What becomes of who uses a channel that is nil: it waits for ever, or panics.
    static void sendToNil();
    static void receiveFromNil();
    static void closeNil();
    static void tellNilWouldBlock(trace::EventKind kind);

    std::uint32_t length();
    std::uint32_t capacity() const { return m_capacity; }
    std::uint32_t number() const { return m_number; }

private:
    friend class Selection;

    // What became of a step: it is done (a waiting peer, if one took part, is off its queue and to be readied once the
    // lock is given back), the channel is closed, or it has to wait.
    struct Step {
        enum Came : std::uint8_t { done, closed, wait } came;
        G* peer;
    };

    void* slot(std::uint32_t i) { return static_cast<std::byte*>(m_slots) + i * m_size; }
    std::uint32_t after(std::uint32_t i) const { return i + 1 == m_capacity ? 0 : i + 1; }
    void take(M& m) ILV_ACQUIRE(m_lock);
    void give(M& m) ILV_RELEASE(m_lock);
    void tell(M& m, const G& g, trace::EventKind kind, trace::ChanPath path, std::uint32_t peer) ILV_REQUIRES(m_lock);
    // Does it if it can be done without waiting, and tells it; waiting is for the caller to tell.
    Step stepSend(M& m, const G& g, void* element) ILV_REQUIRES(m_lock);
    Step stepReceive(M& m, const G& g, void* element) ILV_REQUIRES(m_lock);
    void receiveFrom(Waiter& sender, void* element) ILV_REQUIRES(m_lock);
    void wait(G& g, WaitQueue& queue, Waiter& waiter, trace::BlockReason reason);
    [[noreturn]] static void panicClosed(G& g);

    void* const m_slots;
    const std::size_t m_size;
    const std::uint32_t m_capacity;
    const Move m_move;
    std::uint32_t m_number = 0;
    Lock m_lock;
    trace::Stamp m_stamp ILV_GUARDED_BY(m_lock) = 0;
    std::uint32_t m_count ILV_GUARDED_BY(m_lock) = 0;
    std::uint32_t m_readAt ILV_GUARDED_BY(m_lock) = 0;
    std::uint32_t m_writeAt ILV_GUARDED_BY(m_lock) = 0;
    bool m_closed ILV_GUARDED_BY(m_lock) = false;
    WaitQueue m_receivers ILV_GUARDED_BY(m_lock);
    WaitQueue m_senders ILV_GUARDED_BY(m_lock);
};

}  // namespace interleave::gmp
