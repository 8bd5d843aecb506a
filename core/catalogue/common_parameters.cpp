#include "catalogue/common_parameters.h"

#include <algorithm>

namespace interleave::catalogue {

namespace {

// Which release's scheduler the runtime follows (gmp::Profile by its name).
Parameter goProfile() {
    Parameter profile;
    profile.name = "profile";
    profile.type = Parameter::Type::choice;
    profile.label = {"Go release", "Go 版本"};
    profile.help = {
        "Whose scheduler it is. 1.26: a yield wakes another P, who stops for the world keeps its place, thieves look "
        "at the global queue once more.",
        "采用哪个版本的调度器。1.26：让出时会唤醒另一个 P，因停止世界而停下的 goroutine "
        "保留原位，窃取者再看一次全局队列。"};
    profile.choices = {"go1.19", "go1.26"};
    profile.initial = std::string("go1.19");
    return profile;
}

}  // namespace

void addCommonParameters(Scenario& scenario) {
    if (scenario.family != "go")
        return;
    Parameter profile = goProfile();
    const bool declared = std::any_of(scenario.parameters.begin(), scenario.parameters.end(),
                                      [&](const Parameter& own) { return own.name == profile.name; });
    if (!declared)
        scenario.parameters.push_back(std::move(profile));
}

}  // namespace interleave::catalogue
