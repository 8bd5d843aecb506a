#include "ui/shell/run.h"

namespace interleave::ui::shell {

namespace {

// Threads that the machine's own scheduler runs take several times as long as conducted ones, most of it waiting.
constexpr int kFreeStretch = 5;

}  // namespace

Run::Run(QObject* parent) : QObject(parent) {}

Run::~Run() {
    letGo();
}

base::Result<void> Run::start(const catalogue::Scenario& scenario, session::RunRequest request) {
    auto started = session::Session::start(scenario, std::move(request));
    if (!started)
        return started.error();
    letGo();
    m_session = std::move(started).value();
    auto player = std::make_unique<session::Player>(m_session.get());
    player->setScreenSecond(scenario.screenSecond * (m_session->conducted() ? 1 : kFreeStretch));
    begin(std::move(player), &scenario, QString::fromStdString(scenario.id));
    return {};
}

void Run::show(std::shared_ptr<const model::Recording> recording, const catalogue::Scenario* scenario, QString title) {
    letGo();
    auto player = std::make_unique<session::Player>(std::move(recording));
    if (scenario)
        player->setScreenSecond(scenario->screenSecond);
    begin(std::move(player), scenario, std::move(title));
}

void Run::begin(std::unique_ptr<session::Player> player, const catalogue::Scenario* scenario, QString title) {
    m_player = std::move(player);
    m_recording = m_player->recording();
    m_cursor = std::make_unique<model::Cursor>(m_recording);
    m_scenario = scenario;
    m_hold.begin(scenario, m_recording);
    m_title = std::move(title);
    m_phase = m_session ? m_session->phase() : session::Phase::ended;
    Q_EMIT opened();
    Q_EMIT phaseChanged(m_phase);
    refresh();
}

void Run::letGo() {
    m_hold.begin(nullptr, nullptr);
    m_followed.reset();
    m_cursor.reset();
    m_player.reset();
    m_session.reset();
    m_recording.reset();
    m_scenario = nullptr;
    m_title.clear();
    m_phase = session::Phase::ended;
}

void Run::close() {
    if (!isOpen())
        return;
    letGo();
    Q_EMIT closed();
}

void Run::runToEnd() {
    if (!m_player)
        return;
    m_player->pause();
    m_player->toEnd();
    if (m_session && m_session->conducted() && !m_recording->finished()) {
        m_session->runFreely();
        m_followed = m_player->position();
    }
    refresh();
}

void Run::followEnd() {
    if (!m_followed)
        return;
    if (m_player->playing() || m_player->position() != *m_followed) {
        m_followed.reset();
        return;
    }
    const bool finished = m_recording->finished();
    m_player->toEnd();
    m_followed = finished ? std::nullopt : std::optional(m_player->position());
}

void Run::advance(base::Duration screen) {
    if (!m_player)
        return;
    followEnd();
    m_hold.advance(*m_player, screen);
    m_cursor->moveTo(m_player->position());
    Q_EMIT advanced(screen);
    const session::Phase phase = m_session ? m_session->phase() : session::Phase::ended;
    if (phase != m_phase) {
        m_phase = phase;
        Q_EMIT phaseChanged(phase);
    }
}

}  // namespace interleave::ui::shell
