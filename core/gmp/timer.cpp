#include "gmp/timer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "gmp/running.h"

namespace interleave::gmp {

namespace {

// time.when: in the past is now, and beyond the end of time is the end of time.
std::int64_t momentAfter(const Runtime::Impl& rt, Duration length) {
    std::int64_t moment = 0;
    if (__builtin_add_overflow(rt.now(), std::max<std::int64_t>(0, length.count()), &moment))
        return std::numeric_limits<std::int64_t>::max();
    return std::max<std::int64_t>(1, moment);
}

std::shared_ptr<TimerBody> makeBody(G& g, trace::TimerKind kind, std::string_view name) {
    auto body = std::make_shared<TimerBody>();
    M& m = *g.m;
    body->kind = kind;
    body->id = static_cast<std::uint32_t>(m.rt.state.timerSequence.fetch_add(1, std::memory_order_relaxed) + 1);
    if (!name.empty())
        Names::object(m, trace::ObjectKind::timer, body->id, name);
    return body;
}

std::shared_ptr<TimerBody> makeWithChannel(G& g, trace::TimerKind kind, std::string_view name) {
    auto body = makeBody(g, kind, name);
    body->channel.emplace(1u, name);
    body->synchronous = g.m->rt.newer;
    if (body->synchronous)
        body->channel->core.setTimer(*body);
    return body;
}

bool arm(TimerBody& body, Duration length, Duration period) {
    G& g = runningG();
    if (g.unwinding)
        return false;
    pollAt(g, trace::PreemptAt::call);
    Runtime::Impl& rt = g.m->rt;
    rt.charge(kernel::Operation::timer);
    return rt.timers.arm(*g.m, g, body, momentAfter(rt, length), period.count());
}

bool stop(TimerBody& body) {
    G& g = runningG();
    if (g.unwinding)
        return false;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::timer);
    return g.m->rt.timers.stop(*g.m, g, body);
}

Chan<Time> channelOf(const std::shared_ptr<TimerBody>& body) {
    ILV_ASSERT(body->channel.has_value());
    return Chan<Time>(std::shared_ptr<Chan<Time>::Body>(body, &*body->channel));
}

std::shared_ptr<TimerBody> makeFunc(trace::TimerKind kind, Duration length, base::Task function, Site site) {
    auto body = makeBody(runningG(), kind, {});
    body->function = std::move(function);
    body->functionName = site.function;
    body->line = site.line;
    arm(*body, length, {});
    return body;
}

}  // namespace

Timer::Timer(Duration length, std::string_view name)
    : m_body(makeWithChannel(runningG(), trace::TimerKind::timer, name)) {
    arm(*m_body, length, {});
}

Chan<Time> Timer::channel() const {
    return channelOf(m_body);
}

bool Timer::stop() const {
    return gmp::stop(*m_body);
}

bool Timer::reset(Duration length) const {
    return arm(*m_body, length, {});
}

std::uint32_t Timer::number() const {
    return m_body->id;
}

Ticker::Ticker(Duration period, std::string_view name) {
    G& g = runningG();
    if (period.count() <= 0 && !g.unwinding)
        g.m->rt.panic(g, "non-positive interval for NewTicker");
    m_body = makeWithChannel(g, trace::TimerKind::ticker, name);
    arm(*m_body, period, period);
}

Chan<Time> Ticker::channel() const {
    return channelOf(m_body);
}

void Ticker::stop() const {
    gmp::stop(*m_body);
}

void Ticker::reset(Duration period) const {
    G& g = runningG();
    if (period.count() <= 0 && !g.unwinding)
        g.m->rt.panic(g, "non-positive interval for Ticker.Reset");
    arm(*m_body, period, period);
}

std::uint32_t Ticker::number() const {
    return m_body->id;
}

Chan<Time> after(Duration length) {
    return Timer(length).channel();
}

Timer afterFunc(Duration length, base::Task function, Site site) {
    return Timer(makeFunc(trace::TimerKind::afterFunc, length, std::move(function), site));
}

Timer deadlineFunc(Duration length, base::Task function, Site site) {
    return Timer(makeFunc(trace::TimerKind::deadline, length, std::move(function), site));
}

}  // namespace interleave::gmp
