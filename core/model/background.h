// A thread that does pieces of work one after the other, in the order in which they were given.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "base/annotations.h"

namespace interleave::model {

class Background {
public:
    // most: so many pieces may wait; whoever gives one more is held up until there is room.
    explicit Background(std::size_t most) : m_most(most) {}
    // Does what was given and ends the thread.
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    // Any thread but the own one. The thread is started by the first piece. A piece does not throw.
    void give(std::function<void()> piece);
    // Blocks until all that was given before is done. Any thread but the own one.
    void settle();

private:
    void run();

    const std::size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_waiting ILV_GUARDED_BY(m_mutex);
    bool m_busy ILV_GUARDED_BY(m_mutex) = false;
    bool m_over ILV_GUARDED_BY(m_mutex) = false;
    std::thread m_thread ILV_GUARDED_BY(m_mutex);
};

}  // namespace interleave::model
