// What a run that dies prints on standard error (Go 1.19 runtime/panic.go, traceback.go): as lines of output in the
// trace and through the runtime's output. Of each goroutine it tells what is known of it: what it waits for, the
// function that it runs and where it was made, the last two where the run is traced.
#pragma once

#include <string>
#include <string_view>

#include "gmp/goroutine.h"
#include "gmp/runtime.h"

namespace interleave::gmp {

class Traceback {
public:
    explicit Traceback(Runtime::Impl& rt) : m_rt(rt) {}

    // text: the panics' own lines.
    void panic(M& m, const G& g, std::string_view text);
    // A fatal error, text with "fatal error: "; running: whose it is, null: nobody's.
    void fatal(M& m, const G* running, std::string_view text);
    // With the scheduler's lock held, when no goroutine runs: all of them, as they wait.
    void deadlock(M& m, std::string_view text);
    // A line of its own.
    void line(M& m, std::uint32_t g, std::string_view text);

private:
    void goroutine(M& m, const G& g, std::string_view status);

    Runtime::Impl& m_rt;
};

}  // namespace interleave::gmp
