// What a Recording keeps. Only recording*.cpp and cursor.cpp see it.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include "model/event_store.h"
#include "model/lanes_builder.h"
#include "model/metrics_builder.h"
#include "model/recording.h"

namespace interleave::model {

struct Recording::State {
    State(RunMeta m, Options o) : meta(std::move(m)), options(o), store(o.memoryBudget) {}

    struct Checkpoint {
        EventIndex position = 0;
        std::shared_ptr<const World> world;
        std::size_t bytes = 0;
    };

    void appendPiece(std::span<const trace::Event> piece);
    void foldPiece(std::span<const trace::Event> piece, EventIndex first) ILV_REQUIRES(viewsMutex);
    void fold(const WholeEvent& whole) ILV_REQUIRES(viewsMutex);
    void takeNote(const WholeEvent& whole);
    void keepCheckpoint();
    Checkpoint checkpointAt(EventIndex position) const;

    const RunMeta meta;
    const Options options;
    EventStore store;

    // --- the appender's own
    World world;  // after the last event
    std::uint64_t lastTime = 0;
    TailBuffer tail;
    std::vector<trace::Event> ordered;
    std::size_t sinceCheckpoint = 0;

    mutable std::mutex viewsMutex;
    LanesBuilder lanes ILV_GUARDED_BY(viewsMutex);
    MetricsBuilder metrics ILV_GUARDED_BY(viewsMutex);

    mutable std::mutex mutex;
    std::vector<Checkpoint> checkpoints ILV_GUARDED_BY(mutex);
    std::size_t checkpointBytes ILV_GUARDED_BY(mutex) = 0;
    std::size_t spacing ILV_GUARDED_BY(mutex) = 0;
    std::map<std::pair<trace::ObjectKind, std::uint32_t>, std::string> names ILV_GUARDED_BY(mutex);
    std::vector<ThreadFact> threads ILV_GUARDED_BY(mutex);
    std::vector<MemorySample> samples ILV_GUARDED_BY(mutex);
    std::vector<Printed> printed ILV_GUARDED_BY(mutex);
    std::string notice ILV_GUARDED_BY(mutex);
    std::uint64_t lost ILV_GUARDED_BY(mutex) = 0;

    // Release after the events that they tell of; acquire before.
    std::atomic<std::int64_t> duration{0};
    std::atomic<bool> finished{false};
};

}  // namespace interleave::model
