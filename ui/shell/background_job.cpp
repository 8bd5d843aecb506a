#include "ui/shell/background_job.h"

namespace interleave::ui::shell {

BackgroundJob::BackgroundJob(QObject* parent) : QObject(parent) {}

BackgroundJob::~BackgroundJob() {
    cancel();
    if (m_thread.joinable())
        m_thread.join();
}

void BackgroundJob::start(std::function<void(const Report&)> work, std::function<void()> done) {
    m_thread = std::thread([this, work = std::move(work), done = std::move(done)] {
        work([this](double share) {
            QMetaObject::invokeMethod(
                this, [this, share] { Q_EMIT progressed(share); }, Qt::QueuedConnection);
            return !cancelled();
        });
        QMetaObject::invokeMethod(this, done, Qt::QueuedConnection);
    });
}

}  // namespace interleave::ui::shell
