#include "session/engine_process.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace interleave::session {

std::string defaultEngine() {
    if (const char* named = std::getenv("INTERLEAVE_ENGINE"); named && *named)
        return named;
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return (self.parent_path() / "interleave-engine").string();
}

base::Result<EngineProcess> startEngine(const std::string& path, const link::Segment& segment) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return base::Error{"engine " + path, std::string("no pipe can be made: ") + std::strerror(errno),
                           "close other files"};
    const kernel::Descriptor theirs(ends[0]);
    kernel::Descriptor ours(ends[1]);
    const kernel::Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!nothing.valid())
        return base::Error{"engine " + path, std::string("/dev/null cannot be opened: ") + std::strerror(errno),
                           "close other files"};
    auto process = kernel::ChildProcess::start({path,
                                                {"--run"},
                                                {{nothing.number(), 0},
                                                 {nothing.number(), 1},
                                                 {segment.descriptor(), link::kSegmentDescriptor},
                                                 {theirs.number(), link::kLifelineDescriptor}}});
    if (!process)
        return process.error();
    return EngineProcess{std::move(process).value(), std::move(ours)};
}

}  // namespace interleave::session
