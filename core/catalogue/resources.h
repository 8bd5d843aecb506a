// The text files that are built into the program; their definitions are generated
// (packaging/cmake/EmbedResources.cmake).
#pragma once

#include <span>
#include <string_view>

namespace interleave::catalogue {

struct Resource {
    std::string_view name;  // "go.work-stealing.json", without its folder
    std::string_view text;
};

std::span<const Resource> builtInScenarios();
std::span<const Resource> builtInPrograms();

}  // namespace interleave::catalogue
