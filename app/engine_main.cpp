// interleave-engine: one process a run, started by a session with the run's segment and lifeline as descriptors.
#include <csignal>
#include <cstdio>
#include <cstring>

#include "engine/engine.h"
#include "link/segment.h"

int main(int argc, char** argv) {
    if (argc != 2 || std::strcmp(argv[1], "--run") != 0) {
        std::fprintf(stderr, "interleave-engine: it is started by interleave, not by hand; see interleave --help\n");
        return 2;
    }
    // A Ctrl-C goes to all of a terminal's programs; this one is ended by its client.
    std::signal(SIGINT, SIG_IGN);
    return interleave::engine::runEngine(interleave::link::kSegmentDescriptor, interleave::link::kLifelineDescriptor);
}
