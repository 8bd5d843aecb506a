// The drain thread is the only one that touches the rings, appends to the recording and reaps the engine. The client's
// thread writes the horizon, the commands and the stop word, and reads what the drain thread publishes: a few
// atomics, and the rest under one lock that is never held over a system call or an append.
#include "session/session.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <thread>

#include "base/annotations.h"
#include "kernel/child_process.h"
#include "kernel/horizon.h"
#include "kernel/process_sampler.h"
#include "link/messages.h"
#include "link/segment.h"
#include "session/drain.h"
#include "session/engine_process.h"
#include "session/request_builder.h"
#include "trace/writer.h"

namespace interleave::session {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kDrainPause = 1ms;  // while events come
constexpr auto kIdlePause = 4ms;   // while the engine stands at the horizon
constexpr auto kSampleEvery = 50ms;
constexpr auto kStopGrace = 3s;  // longer than the engine gives itself
constexpr link::RingPlan kConductedRings{1, 1u << 17};
constexpr link::RingPlan kFreeRings{static_cast<std::uint32_t>(link::kMaxThreads), 1u << 16};
constexpr std::int64_t kNever = INT64_MAX;

}  // namespace

struct Session::State {
    State(RunRequest requestOf, link::Segment segmentOf, EngineProcess engineOf, model::RunMeta meta,
          model::Options history)
        : request(std::move(requestOf)),
          segment(std::move(segmentOf)),
          engine(std::move(engineOf)),
          pid(engine.process.pid()),
          recording(std::make_shared<model::Recording>(std::move(meta), history)),
          sampler(pid),
          drain(segment, *recording, request.conducted) {}

    // --- the drain thread
    void drainLoop();
    void noteThreads();
    void sample();
    void finish(const kernel::ChildExit& end);
    Outcome outcomeOf(const kernel::ChildExit& end, Phase& endPhase);

    // --- the client's thread
    void askToStop();
    void wakeDrain();

    link::ControlPage& page() const { return segment.page(); }

    const RunRequest request;
    link::Segment segment;
    EngineProcess engine;  // the drain thread's, after the start
    const int pid;
    const std::shared_ptr<model::Recording> recording;

    // The drain thread's own.
    kernel::ProcessSampler sampler;
    Drain drain;
    std::vector<bool> threadsKnown = std::vector<bool>(link::kMaxThreads, false);
    base::Bytes peakRss;
    steady_clock::time_point nextSample;

    // Published by the drain thread.
    std::atomic<Phase> phase{Phase::starting};

    std::atomic<bool> stopAsked{false};
    std::atomic<std::int64_t> killAt{kNever};  // steady clock, ns: when a stop has taken too long

    mutable std::mutex lock;
    std::condition_variable changed;  // the drain thread waits for work, wait() for the end
    std::uint32_t drainWakes ILV_GUARDED_BY(lock) = 0;
    std::optional<Outcome> outcome ILV_GUARDED_BY(lock);
};

void Session::State::noteThreads() {
    for (std::size_t i = 0; i < link::kMaxThreads; ++i) {
        if (threadsKnown[i])
            continue;
        const link::ThreadEntry& entry = page().threads[i];
        if (entry.state.load(std::memory_order_acquire) == link::ThreadEntry::none)
            continue;
        threadsKnown[i] = true;
        recording->addThread({static_cast<std::uint16_t>(i), std::string(entry.name.data()), entry.osTid});
    }
}

void Session::State::sample() {
    const auto taken = sampler.sample();
    if (!taken)
        return;  // it has just ended
    const kernel::ProcessSample& process = taken.value();
    model::MemorySample sample;
    sample.rss = base::Bytes{process.rssAnonymous.value + process.rssFiles.value};
    sample.stacks = base::Bytes{page().stackBytes.load(std::memory_order_relaxed)};
    sample.kernelVoluntary = process.voluntarySwitches;
    sample.kernelInvoluntary = process.involuntarySwitches;
    sample.cpu = process.cpuTime();
    const link::ClockFact& clock = page().clock;
    if (request.conducted) {
        sample.time = Time{page().horizon.now.load(std::memory_order_relaxed)};
    } else if (clock.ready.load(std::memory_order_acquire) != 0) {
        sample.time = Time{static_cast<std::int64_t>(clock.scale.toNanoseconds(trace::Clock::readTicks()))};
    }
    peakRss = std::max(peakRss, sample.rss);
    recording->addSample(sample);
}

void Session::State::drainLoop() {
    for (;;) {
        const auto now = steady_clock::now();
        // Before the rings: whoever is seen to have ended has written its last event.
        const std::optional<kernel::ChildExit> end = engine.process.exited();
        if (phase.load(std::memory_order_relaxed) == Phase::starting &&
            page().state.load(std::memory_order_acquire) >= static_cast<std::uint32_t>(link::EngineState::running))
            phase.store(Phase::running, std::memory_order_release);
        const bool some = drain.pass(end.has_value());
        if (now >= nextSample || end) {
            noteThreads();
            if (!end)
                sample();
            nextSample = now + kSampleEvery;
        }
        if (end) {
            finish(*end);
            return;
        }
        if (now.time_since_epoch().count() > killAt.load(std::memory_order_relaxed))
            engine.process.signal(SIGKILL);
        std::unique_lock guard(lock);
        const std::uint32_t wakes = drainWakes;
        const bool idle = !some && page().horizon.waiting.load(std::memory_order_relaxed) != 0;
        changed.wait_for(guard, idle ? kIdlePause : kDrainPause, [&] { return drainWakes != wakes; });
    }
}

Outcome Session::State::outcomeOf(const kernel::ChildExit& end, Phase& endPhase) {
    Outcome result;
    const std::uint32_t bytes = page().outcomeBytes.load(std::memory_order_acquire);
    if (bytes != 0 && bytes <= page().outcome.size()) {
        auto told = link::outcomeFromJson({page().outcome.data(), bytes});
        if (told) {
            const link::Outcome& o = told.value();
            result.verdict = {o.status, o.text, o.exit};
            // Less than 0: the engine had no means left to say.
            result.duration = o.duration >= 0 ? Duration(o.duration) : recording->duration();
            result.counters = o.counters;
            result.rss = base::Bytes{o.rss};
            result.peakRss = std::max(base::Bytes{o.peakRss}, peakRss);
            result.stacks = base::Bytes{o.stacks};
            result.facts = o.facts;
            result.warnings = o.warnings;
            endPhase = Phase::ended;
            return result;
        }
    }
    endPhase = Phase::lost;
    result.duration = recording->duration();
    result.peakRss = peakRss;
    result.verdict.exit = end.code();
    const std::string how = end.signal != 0
                                ? "by signal " + std::to_string(end.signal) + " (" + ::strsignal(end.signal) + ")"
                                : "with exit status " + std::to_string(end.status);
    if (stopAsked.load()) {
        result.verdict.status = "stopped";
        result.verdict.text = "the engine did not stop when it was asked to and was ended " + how;
        endPhase = Phase::ended;
    } else {
        result.verdict.status = "crash";
        result.verdict.text = "the engine was ended " + how;
    }
    return result;
}

void Session::State::finish(const kernel::ChildExit& end) {
    Phase endPhase = Phase::ended;
    Outcome result = outcomeOf(end, endPhase);
    drain.close();
    recording->finish(endPhase == Phase::lost ? result.verdict.text + "; what it wrote until then is kept"
                                              : std::string());
    {
        const std::lock_guard guard(lock);
        outcome = std::move(result);
        phase.store(endPhase, std::memory_order_release);
    }
    changed.notify_all();
}

void Session::State::wakeDrain() {
    {
        const std::lock_guard guard(lock);
        ++drainWakes;
    }
    changed.notify_all();
}

base::Result<std::unique_ptr<Session>> Session::start(const catalogue::Scenario& scenario, RunRequest request,
                                                      model::Options history, std::string enginePath) {
    auto completed = complete(scenario, std::move(request));
    if (!completed)
        return completed.error();
    RunRequest wanted = std::move(completed).value();
    const std::string message = link::toJson(engineRequest(scenario, wanted));
    auto segment = link::Segment::create(message, wanted.conducted ? kConductedRings : kFreeRings);
    if (!segment)
        return segment.error();
    if (enginePath.empty())
        enginePath = defaultEngine();
    auto engine = startEngine(enginePath, segment.value());
    if (!engine)
        return engine.error();
    model::RunMeta meta = metaOf(scenario, wanted);
    auto state = std::make_shared<State>(std::move(wanted), std::move(segment).value(), std::move(engine).value(),
                                         std::move(meta), history);
    return std::unique_ptr<Session>(new Session(std::move(state)));
}

Session::Session(std::shared_ptr<State> state)
    : m_state(std::move(state)), m_drainThread([s = m_state] { s->drainLoop(); }) {}

Session::~Session() {
    if (phase() >= Phase::ended) {
        m_drainThread.join();
        return;
    }
    // The thread holds the state, and ends soon: with the engine, which is killed if it does not end by itself.
    m_state->askToStop();
    m_drainThread.detach();
}

const RunRequest& Session::request() const {
    return m_state->request;
}
std::shared_ptr<const model::Recording> Session::recording() const {
    return m_state->recording;
}
bool Session::conducted() const {
    return m_state->request.conducted;
}
Phase Session::phase() const {
    return m_state->phase.load(std::memory_order_acquire);
}
int Session::enginePid() const {
    return m_state->pid;
}

std::optional<Outcome> Session::outcome() const {
    const std::lock_guard guard(m_state->lock);
    return m_state->outcome;
}

void Session::setHorizon(Time limit) {
    kernel::Horizon& horizon = m_state->page().horizon;
    if (!conducted() || limit.count() <= horizon.limit.load(std::memory_order_relaxed))
        return;
    kernel::moveHorizon(horizon, limit.count());
    m_state->wakeDrain();
}

void Session::runFreely() {
    setHorizon(Time::max());
}

Time Session::reached() const {
    return m_state->drain.reached();
}

bool Session::atHorizon() const {
    const kernel::Horizon& horizon = m_state->page().horizon;
    return conducted() && phase() == Phase::running &&
           kernel::standsAt(horizon, horizon.limit.load(std::memory_order_relaxed));
}

std::optional<Time> Session::nextHappening() const {
    if (!atHorizon())
        return std::nullopt;
    const std::int64_t next = m_state->page().horizon.next.load(std::memory_order_relaxed);
    if (next == kNever)
        return std::nullopt;
    return Time{next};
}

void Session::intervene(Intervention intervention) {
    const link::Command command{static_cast<std::uint32_t>(intervention.kind), intervention.g, intervention.value};
    if (phase() >= Phase::ended || !m_state->page().commands.push(command))
        return;
    kernel::announceCommand(m_state->page().horizon);
    m_state->wakeDrain();
}

std::vector<Intervention> Session::interventions() const {
    return m_state->drain.interventions();
}

void Session::State::askToStop() {
    stopAsked.store(true);
    std::uint32_t none = 0;
    page().stop.compare_exchange_strong(none, static_cast<std::uint32_t>(link::StopReason::stopped),
                                        std::memory_order_release, std::memory_order_relaxed);
    killAt.store((steady_clock::now() + kStopGrace).time_since_epoch().count(), std::memory_order_relaxed);
    // An engine that stands at its horizon is woken and sees it.
    kernel::announceCommand(page().horizon);
    // One that stands so early that it has nobody yet who would see it has to go on to where it has.
    if (request.conducted)
        kernel::moveHorizon(page().horizon, kNever);
    wakeDrain();
}

void Session::stop() {
    if (phase() >= Phase::ended)
        return;
    m_state->askToStop();
    wait(kStopGrace * 2);
}

bool Session::wait(std::optional<Duration> atMost) {
    std::unique_lock guard(m_state->lock);
    const auto ended = [&] { return m_state->outcome.has_value(); };
    if (atMost)
        return m_state->changed.wait_for(guard, *atMost, ended);
    m_state->changed.wait(guard, ended);
    return true;
}

Session::Gauge Session::gauge() const {
    return m_state->drain.gauge();
}

}  // namespace interleave::session
