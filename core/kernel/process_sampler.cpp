#include "kernel/process_sampler.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <memory>
#include <optional>

#include "kernel/descriptor.h"

namespace interleave::kernel {

namespace {

std::optional<std::string> contents(const std::string& path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid())
        return {};
    std::string text;
    std::array<char, 4096> part;
    ssize_t length = 0;
    while ((length = read(file.number(), part.data(), part.size())) > 0)
        text.append(part.data(), static_cast<std::size_t>(length));
    if (length < 0 || text.empty())
        return {};
    return text;
}

std::uint64_t leadingNumber(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t");
    std::uint64_t number = 0;
    if (start != std::string_view::npos)
        std::from_chars(text.data() + start, text.data() + text.size(), number);
    return number;
}

base::Duration ticks(std::uint64_t count) {
    const auto aSecond = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
    return base::Duration(static_cast<std::int64_t>(count * (1'000'000'000u / aSecond)));
}

// The n-th field, counted from 1, of a line of /proc/<pid>/stat. The second is a name in brackets that may hold
// anything, so the count begins behind its last bracket.
std::uint64_t statField(std::string_view line, int n) {
    std::size_t at = line.rfind(')');
    for (int field = 2; field < n && at != std::string_view::npos; ++field)
        at = line.find(' ', at + 1);
    return at == std::string_view::npos ? 0 : leadingNumber(line.substr(at));
}

}  // namespace

std::uint64_t statusField(std::string_view text, std::string_view key) {
    std::size_t line = 0;
    while (line < text.size()) {
        const std::size_t end = std::min(text.find('\n', line), text.size());
        const std::string_view row = text.substr(line, end - line);
        if (row.size() > key.size() && row.starts_with(key) && row[key.size()] == ':')
            return leadingNumber(row.substr(key.size() + 1));
        line = end + 1;
    }
    return 0;
}

ProcessSampler::ProcessSampler(pid_t process) : m_directory("/proc/" + std::to_string(process)) {}

base::Result<ProcessSample> ProcessSampler::sample() {
    const std::optional<std::string> status = contents(m_directory + "/status");
    const std::optional<std::string> stat = contents(m_directory + "/stat");
    if (!status || !stat)
        return base::Error{m_directory, "the process has ended", ""};
    const auto kilobytes = [&](std::string_view key) { return base::Bytes{statusField(*status, key) * 1024}; };
    ProcessSample result;
    result.rssAnonymous = kilobytes("RssAnon");
    result.rssFiles = kilobytes("RssFile");
    result.rssShared = kilobytes("RssShmem");
    result.peakRss = kilobytes("VmHWM");
    result.threads = static_cast<int>(statusField(*status, "Threads"));
    result.userTime = ticks(statField(*stat, 14));
    result.systemTime = ticks(statField(*stat, 15));
    addSwitches(result);
    return result;
}

void ProcessSampler::addSwitches(ProcessSample& sample) {
    std::map<std::string, Switches> live;
    const std::string tasks = m_directory + "/task";
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(tasks.c_str()), closedir);
    while (directory) {
        const dirent* entry = readdir(directory.get());
        if (entry == nullptr)
            break;
        if (entry->d_name[0] == '.')
            continue;
        const std::optional<std::string> status = contents(tasks + "/" + entry->d_name + "/status");
        if (!status)
            continue;  // it ended while we looked
        live[entry->d_name] = {statusField(*status, "voluntary_ctxt_switches"),
                               statusField(*status, "nonvoluntary_ctxt_switches")};
    }
    for (const auto& [task, counts] : m_live)
        if (!live.contains(task)) {
            m_ended.voluntary += counts.voluntary;
            m_ended.involuntary += counts.involuntary;
        }
    m_live = std::move(live);
    sample.voluntarySwitches = m_ended.voluntary;
    sample.involuntarySwitches = m_ended.involuntary;
    for (const auto& [task, counts] : m_live) {
        sample.voluntarySwitches += counts.voluntary;
        sample.involuntarySwitches += counts.involuntary;
    }
}

}  // namespace interleave::kernel
