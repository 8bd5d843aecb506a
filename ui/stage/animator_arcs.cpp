// The animator's words: which arcs a change is told by.
#include <QCoreApplication>
#include <algorithm>

#include "ui/stage/animator.h"

namespace interleave::ui::stage {

using geometry::StageSnapshot;
using model::Move;
using model::MoveWhy;
using model::PlaceKind;

namespace {

constexpr std::size_t kMostArcs = 3;

}  // namespace

double Arc::opacity() const {
    return std::clamp(std::min(age / 120, (life - age) / 350), 0.0, 1.0);
}

void Animator::addArc(Arc arc) {
    // There is one lane for hand-offs: the newest has it.
    const auto same = [&](const Arc& a) {
        return a.kind == arc.kind && (a.kind == Arc::Kind::handoff || (a.from == arc.from && a.to == arc.to));
    };
    std::erase_if(m_arcs, same);
    if (m_arcs.size() >= kMostArcs)
        m_arcs.erase(m_arcs.begin());
    m_arcs.push_back(std::move(arc));
}

// Lengths of the rings are followed through the moves, so that "3 of 6" holds at the moment of the steal.
void Animator::noteArcs(const StageSnapshot& was, const Change& change) {
    std::map<std::uint32_t, std::int64_t> length;
    for (const geometry::ProcessorView& p : was.processors)
        length[p.id] = p.ringSize;
    std::map<std::uint64_t, std::pair<Move, std::uint32_t>> grouped;  // by event: its first move, and how many
    std::map<std::uint64_t, std::int64_t> lengthBefore;
    for (const Move& move : change.moves) {
        auto& [first, count] = grouped[move.event];
        if (count++ == 0) {
            first = move;
            if (move.from.kind == PlaceKind::ring)
                lengthBefore[move.event] = length[move.from.index];
        }
        if (move.from.kind == PlaceKind::ring)
            --length[move.from.index];
        if (move.to.kind == PlaceKind::ring)
            ++length[move.to.index];
    }
    for (const auto& [event, group] : grouped) {
        const auto& [move, count] = group;
        const auto from = static_cast<std::uint16_t>(move.from.index);
        const auto to = static_cast<std::uint16_t>(move.to.index);
        if (move.why == MoveWhy::steal) {
            const bool next = move.from.kind == PlaceKind::runnext;
            addArc({Arc::Kind::steal, from, to,
                    next ? QStringLiteral("runqgrab(): runnext G%1").arg(move.g)
                         : QCoreApplication::translate("Stage", "runqsteal(): %1 of %2")
                               .arg(count)
                               .arg(lengthBefore[event])});
        } else if (move.why == MoveWhy::enqueue && move.to.kind == PlaceKind::global && count > 1) {
            addArc({Arc::Kind::toGlobal, from, trace::kNoP, QStringLiteral("globrunqputbatch(): %1").arg(count)});
        } else if (move.why == MoveWhy::globalGet) {
            addArc({Arc::Kind::fromGlobal, trace::kNoP, to, QStringLiteral("globrunqget(): %1").arg(count)});
        } else if (move.why == MoveWhy::preempt) {
            addArc({Arc::Kind::preempt, to, trace::kNoP,
                    QCoreApplication::translate("Stage", "G%1 preempted").arg(move.g)});
        }
    }
}

void Animator::noteHandoffs(const Change& change) {
    for (const model::FullEvent& event : change.events) {
        if (event.event.kind == trace::EventKind::PRetake)
            m_handedOff[event.event.p] = {static_cast<std::uint16_t>(event.event.a), true};
        if (event.event.kind == trace::EventKind::PHandoff && !m_handedOff.contains(event.event.p))
            m_handedOff[event.event.p] = {static_cast<std::uint16_t>(event.event.a), false};
    }
    for (const model::PMove& move : change.pMoves) {
        if (move.toM == trace::kNoM)
            continue;
        const auto it = m_handedOff.find(move.p);
        if (it == m_handedOff.end())
            continue;
        const Loose loose = it->second;
        m_handedOff.erase(it);
        if (loose.fromM == trace::kNoM || loose.fromM == move.toM)
            continue;
        const QString words = loose.bySysmon ? QCoreApplication::translate("Stage", "sysmon handed P%1 from M%2 to M%3")
                                             : QCoreApplication::translate("Stage", "P%1 handed off from M%2 to M%3");
        addArc({Arc::Kind::handoff, loose.fromM, move.toM, words.arg(move.p).arg(loose.fromM).arg(move.toM)});
    }
}

}  // namespace interleave::ui::stage
