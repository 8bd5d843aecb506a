#include "model/background.h"

#include <utility>

namespace interleave::model {

Background::~Background() {
    std::thread thread;
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
        thread = std::move(m_thread);
    }
    m_changed.notify_all();
    if (thread.joinable())
        thread.join();
}

void Background::give(std::function<void()> piece) {
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting.size() < m_most; });
        m_waiting.push_back(std::move(piece));
        if (!m_thread.joinable())
            m_thread = std::thread([this] { run(); });
    }
    m_changed.notify_all();
}

void Background::settle() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.empty() && !m_busy; });
}

void Background::run() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_over || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const std::function<void()> piece = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_busy = true;
        lock.unlock();
        m_changed.notify_all();
        piece();
        lock.lock();
        m_busy = false;
        m_changed.notify_all();
    }
}

}  // namespace interleave::model
