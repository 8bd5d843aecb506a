#include "ui/shell/duration_spin.h"

#include <QLineEdit>
#include <algorithm>
#include <cmath>

#include "catalogue/catalogue.h"
#include "ui/shell/format.h"

namespace interleave::ui::shell {
namespace {

base::Result<base::Duration> read(QString text) {
    text.remove(QLatin1Char(' ')).replace(QStringLiteral("µ"), QStringLiteral("u"));
    return catalogue::parseDuration(text.toStdString());
}

// The neighbour of a value in the row 1, 2, 5, 10, 20, ….
std::int64_t neighbour(std::int64_t value, bool up) {
    if (value <= 0)
        return up ? 1 : 0;
    const auto decade = static_cast<std::int64_t>(std::pow(10.0, std::floor(std::log10(static_cast<double>(value)))));
    if (up) {
        for (const std::int64_t next : {2 * decade, 5 * decade, 10 * decade}) {
            if (next > value)
                return next;
        }
    }
    for (const std::int64_t next : {5 * decade, 2 * decade, decade, decade / 2}) {
        if (next < value)
            return next;
    }
    return 0;
}

}  // namespace

DurationSpin::DurationSpin(QWidget* parent) : QAbstractSpinBox(parent) {
    connect(this, &QAbstractSpinBox::editingFinished, this, &DurationSpin::take);
}

void DurationSpin::setRange(base::Duration least, base::Duration most) {
    m_least = least;
    m_most = most;
}

void DurationSpin::setValue(base::Duration value) {
    m_value = std::clamp(value, m_least, m_most);
    lineEdit()->setText(lengthText(m_value));
}

void DurationSpin::change(base::Duration value) {
    const base::Duration before = m_value;
    setValue(value);
    if (m_value != before)
        Q_EMIT valueChanged(m_value);
}

void DurationSpin::take() {
    const auto length = read(lineEdit()->text());
    change(length ? length.value() : m_value);
}

void DurationSpin::stepBy(int steps) {
    std::int64_t value = m_value.count();
    for (int i = 0; i < std::abs(steps); ++i)
        value = neighbour(value, steps > 0);
    change(base::Duration(value));
}

QValidator::State DurationSpin::validate(QString& text, int&) const {
    return read(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

QAbstractSpinBox::StepEnabled DurationSpin::stepEnabled() const {
    StepEnabled enabled = StepNone;
    if (m_value > m_least)
        enabled |= StepDownEnabled;
    if (m_value < m_most)
        enabled |= StepUpEnabled;
    return enabled;
}

QSize DurationSpin::sizeHint() const {
    QSize size = QAbstractSpinBox::sizeHint();
    size.setWidth(fontMetrics().horizontalAdvance(QStringLiteral("999 µs")) + 60);
    return size;
}

}  // namespace interleave::ui::shell
