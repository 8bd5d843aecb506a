#include "conductor/costs_text.h"

#include <array>
#include <nlohmann/json.hpp>
#include <vector>

namespace interleave::conductor {

namespace {

struct Price {
    const char* name;
    Duration* value;
    bool mayBeZero;
};

std::vector<Price> prices(Costs& costs) {
    static constexpr std::array<const char*, kOperations> operations{
        "goCreate",  "goSwitch", "channel", "lock",         "findWork",    "stealPass",
        "spinPause", "timer",    "netpoll", "syscallEnter", "sysmonRound", "print"};
    std::vector<Price> all;
    for (std::size_t i = 0; i < kOperations; ++i)
        all.push_back({operations[i], &costs.operations[i], false});
    all.push_back({"slice", &costs.slice, false});
    all.push_back({"osSwitch", &costs.osSwitch, true});
    all.push_back({"futexWait", &costs.futexWait, true});
    all.push_back({"futexWake", &costs.futexWake, true});
    all.push_back({"wakeLatency", &costs.wakeLatency, true});
    all.push_back({"timerLatency", &costs.timerLatency, true});
    all.push_back({"threadCreate", &costs.threadCreate, true});
    all.push_back({"threadStart", &costs.threadStart, true});
    return all;
}

base::Error wrong(const std::string& cause) {
    return {"price list of conducted time", cause, "let the lab measure it again, or leave it out for the defaults"};
}

}  // namespace

std::string costsToText(const Costs& costs) {
    Costs copy = costs;
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const Price& price : prices(copy))
        object[price.name] = price.value->count();
    return object.dump();
}

base::Result<Costs> costsFromText(std::string_view text) {
    const nlohmann::json object = nlohmann::json::parse(text, nullptr, false);
    if (!object.is_object())
        return wrong("it is no JSON object");
    Costs costs;
    const std::vector<Price> known = prices(costs);
    for (const auto& [name, value] : object.items()) {
        const Price* price = nullptr;
        for (const Price& candidate : known)
            if (name == candidate.name)
                price = &candidate;
        if (price == nullptr)
            return wrong("it names '" + name + "', which has no price");
        if (!value.is_number_integer())
            return wrong("the price of '" + name + "' is no whole number");
        const auto ns = value.get<std::int64_t>();
        constexpr std::int64_t most = 1'000'000'000'000;
        if (ns < (price->mayBeZero ? 0 : 1) || ns > most)
            return wrong("the price of '" + name + "' is " + std::to_string(ns));
        *price->value = Duration(ns);
    }
    return costs;
}

}  // namespace interleave::conductor
