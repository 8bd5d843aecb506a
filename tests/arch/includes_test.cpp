// Which way includes may point. The table says for each part what it may include; all else is a mistake.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "source_tree.h"

namespace interleave::arch {
namespace {

using Parts = std::set<std::string>;

// From the ground up, as the architecture has it. A part may always include itself.
const std::map<std::string, Parts>& allowed() {
    static const std::map<std::string, Parts> table = {
        {"core/base", {}},
        {"core/kernel", {"core/base"}},
        {"core/conductor", {"core/base", "core/kernel"}},
        {"core/fiber", {"core/base"}},
        {"core/trace", {"core/base"}},
        {"core/link", {"core/base", "core/kernel", "core/trace"}},
        {"core/gmp", {"core/base", "core/kernel", "core/trace", "core/fiber"}},
        {"core/catalogue", {"core/base", "core/trace"}},
        {"core/workload", {"core/base", "core/kernel", "core/trace", "core/gmp", "core/catalogue"}},
        {"core/engine",
         {"core/base", "core/kernel", "core/trace", "core/fiber", "core/gmp", "core/conductor", "core/link",
          "core/catalogue", "core/workload"}},
        {"core/model", {"core/base", "core/trace"}},
        {"core/session", {"core/base", "core/kernel", "core/trace", "core/link", "core/model", "core/catalogue"}},
        {"core/exchange", {"core/base", "core/trace", "core/model", "core/session"}},
    };
    return table;
}

const Parts kWindowMayInclude = {"core/base",    "core/trace",     "core/model",
                                 "core/session", "core/catalogue", "core/exchange"};

// The part that a quoted include points to; empty: the file's own folder.
std::string partOf(const std::string& include) {
    const auto slash = include.find('/');
    if (slash == std::string::npos) return {};
    const std::string first = include.substr(0, slash);
    if (first == "ui") {
        const auto second = include.find('/', slash + 1);
        return "ui/" + include.substr(slash + 1, second - slash - 1);
    }
    return first == "app" ? "app" : "core/" + first;
}

std::string pointingWrong(const std::vector<SourceFile>& sources, const std::map<std::string, Parts>& table) {
    std::string wrong;
    for (const SourceFile& source : sources) {
        const auto row = table.find(source.part);
        if (row == table.end()) {
            wrong += source.path + ": its folder is not in the table\n";
            continue;
        }
        for (const std::string& include : source.quoted) {
            const std::string part = partOf(include);
            if (!part.empty() && part != source.part && !row->second.contains(part))
                wrong += source.path + " includes " + include + "\n";
        }
    }
    return wrong;
}

TEST(Includes, OfCorePointTheOneWayOfTheArchitecture) {
    EXPECT_EQ(pointingWrong(sourcesBelow("core"), allowed()), "");
}

TEST(Includes, AnIncludeUpwardsIsFound) {
    SourceFile bad{.path = "core/model/x.cpp", .part = "core/model", .lines = {}, .quoted = {"gmp/runtime.h"}, .angled = {}};
    EXPECT_EQ(pointingWrong({bad}, allowed()), "core/model/x.cpp includes gmp/runtime.h\n");
}

TEST(Includes, CoreKnowsNoQt) {
    std::string wrong;
    for (const SourceFile& source : sourcesBelow("core"))
        for (const std::string& include : source.angled)
            if (include.starts_with("Q") || include.starts_with("qcustomplot")) wrong += source.path + ": " + include + "\n";
    EXPECT_EQ(wrong, "");
}

TEST(Includes, TheWindowSeesOnlyTheClientsSide) {
    std::string wrong;
    for (const SourceFile& source : sourcesBelow("ui"))
        for (const std::string& include : source.quoted)
            if (const auto part = partOf(include); part.starts_with("core/") && !kWindowMayInclude.contains(part))
                wrong += source.path + " includes " + include + "\n";
    EXPECT_EQ(wrong, "");
}

TEST(Includes, NoFoldersOfTheWindowGoInCircles) {
    std::map<std::string, Parts> edges;
    for (const SourceFile& source : sourcesBelow("ui"))
        for (const std::string& include : source.quoted)
            if (const auto part = partOf(include); part.starts_with("ui/") && part != source.part)
                edges[source.part].insert(part);
    // Folders without edges out are removed again and again; what is left goes in circles.
    for (bool removed = true; removed;) {
        removed = false;
        for (auto it = edges.begin(); it != edges.end();) {
            std::erase_if(it->second, [&](const std::string& part) { return !edges.contains(part); });
            removed |= it->second.empty();
            it = it->second.empty() ? edges.erase(it) : std::next(it);
        }
    }
    std::string circle;
    for (const auto& [part, others] : edges) circle += part + " ";
    EXPECT_EQ(circle, "");
}

}  // namespace
}  // namespace interleave::arch
