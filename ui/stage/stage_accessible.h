// What a screen reader finds on the stage: a child for every P, M and visible goroutine, with its words.
#pragma once

#include <QAccessibleWidget>
#include <functional>
#include <map>
#include <memory>

#include "ui/geometry/stage_layout.h"
#include "ui/stage/stage_scene.h"

namespace interleave::ui::stage {

class StageWidget;

class StageAccessible : public QAccessibleWidget {
public:
    StageAccessible(StageWidget* widget, const StageScene* scene);
    ~StageAccessible() override;

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;

private:
    friend class StageItemAccessible;
    std::vector<geometry::Target> items() const;
    QAccessibleInterface* item(const geometry::Target& target) const;

    const StageScene* m_scene;
    // By object, made when asked for; they live as long as this.
    mutable std::map<std::pair<int, std::uint64_t>, QAccessible::Id> m_children;
};

// Makes them for every StageWidget; called by its constructor, does its work once.
void installStageAccessibility();

}  // namespace interleave::ui::stage
