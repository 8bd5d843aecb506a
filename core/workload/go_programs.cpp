#include "workload/go_programs.h"

#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

struct Row {
    std::string_view id;
    GoProgram (*make)(const Parameters& parameters);
};

constexpr Row kRows[] = {
    {"go.hello-workers", helloWorkers}, {"go.run-queues", runQueues},
    {"go.work-stealing", workStealing}, {"go.channel", channel},
    {"go.preemption", preemption},      {"go.syscall-handoff", syscallHandoff},
    {"go.gomaxprocs", gomaxprocs},      {"go.gc-pause", gcPause},
    {"go.select", selectOverChannels},  {"go.mutex-starvation", mutexStarvation},
};

}  // namespace

base::Result<GoProgram> goProgram(std::string_view scenario, const Parameters& parameters) {
    for (const Row& row : kRows)
        if (row.id == scenario)
            return row.make(parameters);
    return base::Error{"scenario " + std::string(scenario), "the engine has no program for it",
                       "use an engine of the same version"};
}

std::vector<std::string_view> goProgramIds() {
    std::vector<std::string_view> ids;
    for (const Row& row : kRows)
        ids.push_back(row.id);
    return ids;
}

std::vector<Birthplace> birthplaces() {
    using namespace sites;
    const auto at = [](std::string_view scenario, const gmp::Site& site) {
        return Birthplace{scenario, site.function, site.line};
    };
    return {at("go.hello-workers", kHelloWorker),
            at("go.run-queues", kRunQueuesTask),
            at("go.work-stealing", kStealingTask),
            at("go.work-stealing", kStealingFlood),
            at("go.channel", kChannelPonger),
            at("go.channel", kChannelProducer),
            at("go.syscall-handoff", kHandoffCaller),
            at("go.syscall-handoff", kHandoffComputer),
            at("go.preemption", kPreemptionOther),
            at("go.preemption", kPreemptionHog),
            at("go.gomaxprocs", kGomaxprocsWorker),
            at("go.gc-pause", kGcAllocator),
            at("go.select", kSelectFast),
            at("go.select", kSelectSlow),
            at("go.select", kSelectResponder),
            at("go.mutex-starvation", kStarvationHog),
            at("go.mutex-starvation", kStarvationVisitor)};
}

}  // namespace interleave::workload
