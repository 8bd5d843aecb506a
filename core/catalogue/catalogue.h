// What scenarios declare: id, titles, family, parameters, narration, listing, claims. Read from the JSON that is
// built into the program (resources/scenarios, one file a scenario; see resources/scenarios/README.md). Knows no
// runtime.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/units.h"

namespace interleave::catalogue {

// A text in both languages of the window.
struct Text {
    std::string en, zh;
    // "zh_CN", "zh" → zh; all else en.
    const std::string& in(std::string_view language) const;
};

using Value = std::variant<std::int64_t, double, bool, std::string, base::Duration>;

struct Parameter {
    enum class Type { integer, real, boolean, choice, duration };
    std::string name;  // as in --set name=value
    Text label, help;
    Type type = Type::integer;
    Value initial;
    double minimum = 0, maximum = 0;  // integer, real; durations in ns
    std::vector<std::string> choices;
};

// When a step of the narration holds: at the first event of that kind, after the step before, whose fields match.
struct When {
    std::string event;                         // "RqSteal"; empty: from the start of the run
    std::map<std::string, std::string> where;  // field → word or number, "g" "p" "m" too
    int nth = 1;                               // the n-th such event
};

struct Step {
    std::string id;
    Text title, body;  // places {field} are filled from the event that the step is tied to
    Text asideTitle, aside;
    std::string calls;  // "findRunnable → stealWork → runqsteal"
    int line = 0;       // of the listing; 0: none
    When when;
};

// How a run ends where these parameters have these values, if that is not well.
struct Expectation {
    std::string verdict;                       // "deadlock", "panic", "crash"
    std::map<std::string, std::string> where;  // parameter → value
};

struct Scenario {
    std::string id, family, chapter;
    Text title, summary;
    int order = 0;                    // within the chapter
    std::vector<std::string> claims;  // "C1"
    std::vector<Parameter> parameters;
    std::vector<std::string> hosts;          // "conducted", "free"; the first is the default
    int cores = 4;                           // default of virtual cores
    int procs = 0;                           // default of GOMAXPROCS; 0: as many as cores
    std::uint64_t seed = 1;                  // default seed
    base::Duration screenSecond{1'000'000};  // default pace: run time shown in one second of screen
    base::Duration length{0};                // how long a run of it usually takes, for `--at 50%` before it ran
    std::string listing;                     // text of the program
    std::string listingName;                 // "work_stealing.go"
    std::vector<Step> narration;
    std::vector<Expectation> ends;

    // The verdict that a run with these parameters is meant to show: of the first of `ends` that holds, else "ok".
    // Those not given have their initial values.
    std::string expectedVerdict(const std::map<std::string, Value>& given) const;
};

class Catalogue {
public:
    // The catalogue that is built in. Errors name the file and the field.
    static base::Result<Catalogue> builtIn();
    // One scenario from JSON text; `name` is for errors. `listingText` is what its "listing" names.
    static base::Result<Scenario> parse(std::string_view json, std::string_view name, std::string_view listingText);

    const std::vector<Scenario>& scenarios() const { return m_scenarios; }
    const Scenario* find(std::string_view id) const;
    // The id nearest to a mistyped one, for the error's remedy; empty if none is near.
    std::string nearest(std::string_view id) const;

private:
    std::vector<Scenario> m_scenarios;
};

// Reads "name=value" against the declared type and range ("20us", "4", "true").
base::Result<Value> parseValue(const Parameter& parameter, std::string_view text);
std::string toString(const Value& value);
// Reads "1.5ms", "20us", "3s", "100ns".
base::Result<base::Duration> parseDuration(std::string_view text);

}  // namespace interleave::catalogue
