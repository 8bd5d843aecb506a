#include <QTextStream>

#include "ui/geometry/stage_layout.h"

namespace interleave::ui::geometry {
namespace {

const char* nameOf(BoxStyle style) {
    static constexpr const char* kNames[] = {"syscallPanel",
                                             "idlePanel",
                                             "queuePanel",
                                             "netPanel",
                                             "syncPanel",
                                             "entry",
                                             "entryDue",
                                             "processor",
                                             "processorIdle",
                                             "processorBusy",
                                             "processorSpinning",
                                             "processorStopped",
                                             "processorSyscall",
                                             "machine",
                                             "machineSpinning",
                                             "machineIdle",
                                             "machineSmall",
                                             "machineNone",
                                             "slot",
                                             "slotTarget",
                                             "slotNext",
                                             "runnextFrame",
                                             "seat",
                                             "separator",
                                             "region"};
    return kNames[static_cast<std::size_t>(style)];
}

const char* nameOf(theme::UnitState state) {
    static constexpr const char* kNames[] = {"running", "runnable", "waiting", "syscall", "network", "collector"};
    return kNames[static_cast<std::size_t>(state)];
}

QString at(const QRectF& r) {
    return QStringLiteral("%1,%2 %3x%4")
        .arg(qRound(r.x()))
        .arg(qRound(r.y()))
        .arg(qRound(r.width()))
        .arg(qRound(r.height()));
}

}  // namespace

QString layoutText(const StageLayout& layout) {
    QString text;
    QTextStream out(&text);
    out << "stage " << qRound(layout.size.width()) << 'x' << qRound(layout.size.height()) << '\n';
    for (const Box& box : layout.boxes)
        if (box.rect.height() > 0)
            out << "box " << nameOf(box.style) << ' ' << at(box.rect) << '\n';
    for (const MachineBox& m : layout.machines)
        out << "machine " << m.name << ' ' << nameOf(m.style) << ' ' << at(m.rect)
            << (m.detail.isEmpty() ? QString() : QStringLiteral(" \"%1\"").arg(m.detail)) << '\n';
    for (const Link& link : layout.links)
        out << "link P" << link.p << ' ' << static_cast<int>(link.style) << ' ' << qRound(link.from.x()) << ','
            << qRound(link.from.y()) << " to " << qRound(link.to.y()) << '\n';
    for (const Bar& bar : layout.bars)
        out << "bar " << at(bar.rect) << ' ' << qRound(bar.share * 100) << "%\n";
    for (const Token& token : layout.tokens)
        out << "G" << token.g << ' ' << nameOf(token.state) << ' ' << at(token.rect) << '\n';
    for (const Pile& pile : layout.piles)
        out << "pile +" << pile.count << ' ' << nameOf(pile.state) << ' ' << at(pile.rect) << '\n';
    for (const Chip& chip : layout.chips)
        out << "chip \"" << chip.text << "\" " << at(chip.rect) << '\n';
    for (const Text& t : layout.texts)
        out << "text \"" << t.text << "\" " << at(t.rect) << '\n';
    return text;
}

}  // namespace interleave::ui::geometry
