#include "ui/guide/narration.h"

namespace interleave::ui::guide {

Narration::Narration(const catalogue::Scenario* scenario, std::shared_ptr<const model::Recording> recording)
    : m_scenario(scenario), m_recording(std::move(recording)), m_narrator(*scenario) {}

void Narration::advance() {
    m_narrator.advance(
        [this](std::uint64_t first, std::span<trace::Event> out) { return m_recording->read(first, out); });
}

std::optional<std::size_t> Narration::stepAt(model::EventIndex position) const {
    if (const auto reached = m_narrator.at(position))
        return reached->step;
    return std::nullopt;
}

std::optional<model::EventIndex> Narration::positionOf(std::size_t step) const {
    if (step >= m_narrator.reached().size())
        return std::nullopt;
    return m_narrator.reached()[step].position;
}

StepText Narration::text(std::size_t step, const QString& language) const {
    const catalogue::Step& source = m_scenario->narration[step];
    const std::string code = language.toStdString();
    const bool reached = step < m_narrator.reached().size();
    const catalogue::NameOf names = [this](trace::FieldType type, std::uint32_t object) {
        if (type == trace::FieldType::String)
            return m_recording->name(trace::ObjectKind::function, object);
        for (const auto kind : {trace::ObjectKind::channel, trace::ObjectKind::mutex, trace::ObjectKind::waitGroup}) {
            if (std::string name = m_recording->name(kind, object); !name.empty())
                return name;
        }
        return std::string();
    };
    const auto filled = [&](const catalogue::Text& text) {
        const std::string& raw = text.in(code);
        return QString::fromStdString(reached ? catalogue::fill(raw, m_narrator.reached()[step].event, names) : raw);
    };
    return {filled(source.title),
            filled(source.body),
            filled(source.asideTitle),
            filled(source.aside),
            QString::fromStdString(source.calls),
            source.line};
}

}  // namespace interleave::ui::guide
