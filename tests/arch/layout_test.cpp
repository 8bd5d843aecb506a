// How the tree is laid out: what may stand at the top, a README in each folder, files of a size to be read.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "source_tree.h"

namespace interleave::arch {
namespace fs = std::filesystem;
namespace {

TEST(Layout, TheTopLevelHoldsOnlyWhatIsAgreed) {
    const std::set<std::string> agreed = {"CMakeLists.txt", "CMakePresets.json", "app",       "core",      "ui",
                                          "resources",      "tests",             "packaging", "README.md", "LICENSE"};
    std::string others;
    for (const auto& entry : fs::directory_iterator(sourceRoot())) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(".") && !agreed.contains(name)) others += name + " ";
    }
    EXPECT_EQ(others, "");
}

TEST(Layout, EveryFolderOfCoreAndUiHasAReadmeOfAScreenAtMost) {
    std::string wrong;
    for (const std::string top : {"core", "ui"}) {
        for (const std::string& folder : foldersOf(top)) {
            const fs::path readme = sourceRoot() / top / folder / "README.md";
            if (!fs::exists(readme)) {
                wrong += top + "/" + folder + " has no README.md\n";
            } else if (fs::file_size(readme) > 5000) {
                wrong += top + "/" + folder + "/README.md is longer than a screen\n";
            }
        }
    }
    EXPECT_EQ(wrong, "");
}

TEST(Layout, FilesStayShortEnoughToBeRead) {
    constexpr std::size_t kMost = 500;
    std::string wrong;
    for (const std::string top : {"core", "ui", "app"})
        for (const SourceFile& source : sourcesBelow(top))
            if (source.lines.size() > kMost)
                wrong += source.path + " has " + std::to_string(source.lines.size()) + " lines\n";
    EXPECT_EQ(wrong, "");
}

TEST(Layout, HeadersAreGuardedByPragmaOnce) {
    std::string wrong;
    for (const std::string top : {"core", "ui", "app"}) {
        for (const SourceFile& source : sourcesBelow(top)) {
            if (!source.path.ends_with(".h")) continue;
            bool guarded = false;
            for (const std::string& line : source.lines) guarded |= line == "#pragma once";
            if (!guarded) wrong += source.path + "\n";
        }
    }
    EXPECT_EQ(wrong, "");
}

}  // namespace
}  // namespace interleave::arch
