// The drain thread is the only one that touches the rings, appends to the recording and reaps the engine. The client's
// thread writes the horizon, the commands and the stop word, and reads what the drain thread publishes: a few
// atomics, and the rest under one lock that is never held over a system call or an append.
#include "session/session.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <thread>

#include "base/annotations.h"
#include "kernel/child_process.h"
#include "kernel/horizon.h"
#include "kernel/process_sampler.h"
#include "link/messages.h"
#include "link/segment.h"
#include "session/intake.h"
#include "session/request_builder.h"
#include "trace/writer.h"

namespace interleave::session {
namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kDrainPause = 1ms;  // while events come
constexpr auto kIdlePause = 4ms;   // while the engine stands at the horizon
constexpr auto kSampleEvery = 50ms;
constexpr auto kStopGrace = 1s;
constexpr link::RingPlan kConductedRings{1, 1u << 17};
constexpr link::RingPlan kFreeRings{static_cast<std::uint32_t>(link::kMaxThreads), 1u << 16};
constexpr std::int64_t kNever = INT64_MAX;

// The engine beside the running program, or what INTERLEAVE_ENGINE names.
std::string defaultEngine() {
    if (const char* named = std::getenv("INTERLEAVE_ENGINE"); named && *named)
        return named;
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return (self.parent_path() / "interleave-engine").string();
}

// An engine and the pipe that tells it, by its closing, that this client is gone.
struct Engine {
    kernel::ChildProcess process;
    kernel::Descriptor lifeline;
};

base::Result<Engine> startEngine(const std::string& path, const link::Segment& segment) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return base::Error{"engine " + path, std::string("no pipe can be made: ") + std::strerror(errno),
                           "close other files"};
    const kernel::Descriptor theirs(ends[0]);
    kernel::Descriptor ours(ends[1]);
    const kernel::Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!nothing.valid())
        return base::Error{"engine " + path, std::string("/dev/null cannot be opened: ") + std::strerror(errno),
                           "close other files"};
    auto process = kernel::ChildProcess::start({path,
                                                {"--run"},
                                                {{nothing.number(), 0},
                                                 {nothing.number(), 1},
                                                 {segment.descriptor(), link::kSegmentDescriptor},
                                                 {theirs.number(), link::kLifelineDescriptor}}});
    if (!process)
        return process.error();
    return Engine{std::move(process).value(), std::move(ours)};
}

}  // namespace

struct Session::State {
    State(RunRequest requestOf, link::Segment segmentOf, Engine engineOf, model::RunMeta meta, model::Options history)
        : request(std::move(requestOf)),
          segment(std::move(segmentOf)),
          engine(std::move(engineOf)),
          pid(engine.process.pid()),
          recording(std::make_shared<model::Recording>(std::move(meta), history)),
          sampler(pid),
          intake(segment) {}

    // --- the drain thread
    void drainLoop();
    bool drainOnce(bool last);
    void publishReached(std::int64_t before);
    void noteEvents();
    void noteThreads();
    void sample();
    void finish(const kernel::ChildExit& end);
    Outcome outcomeOf(const kernel::ChildExit& end, Phase& endPhase);
    std::int64_t settledTime() const;

    // --- the client's thread
    void wakeDrain();

    link::ControlPage& page() const { return segment.page(); }

    const RunRequest request;
    link::Segment segment;
    Engine engine;  // the drain thread's, after the start
    const int pid;
    const std::shared_ptr<model::Recording> recording;

    // The drain thread's own.
    kernel::ProcessSampler sampler;
    Intake intake;
    std::vector<trace::Event> batch;
    std::vector<bool> threadsKnown = std::vector<bool>(link::kMaxThreads, false);
    base::Bytes peakRss;
    steady_clock::time_point nextSample;

    // Published by the drain thread.
    std::atomic<Phase> phase{Phase::starting};
    std::atomic<std::int64_t> reached{0};
    std::atomic<double> ringFill{0};
    std::atomic<std::uint64_t> dropped{0};
    std::atomic<double> eventsPerSecond{0};
    std::atomic<double> drainMilliseconds{0};

    std::atomic<bool> stopAsked{false};
    std::atomic<std::int64_t> killAt{kNever};  // steady clock, ns: when a stop has taken too long

    mutable std::mutex lock;
    std::condition_variable changed;  // the drain thread waits for work, wait() for the end
    std::uint32_t drainWakes ILV_GUARDED_BY(lock) = 0;
    std::optional<Outcome> outcome ILV_GUARDED_BY(lock);
    std::vector<Intervention> applied ILV_GUARDED_BY(lock);

    std::thread drain;  // started last, joined first
};

// Time of the run up to which everything has been written by now; read before the rings are.
std::int64_t Session::State::settledTime() const {
    if (!request.conducted)
        return 0;
    const kernel::Horizon& horizon = page().horizon;
    const std::int64_t limit = horizon.limit.load(std::memory_order_relaxed);
    if (kernel::standsAt(horizon, limit))
        return limit;
    // Acquire: what happened before this time has been written.
    return horizon.now.load(std::memory_order_acquire) - 1;
}

void Session::State::publishReached(std::int64_t before) {
    std::int64_t now = std::max(reached.load(std::memory_order_relaxed), before);
    if (!batch.empty()) {
        const auto newest = static_cast<std::int64_t>(batch.back().time);
        // Free: the newest event is all that is known. Conducted: more may come at its very time.
        now = std::max(now, request.conducted ? newest - 1 : newest);
    }
    reached.store(now, std::memory_order_release);
}

void Session::State::noteEvents() {
    for (const trace::Event& event : batch) {
        if (event.kind != trace::EventKind::Intervene)
            continue;
        Intervention one;
        one.kind = static_cast<Intervention::Kind>(event.aux);
        one.g = event.g;
        one.value = static_cast<std::int64_t>(event.wide());
        one.at = Time{static_cast<std::int64_t>(event.time)};
        const std::lock_guard guard(lock);
        applied.push_back(one);
    }
}

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

// Returns whether anything was there.
bool Session::State::drainOnce(bool last) {
    const auto from = steady_clock::now();
    const std::int64_t before = settledTime();
    batch.clear();
    intake.take(batch, last);
    if (!batch.empty())
        recording->append(batch);
    noteEvents();
    publishReached(before);
    ringFill.store(intake.fill(), std::memory_order_relaxed);
    dropped.store(intake.dropped(), std::memory_order_relaxed);
    if (batch.empty())
        return false;
    const std::chrono::duration<double, std::milli> took = steady_clock::now() - from;
    drainMilliseconds.store(took.count(), std::memory_order_relaxed);
    return true;
}

void Session::State::drainLoop() {
    auto rateFrom = steady_clock::now();
    std::uint64_t rateEvents = 0;
    for (;;) {
        const auto now = steady_clock::now();
        // Before the rings: whoever is seen to have ended has written its last event.
        const std::optional<kernel::ChildExit> end = engine.process.exited();
        if (phase.load(std::memory_order_relaxed) == Phase::starting &&
            page().state.load(std::memory_order_acquire) >= static_cast<std::uint32_t>(link::EngineState::running))
            phase.store(Phase::running, std::memory_order_release);
        const bool some = drainOnce(end.has_value());
        rateEvents += batch.size();
        if (now - rateFrom >= 500ms) {
            const std::chrono::duration<double> span = now - rateFrom;
            eventsPerSecond.store(static_cast<double>(rateEvents) / span.count(), std::memory_order_relaxed);
            rateFrom = now;
            rateEvents = 0;
        }
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
    if (!request.conducted)
        reached.store(recording->duration().count(), std::memory_order_release);
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
    auto state = std::make_unique<State>(std::move(wanted), std::move(segment).value(), std::move(engine).value(),
                                         std::move(meta), history);
    return std::unique_ptr<Session>(new Session(std::move(state)));
}

Session::Session(std::unique_ptr<State> state) : m_state(std::move(state)) {
    m_state->drain = std::thread([s = m_state.get()] { s->drainLoop(); });
}

Session::~Session() {
    stop();
    m_state->drain.join();
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
    return Time{m_state->reached.load(std::memory_order_acquire)};
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
    const std::lock_guard guard(m_state->lock);
    return m_state->applied;
}

void Session::stop() {
    if (phase() >= Phase::ended)
        return;
    m_state->stopAsked.store(true);
    std::uint32_t none = 0;
    m_state->page().stop.compare_exchange_strong(none, static_cast<std::uint32_t>(link::StopReason::stopped),
                                                 std::memory_order_release, std::memory_order_relaxed);
    m_state->killAt.store((steady_clock::now() + kStopGrace).time_since_epoch().count(), std::memory_order_relaxed);
    kernel::announceCommand(m_state->page().horizon);
    m_state->wakeDrain();
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
    return {m_state->ringFill.load(std::memory_order_relaxed), m_state->dropped.load(std::memory_order_relaxed),
            m_state->eventsPerSecond.load(std::memory_order_relaxed),
            m_state->drainMilliseconds.load(std::memory_order_relaxed)};
}

}  // namespace interleave::session
