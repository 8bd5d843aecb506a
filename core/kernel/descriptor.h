// A file descriptor that is closed by whoever has it last.
#pragma once

#include <unistd.h>

#include <utility>

namespace interleave::kernel {

class Descriptor {
public:
    Descriptor() = default;
    // Takes the descriptor over; -1 is none.
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            reset();
            m_number = std::exchange(other.m_number, -1);
        }
        return *this;
    }
    ~Descriptor() { reset(); }

    bool valid() const { return m_number >= 0; }
    int number() const { return m_number; }
    // Gives it away: the caller closes it.
    int release() { return std::exchange(m_number, -1); }
    void reset() {
        if (m_number >= 0)
            close(std::exchange(m_number, -1));
    }

private:
    int m_number = -1;
};

}  // namespace interleave::kernel
