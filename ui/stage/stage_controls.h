// What a person can do to the run, as buttons in the stage's head: spawn a goroutine, make one block in a system call,
// more or fewer Ps. Where nothing can be done the buttons say why.
#pragma once

#include <QWidget>

#include "ui/theme/theme.h"

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace interleave::ui::stage {

// Whether the run can be changed, and if not, why.
enum class Reach : std::uint8_t {
    none,      // the buttons are not shown: a film
    ready,     // a live run
    noRun,     // nothing is open
    starting,  // the engine has not answered yet
    ended,     // the run is over
    file,      // a saved run
    lost       // the engine is gone
};

// The reason in words; empty where the run can be changed.
QString reasonOf(Reach reach);

class StageControls : public QWidget {
    Q_OBJECT
public:
    explicit StageControls(QWidget* parent = nullptr);

    void setTheme(const theme::Theme& theme);
    void setReach(Reach reach);
    // The goroutine that "block" would block; 0: none is selected.
    void setGoroutine(std::uint32_t g);
    void setProcs(int procs);

    QToolButton* spawn() const { return m_spawn; }
    QToolButton* block() const { return m_block; }
    QToolButton* fewer() const { return m_fewer; }
    QToolButton* more() const { return m_more; }
    int procs() const { return m_procs; }

    static constexpr int kMostProcs = 64;

Q_SIGNALS:
    void spawnRequested();
    void blockRequested(quint32 g);
    void procsRequested(int n);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void enable();

    QHBoxLayout* m_row;
    QToolButton* m_spawn;
    QToolButton* m_block;
    QToolButton* m_fewer;
    QLabel* m_label;
    QToolButton* m_more;
    Reach m_reach = Reach::none;
    std::uint32_t m_g = 0;
    int m_procs = 0;
};

}  // namespace interleave::ui::stage
