// RunPanel's rows for the scenario's own parameters: one editor a type.
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/shell/duration_spin.h"
#include "ui/shell/run_panel.h"

namespace interleave::ui::shell {

using catalogue::Parameter;
using catalogue::Value;

void RunPanel::buildParameters() {
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_form->removeRow(0);
    m_rows.clear();
    if (!m_scenario)
        return;
    for (const Parameter& parameter : m_scenario->parameters) {
        auto* label = new QLabel(QString::fromStdString(parameter.label.in(m_language)));
        label->setWordWrap(true);
        QWidget* editor = makeEditor(parameter);
        editor->setAccessibleName(label->text());
        const QString help = QString::fromStdString(parameter.help.in(m_language));
        editor->setToolTip(help);
        label->setToolTip(help);
        editor->setMinimumWidth(m_themes->theme().px(60));
        m_form->insertRow(static_cast<int>(m_rows.size()), label, editor);
        m_rows.push_back({&parameter, label, editor});
    }
}

QWidget* RunPanel::makeEditor(const Parameter& parameter) {
    const Parameter* const wanted = &parameter;
    switch (parameter.type) {
        case Parameter::Type::integer: {
            auto* box = new QSpinBox;
            box->setRange(static_cast<int>(parameter.minimum), static_cast<int>(parameter.maximum));
            box->setKeyboardTracking(false);
            connect(box, &QSpinBox::valueChanged, this,
                    [this, wanted](int value) { reportParameter(*wanted, Value(static_cast<std::int64_t>(value))); });
            return box;
        }
        case Parameter::Type::real: {
            auto* box = new QDoubleSpinBox;
            box->setRange(parameter.minimum, parameter.maximum);
            box->setSingleStep((parameter.maximum - parameter.minimum) / 100);
            box->setKeyboardTracking(false);
            connect(box, &QDoubleSpinBox::valueChanged, this,
                    [this, wanted](double value) { reportParameter(*wanted, Value(value)); });
            return box;
        }
        case Parameter::Type::duration: {
            auto* box = new DurationSpin;
            box->setLimits(base::Duration(static_cast<std::int64_t>(parameter.minimum)),
                           base::Duration(static_cast<std::int64_t>(parameter.maximum)));
            connect(box, &DurationSpin::lengthChanged, this,
                    [this, wanted](base::Duration value) { reportParameter(*wanted, Value(value)); });
            return box;
        }
        case Parameter::Type::boolean: {
            auto* box = new QCheckBox;
            connect(box, &QCheckBox::toggled, this, [this, wanted](bool on) { reportParameter(*wanted, Value(on)); });
            return box;
        }
        case Parameter::Type::choice:
            break;
    }
    auto* box = new QComboBox;
    for (const std::string& choice : parameter.choices)
        box->addItem(QString::fromStdString(choice));
    connect(box, &QComboBox::currentTextChanged, this,
            [this, wanted](const QString& text) { reportParameter(*wanted, Value(text.toStdString())); });
    return box;
}

void RunPanel::showValue(const Row& row) {
    const auto found = m_settings.parameters.find(row.parameter->name);
    const Value& value = found != m_settings.parameters.end() ? found->second : row.parameter->initial;
    const QSignalBlocker blocker(row.editor);
    if (auto* whole = qobject_cast<QSpinBox*>(row.editor))
        whole->setValue(static_cast<int>(std::get<std::int64_t>(value)));
    else if (auto* length = qobject_cast<DurationSpin*>(row.editor))
        length->setLength(std::get<base::Duration>(value));
    else if (auto* real = qobject_cast<QDoubleSpinBox*>(row.editor))
        real->setValue(std::get<double>(value));
    else if (auto* flag = qobject_cast<QCheckBox*>(row.editor))
        flag->setChecked(std::get<bool>(value));
    else if (auto* choice = qobject_cast<QComboBox*>(row.editor))
        choice->setCurrentText(QString::fromStdString(std::get<std::string>(value)));
}

}  // namespace interleave::ui::shell
