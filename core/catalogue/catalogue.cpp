#include "catalogue/catalogue.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "catalogue/resources.h"
#include "catalogue/scenario_reader.h"

namespace interleave::catalogue {
namespace {

// How many letters must be put in, taken out or changed to make one word of the other.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
        }
    }
    return row[b.size()];
}

}  // namespace

const std::string& Text::in(std::string_view language) const {
    return language.starts_with("zh") ? zh : en;
}

base::Result<Scenario> Catalogue::parse(std::string_view json, std::string_view name, std::string_view listingText) {
    return readScenario(json, name, [&](std::string_view) { return std::optional(listingText); });
}

base::Result<Catalogue> Catalogue::builtIn() {
    const auto program = [](std::string_view name) -> std::optional<std::string_view> {
        for (const Resource& resource : builtInPrograms())
            if (resource.name == name)
                return resource.text;
        return std::nullopt;
    };
    Catalogue catalogue;
    for (const Resource& resource : builtInScenarios()) {
        auto scenario = readScenario(resource.text, resource.name, program);
        if (!scenario)
            return scenario.error();
        if (catalogue.find(scenario.value().id))
            return base::Error{"scenario file " + std::string(resource.name),
                               "the id " + scenario.value().id + " is taken", "give it an id of its own"};
        catalogue.m_scenarios.push_back(std::move(scenario).value());
    }
    std::stable_sort(catalogue.m_scenarios.begin(), catalogue.m_scenarios.end(), [](const auto& a, const auto& b) {
        return std::tie(a.family, a.chapter, a.order) < std::tie(b.family, b.chapter, b.order);
    });
    return catalogue;
}

std::string Scenario::expectedVerdict(const std::map<std::string, Value>& given) const {
    const auto holds = [&](const Expectation& expectation) {
        for (const Parameter& parameter : parameters) {
            const auto wanted = expectation.where.find(parameter.name);
            const auto set = given.find(parameter.name);
            if (wanted != expectation.where.end() &&
                toString(set == given.end() ? parameter.initial : set->second) != wanted->second)
                return false;
        }
        return true;
    };
    for (const Expectation& expectation : ends)
        if (holds(expectation))
            return expectation.verdict;
    return "ok";
}

const Scenario* Catalogue::find(std::string_view id) const {
    const auto it = std::find_if(m_scenarios.begin(), m_scenarios.end(), [&](const Scenario& s) { return s.id == id; });
    return it == m_scenarios.end() ? nullptr : &*it;
}

std::string Catalogue::nearest(std::string_view id) const {
    std::string best;
    std::size_t least = std::max<std::size_t>(2, id.size() / 3) + 1;
    for (const Scenario& scenario : m_scenarios) {
        const std::string_view whole = scenario.id;
        const std::string_view bare = whole.substr(whole.find('.') + 1);
        const std::size_t distance = std::min(editDistance(id, whole), editDistance(id, bare));
        if (distance < least) {
            least = distance;
            best = scenario.id;
        }
    }
    return best;
}

}  // namespace interleave::catalogue
