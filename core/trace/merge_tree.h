// Who comes first of many: a tournament that is played once, and then again only along the path of who moved on.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace interleave::trace {

// A tree of losers over the times of its leaves: each inner node keeps who lost there, the winner stands at the root.
// At equal times the lower leaf is first. One thread.
class MergeTree {
public:
    // The time of a leaf that has nothing more to show.
    static constexpr std::uint64_t kOver = std::numeric_limits<std::uint64_t>::max();

    // Makes room for that many; then each leaf is set, then play() is called.
    void build(std::size_t leaves) {
        m_half = std::bit_ceil(leaves < 1 ? std::size_t{1} : leaves);
        m_nodes.assign(m_half * 2, Node{});
        for (std::size_t i = 0; i < m_half; ++i)
            m_nodes[m_half + i].leaf = i;
    }
    void set(std::size_t leaf, std::uint64_t time) { m_nodes[m_half + leaf].time = time; }
    void play() { m_nodes[0] = playBelow(1); }

    std::size_t winner() const { return m_nodes[0].leaf; }
    // Nobody has anything left.
    bool over() const { return m_nodes[0].time == kOver; }
    // The winner stays first as long as it stands before this time, or at it where its leaf is the lower.
    struct Bound {
        std::uint64_t time = kOver;
        std::uint64_t leaf = 0;
    };
    // Who would win if the winner were not there: one of those that lost against it.
    Bound second() const {
        std::uint64_t time = kOver;
        std::uint64_t leaf = std::numeric_limits<std::uint64_t>::max();
        for (std::size_t at = (m_half + winner()) / 2; at > 0; at /= 2) {
            const Node& node = m_nodes[at];
            const std::uint64_t first = before(node.time, node.leaf, time, leaf);
            time ^= (node.time ^ time) & first;
            leaf ^= (node.leaf ^ leaf) & first;
        }
        return {time, leaf};
    }
    // The winner moved on, and stands at that time now.
    void replay(std::uint64_t time) {
        std::uint64_t leaf = m_nodes[0].leaf;
        for (std::size_t at = (m_half + leaf) / 2; at > 0; at /= 2) {
            Node& node = m_nodes[at];
            // They change places where the one from below lost.
            const std::uint64_t lost = before(node.time, node.leaf, time, leaf);
            const std::uint64_t times = (node.time ^ time) & lost;
            const std::uint64_t leaves = (node.leaf ^ leaf) & lost;
            node.time ^= times;
            node.leaf ^= leaves;
            time ^= times;
            leaf ^= leaves;
        }
        m_nodes[0] = {time, leaf};
    }

private:
    struct Node {
        std::uint64_t time = kOver;
        std::uint64_t leaf = 0;
    };
    // All ones where the first is first. Without a branch: which of two that is can be foreseen by nothing.
    static std::uint64_t before(std::uint64_t time, std::uint64_t leaf, std::uint64_t otherTime,
                                std::uint64_t otherLeaf) {
        return std::uint64_t{0} -
               (static_cast<std::uint64_t>(time < otherTime) |
                (static_cast<std::uint64_t>(time == otherTime) & static_cast<std::uint64_t>(leaf < otherLeaf)));
    }
    Node playBelow(std::size_t at) {
        if (at >= m_half)
            return m_nodes[at];
        const Node left = playBelow(at * 2);
        const Node right = playBelow(at * 2 + 1);
        const bool rightWins = right.time < left.time;
        m_nodes[at] = rightWins ? left : right;
        return rightWins ? right : left;
    }

    std::size_t m_half = 1;
    std::vector<Node> m_nodes{2};  // 0: the winner; then the losers; then the leaves
};

}  // namespace interleave::trace
