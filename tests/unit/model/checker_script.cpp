#include "checker_script.h"

#include "model/checker.h"
#include "script.h"

namespace interleave::model {

std::string made(int g, const std::string& rest) {
    return "2 GoCreate m=0 p=0 g=" + std::to_string(g) + " parent=1\n" + rest;
}

std::string rowsOf(const std::string& text, bool conducted) {
    Checker checker(CheckOptions{.conducted = conducted});
    TailBuffer tail;
    walkEvents(script(kBegin + text), 0, tail, [&](const WholeEvent& whole) { checker.add(whole); });
    std::string rows;
    for (const Violation& violation : checker.violations())
        rows += (rows.empty() ? "" : " ") + std::string(violation.row);
    return rows;
}

std::string ring(int first, int last) {
    std::string text;
    for (int g = first; g <= last; ++g) {
        const auto n = std::to_string(g);
        text += "2 GoCreate m=0 p=0 g=" + n + " parent=1\n";
        if (g > first)
            text += "2 RqKick m=0 p=0 g=" + std::to_string(g - 1) + " len=" + std::to_string(g - first) + "\n";
        text += "2 RqPut m=0 p=0 g=" + n + " slot=runnext len=" + std::to_string(g - first) + "\n" +
                (g == first ? kWakep : kWakepAgain);
    }
    return text;
}

}  // namespace interleave::model
