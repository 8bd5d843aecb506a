#include "ui/shell/workspace_film.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <algorithm>

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
    m_page->show();
    player.toStart();
    player.play();
    m_run.refresh();
}

WorkspaceFilm::~WorkspaceFilm() = default;

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
    const QSize wanted =
        (QSizeF(picture->size()) / picture->devicePixelRatio()).toSize() - QSize(2 * kMargin, 2 * kMargin);
    if (m_page->size() != wanted)
        m_page->resize(wanted);
    // No event loop turns here: what asked for a new layout gets it now.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    picture->fill(m_page->palette().color(QPalette::Window));
    QPainter painter(picture);
    m_page->render(&painter, QPoint(kMargin, kMargin), {}, QWidget::DrawChildren);
}

capture::Caption WorkspaceFilm::caption() const {
    return m_page->caption();
}

}  // namespace interleave::ui::shell
