// The contexts that can be cancelled, inside (Go 1.19 context/context.go: cancelCtx, timerCtx, propagateCancel). Only
// context.cpp and cancel_context.cpp include this.
//
// A child keeps its parent. A parent knows its children and does not keep them, but for the functions of afterFunc: a
// child that nobody else has is of no concern to anybody. A deadline's timer keeps its context.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmp/context.h"
#include "gmp/sync.h"
#include "gmp/timer.h"
#include "trace/vocabulary.h"

namespace interleave::gmp::context {

// Why one is cancelled, and how deep below the one where that began.
struct Reason {
    std::string err;
    std::string cause;
    trace::CancelCause word = trace::CancelCause::canceled;
    std::uint32_t depth = 0;

    static Reason canceled() {
        return {std::string(kCanceled), std::string(kCanceled), trace::CancelCause::canceled, 0};
    }
    static Reason deadlineExceeded() {
        return {std::string(kDeadlineExceeded), std::string(kDeadlineExceeded), trace::CancelCause::deadlineExceeded,
                0};
    }
    static Reason because(std::string cause) {
        return {std::string(kCanceled), std::move(cause), trace::CancelCause::custom, 0};
    }
    static Reason of(std::string err, std::string cause) {
        const bool deadline = err == kDeadlineExceeded;
        const bool custom = cause != err;
        return {std::move(err), std::move(cause),
                custom     ? trace::CancelCause::custom
                : deadline ? trace::CancelCause::deadlineExceeded
                           : trace::CancelCause::canceled,
                0};
    }
    Reason below() const {
        Reason same = *this;
        ++same.depth;
        return same;
    }
};

class CancelContext : public Context, public std::enable_shared_from_this<CancelContext> {
public:
    CancelContext(Ref parent, std::string_view name);

    std::optional<Time> deadline() const override { return m_parent->deadline(); }
    Chan<Signal> done() override;
    std::string err() override;
    std::any value(std::string_view key) const override { return m_parent->value(key); }
    CancelContext* cancelable() override { return this; }

    std::string cause();
    std::uint32_t ownNumber() const { return m_number; }
    // Has the parent cancel it (propagateCancel). Once, when it is made; it may be cancelled on return.
    void follow(const Ref& parent);
    // The first call counts. leave: the parent is to forget it.
    virtual void cancel(bool leave, const Reason& reason);
    void forget(const CancelContext& child);

protected:
    // For those that are not told: functions that wait for a context.
    explicit CancelContext(Ref parent) : m_parent(std::move(parent)) {}
    // True: this call cancelled it.
    bool cancelOnce(const Reason& reason);
    void leaveParent();
    bool cancelled() const { return m_cancelled; }  // with the lock

    Mutex m_lock;

private:
    struct Child {
        std::weak_ptr<CancelContext> context;
        std::shared_ptr<CancelContext> kept;
    };
    void tell(const Reason& reason) const;
    void cancelChildren(const Reason& reason);
    bool adopt(CancelContext& child, Reason* already);
    // Whether its parent has to keep it.
    virtual bool keptByParent() const { return false; }

    Ref m_parent;
    const std::string m_name;
    std::uint32_t m_number = 0;
    // With the lock.
    std::optional<Chan<Signal>> m_done;  // made when it is first asked for
    bool m_cancelled = false;
    Reason m_reason;
    std::vector<Child> m_children;
    std::size_t m_purgeAt = 16;  // children, when the vanished are looked for next
};

class DeadlineContext final : public CancelContext {
public:
    DeadlineContext(Ref parent, Time deadline, std::string_view name)
        : CancelContext(std::move(parent), name), m_deadline(deadline) {}

    std::optional<Time> deadline() const override { return m_deadline; }
    void cancel(bool leave, const Reason& reason) override;
    // Once it follows its parent: cancels it if the time has come, or arms the timer.
    void arm();

private:
    const Time m_deadline;
    std::optional<Timer> m_timer;  // with the lock
};

// afterFunc's child. Its parent keeps it, and not the other way round.
class FunctionContext final : public CancelContext {
public:
    FunctionContext(const Ref& parent, base::Task function, Site site)
        : CancelContext(background()),
          m_of(parent),
          m_function(std::move(function)),
          m_name(site.function),
          m_line(site.line) {}

    void cancel(bool leave, const Reason& reason) override;
    bool stop();

private:
    bool keptByParent() const override { return true; }

    const std::weak_ptr<Context> m_of;
    std::atomic<bool> m_taken{false};  // started, or stopped
    base::Task m_function;
    std::string m_name;
    int m_line;
};

}  // namespace interleave::gmp::context
