// The readers' side of a Recording.
#include <algorithm>

#include "model/event_fields.h"
#include "model/recording.h"
#include "model/recording_state.h"

namespace interleave::model {
namespace {

// A search for the last events of somebody unpacks at most so many blocks: an answer in time for a pointer that
// hovers, at the price of silence about what happened long before.
constexpr int kUnpackedAtMost = 6;

FullEvent fullOf(const WholeEvent& whole) {
    return FullEvent{whole.event, whole.index, {whole.ids.begin(), whole.ids.end()}, std::string(whole.text)};
}

// The index of the event that a tail belongs to; index itself where it is no tail.
EventIndex ownerOf(const EventStore& store, EventIndex index) {
    Block block;
    while (index > 0) {
        if (index - block.first >= block.count)
            block = store.block(index);
        if (!block || !trace::isTail(block.events[static_cast<std::ptrdiff_t>(index - block.first)]))
            break;
        --index;
    }
    return index;
}

// Where a search for the last events goes: from a position back to another one, for so many.
struct Search {
    EventIndex from, position;
    std::size_t limit;
};

// Searches back for whole events of which `concerns` is true, block by block where `mayHold`.
template <class MayHold, class Concerns>
std::vector<FullEvent> searchBack(const EventStore& store, const Search& search, MayHold mayHold, Concerns concerns) {
    std::vector<FullEvent> found;
    const std::size_t limit = search.limit;
    EventIndex end = std::min(search.position, store.size());
    EventIndex last = store.size();  // owner found last: its tail may match several times
    for (int unpacked = 0; end > search.from && found.size() < limit && unpacked < kUnpackedAtMost;) {
        const std::size_t number = (end - 1) / kBlockEvents;
        const EventIndex first = static_cast<EventIndex>(number) * kBlockEvents;
        if (mayHold(number)) {
            ++unpacked;
            const Block block = store.block(first);
            if (!block)
                break;
            for (EventIndex i = end; i-- > std::max(first, search.from) && found.size() < limit;) {
                const trace::Event& event = block.events[static_cast<std::ptrdiff_t>(i - first)];
                if (!concerns(event))
                    continue;
                const EventIndex owner = trace::isTail(event) ? ownerOf(store, i) : i;
                if (owner == last)
                    continue;
                StoreWalk walk(store, owner, owner + 1);
                if (!walk.next())
                    continue;
                // What looks like an id in a tail of text is none.
                if (owner != i && trace::descriptor(walk.current().event.kind).tail != trace::Tail::ids)
                    continue;
                found.push_back(fullOf(walk.current()));
                last = owner;
            }
        }
        end = first;
    }
    std::reverse(found.begin(), found.end());
    return found;
}

}  // namespace

const RunMeta& Recording::meta() const {
    return m_state->meta;
}
EventIndex Recording::size() const {
    return m_state->store.size();
}
Time Recording::duration() const {
    return Time{m_state->duration.load(std::memory_order_acquire)};
}
bool Recording::finished() const {
    return m_state->finished.load(std::memory_order_acquire);
}

std::string Recording::notice() const {
    const std::string trouble = m_state->store.trouble();
    const std::lock_guard lock(m_state->mutex);
    return m_state->notice + (m_state->notice.empty() || trouble.empty() ? "" : " ") + trouble;
}

std::uint64_t Recording::lostEvents() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->lost;
}

std::size_t Recording::read(EventIndex first, std::span<trace::Event> out) const {
    std::size_t done = 0;
    while (done < out.size()) {
        const Block block = m_state->store.block(first + done);
        if (!block)
            break;
        const auto at = static_cast<std::size_t>(first + done - block.first);
        const std::size_t n = std::min(out.size() - done, block.count - at);
        std::copy_n(block.events.get() + at, n, out.begin() + static_cast<std::ptrdiff_t>(done));
        done += n;
    }
    return done;
}

FullEvent Recording::fullEvent(EventIndex index) const {
    if (index >= size())
        return {};
    const EventIndex owner = ownerOf(m_state->store, index);
    StoreWalk walk(m_state->store, owner, owner + 1);
    return walk.next() ? fullOf(walk.current()) : FullEvent{};
}

EventIndex Recording::upperBound(Time t) const {
    if (t.count() < 0)
        return 0;
    const EventStore& store = m_state->store;
    const auto wanted = static_cast<std::uint64_t>(t.count());
    const EventIndex first = static_cast<EventIndex>(store.firstBlockEndingAfter(wanted)) * kBlockEvents;
    const Block block = store.block(first);
    if (!block)
        return store.size();
    const trace::Event* begin = block.events.get();
    const trace::Event* found = std::upper_bound(begin, begin + block.count, wanted,
                                                 [](std::uint64_t at, const trace::Event& e) { return at < e.time; });
    EventIndex index = first + static_cast<EventIndex>(found - begin);
    // A tail has its owner's time, so this is between two whole events but in a damaged history.
    StoreWalk walk(store, index, store.size());
    return walk.next() ? walk.current().index : store.size();
}

EventIndex Recording::stepForward(EventIndex position) const {
    StoreWalk walk(m_state->store, position, size());
    return walk.next() ? walk.position() : size();
}

EventIndex Recording::stepBack(EventIndex position) const {
    position = std::min(position, size());
    return position == 0 ? 0 : ownerOf(m_state->store, position - 1);
}

void Recording::walk(EventIndex from, EventIndex to, const std::function<bool(const WholeEvent&)>& f) const {
    StoreWalk walk(m_state->store, from, std::min(to, size()));
    while (walk.next())
        if (!f(walk.current()))
            return;
}

EventIndex Recording::checkpointBefore(EventIndex position) const {
    return m_state->checkpointAt(position).position;
}

World Recording::worldAt(EventIndex position) const {
    const State::Checkpoint start = m_state->checkpointAt(position);
    World world = start.world ? *start.world : World{};
    StoreWalk walk(m_state->store, start.position, std::min(position, size()));
    while (walk.next()) {
        const WholeEvent whole = walk.current();
        world.apply(whole.event, whole.ids, whole.text, whole.index);
    }
    return world;
}

std::string Recording::name(trace::ObjectKind kind, std::uint32_t object) const {
    const std::lock_guard lock(m_state->mutex);
    const auto found = m_state->names.find({kind, object});
    return found == m_state->names.end() ? std::string() : found->second;
}

std::vector<ThreadFact> Recording::threads() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->threads;
}

std::vector<MemorySample> Recording::samples() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->samples;
}

std::vector<Recording::Printed> Recording::output(EventIndex upTo) const {
    const std::lock_guard lock(m_state->mutex);
    const auto& all = m_state->printed;
    const auto end = std::partition_point(all.begin(), all.end(), [upTo](const Printed& p) { return p.index < upTo; });
    return {all.begin(), end};
}

std::vector<FullEvent> Recording::lastEventsOf(std::uint32_t g, EventIndex position, std::size_t limit,
                                               EventIndex from) const {
    const EventStore& store = m_state->store;
    return searchBack(
        store, {from, position, limit}, [&](std::size_t block) { return store.mayHoldG(block, g); },
        [g](const trace::Event& event) {
            bool concerned = false;
            eachG(fieldMasks(), event, [&](std::uint32_t id) { concerned |= id == g; });
            return concerned;
        });
}

std::vector<FullEvent> Recording::lastEventsOfP(std::uint16_t p, EventIndex position, std::size_t limit,
                                                EventIndex from) const {
    const EventStore& store = m_state->store;
    return searchBack(
        store, {from, position, limit}, [&](std::size_t block) { return store.mayHoldP(block, p); },
        [p](const trace::Event& event) {
            if (trace::isTail(event))
                return false;
            bool concerned = false;
            eachP(fieldMasks(), event, [&](std::uint16_t id) { concerned |= id == p; });
            return concerned;
        });
}

std::vector<FullEvent> Recording::lastEventsOfM(std::uint16_t m, EventIndex position, std::size_t limit,
                                                EventIndex from) const {
    const EventStore& store = m_state->store;
    return searchBack(
        store, {from, position, limit}, [&](std::size_t block) { return store.mayHoldM(block, m); },
        [m](const trace::Event& event) {
            if (trace::isTail(event))
                return false;
            bool concerned = false;
            eachM(fieldMasks(), event, [&](std::uint16_t id) { concerned |= id == m; });
            return concerned;
        });
}

std::vector<FullEvent> Recording::lastEventsOfKinds(const KindSet& kinds,
                                                    const std::function<bool(const trace::Event&)>& concerns,
                                                    EventIndex position, std::size_t limit, EventIndex from) const {
    const EventStore& store = m_state->store;
    return searchBack(
        store, {from, position, limit}, [&](std::size_t block) { return store.mayHoldAny(block, kinds); },
        [&](const trace::Event& event) {
            return !trace::isTail(event) && kinds.test(static_cast<std::size_t>(event.kind)) &&
                   (!concerns || concerns(event));
        });
}

void Recording::withLanes(LaneKind kind, const std::function<void(const LaneSet&)>& f) const {
    const std::lock_guard lock(m_state->viewsMutex);
    f(m_state->lanes.lanes(kind));
}

void Recording::withMetrics(const std::function<void(const Metrics&)>& f) const {
    const std::lock_guard lock(m_state->viewsMutex);
    f(m_state->metrics.metrics());
}

Recording::Usage Recording::usage() const {
    Usage usage{m_state->store.packedBytes(), m_state->store.spilledBytes(), {}, 0};
    const std::lock_guard lock(m_state->mutex);
    usage.checkpoints = base::Bytes{m_state->checkpointBytes};
    usage.checkpointCount = m_state->checkpoints.size();
    return usage;
}

}  // namespace interleave::model
