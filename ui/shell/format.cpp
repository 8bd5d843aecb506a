#include "ui/shell/format.h"

#include <QLocale>
#include <array>

namespace interleave::ui::shell {
namespace {

struct Unit {
    double nanoseconds;
    const char* name;
};
constexpr std::array<Unit, 4> kUnits{{{1, "ns"}, {1e3, "µs"}, {1e6, "ms"}, {1e9, "s"}}};

const Unit& unitFor(double nanoseconds) {
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < kUnits.size(); ++i) {
        if (nanoseconds >= kUnits[i].nanoseconds)
            chosen = i;
    }
    return kUnits[chosen];
}

}  // namespace

QString lengthText(base::Duration length) {
    const auto nanoseconds = static_cast<double>(length.count());
    const Unit& unit = unitFor(nanoseconds);
    return QString::number(nanoseconds / unit.nanoseconds, 'g', 3) + QLatin1Char(' ') + QString::fromUtf8(unit.name);
}

QString placeText(base::Time moment, base::Time span) {
    const Unit& unit = unitFor(static_cast<double>(span.count()));
    const double whole = static_cast<double>(span.count()) / unit.nanoseconds;
    const int digits = unit.nanoseconds == 1 ? 0 : whole >= 100 ? 1 : whole >= 10 ? 2 : 3;
    const auto in = [&](base::Time t) {
        return QLocale::c().toString(static_cast<double>(t.count()) / unit.nanoseconds, 'f', digits);
    };
    return QStringLiteral("%1 / %2 %3").arg(in(moment), in(span), QString::fromUtf8(unit.name));
}

}  // namespace interleave::ui::shell
