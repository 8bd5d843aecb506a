#include "source_tree.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace interleave::arch {
namespace fs = std::filesystem;
namespace {

// The name between the marks of an #include line, or nothing.
std::string includedName(const std::string& line, char open, char close) {
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line.compare(hash, 1, "#") != 0) return {};
    const auto word = line.find("include", hash);
    if (word == std::string::npos) return {};
    const auto from = line.find_first_not_of(" \t", word + 7);
    if (from == std::string::npos || line[from] != open) return {};
    const auto to = line.find(close, from + 1);
    return to == std::string::npos ? std::string{} : line.substr(from + 1, to - from - 1);
}

SourceFile readSource(const fs::path& file, const fs::path& root) {
    SourceFile source;
    source.path = fs::relative(file, root).generic_string();
    const auto folder = fs::path(source.path).parent_path();
    auto part = folder.begin();
    source.part = part->string();
    if (source.part != "app" && ++part != folder.end()) source.part += "/" + part->string();
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (auto name = includedName(line, '"', '"'); !name.empty()) source.quoted.push_back(name);
        if (auto name = includedName(line, '<', '>'); !name.empty()) source.angled.push_back(name);
        source.lines.push_back(std::move(line));
    }
    return source;
}

}  // namespace

fs::path sourceRoot() {
    const char* root = std::getenv("INTERLEAVE_SOURCE");
    return root ? fs::path(root) : fs::current_path();
}

std::vector<SourceFile> sourcesBelow(const std::string& folder) {
    std::vector<SourceFile> sources;
    const fs::path root = sourceRoot();
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".h" || extension == ".cpp" || extension == ".def")
            sources.push_back(readSource(entry.path(), root));
    }
    std::sort(sources.begin(), sources.end(), [](auto& a, auto& b) { return a.path < b.path; });
    return sources;
}

std::vector<std::string> foldersOf(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(sourceRoot() / folder))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace interleave::arch
