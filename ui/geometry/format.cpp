#include "ui/geometry/format.h"

#include <array>
#include <cmath>

namespace interleave::ui::geometry {

QString durationText(base::Duration duration) {
    struct Unit {
        double nanoseconds;
        const char* name;
    };
    static constexpr std::array<Unit, 4> kUnits = {{{1e9, "s"}, {1e6, "ms"}, {1e3, "\u00B5s"}, {1, "ns"}}};
    const double value = static_cast<double>(duration.count());
    for (const Unit& unit : kUnits) {
        // A value that rounds up to 1000 of this unit belongs to the one above.
        if (std::abs(value) < unit.nanoseconds * 0.9995)
            continue;
        const double n = value / unit.nanoseconds;
        const int digits = unit.nanoseconds == 1 || std::abs(n) >= 99.95 ? 0 : std::abs(n) >= 9.995 ? 1 : 2;
        return QString::number(n, 'f', digits) + QLatin1Char(' ') + QString::fromUtf8(unit.name);
    }
    return QStringLiteral("0 ns");
}

QString steadyText(base::Duration duration) {
    QString text = durationText(duration);
    const qsizetype space = text.indexOf(QLatin1Char(' '));
    if (!text.left(space).contains(QLatin1Char('.')))
        return text;
    qsizetype end = space;
    while (text[end - 1] == QLatin1Char('0'))
        --end;
    if (text[end - 1] == QLatin1Char('.'))
        --end;
    return text.remove(end, space - end);
}

QString sliceText(base::Duration ran, base::Duration slice) {
    const double unit = 1e6;
    return QStringLiteral("%1 / %2 ms")
        .arg(static_cast<double>(ran.count()) / unit, 0, 'f', 1)
        .arg(static_cast<double>(slice.count()) / unit, 0, 'f', 0);
}

QString countText(std::uint64_t count) {
    QString text = QString::number(count);
    for (qsizetype i = text.size() - 3; i > 0; i -= 3)
        text.insert(i, QChar(0x2009));
    return text;
}

}  // namespace interleave::ui::geometry
