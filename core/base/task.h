// A piece of work that is handed over: a callable of no arguments, moved and never copied.
//
// Captures of up to six pointers lie in the object itself, so that handing work over needs no allocation; larger
// ones lie on the heap. (std::function holds no more than two, and must be able to copy what it holds.)
#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace interleave::base {

class Task {
public:
    Task() = default;
    Task(std::nullptr_t) {}
    template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, Task> && std::is_invocable_v<std::remove_cvref_t<F>&>)
        Task(F&& callable) {
        using Held = std::remove_cvref_t<F>;
        if constexpr (fits<Held>) {
            new (m_space) Held(std::forward<F>(callable));
            m_kind = &kKindInside<Held>;
        } else {
            auto* held = new Held(std::forward<F>(callable));
            std::memcpy(m_space, &held, sizeof(held));
            m_kind = &kKindOutside<Held>;
        }
    }
    Task(Task&& other) noexcept { take(other); }
    Task& operator=(Task&& other) noexcept {
        if (this != &other) {
            clear();
            take(other);
        }
        return *this;
    }
    Task& operator=(std::nullptr_t) noexcept {
        clear();
        return *this;
    }
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    ~Task() { clear(); }

    explicit operator bool() const { return m_kind != nullptr; }
    // Calls it. It is not empty.
    void operator()() { m_kind->call(m_space); }

private:
    static constexpr std::size_t kSpace = 6 * sizeof(void*);

    // move and destroy are null where copying the bytes and forgetting them is enough.
    struct Kind {
        void (*call)(void* space);
        void (*move)(void* to, void* from);
        void (*destroy)(void* space);
    };

    template <class Held>
    static constexpr bool fits = sizeof(Held) <= kSpace &&
                                 alignof(Held) <= alignof(void*) && std::is_nothrow_move_constructible_v<Held>;
    template <class Held>
    static Held& inside(void* space) {
        return *std::launder(reinterpret_cast<Held*>(space));
    }
    template <class Held>
    static Held& outside(void* space) {
        Held* held = nullptr;
        std::memcpy(&held, space, sizeof(held));
        return *held;
    }
    template <class Held>
    static constexpr bool plain = std::is_trivially_copyable_v<Held>&& std::is_trivially_destructible_v<Held>;

    template <class Held>
    static constexpr Kind kKindInside{
        [](void* space) { inside<Held>(space)(); },
        plain<Held> ? nullptr
                    : +[](void* to, void* from) {
                          new (to) Held(std::move(inside<Held>(from)));
                          inside<Held>(from).~Held();
                      },
        plain<Held> ? nullptr : +[](void* space) { inside<Held>(space).~Held(); }};
    template <class Held>
    static constexpr Kind kKindOutside{[](void* space) { outside<Held>(space)(); }, nullptr,
                                       [](void* space) { delete &outside<Held>(space); }};

    // This one is empty.
    void take(Task& other) noexcept {
        m_kind = std::exchange(other.m_kind, nullptr);
        if (m_kind && m_kind->move)
            m_kind->move(m_space, other.m_space);
        else
            std::memcpy(m_space, other.m_space, kSpace);
    }
    void clear() noexcept {
        if (const Kind* kind = std::exchange(m_kind, nullptr); kind && kind->destroy)
            kind->destroy(m_space);
    }

    const Kind* m_kind = nullptr;
    alignas(void*) std::byte m_space[kSpace];
};

}  // namespace interleave::base
