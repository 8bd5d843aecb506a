// The network poller: which goroutines wait for which descriptor (Go 1.19 runtime/netpoll.go, netpoll_epoll.go and
// injectglist of proc.go).
//
// Each direction of a descriptor has a word, a semaphore of one bit: nil, ready, "about to wait", or the goroutine that
// waits. Only its goroutine moves it to wait; the poller moves it to ready and takes the goroutine out. A goroutine
// is given to the word once it was left, so whoever takes it out finds it whole.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>

#include "gmp/scheduler_state.h"
#include "kernel/network.h"

namespace interleave::gmp {

struct TimerBody;

enum class IoSide : std::uint8_t { read, write };

// A descriptor of the network. Lives to the end of the run: the poller may still tell of one that was closed.
struct PollDesc {
    static constexpr std::uintptr_t kNil = 0, kReady = 1, kWait = 2;  // else the G that waits
    static constexpr std::uint32_t kClosing = 1u << 31;

    PollDesc(int descriptor, std::uint32_t numberOf) : fd(descriptor), number(numberOf) {}
    std::atomic<std::uintptr_t>& word(IoSide side) { return side == IoSide::read ? rg : wg; }
    // Sequentially consistent, as are the stores to the words: either who waits sees that it must not, or who says so
    // sees that it waits.
    bool closing() const { return (refs.load() & kClosing) != 0; }
    bool expired(IoSide side) const { return deadline(side).passed.load(); }

    const int fd;
    const std::uint32_t number;  // by the run: what events and people call it
    std::atomic<std::uintptr_t> rg{kNil};
    std::atomic<std::uintptr_t> wg{kNil};
    struct Deadline {
        std::atomic<bool> passed{false};
        std::shared_ptr<TimerBody> timer;  // guarded by Netpoll's lock; null: none is set, or it has passed
    };
    Deadline& deadline(IoSide side) { return deadlines[static_cast<std::size_t>(side)]; }
    const Deadline& deadline(IoSide side) const { return deadlines[static_cast<std::size_t>(side)]; }
    std::array<Deadline, 2> deadlines;
    // Who uses fd: the opener and each call in progress; the last closes it, so that no call meets another's number.
    std::atomic<std::uint32_t> refs{1};
};

class Netpoll {
public:
    explicit Netpoll(Runtime::Impl& rt) : m_rt(rt) {}

    // Takes the descriptor over and arms the poller for it. Null: the system does not allow it (error holds an errno),
    // and the descriptor is closed.
    PollDesc* open(int fd, int& error);
    // A call on it begins and ends. False: it was closed.
    bool use(PollDesc& desc);
    void release(PollDesc& desc);
    // Closes it: who waits goes on and sees it. False: it was closed before.
    bool close(G& g, PollDesc& desc);
    // netpollblock: parks g until that side is ready (true), or it is closed or its deadline has passed (false). Two
    // that wait on one side are fatal. A gate.
    bool wait(G& g, PollDesc& desc, IoSide side);
    // poll_runtime_pollSetDeadline: from then on calls fail, and who waits goes on and sees it. Nothing: no deadline.
    void setDeadline(G& g, PollDesc& desc, IoSide side, std::optional<std::int64_t> when);

    // Whether a look without blocking is worth it: somebody waits, and no M is in the poller for that already.
    bool worthALook() const { return m_waiters.load() > 0 && nobodyBlocks(); }
    std::atomic<std::int32_t>& waiters() { return m_waiters; }
    bool anyWaits() const { return m_waiters.load() > 0; }
    // netpoll(0): whom it found. No gate.
    GList look(M& m);
    // netpollready: who waited for what was found.
    GList ready(M& m, std::span<const kernel::IoReady> found);
    // Makes g, which the poller found, runnable in the hands of m, which runs it at once.
    void takeUp(M& m, G& g);
    // injectglist: with a P, one for each idle P to the global queue and the others to m's ring; without, all to the
    // global queue. No gate.
    void inject(M& m, GList& found);

    // When the run is over: closes what was left open; returns how many.
    std::uint64_t closeAll();

private:
    bool nobodyBlocks() const;
    // netpolldeadlineimpl: unless another was set meanwhile.
    void expire(M& m, PollDesc& desc, IoSide side, const TimerBody* timer);
    G* unblock(M& m, PollDesc& desc, IoSide side, bool ioReady);
    void tellUnblock(M& m, G& g, trace::QueueDest dest);
    void injectGlobally(M& m, GList& found, std::uint32_t most);

    Runtime::Impl& m_rt;
    // Sequentially consistent: an M that gives up reads it after it lowered the number of spinning Ms.
    std::atomic<std::int32_t> m_waiters{0};
    Lock m_lock;
    std::deque<PollDesc> m_all ILV_GUARDED_BY(m_lock);
};

}  // namespace interleave::gmp
