#include "gmp/context.h"

#include <utility>

#include "gmp/cancel_context.h"
#include "gmp/running.h"

namespace interleave::gmp::context {

namespace {

class Background final : public Context {
public:
    std::optional<Time> deadline() const override { return std::nullopt; }
    Chan<Signal> done() override { return Chan<Signal>::nil(); }
    std::string err() override { return {}; }
    std::any value(std::string_view) const override { return {}; }
};

class ValueContext final : public Context {
public:
    ValueContext(Ref parent, std::string key, std::any value)
        : m_parent(std::move(parent)), m_key(std::move(key)), m_value(std::move(value)) {}

    std::optional<Time> deadline() const override { return m_parent->deadline(); }
    Chan<Signal> done() override { return m_parent->done(); }
    std::string err() override { return m_parent->err(); }
    std::any value(std::string_view key) const override { return key == m_key ? m_value : m_parent->value(key); }
    CancelContext* cancelable() override { return m_parent->cancelable(); }

private:
    const Ref m_parent;
    const std::string m_key;
    const std::any m_value;
};

Cancel canceller(std::shared_ptr<CancelContext> context) {
    return [context = std::move(context)] { context->cancel(true, Reason::canceled()); };
}

}  // namespace

std::uint32_t Context::number() {
    const CancelContext* known = cancelable();
    return known ? known->ownNumber() : 0;
}

Ref background() {
    return std::make_shared<Background>();
}

WithCancel withCancel(const Ref& parent, std::string_view name) {
    const auto made = std::make_shared<CancelContext>(parent, name);
    made->follow(parent);
    return {made, canceller(made)};
}

WithCancelCause withCancelCause(const Ref& parent, std::string_view name) {
    const auto made = std::make_shared<CancelContext>(parent, name);
    made->follow(parent);
    return {made, [made](std::string cause) {
                made->cancel(true, cause.empty() ? Reason::canceled() : Reason::because(std::move(cause)));
            }};
}

WithCancel withDeadline(const Ref& parent, Time deadline, std::string_view name) {
    if (const auto theirs = parent->deadline(); theirs && *theirs < deadline)
        return withCancel(parent, name);
    const auto made = std::make_shared<DeadlineContext>(parent, deadline, name);
    made->follow(parent);
    made->arm();
    return {made, canceller(made)};
}

WithCancel withTimeout(const Ref& parent, Duration timeout, std::string_view name) {
    return withDeadline(parent, now() + timeout, name);
}

Ref withValue(const Ref& parent, std::string key, std::any value) {
    return std::make_shared<ValueContext>(parent, std::move(key), std::move(value));
}

std::string cause(const Ref& context) {
    if (CancelContext* known = context->cancelable())
        return known->cause();
    return context->err();
}

std::function<bool()> afterFunc(const Ref& context, base::Task function, Site site) {
    const auto made = std::make_shared<FunctionContext>(context, std::move(function), site);
    made->follow(context);
    return [made] { return made->stop(); };
}

}  // namespace interleave::gmp::context
