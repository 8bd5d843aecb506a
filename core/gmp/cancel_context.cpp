#include "gmp/cancel_context.h"

#include <algorithm>
#include <utility>

#include "gmp/running.h"
#include "gmp/select.h"

namespace interleave::gmp::context {

using trace::EventKind;

CancelContext::CancelContext(Ref parent, std::string_view name) : m_parent(std::move(parent)), m_name(name) {
    const G& g = runningG();
    M& m = *g.m;
    m_number = m.rt.state.objectsGiven.fetch_add(1, std::memory_order_relaxed) + 1;
    if (!m.tracing())
        return;
    if (!name.empty())
        Names::object(m, trace::ObjectKind::context, m_number, name);
    m.emit({.kind = EventKind::CtxMake, .g = idOf(g), .a = m_number, .b = m_parent->number()});
}

Chan<Signal> CancelContext::done() {
    m_lock.lock();
    if (!m_done) {
        m_done.emplace(0u, m_name.empty() ? m_name : m_name + ".Done");
        if (m_cancelled)
            m_done->close();
    }
    Chan<Signal> done = *m_done;
    m_lock.unlock();
    return done;
}

std::string CancelContext::err() {
    m_lock.lock();
    std::string err = m_reason.err;
    m_lock.unlock();
    return err;
}

std::string CancelContext::cause() {
    m_lock.lock();
    std::string cause = m_reason.cause;
    m_lock.unlock();
    return cause;
}

void CancelContext::follow(const Ref& parent) {
    if (CancelContext* known = parent->cancelable()) {
        Reason already;
        if (!known->adopt(*this, &already))
            cancel(false, already.below());
        return;
    }
    const Chan<Signal> theirs = parent->done();
    if (!theirs)
        return;  // it is never cancelled
    // A foreign parent: somebody has to wait for it.
    const auto watch = [parent, theirs, self = shared_from_this()] {
        if (select(receiveFrom(theirs), receiveFrom(self->done())) == 0)
            self->cancel(false, Reason::of(parent->err(), context::cause(parent)));
    };
    go(watch, {"context.propagateCancel.func", 0});
}

// False: this is cancelled already, for that reason.
bool CancelContext::adopt(CancelContext& child, Reason* already) {
    m_lock.lock();
    const bool cancelled = m_cancelled;
    if (cancelled) {
        *already = m_reason;
    } else {
        if (m_children.size() >= m_purgeAt) {
            std::erase_if(m_children, [](const Child& one) { return one.context.expired(); });
            m_purgeAt = std::max<std::size_t>(16, 2 * m_children.size());
        }
        m_children.push_back({child.weak_from_this(), child.keptByParent() ? child.shared_from_this() : nullptr});
    }
    m_lock.unlock();
    return !cancelled;
}

void CancelContext::forget(const CancelContext& child) {
    m_lock.lock();
    std::erase_if(m_children, [&child](const Child& one) { return one.context.lock().get() == &child; });
    m_lock.unlock();
}

void CancelContext::leaveParent() {
    if (CancelContext* parent = m_parent->cancelable())
        parent->forget(*this);
}

void CancelContext::tell(const Reason& reason) const {
    const G& g = runningG();
    if (m_number != 0 && g.m->tracing())
        g.m->emit(
            {.kind = EventKind::CtxCancel, .aux = word(reason.word), .g = idOf(g), .a = m_number, .b = reason.depth});
}

bool CancelContext::cancelOnce(const Reason& reason) {
    m_lock.lock();
    if (m_cancelled) {
        m_lock.unlock();
        return false;
    }
    m_cancelled = true;
    m_reason = reason;
    tell(reason);
    if (m_done)
        m_done->close();
    cancelChildren(reason.below());
    m_lock.unlock();
    return true;
}

// With the lock. Go's children lie in a map, which is walked in an order that chance gives.
void CancelContext::cancelChildren(const Reason& reason) {
    std::vector<Child> children = std::move(m_children);
    m_children.clear();
    for (std::size_t left = children.size(); left > 0; --left) {
        const auto chosen = static_cast<std::size_t>(random() % left);
        std::swap(children[chosen], children[left - 1]);
        if (const auto child = children[left - 1].context.lock())
            child->cancel(false, reason);
    }
}

void CancelContext::cancel(bool leave, const Reason& reason) {
    const auto kept = shared_from_this();
    if (cancelOnce(reason) && leave)
        leaveParent();
}

void DeadlineContext::cancel(bool leave, const Reason& reason) {
    const auto kept = shared_from_this();
    cancelOnce(reason);
    if (leave)
        leaveParent();
    m_lock.lock();
    if (m_timer)
        m_timer->stop();
    m_timer.reset();
    m_lock.unlock();
}

void DeadlineContext::arm() {
    const Duration left = m_deadline - now();
    if (left.count() <= 0) {
        cancel(true, Reason::deadlineExceeded());
        return;
    }
    m_lock.lock();
    if (!cancelled())
        m_timer.emplace(deadlineFunc(left,
                                     [self = shared_from_this()] { self->cancel(true, Reason::deadlineExceeded()); },
                                     {"context.WithDeadline.func", 0}));
    m_lock.unlock();
}

void FunctionContext::cancel(bool leave, const Reason& reason) {
    const auto kept = shared_from_this();
    cancelOnce(reason);
    if (const Ref parent = leave ? m_of.lock() : nullptr)
        if (CancelContext* known = parent->cancelable())
            known->forget(*this);
    // relaxed: it only decides who takes the function; that was written before this was given to anybody.
    if (!m_taken.exchange(true, std::memory_order_relaxed))
        go(std::move(m_function), {m_name, m_line});
}

bool FunctionContext::stop() {
    const auto kept = shared_from_this();
    const bool first = !m_taken.exchange(true, std::memory_order_relaxed);
    if (first)
        cancel(true, Reason::canceled());
    return first;
}

}  // namespace interleave::gmp::context
