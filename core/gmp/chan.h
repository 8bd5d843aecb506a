// Channels of a type, as Go has them: a Chan is a reference; copies are the same channel. One may be nil.
//
// For goroutines. T is default-constructible and move-assignable; its default stands for Go's zero value.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "gmp/channel_core.h"

namespace interleave::gmp {

template <class T>
class Chan {
public:
    // make(chan T, capacity). The name is shown in the trace.
    explicit Chan(std::uint32_t capacity = 0, std::string_view name = {})
        : m_body(std::make_shared<Body>(capacity, name)) {}

    // Of a channel that is part of something else, as a timer's is.
    struct Body {
        Body(std::uint32_t capacity, std::string_view name)
            : slots(capacity ? std::make_unique<T[]>(capacity) : nullptr),
              core(slots.get(), sizeof(T), capacity, &moveElement, name) {}
        std::unique_ptr<T[]> slots;
        ChannelCore core;
    };
    explicit Chan(std::shared_ptr<Body> body) : m_body(std::move(body)) {}

    // A channel that is nil: sends and receives wait for ever, close panics, and select passes its case over.
    static Chan nil() { return Chan(Nil{}); }
    explicit operator bool() const { return m_body != nullptr; }
    friend bool operator==(const Chan&, const Chan&) = default;

    // ch <- value. Blocks; panics with "send on closed channel".
    void send(T value) { m_body ? m_body->core.send(&value) : ChannelCore::sendToNil(); }
    // value, ok := <-ch. Blocks; nothing when the channel is closed and empty.
    std::optional<T> receive() {
        T value{};
        if (!receiveInto(value))
            return std::nullopt;
        return value;
    }
    // <-ch: the zero value when it is closed.
    T receiveOrZero() {
        T value{};
        receiveInto(value);
        return value;
    }
    // The pair of Go's two-valued receive.
    std::pair<T, bool> receiveOk() {
        T value{};
        const bool ok = receiveInto(value);
        return {std::move(value), ok};
    }
    // close(ch). Panics with "close of closed channel" or "close of nil channel".
    void close() { m_body ? m_body->core.close() : ChannelCore::closeNil(); }
    // for value := range ch { body(value) }: until it is closed and empty.
    template <class Body_>
    void forEach(Body_ body) {
        while (std::optional<T> value = receive())
            body(std::move(*value));
    }

    std::uint32_t length() const { return m_body ? m_body->core.length() : 0; }
    std::uint32_t capacity() const { return m_body ? m_body->core.capacity() : 0; }
    // Its number in the trace; 0: nil.
    std::uint32_t number() const { return m_body ? m_body->core.number() : 0; }
    // For select; null: nil. Lives as long as any of its references.
    ChannelCore* core() const { return m_body ? &m_body->core : nullptr; }

private:
    struct Nil {};
    explicit Chan(Nil) {}
    bool receiveInto(T& value) {
        if (m_body)
            return m_body->core.receive(&value);
        ChannelCore::receiveFromNil();
        return false;
    }
    static void moveElement(void* to, void* from) { *static_cast<T*>(to) = std::move(*static_cast<T*>(from)); }

    std::shared_ptr<Body> m_body;
};

}  // namespace interleave::gmp
