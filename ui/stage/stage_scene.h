// The stage without a widget: takes moments, moves its clock, paints itself. The widget adds mouse and keys.
#pragma once

#include <QHash>
#include <QPainter>
#include <QPixmap>

#include "ui/geometry/snapshot.h"
#include "ui/geometry/stage_layout.h"
#include "ui/stage/animator.h"
#include "ui/stage/sprite_cache.h"

namespace interleave::ui::stage {

class StageScene {
public:
    StageScene();

    void setTheme(const theme::Theme& theme);
    void setSize(QSizeF size);
    void setRatio(double devicePixelRatio);
    void setReducedMotion(bool on);
    // The chip beside the title.
    // Room kept free in the head for buttons; 0: none.
    void setActionsWidth(double width);
    void setStatus(const QString& words, theme::Tone tone);
    // Empty: the run is shown; else these words stand in the middle of an empty stage.
    void setNotice(const QString& title, const QString& words, bool busy = false);

    void show(geometry::StageSnapshot snapshot, const Animator::Change& change);
    void clear();
    void advance(Duration screen);
    void settle();
    bool animating() const;

    void setSelection(geometry::SelectedObject object) { m_selection = object; }
    void setHover(geometry::SelectedObject object, QPointF at);
    // More lines for the card beside the cursor: what happened last, what can be done.
    void setHoverNotes(QStringList notes) { m_hoverNotes = std::move(notes); }
    const QStringList& hoverNotes() const { return m_hoverNotes; }
    geometry::SelectedObject selection() const { return m_selection; }
    geometry::SelectedObject hover() const { return m_hover; }

    void paint(QPainter& painter);

    const geometry::StageLayout& layout() const { return m_layout; }
    const geometry::StageSnapshot& snapshot() const { return m_snapshot; }
    const Animator& animator() const { return m_animator; }
    const theme::Theme& theme() const { return m_sprites.theme(); }
    std::size_t sprites() const { return m_sprites.size(); }
    bool empty() const { return m_empty; }

private:
    void relayout();
    geometry::StageRequest request();
    void paintGround(QPainter& painter);
    void paintStill(QPainter& painter);
    void paintLegend(QPainter& painter);
    void paintLinks(QPainter& painter);
    void paintArcs(QPainter& painter);
    void paintArc(QPainter& painter, const Arc& arc);
    void paintHandoff(QPainter& painter, const Arc& arc);
    void paintCaptions(QPainter& painter);
    void paintTokens(QPainter& painter);
    void paintShifts(QPainter& painter);
    void paintOnBelt(QPainter& painter, const Flight& flight);
    void paintFlights(QPainter& painter);
    void paintTrail(QPainter& painter, const Flight& flight);
    void paintPileFlight(QPainter& painter, const Flight& flight);
    void paintMachineFlight(QPainter& painter, const Flight& flight);
    void paintFlight(QPainter& painter, const Flight& flight);
    void paintStatus(QPainter& painter);
    void paintNotice(QPainter& painter);
    void paintTip(QPainter& painter);
    void paintAll(QPainter& painter);
    bool lit(geometry::SelectedObject object) const { return !object.empty() && object == m_selection; }

    struct Caption {
        QRectF rect;
        QString words;
        double opacity;
        bool handoff;
    };

    geometry::StageSnapshot m_snapshot;
    geometry::StageLayout m_layout;
    Animator m_animator;
    SpriteCache m_sprites;
    std::vector<Caption> m_captions;  // of this frame
    QHash<QString, double> m_widths;
    QPixmap m_ground;
    QByteArray m_groundKey;
    QPixmap m_fadeFrom;
    double m_fadeAge = 0;
    QSizeF m_size{1368, 625};
    double m_ratio = 1;
    bool m_reduced = false;
    bool m_empty = true;
    QString m_status, m_noticeTitle, m_noticeWords;
    bool m_busy = false;
    double m_clock = 0;  // ms of screen, for the loading sign
    theme::Tone m_statusTone = theme::Tone::neutral;
    geometry::SelectedObject m_selection, m_hover;
    QPointF m_hoverAt;
    QStringList m_hoverNotes;
    double m_actionsWidth = 0;
};

// The words of the card beside the cursor: a heading, what such a thing is for, and lines.
struct TipText {
    QString heading, second, about;
    QStringList lines;
};
TipText tipText(const geometry::StageSnapshot& snapshot, geometry::SelectedObject object);

}  // namespace interleave::ui::stage
