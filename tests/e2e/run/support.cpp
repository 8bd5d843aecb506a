#include "support.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace interleave::e2e {

Finished interleave(const std::vector<std::string>& arguments) {
    const Scratch scratch;
    const std::string out = scratch.path("out"), err = scratch.path("err");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    std::vector<std::string> words{INTERLEAVE_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    pid_t pid = -1;
    EXPECT_EQ(posix_spawn(&pid, INTERLEAVE_PROGRAM, &actions, nullptr, pointers.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    waitpid(pid, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), bytesOf(out), bytesOf(err)};
}

Scratch::Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "interleave-test-XXXXXX").string();
    m_directory = ::mkdtemp(pattern.data());
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(m_directory, ignored);
}

Load::Load() {
    for (unsigned i = 0; i < 2 * std::max(1u, std::thread::hardware_concurrency()); ++i)
        m_threads.emplace_back([this] {
            while (!m_over.load(std::memory_order_relaxed)) {
            }
        });
}

Load::~Load() {
    m_over = true;
    for (std::thread& thread : m_threads)
        thread.join();
}

std::string scenarioName(const testing::TestParamInfo<const char*>& info) {
    std::string name = info.param;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
    return name;
}

std::string bytesOf(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

const catalogue::Scenario& scenario(const std::string& id) {
    static const catalogue::Catalogue kCatalogue = [] {
        auto catalogue = catalogue::Catalogue::builtIn();
        EXPECT_TRUE(catalogue) << catalogue.error().sentence();
        return std::move(catalogue).value();
    }();
    const catalogue::Scenario* found = kCatalogue.find(id);
    EXPECT_NE(found, nullptr) << id;
    return *found;
}

std::unique_ptr<session::Session> start(const std::string& id, session::RunRequest request) {
    auto started = session::Session::start(scenario(id), std::move(request), {}, INTERLEAVE_ENGINE_PROGRAM);
    EXPECT_TRUE(started) << started.error().sentence();
    return std::move(started).value();
}

std::unique_ptr<session::Session> runToEnd(const std::string& id, session::RunRequest request) {
    auto session = start(id, std::move(request));
    session->runFreely();
    EXPECT_TRUE(session->wait(std::chrono::seconds(60))) << id;
    return session;
}

bool eventually(session::Session& session, const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        session.wait(std::chrono::milliseconds(1));
    }
    return true;
}

std::vector<trace::Event> eventsOf(const model::Recording& recording) {
    std::vector<trace::Event> events(recording.size());
    events.resize(recording.read(0, events));
    return events;
}

}  // namespace interleave::e2e
