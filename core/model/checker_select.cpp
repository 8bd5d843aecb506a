// Rules about select. What it does it does with all its channels locked, so they hold in free time, too.
#include <algorithm>

#include "model/checker.h"
#include "model/checker_names.h"

namespace interleave::model {

using trace::ChanPath;
using trace::Event;
using trace::EventKind;

Checker::SelectNote* Checker::selectOf(std::uint32_t g) {
    const auto found = m_selects.find(g);
    return found == m_selects.end() ? nullptr : &found->second;
}

void Checker::checkSelectBegin(const WholeEvent& whole) {
    const Event& e = whole.event;
    const std::string who = gName(e.g) + " selects";
    if (selectOf(e.g))
        fail("C-11", who + " while it selects");
    if (e.a < 2)
        fail("C-12", who + " over " + std::to_string(e.a) + " cases; those are plain operations");
    SelectNote& select = m_selects[e.g] = {};
    select.withDefault = e.aux != 0;
    const auto all = whole.ids.begin();
    const std::size_t cases = std::min<std::size_t>(e.a, whole.ids.size());
    select.cases.assign(all, all + static_cast<std::ptrdiff_t>(cases));
    const std::size_t live = (whole.ids.size() - cases) / 2;
    const auto orders = all + static_cast<std::ptrdiff_t>(cases);
    select.polled.assign(orders, orders + static_cast<std::ptrdiff_t>(live));
    select.locked.assign(orders + static_cast<std::ptrdiff_t>(live), orders + static_cast<std::ptrdiff_t>(2 * live));
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < cases; ++i)
        if ((select.cases[i] & ~trace::kSelectSends) != 0)
            expected.push_back(i);
    if (cases != e.a ||
        !std::is_permutation(expected.begin(), expected.end(), select.polled.begin(), select.polled.end())) {
        fail("C-10", who + " and does not look at each of its channels once");
        select.polled = expected;
    }
    const auto byChannel = [&select](std::uint32_t a, std::uint32_t b) {
        return (select.cases[a] & ~trace::kSelectSends) < (select.cases[b] & ~trace::kSelectSends);
    };
    std::stable_sort(expected.begin(), expected.end(), byChannel);
    if (select.locked != expected) {
        fail("C-10", who + " and does not lock its channels in their order");
        select.locked = expected;
    }
}

// By its channel's events so far; a channel whose making was not told: no.
bool Checker::couldBeDone(std::uint32_t selectCase) const {
    const auto found = m_channels.find(selectCase & ~trace::kSelectSends);
    if (found == m_channels.end())
        return false;
    const ChannelNote& channel = found->second;
    const bool sends = (selectCase & trace::kSelectSends) != 0;
    return channel.closed || (sends ? channel.length < channel.capacity || !channel.receivers.empty()
                                    : channel.length > 0 || !channel.senders.empty());
}

// A send or receive by a goroutine that selects.
void Checker::checkSelectsOperation(const Event& e, SelectNote& select) {
    const std::uint32_t on = e.a | (e.kind == EventKind::ChSend ? trace::kSelectSends : 0);
    const std::string who = gName(e.g) + " selects";
    const auto path = e.auxAs<ChanPath>();
    if (++select.done > 1)
        fail("C-11", who + " and does more than one of its cases");
    select.doneOn = on;
    if (std::find(select.cases.begin(), select.cases.end(), on) == select.cases.end())
        fail("C-11", who + " and does what is none of its cases");
    if (select.waits) {
        if (select.wonOn != on)
            fail("C-11", who + " and goes on with a case by which it was not woken");
        if (path != ChanPath::park && path != ChanPath::closed)
            fail("C-11", who + " and does a case after it has waited for it");
        return;
    }
    if (path != ChanPath::direct && path != ChanPath::buf && path != ChanPath::closed)
        fail("C-11", who + " and waits for one of its cases only");
    for (const std::uint32_t i : select.polled) {
        if (select.cases[i] == on)
            break;
        if (couldBeDone(select.cases[i]))
            fail("C-11", who + " and passes case " + std::to_string(i) + " over, which could be done");
    }
}

void Checker::checkSelectWaits(const Event& e) {
    SelectNote* const select = selectOf(e.g);
    if ((e.auxAs<trace::BlockReason>() == trace::BlockReason::select) != (select != nullptr))
        fail("C-11", gName(e.g) + (select ? " waits for something else while it selects" : " waits as if it selected"));
    if (!select)
        return;
    const std::string who = gName(e.g) + " selects and waits";
    if (select->withDefault || select->done != 0 || select->waits)
        fail("C-11", who + (select->withDefault ? " in spite of its default" : " with its case done"));
    select->waits = true;
    for (const std::uint32_t i : select->locked) {
        if (couldBeDone(select->cases[i]))
            fail("C-11", who + " while case " + std::to_string(i) + " could be done");
    }
    for (const std::uint32_t i : select->locked) {
        const std::uint32_t one = select->cases[i];
        const auto channel = m_channels.find(one & ~trace::kSelectSends);
        if (channel != m_channels.end())
            ((one & trace::kSelectSends) != 0 ? channel->second.senders : channel->second.receivers).push_back(e.g);
    }
}

// It is woken through that case, and waits nowhere any more.
void Checker::winSelect(std::uint32_t g, std::uint32_t on) {
    SelectNote& select = m_selects.at(g);
    select.wonOn = on;
    for (const std::uint32_t one : select.cases) {
        const auto channel = m_channels.find(one & ~trace::kSelectSends);
        if (channel == m_channels.end())
            continue;
        std::erase(channel->second.receivers, g);
        std::erase(channel->second.senders, g);
    }
}

void Checker::checkSelectEnd(const Event& e) {
    const std::string who = gName(e.g) + " ends a select";
    const auto found = m_selects.find(e.g);
    if (found == m_selects.end())
        return fail("C-11", who + " that it has not begun");
    const SelectNote select = std::move(found->second);
    m_selects.erase(found);
    const auto how = e.auxAs<trace::SelectHow>();
    if (how == trace::SelectHow::byDefault) {
        if (!select.withDefault || select.done != 0 || e.a != select.cases.size())
            fail("C-11", who + " by a default that was not to be taken");
        for (const std::uint32_t one : select.polled)
            if (couldBeDone(select.cases[one]))
                fail("C-11", who + " by default while case " + std::to_string(one) + " could be done");
        return;
    }
    if (select.done != 1)
        fail("C-11", who + " after " + std::to_string(select.done) + " sends and receives");
    else if (e.a >= select.cases.size() || select.cases[e.a] != select.doneOn)
        fail("C-11", who + " with case " + std::to_string(e.a) + ", which is not the one that was done");
    if ((how == trace::SelectHow::parked) != select.waits)
        fail("C-11", who + (select.waits ? " as if it had not waited" : " as if it had waited"));
}

}  // namespace interleave::model
