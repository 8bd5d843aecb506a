#include "catalogue/field_reader.h"

namespace interleave::catalogue {

void Complaint::add(const std::string& field, std::string cause, std::string remedy) {
    if (error)
        return;
    error = base::Error{file + ", field “" + field + "”", std::move(cause), std::move(remedy)};
}

FieldReader::FieldReader(const Json& object, std::string path, Complaint& complaint)
    : m_object(object), m_path(std::move(path)), m_complaint(complaint) {
    if (!object.is_object())
        m_complaint.add(m_path.empty() ? "(all)" : m_path, "it is no object", "write { … }");
}

std::string FieldReader::pathTo(const char* name) const {
    return m_path.empty() ? name : m_path + "." + name;
}

void FieldReader::complain(const char* name, std::string cause, std::string remedy) {
    m_complaint.add(pathTo(name), std::move(cause), std::move(remedy));
}

bool FieldReader::has(const char* name) const {
    return m_object.is_object() && m_object.contains(name);
}

const FieldReader::Json* FieldReader::take(const char* name) {
    m_known.insert(name);
    return has(name) ? &m_object.at(name) : nullptr;
}

const FieldReader::Json* FieldReader::require(const char* name) {
    const Json* field = take(name);
    if (!field)
        complain(name, "it is missing", "add it; see resources/scenarios/README.md");
    return field;
}

std::string FieldReader::string(const char* name) {
    const Json* field = require(name);
    if (!field)
        return {};
    if (field->is_string() && !field->get_ref<const std::string&>().empty())
        return field->get<std::string>();
    complain(name, "it is no text, or empty", "write a text in quotes");
    return {};
}

std::string FieldReader::string(const char* name, std::string fallback) {
    return has(name) ? string(name) : (take(name), std::move(fallback));
}

std::int64_t FieldReader::integer(const char* name) {
    const Json* field = require(name);
    if (!field)
        return 0;
    if (field->is_number_integer())
        return field->get<std::int64_t>();
    complain(name, "it is no whole number", "write a whole number without quotes");
    return 0;
}

std::int64_t FieldReader::integer(const char* name, std::int64_t fallback) {
    return has(name) ? integer(name) : (take(name), fallback);
}

double FieldReader::real(const char* name) {
    const Json* field = require(name);
    if (!field)
        return 0;
    if (field->is_number())
        return field->get<double>();
    complain(name, "it is no number", "write a number without quotes");
    return 0;
}

bool FieldReader::boolean(const char* name) {
    const Json* field = require(name);
    if (!field)
        return false;
    if (field->is_boolean())
        return field->get<bool>();
    complain(name, "it is neither true nor false", "write true or false without quotes");
    return false;
}

base::Duration FieldReader::duration(const char* name) {
    const std::string written = string(name);
    if (written.empty())
        return base::Duration(0);
    const auto length = parseDuration(written);
    if (length)
        return length.value();
    complain(name, length.error().cause, length.error().remedy);
    return base::Duration(0);
}

base::Duration FieldReader::duration(const char* name, base::Duration fallback) {
    return has(name) ? duration(name) : (take(name), fallback);
}

Text FieldReader::text(const char* name) {
    const Json* field = require(name);
    if (!field)
        return {};
    FieldReader languages(*field, pathTo(name), m_complaint);
    Text both;
    both.en = languages.string("en");
    both.zh = languages.string("zh");
    languages.finish();
    return both;
}

Text FieldReader::optionalText(const char* name) {
    return has(name) ? text(name) : (take(name), Text{});
}

std::vector<std::string> FieldReader::strings(const char* name) {
    std::vector<std::string> all;
    for (const Json& one : array(name)) {
        if (one.is_string()) {
            all.push_back(one.get<std::string>());
        } else {
            complain(name, "it holds something that is no text", "write texts in quotes");
        }
    }
    return all;
}

const FieldReader::Json& FieldReader::array(const char* name) {
    static const Json kEmpty = Json::array();
    const Json* field = take(name);
    if (!field)
        return kEmpty;
    if (field->is_array())
        return *field;
    complain(name, "it is no list", "write [ … ]");
    return kEmpty;
}

const FieldReader::Json& FieldReader::object(const char* name) {
    static const Json kEmpty = Json::object();
    const Json* field = take(name);
    if (!field)
        return kEmpty;
    if (field->is_object())
        return *field;
    complain(name, "it is no object", "write { … }");
    return kEmpty;
}

void FieldReader::finish() {
    if (!m_object.is_object())
        return;
    for (const auto& [name, value] : m_object.items())
        if (!m_known.contains(name))
            complain(name.c_str(), "no such field is known", "remove it or correct its name");
}

}  // namespace interleave::catalogue
