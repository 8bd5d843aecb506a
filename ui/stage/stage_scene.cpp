#include "ui/stage/stage_scene.h"

#include <QFontMetricsF>
#include <algorithm>

namespace interleave::ui::stage {

using geometry::StageLayout;

namespace {

constexpr double kFade = 180;

}  // namespace

StageScene::StageScene() = default;

void StageScene::setTheme(const theme::Theme& theme) {
    m_sprites.setTheme(theme);
    m_widths.clear();
    m_groundKey.clear();
    relayout();
}

void StageScene::setSize(QSizeF size) {
    if (size == m_size)
        return;
    m_size = size;
    m_fadeFrom = {};
    relayout();
}

void StageScene::setRatio(double devicePixelRatio) {
    m_ratio = devicePixelRatio;
    m_sprites.setRatio(devicePixelRatio);
}

void StageScene::setReducedMotion(bool on) {
    m_reduced = on;
    m_animator.setReducedMotion(on);
}

void StageScene::setActionsWidth(double width) {
    if (width == m_actionsWidth)
        return;
    m_actionsWidth = width;
    m_groundKey.clear();
    relayout();
}

void StageScene::setStatus(const QString& words, theme::Tone tone) {
    m_status = words;
    m_statusTone = tone;
}

void StageScene::setNotice(const QString& title, const QString& words, bool busy) {
    m_noticeTitle = title;
    m_noticeWords = words;
    m_busy = busy;
}

geometry::StageRequest StageScene::request() {
    geometry::StageRequest request;
    request.size = m_size;
    request.metrics.factor = theme().factor();
    request.actionsWidth = m_actionsWidth;
    request.metrics.textWidth = [this](theme::Role role, const QString& words) {
        const QString key = QChar(static_cast<char16_t>(0x100 + static_cast<int>(role))) + words;
        if (const auto it = m_widths.constFind(key); it != m_widths.constEnd())
            return *it;
        if (m_widths.size() > 4000)
            m_widths.clear();
        return *m_widths.insert(key, QFontMetricsF(theme().font(role)).horizontalAdvance(words));
    };
    return request;
}

// The same moment in another size or look: nothing flies.
void StageScene::relayout() {
    m_layout = geometry::layoutStage(m_snapshot, request());
    m_animator.settle();
}

void StageScene::show(geometry::StageSnapshot snapshot, const Animator::Change& change) {
    const bool fade = !m_empty && (change.jumped || (m_reduced && !change.moves.empty()));
    if (fade && m_fadeFrom.isNull()) {
        m_fadeFrom = QPixmap((m_size * m_ratio).toSize());
        m_fadeFrom.setDevicePixelRatio(m_ratio);
        m_fadeFrom.fill(theme().colors().ground);
        QPainter painter(&m_fadeFrom);
        paintAll(painter);
        m_fadeAge = 0;
    }
    StageLayout next = geometry::layoutStage(snapshot, request());
    if (m_empty) {
        m_animator.settle();
        m_empty = false;
    } else {
        m_animator.change(m_layout, m_snapshot, next, change);
    }
    m_layout = std::move(next);
    m_snapshot = std::move(snapshot);
}

void StageScene::clear() {
    m_empty = true;
    m_snapshot = {};
    m_fadeFrom = {};
    m_selection = m_hover = {};
    relayout();
}

void StageScene::advance(Duration screen) {
    m_animator.advance(screen);
    const double ms = static_cast<double>(screen.count()) / 1e6;
    m_clock += ms;
    m_fadeAge += ms;
    if (m_fadeAge >= kFade)
        m_fadeFrom = {};
}

void StageScene::settle() {
    m_animator.settle();
    m_fadeFrom = {};
}

bool StageScene::animating() const {
    return m_animator.moving() || !m_fadeFrom.isNull() || m_busy;
}

void StageScene::setHover(geometry::SelectedObject object, QPointF at) {
    m_hover = object;
    m_hoverAt = at;
}

void StageScene::paint(QPainter& painter) {
    paintAll(painter);
    if (!m_fadeFrom.isNull() && m_fadeAge < kFade) {
        painter.setOpacity(1 - m_fadeAge / kFade);
        painter.drawPixmap(QPointF(0, 0), m_fadeFrom);
        painter.setOpacity(1);
    }
    if (!m_hover.empty() && !m_empty)
        paintTip(painter);
}

void StageScene::paintAll(QPainter& painter) {
    painter.setRenderHint(QPainter::TextAntialiasing);
    paintGround(painter);
    if (m_empty) {
        paintNotice(painter);
        return;
    }
    paintStill(painter);
    paintArcs(painter);
    paintFlights(painter);
    paintCaptions(painter);
    paintStatus(painter);
}

}  // namespace interleave::ui::stage
