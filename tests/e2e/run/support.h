// What the tests of the real programs share: running a command, running a session, comparing histories.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "catalogue/catalogue.h"
#include "model/recording.h"
#include "session/session.h"

namespace interleave::e2e {

struct Finished {
    int status = -1;  // exit status, or 128 + signal
    std::string out, err;
};

// Runs `interleave` with these arguments to its end.
Finished interleave(const std::vector<std::string>& arguments);

// A path in a directory of this test's own, which is removed with the object.
class Scratch {
public:
    Scratch();
    ~Scratch();
    std::string path(const std::string& name) const { return m_directory + "/" + name; }

private:
    std::string m_directory;
};

// Keeps every processor busy while it stands.
class Load {
public:
    Load();
    ~Load();

private:
    std::atomic<bool> m_over{false};
    std::vector<std::thread> m_threads;
};

// The scenarios that are built in, for tests that hold for every one; and how such a test calls its scenario.
inline constexpr std::array kGoScenarios{"go.hello-workers",   "go.run-queues",      "go.work-stealing", "go.channel",
                                         "go.syscall-handoff", "go.preemption",      "go.gomaxprocs",    "go.gc-pause",
                                         "go.select",          "go.mutex-starvation"};
std::string scenarioName(const testing::TestParamInfo<const char*>& info);

std::string bytesOf(const std::string& path);
const catalogue::Scenario& scenario(const std::string& id);

// Starts a session, or fails the test.
std::unique_ptr<session::Session> start(const std::string& id, session::RunRequest request);
// Runs to the end, or fails the test; conducted runs without a horizon.
std::unique_ptr<session::Session> runToEnd(const std::string& id, session::RunRequest request);
// Waits until the condition holds or 20 seconds are over; gives the session time meanwhile. False: it never held.
bool eventually(session::Session& session, const std::function<bool()>& condition);

std::vector<trace::Event> eventsOf(const model::Recording& recording);

}  // namespace interleave::e2e
