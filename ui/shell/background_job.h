// Work that takes long, beside the window.
#pragma once

#include <QObject>
#include <atomic>
#include <functional>
#include <thread>

namespace interleave::ui::shell {

// Runs one piece of work on a thread of its own. The work reports how far it is and hears whether it is to stop.
// Signals come in the thread that made the job. Destroying it cancels and waits.
class BackgroundJob : public QObject {
    Q_OBJECT

public:
    // What the work calls now and then with 0..1; false: stop, the result is not wanted.
    using Report = std::function<bool(double)>;

    explicit BackgroundJob(QObject* parent = nullptr);
    ~BackgroundJob() override;

    // Starts the work; `done` is called in this object's thread when it has ended, cancelled or not. Once per job.
    void start(std::function<void(const Report&)> work, std::function<void()> done);
    void cancel() { m_cancelled.store(true, std::memory_order_relaxed); }
    bool cancelled() const { return m_cancelled.load(std::memory_order_relaxed); }

Q_SIGNALS:
    void progressed(double share);

private:
    std::thread m_thread;
    // Relaxed: a flag on its own that is only ever set; joining the thread orders the rest.
    std::atomic<bool> m_cancelled{false};
};

}  // namespace interleave::ui::shell
