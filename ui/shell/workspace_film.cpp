#include "ui/shell/workspace_film.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <algorithm>
#include <array>

#include "ui/guide/guide_card.h"
#include "ui/stage/stage_widget.h"

namespace interleave::ui::shell {
namespace {

constexpr int kMargin = 20;

}  // namespace

double filmScale(QSize frame) {
    return std::clamp(frame.height() / 1080.0, 0.5, 4.0);
}

WorkspaceFilm::WorkspaceFilm(std::shared_ptr<const model::Recording> recording, const catalogue::Scenario* scenario,
                             theme::ThemeNotifier* themes, const Look& look)
    : m_page(std::make_unique<Workspace>(&m_run, themes, Workspace::Use::film)) {
    m_page->setAttribute(Qt::WA_DontShowOnScreen);
    m_page->setLanguage(look.language);
    m_page->resize(look.size - QSize(2 * kMargin, 2 * kMargin));
    m_run.show(std::move(recording), scenario, {});
    session::Player& player = *m_run.player();
    if (look.screenSecond.count() > 0)
        player.setScreenSecond(look.screenSecond);
    if (look.beat) {
        player.setPace(session::Pace::beat);
        player.setBeat(*look.beat);
    }
    if (look.captioned.count() > 0 && scenario)
        holdAtSteps(look.captioned);
    m_page->show();
    player.toStart();
    player.play();
    m_run.refresh();
}

WorkspaceFilm::~WorkspaceFilm() = default;

void WorkspaceFilm::holdAtSteps(base::Duration length) {
    const session::Player& player = *m_run.player();
    const model::Recording& recording = *m_run.recording();
    const double seconds =
        player.pace() == session::Pace::beat
            ? static_cast<double>(recording.size()) / player.beat()
            : static_cast<double>(recording.duration().count()) / static_cast<double>(player.screenSecond().count());
    const auto playing = base::Duration(static_cast<std::int64_t>(seconds * 1e9));
    guide::Narration narration(m_run.scenario(), m_run.recording());
    narration.advance();
    m_run.hold().setLength(
        StepHold::lengthForFilm(length, playing, narration.reachedCount(), capture::CaptionTrack::kLeastTime));
    m_page->setHold(true);
    const auto first = narration.positionOf(0);
    std::array<trace::Event, 1> event;
    if (!first || *first == 0 || recording.read(*first - 1, event) == 0)
        return;
    const double at = static_cast<double>(event[0].time) / static_cast<double>(player.screenSecond().count());
    const double least = std::chrono::duration<double>(capture::CaptionTrack::kLeastTime).count();
    m_introduced = player.pace() == session::Pace::beat || at >= least;
}

void WorkspaceFilm::seek(base::Time t) {
    m_run.player()->pause();
    m_run.player()->seek(t);
    m_run.refresh();
    m_page->stage()->settle();
}

void WorkspaceFilm::advanceFrame(base::Duration screen) {
    m_page->advanceFrame(screen);
}

void WorkspaceFilm::paintInto(QImage* picture) {
    const double ratio = picture->devicePixelRatio();
    const QSize wanted = (QSizeF(picture->size()) / ratio).toSize() - QSize(2 * kMargin, 2 * kMargin);
    if (m_page->size() != wanted)
        m_page->resize(wanted);
    // No event loop turns here: what asked for a new layout gets it now.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QColor ground = m_page->palette().color(QPalette::Window);
    const auto paintPage = [this](QPaintDevice* device) {
        QPainter painter(device);
        m_page->render(&painter, QPoint(kMargin, kMargin), {}, QWidget::DrawChildren);
    };
    if (ratio >= 1) {
        picture->fill(ground);
        paintPage(picture);
        return;
    }
    // A painter takes no ratio below 1 from its picture, and text made small is read best when scaled as a whole.
    QImage large((QSizeF(picture->size()) / ratio).toSize(), QImage::Format_RGB32);
    large.fill(ground);
    paintPage(&large);
    const QImage small = large.scaled(picture->size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    picture->setDevicePixelRatio(1);
    {
        QPainter painter(picture);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.drawImage(0, 0, small);
    }
    picture->setDevicePixelRatio(ratio);
}

capture::Caption WorkspaceFilm::caption() const {
    const bool told = m_page->guideCard()->step().has_value();
    return told || m_introduced ? m_page->caption() : capture::Caption();
}

}  // namespace interleave::ui::shell
