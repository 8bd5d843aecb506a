// What a select does (Go 1.19 runtime/select.go: selectgo). The words for goroutines are in select.h.
//
// In three passes. All channels are locked together, in the order of their numbers, so that two selects never wait
// for each other's locks. First the cases are looked at in an order that chance gave: the first that can be done is
// done. If none can, the goroutine is put on the queue of every channel and leaves; the locks are given back after
// it was left. Whoever comes to one of the queues wins the race for the select (SelectRace), does its half and
// readies it; those that come later pass it over. Then it locks all channels once more and leaves the queues that
// it is still on.
//
// Go orders the locks by the channels' addresses. Ours differ from run to run and the trace tells the order, so the
// channels' numbers stand for them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "gmp/channel_core.h"

namespace interleave::gmp {

// The index of the default in Selected.
inline constexpr int kOtherwise = -1;

// What a select came to. In a switch it stands for the index.
struct Selected {
    int index = kOtherwise;
    bool ok = false;  // a value came (false: the channel that it received from is closed), or went
    constexpr operator int() const { return index; }  // for switch
};

// One case: which channel (null: nil, never ready), which way, and where the value is or goes (null: nobody wants it).
struct SelectCase {
    ChannelCore* channel = nullptr;
    void* element = nullptr;
    bool send = false;
    std::optional<Waiter> waiter = std::nullopt;  // the select's own
};

class Selection {
public:
    // By a goroutine, on its stack. orders: room for two numbers a case. Up to 65536 cases.
    Selection(G& g, std::span<SelectCase> cases, std::span<std::uint16_t> orders);

    // withDefault: there is a default.
    Selected run(bool withDefault);

private:
    void chooseOrders();
    void tellBegin(bool withDefault) const;
    void tellEnd(const Selected& selected, trace::SelectHow how) const;
    void lockAll(M& m);
    static void unlockAll(M& m, std::span<SelectCase> cases, std::span<const std::uint16_t> locked);
    std::optional<Selected> tryAll(M& m);
    Selected wait();
    Selected wake();

    G& m_g;
    std::span<SelectCase> m_cases;
    // Indices of the cases whose channel is not nil, in the order of looking and in that of locking.
    std::span<std::uint16_t> m_polled, m_locked;
    SelectRace m_race;
};

// select over the cases, by a goroutine; withDefault: there is a default. Of a single case it is the plain operation,
// and with a default the one that does not block; of none it waits for ever. Panics with "send on closed channel".
Selected selectAmong(std::span<SelectCase> cases, std::span<std::uint16_t> orders, bool withDefault);
// The same for a number of cases that is known late.
Selected selectAmong(std::span<SelectCase> cases, bool withDefault);

}  // namespace interleave::gmp
