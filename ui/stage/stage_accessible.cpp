#include "ui/stage/stage_accessible.h"

#include <QWidget>

#include "ui/stage/stage_widget.h"

namespace interleave::ui::stage {

using geometry::ObjectType;
using geometry::Target;

// One thing on the stage.
class StageItemAccessible : public QAccessibleInterface {
public:
    StageItemAccessible(const StageAccessible* stage, geometry::SelectedObject object)
        : m_stage(stage), m_object(object) {}

    geometry::SelectedObject subject() const { return m_object; }
    bool isValid() const override { return m_stage->isValid(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return const_cast<StageAccessible*>(m_stage); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text kind) const override {
        const TipText tip = tipText(m_stage->m_scene->snapshot(), m_object);
        if (kind == QAccessible::Name)
            return tip.second.isEmpty() ? tip.heading : tip.heading + QStringLiteral(", ") + tip.second;
        if (kind == QAccessible::Description)
            return tip.lines.join(QStringLiteral(", "));
        return {};
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        const QWidget* widget = static_cast<const QWidget*>(m_stage->object());
        for (const Target& target : m_stage->items())
            if (target.object == m_object)
                return target.rect.toRect().translated(widget->mapToGlobal(QPoint(0, 0)));
        return {};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.selectable = true;
        state.selected = m_stage->m_scene->selection() == m_object;
        state.focused = state.selected && static_cast<const QWidget*>(m_stage->object())->hasFocus();
        return state;
    }

private:
    const StageAccessible* m_stage;
    geometry::SelectedObject m_object;
};

StageAccessible::StageAccessible(StageWidget* widget, const StageScene* scene)
    : QAccessibleWidget(widget, QAccessible::List, widget->accessibleName()), m_scene(scene) {}

StageAccessible::~StageAccessible() {
    for (const auto& [key, id] : m_children)
        QAccessible::deleteAccessibleInterface(id);
}

std::vector<Target> StageAccessible::items() const {
    return m_scene->empty() ? std::vector<Target>{} : geometry::targets(m_scene->layout());
}

QAccessibleInterface* StageAccessible::item(const Target& target) const {
    const std::pair key(static_cast<int>(target.object.type),
                        static_cast<std::uint64_t>(target.object.kind) << 32 | target.object.id);
    const auto it = m_children.find(key);
    if (it != m_children.end())
        return QAccessible::accessibleInterface(it->second);
    auto* made = new StageItemAccessible(this, target.object);
    m_children[key] = QAccessible::registerAccessibleInterface(made);
    return made;
}

int StageAccessible::childCount() const {
    return static_cast<int>(items().size());
}

QAccessibleInterface* StageAccessible::child(int index) const {
    const auto all = items();
    return index >= 0 && static_cast<std::size_t>(index) < all.size() ? item(all[static_cast<std::size_t>(index)])
                                                                      : nullptr;
}

int StageAccessible::indexOfChild(const QAccessibleInterface* child) const {
    const auto* known = dynamic_cast<const StageItemAccessible*>(child);
    const auto all = items();
    for (std::size_t i = 0; known && i < all.size(); ++i)
        if (all[i].object == known->subject())
            return static_cast<int>(i);
    return -1;
}

QAccessibleInterface* StageAccessible::childAt(int x, int y) const {
    const QPoint at = static_cast<const QWidget*>(object())->mapFromGlobal(QPoint(x, y));
    const geometry::SelectedObject found = geometry::objectAt(m_scene->layout(), at);
    for (const Target& target : items())
        if (target.object == found)
            return item(target);
    return nullptr;
}

QAccessibleInterface* StageAccessible::focusChild() const {
    for (const Target& target : items())
        if (target.object == m_scene->selection())
            return item(target);
    return nullptr;
}

void installStageAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* widget = qobject_cast<StageWidget*>(object);
            return widget ? new StageAccessible(widget, &widget->scene()) : nullptr;
        });
        return true;
    }();
    static_cast<void>(installed);
}

}  // namespace interleave::ui::stage
