#include "ui/shell/duration_spin.h"

#include <cmath>
#include <cstdlib>

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

DurationSpin::DurationSpin(QWidget* parent) : QDoubleSpinBox(parent) {
    setDecimals(0);
    setKeyboardTracking(false);
    connect(this, &QDoubleSpinBox::valueChanged, this, [this] { Q_EMIT lengthChanged(length()); });
}

void DurationSpin::setLimits(base::Duration least, base::Duration most) {
    setRange(static_cast<double>(least.count()), static_cast<double>(most.count()));
}

void DurationSpin::setLength(base::Duration length) {
    setValue(static_cast<double>(length.count()));
}

base::Duration DurationSpin::length() const {
    return base::Duration(std::llround(value()));
}

void DurationSpin::stepBy(int steps) {
    std::int64_t value = length().count();
    for (int i = 0; i < std::abs(steps); ++i)
        value = neighbour(value, steps > 0);
    setLength(base::Duration(value));
}

QValidator::State DurationSpin::validate(QString& text, int&) const {
    return read(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

QString DurationSpin::textFromValue(double nanoseconds) const {
    return lengthText(base::Duration(std::llround(nanoseconds)));
}

double DurationSpin::valueFromText(const QString& text) const {
    const auto length = read(text);
    return length ? static_cast<double>(length.value().count()) : value();
}

}  // namespace interleave::ui::shell
