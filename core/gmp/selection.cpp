#include "gmp/selection.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "gmp/channel_steps.h"

namespace interleave::gmp {

using trace::BlockReason;
using trace::ChanPath;
using trace::EventKind;
using trace::SelectHow;

namespace {
constexpr std::size_t kFewCases = 8;  // that need no memory of their own
}  // namespace

Selection::Selection(G& g, std::span<SelectCase> cases, std::span<std::uint16_t> orders)
    : m_g(g),
      m_cases(cases),
      m_polled(orders.first(cases.size())),
      m_locked(orders.subspan(cases.size(), cases.size())) {}

// Each order of the cases is as likely as any other: the next one changes places with one of those before it, or none.
void Selection::chooseOrders() {
    std::size_t live = 0;
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        if (!m_cases[i].channel)
            continue;
        const std::uint64_t chance = live == 0 ? 0 : m_g.m->rt.host.random() >> 32;
        const std::size_t at = (chance * (live + 1)) >> 32;
        m_polled[live] = m_polled[at];
        m_polled[at] = static_cast<std::uint16_t>(i);
        m_locked[live] = static_cast<std::uint16_t>(i);
        ++live;
    }
    m_polled = m_polled.first(live);
    m_locked = m_locked.first(live);
    std::sort(m_locked.begin(), m_locked.end(), [this](std::uint16_t a, std::uint16_t b) {
        const ChannelCore& first = *m_cases[a].channel;
        const ChannelCore& second = *m_cases[b].channel;
        // Numbers are given 2^32 times before one is given again; then the addresses keep two of them apart.
        return std::tuple(first.number(), &first, a) < std::tuple(second.number(), &second, b);
    });
}

void Selection::tellBegin(bool withDefault) const {
    if (!m_g.m->tracing())
        return;
    const std::size_t words = m_cases.size() + 2 * m_polled.size();
    std::array<std::uint32_t, 3 * kFewCases> few;
    std::vector<std::uint32_t> many(words > few.size() ? words : 0);
    const std::span<std::uint32_t> tail = many.empty() ? std::span(few).first(words) : std::span(many);
    auto next = std::transform(m_cases.begin(), m_cases.end(), tail.begin(), [](const SelectCase& each) {
        return (each.channel ? each.channel->number() : 0) | (each.send ? trace::kSelectSends : 0);
    });
    next = std::copy(m_polled.begin(), m_polled.end(), next);
    std::copy(m_locked.begin(), m_locked.end(), next);
    m_g.m->emitIds({.kind = EventKind::SelBegin,
                    .aux = static_cast<std::uint8_t>(withDefault),
                    .g = idOf(m_g),
                    .a = static_cast<std::uint32_t>(m_cases.size())},
                   tail);
}

void Selection::tellEnd(const Selected& selected, SelectHow how) const {
    const std::size_t index = selected.index == kOtherwise ? m_cases.size() : static_cast<std::size_t>(selected.index);
    if (m_g.m->tracing())
        m_g.m->emit(
            {.kind = EventKind::SelEnd, .aux = word(how), .g = idOf(m_g), .a = static_cast<std::uint32_t>(index)});
}

ILV_NO_THREAD_SAFETY_ANALYSIS void Selection::lockAll(M& m) {
    const ChannelCore* last = nullptr;
    for (const std::uint16_t i : m_locked)
        if (ChannelCore* channel = m_cases[i].channel; channel != std::exchange(last, channel))
            channel->take(m);
}

// From the last to the first. Once the first is given back the goroutine may have gone on, and its stack with it.
ILV_NO_THREAD_SAFETY_ANALYSIS void Selection::unlockAll(M& m, std::span<SelectCase> cases,
                                                        std::span<const std::uint16_t> locked) {
    for (std::size_t place = locked.size(); place-- > 0;) {
        ChannelCore* const channel = cases[locked[place]].channel;
        const bool again = place > 0 && cases[locked[place - 1]].channel == channel;
        if (!again)
            channel->give(m);
    }
}

Selected Selection::run(bool withDefault) {
    chooseOrders();
    tellBegin(withDefault);
    M& m = *m_g.m;
    lockAll(m);
    if (const std::optional<Selected> done = tryAll(m))
        return *done;
    if (withDefault) {
        tellEnd({}, SelectHow::byDefault);
        unlockAll(m, m_cases, m_locked);
        return {};
    }
    return wait();
}

// The first pass. Gives the locks back if a case is done.
ILV_NO_THREAD_SAFETY_ANALYSIS std::optional<Selected> Selection::tryAll(M& m) {
    for (const std::uint16_t i : m_polled) {
        const SelectCase& each = m_cases[i];
        ChannelCore& channel = *each.channel;
        const ChannelCore::Step step =
            each.send ? channel.stepSend(m, m_g, each.element) : channel.stepReceive(m, m_g, each.element);
        if (step.came == ChannelCore::Step::wait)
            continue;
        const Selected selected{i, step.came == ChannelCore::Step::done};
        tellEnd(selected, SelectHow::ready);
        unlockAll(m, m_cases, m_locked);
        if (step.peer)
            m.rt.scheduler.ready(m, *step.peer, idOf(m_g));
        if (each.send && !selected.ok)
            ChannelCore::panicClosed(m_g);
        return selected;
    }
    return std::nullopt;
}

// The second pass.
ILV_NO_THREAD_SAFETY_ANALYSIS Selected Selection::wait() {
    for (const std::uint16_t i : m_locked) {
        SelectCase& each = m_cases[i];
        Waiter& waiter = each.waiter.emplace(m_g, each.element);
        waiter.race = &m_race;
        (each.send ? each.channel->m_senders : each.channel->m_receivers).pushBack(waiter);
    }
    m_g.m->rt.scheduler.park(
        m_g, BlockReason::select, 0,
        [](M& on, G&, void* argument) {
            const auto& selection = *static_cast<const Selection*>(argument);
            unlockAll(on, selection.m_cases, selection.m_locked);
            return Given::away;
        },
        this);
    return wake();
}

// The third pass.
ILV_NO_THREAD_SAFETY_ANALYSIS Selected Selection::wake() {
    M& m = *m_g.m;
    lockAll(m);
    Selected selected;
    for (const std::uint16_t i : m_locked) {
        SelectCase& each = m_cases[i];
        if (&*each.waiter == m_race.winner)
            selected = {i, each.waiter->success};
        else if (each.waiter->queue)
            each.waiter->queue->remove(*each.waiter);
        each.waiter.reset();
    }
    const SelectCase& won = m_cases[static_cast<std::size_t>(selected.index)];
    won.channel->tell(m, m_g, won.send ? EventKind::ChSend : EventKind::ChRecv,
                      selected.ok ? ChanPath::park : ChanPath::closed, trace::kNoG);
    tellEnd(selected, SelectHow::parked);
    unlockAll(m, m_cases, m_locked);
    if (won.send && !selected.ok)
        ChannelCore::panicClosed(m_g);
    return selected;
}

namespace {

Selected plainly(const SelectCase& only) {
    if (only.send) {
        only.channel ? only.channel->send(only.element) : ChannelCore::sendToNil();
        return {0, true};
    }
    if (only.channel)
        return {0, only.channel->receive(only.element)};
    ChannelCore::receiveFromNil();
    return {0, false};
}

Selected withoutBlocking(const SelectCase& only) {
    if (!only.channel) {
        ChannelCore::tellNilWouldBlock(only.send ? EventKind::ChSend : EventKind::ChRecv);
        return {};
    }
    if (only.send)
        return only.channel->trySend(only.element) ? Selected{0, true} : Selected{};
    const Received received = only.channel->tryReceive(only.element);
    return received == Received::wouldBlock ? Selected{} : Selected{0, received == Received::value};
}

}  // namespace

Selected selectAmong(std::span<SelectCase> cases, std::span<std::uint16_t> orders, bool withDefault) {
    G& g = runningG();
    if (g.unwinding)
        return {};
    if (cases.size() == 1)
        return withDefault ? withoutBlocking(cases[0]) : plainly(cases[0]);
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::channel);
    if (!cases.empty())
        return Selection(g, cases, orders).run(withDefault);
    if (!withDefault)
        g.m->rt.scheduler.park(g, BlockReason::selectNoCases, 0, nullptr, nullptr);
    return {};
}

Selected selectAmong(std::span<SelectCase> cases, bool withDefault) {
    std::array<std::uint16_t, 2 * kFewCases> few;
    if (cases.size() <= kFewCases)
        return selectAmong(cases, few, withDefault);
    std::vector<std::uint16_t> many(2 * cases.size());
    return selectAmong(cases, many, withDefault);
}

}  // namespace interleave::gmp
