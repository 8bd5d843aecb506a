// The kernel's context switches of a free run, where the kernel lets them be recorded and where it does not.
#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <thread>
#include <vector>

#include "kernel/os_thread.h"
#include "kernel/switch_recorder.h"
#include "support.h"

namespace interleave::e2e {
namespace {

using trace::CoreSwitchWhy;
using trace::Event;
using trace::EventKind;

session::RunRequest switchingRun() {
    session::RunRequest request;
    request.conducted = false;
    return request;
}

// From now on the kernel refuses perf_event_open to the calling thread and to all that it starts.
bool refusePerf() {
    sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{4, rules};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

bool perfIsRefused() {
    return !kernel::SwitchRecorder::start(kernel::osThreadId()).ok();
}

TEST(KernelSwitches, OfAFreeRunAreEventsAndNothingRunsOffItsCore) {
    if (perfIsRefused())
        GTEST_SKIP() << "this kernel does not let perf_event_open record switches";
    auto request = switchingRun();
    request.procs = 4;
    const auto session = runToEnd("go.syscall-handoff", request);
    EXPECT_EQ(session->outcome()->facts.at("kernel_switches").substr(0, 4), "perf");
    EXPECT_TRUE(session->outcome()->warnings.empty());

    constexpr std::size_t kThreads = 2000;
    std::vector<int> coreOf(kThreads, -1);
    std::vector<std::uint32_t> threadOf(kThreads, 0);  // by M
    std::uint64_t voluntary = 0, exits = 0, on = 0, off = 0;
    for (const Event& event : eventsOf(*session->recording())) {
        if (event.kind == EventKind::CoreSwitch) {
            const bool leaves = event.b == 0xFFFF;
            const std::uint32_t thread = leaves ? event.c : event.b;
            ASSERT_LT(thread, kThreads);
            EXPECT_EQ(leaves, coreOf[thread] >= 0) << "thread " << thread << " comes and goes in turns";
            if (leaves) {
                EXPECT_EQ(coreOf[thread], static_cast<int>(event.a)) << "it leaves the core that it came onto";
            }
            coreOf[thread] = leaves ? -1 : static_cast<int>(event.a);
            voluntary += event.auxAs<CoreSwitchWhy>() == CoreSwitchWhy::voluntary ? 1 : 0;
            exits += event.auxAs<CoreSwitchWhy>() == CoreSwitchWhy::exit ? 1 : 0;
            continue;
        }
        if (event.kind == EventKind::MNew)
            threadOf.at(event.m) = event.b;
        // In MNew and MUnpark m is not who acts.
        if (event.kind == EventKind::MNew || event.kind == EventKind::MUnpark || event.kind == EventKind::More ||
            event.m >= trace::kNoM)
            continue;
        ++(coreOf.at(threadOf.at(event.m)) >= 0 ? on : off);
    }
    EXPECT_GT(voluntary, 10u);
    EXPECT_GT(exits, 2u);
    EXPECT_GT(on, 100u);
    // An event of a thread that was held between its clock and its ring is shown a little late.
    EXPECT_LT(off * 50, on) << "threads write events while they are on a core";
}

TEST(KernelSwitches, AreCountersOfProcWhereTheKernelRefusesToRecordThem) {
    bool filtered = false;
    std::thread([&] {
        filtered = refusePerf();
        if (!filtered || !perfIsRefused())
            return;
        auto request = switchingRun();
        request.parameters["hogging"] = base::Duration(150'000'000);
        const auto session = runToEnd("go.preemption", request);
        EXPECT_EQ(session->outcome()->verdict.status, "ok");
        EXPECT_EQ(session->outcome()->facts.at("kernel_switches"),
                  "/proc: counters, sampled; perf: the kernel does not grant them: Permission denied");
        EXPECT_TRUE(session->outcome()->warnings.empty());
        for (const Event& event : eventsOf(*session->recording()))
            EXPECT_NE(event.kind, EventKind::CoreSwitch);
        ASSERT_FALSE(session->recording()->samples().empty());
        EXPECT_GT(session->recording()->samples().back().kernelVoluntary, 0u);
    }).join();
    if (!filtered)
        GTEST_SKIP() << "this kernel filters no system calls";
}

TEST(KernelSwitches, OfAConductedRunAreThoseOfItsVirtualCores) {
    const auto session = runToEnd("go.syscall-handoff", {});
    EXPECT_EQ(session->outcome()->facts.at("kernel_switches").substr(0, 5), "/proc");
}

}  // namespace
}  // namespace interleave::e2e
