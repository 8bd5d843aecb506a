// Reads the fields of one JSON object strictly: each field of the right kind, none missing, none unknown. Keeps the
// first thing that was wrong; later readings give empty values, so that a reader reads on and asks once at the end.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "catalogue/catalogue.h"

namespace interleave::catalogue {

// What was wrong first in a file.
struct Complaint {
    std::string file;
    std::optional<base::Error> error;

    void add(const std::string& field, std::string cause, std::string remedy);
};

class FieldReader {
public:
    using Json = nlohmann::json;

    // `path` names the object within the file ("parameters[2]"); empty: the file's own. Both outlive the reader.
    FieldReader(const Json& object, std::string path, Complaint& complaint);

    bool has(const char* name) const;
    std::string string(const char* name);
    std::string string(const char* name, std::string fallback);
    std::int64_t integer(const char* name);
    std::int64_t integer(const char* name, std::int64_t fallback);
    double real(const char* name);
    bool boolean(const char* name);
    base::Duration duration(const char* name);
    base::Duration duration(const char* name, base::Duration fallback);
    Text text(const char* name);  // {"en": …, "zh": …}, neither empty
    Text optionalText(const char* name);
    std::vector<std::string> strings(const char* name);
    // The field as it is; an empty array or object where it is missing.
    const Json& array(const char* name);
    const Json& object(const char* name);

    void complain(const char* name, std::string cause, std::string remedy);
    // Complains about the first field that nobody asked for. Called last.
    void finish();

private:
    const Json* take(const char* name);
    const Json* require(const char* name);
    std::string pathTo(const char* name) const;

    const Json& m_object;
    std::string m_path;
    Complaint& m_complaint;
    std::set<std::string, std::less<>> m_known;
};

}  // namespace interleave::catalogue
