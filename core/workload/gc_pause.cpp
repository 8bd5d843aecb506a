// resources/programs/go/gc_pause.go
#include <string>

#include "gmp/go.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

void allocator(int id, int blocks, base::Bytes block, base::Duration work, gmp::WaitGroup& done) {
    for (int i = 0; i < blocks; ++i) {
        gmp::allocate(block);
        gmp::work(work);
    }
    gmp::print("allocator " + std::to_string(id) + " is done");
    done.done();
}

}  // namespace

GoProgram gcPause(const Parameters& parameters) {
    const int allocators = parameters.count("allocators");
    const int blocks = parameters.count("blocks");
    const base::Bytes block{static_cast<std::uint64_t>(parameters.count("block")) * 1024};
    const base::Duration work = parameters.duration("work");
    const bool collector = parameters.flag("collector");
    const int percent = parameters.count("gogc");
    return {[=] {
                gmp::WaitGroup done("done");
                done.add(allocators);
                for (int id = 1; id <= allocators; ++id)
                    gmp::go([=, &done] { allocator(id, blocks, block, work, done); }, sites::kGcAllocator);
                done.wait();
                gmp::print("all are done");
            },
            [=](gmp::Config& config) {
                config.collector = collector;
                config.gcPercent = percent;
            }};
}

}  // namespace interleave::workload
