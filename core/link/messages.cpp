#include "link/messages.h"

#include <nlohmann/json.hpp>

namespace interleave::link {
namespace {

using Json = nlohmann::json;

Json valueToJson(const Value& value) {
    return std::visit([](const auto& v) { return Json(v); }, value);
}

Value valueFromJson(const Json& json) {
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (json.is_number_float())
        return json.get<double>();
    return json.get<std::string>();
}

base::Error unreadable(const char* what, const std::exception& why) {
    return {what, why.what(), "start the engine through interleave of the same build"};
}

}  // namespace

std::string toJson(const Request& request) {
    Json parameters = Json::object();
    for (const auto& [name, value] : request.parameters)
        parameters[name] = valueToJson(value);
    Json replay = Json::array();
    for (const Replay& r : request.replay)
        replay.push_back({{"kind", r.kind}, {"g", r.g}, {"value", r.value}, {"at", r.at}});
    return Json{{"scenario", request.scenario},
                {"family", request.family},
                {"parameters", parameters},
                {"conducted", request.conducted},
                {"cores", request.cores},
                {"procs", request.procs},
                {"seed", request.seed},
                {"tracing", request.tracing},
                {"limitRun", request.limitRun},
                {"limitWall", request.limitWall},
                {"limitMemory", request.limitMemory},
                {"replay", replay}}
        .dump();
}

base::Result<Request> requestFromJson(std::string_view text) try {
    const Json json = Json::parse(text);
    Request request;
    json.at("scenario").get_to(request.scenario);
    json.at("family").get_to(request.family);
    for (const auto& [name, value] : json.at("parameters").items())
        request.parameters[name] = valueFromJson(value);
    json.at("conducted").get_to(request.conducted);
    json.at("cores").get_to(request.cores);
    json.at("procs").get_to(request.procs);
    json.at("seed").get_to(request.seed);
    json.at("tracing").get_to(request.tracing);
    json.at("limitRun").get_to(request.limitRun);
    json.at("limitWall").get_to(request.limitWall);
    json.at("limitMemory").get_to(request.limitMemory);
    for (const Json& r : json.at("replay"))
        request.replay.push_back({r.at("kind"), r.at("g"), r.at("value"), r.at("at")});
    return request;
} catch (const std::exception& why) {
    return unreadable("request", why);
}

std::string toJson(const Outcome& outcome) {
    const Json json{{"status", outcome.status},     {"text", outcome.text},         {"exit", outcome.exit},
                    {"duration", outcome.duration}, {"counters", outcome.counters}, {"rss", outcome.rss},
                    {"peakRss", outcome.peakRss},   {"stacks", outcome.stacks},     {"facts", outcome.facts},
                    {"warnings", outcome.warnings}};
    // What a program printed on its way out need not be UTF-8.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<Outcome> outcomeFromJson(std::string_view text) try {
    const Json json = Json::parse(text);
    Outcome outcome;
    json.at("status").get_to(outcome.status);
    json.at("text").get_to(outcome.text);
    json.at("exit").get_to(outcome.exit);
    json.at("duration").get_to(outcome.duration);
    json.at("counters").get_to(outcome.counters);
    json.at("rss").get_to(outcome.rss);
    json.at("peakRss").get_to(outcome.peakRss);
    json.at("stacks").get_to(outcome.stacks);
    json.at("facts").get_to(outcome.facts);
    json.at("warnings").get_to(outcome.warnings);
    return outcome;
} catch (const std::exception& why) {
    return unreadable("outcome", why);
}

}  // namespace interleave::link
