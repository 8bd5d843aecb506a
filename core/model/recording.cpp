// The appender's side: a piece of events goes into the store, then through the fold, which feeds lanes, metrics,
// names, output and checkpoints.
//
// Locks. The store locks for itself. viewsMutex guards lanes and metrics and is held for a piece (about a
// millisecond at most); mutex guards the rest and is held for moments. Neither is held while a block is packed or
// unpacked, a World copied, or a reader's walk is under way; only one is held at a time.
#include "model/recording.h"

#include <algorithm>
#include <array>

#include "base/assertion.h"
#include "model/recording_state.h"

namespace interleave::model {
namespace {

constexpr std::size_t kPiece = 4096;
// No event is later than this, so that sums of times cannot overflow (a damaged file could say anything).
constexpr std::uint64_t kLatest = 1ull << 60;
// Checkpoints take at most so many bytes for each event: the larger the World, the further apart they are...
constexpr std::size_t kCheckpointBytesAnEvent = 3;
// ...and at most this part of the memory budget; beyond it every second one is dropped.
constexpr std::size_t kCheckpointShare = 4;

// Events to come whose goroutines are brought nearer while one is folded.
constexpr std::size_t kExpected = 12;

// With fewer goroutines all of them lie in near caches anyway.
constexpr std::size_t kManyGoroutines = 4096;

// What is to be done about an event of a kind beside the fold.
enum Work : std::uint8_t { kLanes = 1, kMetrics = 2, kNote = 4 };
const std::array<std::uint8_t, trace::kEventKinds> kWork = [] {
    using trace::EventKind;
    std::array<std::uint8_t, trace::kEventKinds> work{};
    for (std::size_t i = 0; i < work.size(); ++i) {
        const auto kind = static_cast<EventKind>(i);
        const bool noted = kind == EventKind::NameDef || kind == EventKind::Output || kind == EventKind::Dropped;
        work[i] = static_cast<std::uint8_t>((LanesBuilder::concern(kind) ? kLanes : 0) |
                                            (MetricsBuilder::counts(kind) ? kMetrics : 0) | (noted ? kNote : 0));
    }
    return work;
}();

}  // namespace

Recording::Recording(RunMeta meta, Options options) : m_state(std::make_unique<State>(std::move(meta), options)) {
    m_state->spacing = std::max<std::size_t>(options.checkpointEvery, 1);
}
Recording::~Recording() = default;

void Recording::append(std::span<const trace::Event> events) {
    State& s = *m_state;
    // Times never go back in a history: seeking by time leans on it.
    bool inOrder = true;
    std::uint64_t latest = s.lastTime;
    for (const trace::Event& event : events) {
        ILV_ASSERT(event.kind < trace::EventKind::count);
        inOrder &= event.time >= latest;
        latest = event.time;
    }
    if (!inOrder || latest > kLatest) {
        s.ordered.assign(events.begin(), events.end());
        std::uint64_t last = s.lastTime;
        for (trace::Event& event : s.ordered)
            last = event.time = std::clamp(event.time, last, std::max(last, kLatest));
        events = s.ordered;
    }
    while (!events.empty()) {
        std::size_t n = std::min(kPiece, events.size());
        while (n < events.size() && trace::isTail(events[n]))
            ++n;
        s.appendPiece(events.first(n));
        events = events.subspan(n);
    }
}

void Recording::State::appendPiece(std::span<const trace::Event> piece) {
    const EventIndex first = store.size();
    store.append(piece);
    lastTime = piece.back().time;
    {
        const std::lock_guard lock(viewsMutex);
        foldPiece(piece, first);
        metrics.settle(world);
        lanes.extendTo(Time{static_cast<std::int64_t>(lastTime)});
    }
    duration.store(static_cast<std::int64_t>(lastTime), std::memory_order_release);
    sinceCheckpoint += piece.size();
    keepCheckpoint();
}

// The same as walkEvents(), but that most events, which have no tail, take the short way.
void Recording::State::foldPiece(std::span<const trace::Event> piece, EventIndex first) {
    const std::size_t size = piece.size();
    const bool far = world.liveGoroutines() > kManyGoroutines;
    for (std::size_t i = 0; i < size;) {
        const trace::Event& event = piece[i];
        // With many goroutines what an event is about lies far from the processor.
        if (far && size - i > kExpected) {
            world.expect(piece[i + kExpected]);
            world.expectSoon(piece[i + kExpected / 2]);
        }
        if (i + 1 == size || !trace::isTail(piece[i + 1])) [[likely]] {
            if (!trace::isTail(event))
                fold(WholeEvent{event, first + i, {}, {}});
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < size && trace::isTail(piece[end]))
            ++end;
        walkEvents(piece.subspan(i, end - i), first + i, tail, [this](const WholeEvent& whole) { fold(whole); });
        i = end;
    }
}

void Recording::State::fold(const WholeEvent& whole) {
    const trace::Event& event = whole.event;
    metrics.before(world, Time{static_cast<std::int64_t>(event.time)});
    world.apply(event, whole.ids, whole.text, whole.index);
    const std::uint8_t work = kWork[static_cast<std::size_t>(event.kind)];
    if (work & kMetrics)
        metrics.after(event);
    if (work & kLanes)
        lanes.add(world, event, whole.ids, whole.index);
    if (work & kNote) [[unlikely]]
        takeNote(whole);
}

void Recording::State::takeNote(const WholeEvent& whole) {
    switch (whole.event.kind) {
        case trace::EventKind::NameDef: {
            const std::lock_guard lock(mutex);
            names[{whole.event.auxAs<trace::ObjectKind>(), whole.event.a}] = whole.text;
            break;
        }
        case trace::EventKind::Output: {
            const std::lock_guard lock(mutex);
            printed.push_back(
                Printed{whole.index, whole.event.g, whole.event.auxAs<trace::OutputStream>(), std::string(whole.text)});
            break;
        }
        case trace::EventKind::Dropped: {
            const std::lock_guard lock(mutex);
            lost += whole.event.wide();
            break;
        }
        default:
            break;
    }
}

// Copies the World now and then. With many goroutines a copy is large: then it is taken more rarely, and when all
// copies together exceed their share of the budget, every second goes and the spacing doubles.
void Recording::State::keepCheckpoint() {
    {
        const std::lock_guard lock(mutex);
        if (sinceCheckpoint < spacing)
            return;
    }
    if (sinceCheckpoint < world.bytes() / kCheckpointBytesAnEvent)
        return;
    sinceCheckpoint = 0;
    auto copy = std::make_shared<const World>(world);
    const std::size_t bytes = copy->bytes();
    const std::lock_guard lock(mutex);
    checkpoints.push_back(Checkpoint{store.size(), std::move(copy), bytes});
    checkpointBytes += bytes;
    while (checkpointBytes > options.memoryBudget.value / kCheckpointShare && checkpoints.size() > 4) {
        std::vector<Checkpoint> kept;
        for (std::size_t i = 1; i < checkpoints.size(); i += 2)
            kept.push_back(checkpoints[i]);
        checkpoints = std::move(kept);
        checkpointBytes = 0;
        for (const Checkpoint& checkpoint : checkpoints)
            checkpointBytes += checkpoint.bytes;
        spacing *= 2;
    }
}

Recording::State::Checkpoint Recording::State::checkpointAt(EventIndex position) const {
    const std::lock_guard lock(mutex);
    const auto after = std::upper_bound(checkpoints.begin(), checkpoints.end(), position,
                                        [](EventIndex at, const Checkpoint& c) { return at < c.position; });
    return after == checkpoints.begin() ? Checkpoint{} : *(after - 1);
}

void Recording::addThread(ThreadFact fact) {
    const std::lock_guard lock(m_state->mutex);
    m_state->threads.push_back(std::move(fact));
}

void Recording::addSample(MemorySample sample) {
    const std::lock_guard lock(m_state->mutex);
    m_state->samples.push_back(sample);
}

void Recording::finish(std::string notice) {
    m_state->store.settle();
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->notice = std::move(notice);
    }
    m_state->finished.store(true, std::memory_order_release);
}

}  // namespace interleave::model
