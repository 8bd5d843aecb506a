#include "exchange/file_text.h"

#include <nlohmann/json.hpp>

namespace interleave::exchange {
namespace {

using Json = nlohmann::ordered_json;

// What is missing or of another type is as if it were empty: a head from a later program may say less.
template <class T>
T member(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end())
        return T{};
    if constexpr (std::is_same_v<T, std::string>)
        return found->is_string() ? found->template get<T>() : T{};
    else
        return found->is_number() ? found->template get<T>() : T{};
}

// Bad UTF-8 in a name is replaced, not refused.
std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string headText(const model::RunMeta& meta) {
    Json kinds = Json::array();
    for (std::size_t kind = 0; kind < trace::kEventKinds; ++kind)
        kinds.push_back(trace::descriptor(static_cast<trace::EventKind>(kind)).name);
    return dump(Json{{"scenario", meta.scenario},
                     {"family", meta.family},
                     {"host", meta.host},
                     {"seed", meta.seed},
                     {"cores", meta.cores},
                     {"parameters", meta.parametersJson},
                     {"build", meta.build},
                     {"profile", meta.profile},
                     {"kinds", std::move(kinds)}});
}

std::optional<Head> parseHead(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const auto kinds = json.find("kinds");
    if (kinds == json.end() || !kinds->is_array())
        return std::nullopt;
    Head head;
    head.meta.scenario = member<std::string>(json, "scenario");
    head.meta.family = member<std::string>(json, "family");
    head.meta.host = member<std::string>(json, "host");
    head.meta.seed = member<std::uint64_t>(json, "seed");
    head.meta.cores = member<int>(json, "cores");
    head.meta.parametersJson = member<std::string>(json, "parameters");
    head.meta.build = member<std::string>(json, "build");
    head.meta.profile = member<std::string>(json, "profile");
    for (const Json& name : *kinds)
        head.kinds.push_back(name.is_string() ? trace::kindNamed(name.get<std::string>()) : trace::EventKind::count);
    return head;
}

std::string factsText(const Facts& facts) {
    Json threads = Json::array();
    for (const model::ThreadFact& thread : facts.threads)
        threads.push_back(Json{{"thread", thread.thread}, {"name", thread.name}, {"tid", thread.osTid}});
    Json samples = Json::array();
    for (const model::MemorySample& sample : facts.samples)
        samples.push_back(Json::array({sample.time.count(), sample.rss.value, sample.stacks.value,
                                       sample.kernelVoluntary, sample.kernelInvoluntary, sample.cpu.count()}));
    return dump(Json{{"threads", std::move(threads)}, {"samples", std::move(samples)}, {"notice", facts.notice}});
}

std::optional<Facts> parseFacts(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    Facts facts;
    facts.notice = member<std::string>(json, "notice");
    if (const auto threads = json.find("threads"); threads != json.end() && threads->is_array())
        for (const Json& thread : *threads)
            if (thread.is_object())
                facts.threads.push_back(model::ThreadFact{member<std::uint16_t>(thread, "thread"),
                                                          member<std::string>(thread, "name"),
                                                          member<int>(thread, "tid")});
    if (const auto samples = json.find("samples"); samples != json.end() && samples->is_array())
        for (const Json& sample : *samples) {
            if (!sample.is_array() || sample.size() != 6)
                continue;
            const auto number = [&sample](std::size_t i) {
                return sample[i].is_number() ? sample[i].get<std::uint64_t>() : 0;
            };
            facts.samples.push_back(model::MemorySample{
                model::Time{static_cast<std::int64_t>(number(0))}, base::Bytes{number(1)}, base::Bytes{number(2)},
                number(3), number(4), model::Duration{static_cast<std::int64_t>(number(5))}});
        }
    return facts;
}

}  // namespace interleave::exchange
