// The project's source files as text, for tests that hold how the parts may lean on each other.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace interleave::arch {

struct SourceFile {
    std::string path;                    // "core/gmp/runtime.cpp"
    std::string part;                    // "core/gmp"; for app: "app"
    std::vector<std::string> lines;
    std::vector<std::string> quoted;     // what #include "…" names
    std::vector<std::string> angled;     // what #include <…> names
};

// The root of the tree under test, from the environment (INTERLEAVE_SOURCE).
std::filesystem::path sourceRoot();
// All .h, .cpp and .def files below a folder of the root, in order of path.
std::vector<SourceFile> sourcesBelow(const std::string& folder);
// Folders directly below a folder of the root.
std::vector<std::string> foldersOf(const std::string& folder);

}  // namespace interleave::arch
