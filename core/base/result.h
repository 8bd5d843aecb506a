// Expected failure. An Error names the object, the cause and the remedy; a Result carries a value or an Error.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/assertion.h"

namespace interleave::base {

struct Error {
    std::string object;  // what it happened to: "trace file a.ilv", "scenario go.x"
    std::string cause;   // why: "it ends in the middle of a block"
    std::string remedy;  // what to do about it: "record it again"

    // One line for a person: "object: cause; remedy".
    std::string sentence() const {
        std::string text = object + ": " + cause;
        if (!remedy.empty()) text += "; " + remedy;
        return text;
    }
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    // The value; asserts that there is one.
    T& value() & {
        ILV_ASSERT(ok());
        return std::get<0>(m_state);
    }
    const T& value() const& {
        ILV_ASSERT(ok());
        return std::get<0>(m_state);
    }
    T&& value() && {
        ILV_ASSERT(ok());
        return std::get<0>(std::move(m_state));
    }
    // The error; asserts that there is one.
    const Error& error() const {
        ILV_ASSERT(!ok());
        return std::get<1>(m_state);
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    const Error& error() const {
        ILV_ASSERT(!ok());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

}  // namespace interleave::base
