#include "app/picture_options.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <cstdio>

#include "exchange/trace_file.h"

namespace interleave::app {
namespace {

base::Result<QSize> readSize(const std::string& text) {
    static const QRegularExpression form(QStringLiteral("^([0-9]{2,5})x([0-9]{2,5})$"));
    const auto match = form.match(QString::fromStdString(text));
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() < 320 || size.height() < 240 || size.width() > 7680 || size.height() > 4320)
        return base::Error{"--size " + text, "it is no size from 320x240 to 7680x4320", "write --size 1920x1080"};
    return size;
}

base::Error unknownSubject(const catalogue::Catalogue& catalogue, const std::string& subject) {
    const std::string near = catalogue.nearest(subject);
    return {"“" + subject + "”", "it is neither a scenario nor a file",
            near.empty() ? "interleave list tells the scenarios" : "did you mean " + near + "?"};
}

base::Result<void> setParameter(PictureOptions* options, const std::string& assignment) {
    const auto equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    for (const catalogue::Parameter& parameter : options->scenario->parameters) {
        if (parameter.name != name)
            continue;
        if (equals == std::string::npos)
            break;
        const auto value = catalogue::parseValue(parameter, assignment.substr(equals + 1));
        if (!value)
            return value.error();
        options->request.parameters[name] = value.value();
        return {};
    }
    return base::Error{"--set " + assignment, options->scenario->id + " has no such parameter, or its value is missing",
                       "write --set NAME=VALUE; interleave list tells the names"};
}

}  // namespace

PictureReader::PictureReader(ArgumentReader* arguments, const catalogue::Catalogue* catalogue)
    : m_arguments(arguments), m_catalogue(catalogue) {}

base::Result<PictureOptions> PictureReader::finish() {
    PictureOptions options;
    if (auto look = readLook(&options); !look)
        return look.error();
    if (auto run = readRun(&options); !run)
        return run.error();
    return options;
}

base::Result<void> PictureReader::readLook(PictureOptions* options) {
    if (const auto size = m_arguments->option("--size")) {
        const auto read = readSize(*size);
        if (!read)
            return read.error();
        options->size = read.value();
    }
    const std::string language = m_arguments->option("--lang").value_or("en");
    if (language != "en" && language != "zh_CN" && language != "zh")
        return base::Error{"--lang " + language, "the window does not speak it", "give en or zh_CN"};
    options->language = language == "en" ? QStringLiteral("en") : QStringLiteral("zh_CN");
    const std::string theme = m_arguments->option("--theme").value_or("light");
    if (theme != "light" && theme != "dark")
        return base::Error{"--theme " + theme, "there is none of that name", "give light or dark"};
    options->scheme = theme == "dark" ? ui::theme::SchemeChoice::dark : ui::theme::SchemeChoice::light;
    return {};
}

base::Result<void> PictureReader::readRun(PictureOptions* options) {
    const bool conducted = m_arguments->flag("--conducted");
    const bool free = m_arguments->flag("--free");
    m_arguments->exclusive("--free", free, "--conducted", conducted);
    const auto cores = m_arguments->number("--cores", 1, 64);
    const auto procs = m_arguments->number("--procs", 1, 256);
    const auto seed = m_arguments->number("--seed", 0, INT64_MAX);
    const auto assignments = m_arguments->options("--set");
    const auto output = m_arguments->option("-o");
    const auto positional = m_arguments->finish(1, 1, "the scenario or the file");
    if (!positional)
        return positional.error();
    if (!output)
        return base::Error{"-o", "it is missing", "say where to write: -o FILE"};
    options->output = *output;
    options->subject = positional.value().front();
    options->scenario = m_catalogue->find(options->subject);
    if (!options->scenario) {
        if (!QFileInfo::exists(QString::fromStdString(options->subject)))
            return unknownSubject(*m_catalogue, options->subject);
        if (free || conducted || cores || procs || seed || !assignments.empty())
            return base::Error{"“" + options->subject + "”", "a saved run cannot be changed any more",
                               "leave out --seed, --cores, --procs, --set, --free and --conducted"};
        return {};
    }
    auto& request = options->request;
    request.scenario = options->scenario->id;
    request.conducted = conducted || (!free && options->scenario->hosts.front() == "conducted");
    request.cores = static_cast<int>(cores.value_or(options->scenario->cores));
    request.procs = static_cast<int>(procs.value_or(0));
    request.seed = seed ? static_cast<std::uint64_t>(*seed) : options->scenario->seed;
    for (const std::string& assignment : assignments) {
        if (auto set = setParameter(options, assignment); !set)
            return set;
    }
    return {};
}

base::Result<std::shared_ptr<const model::Recording>> obtainRecording(PictureOptions* options,
                                                                      const catalogue::Catalogue& catalogue,
                                                                      const ui::shell::FilmNeed& need) {
    if (options->scenario)
        return ui::shell::recordRun(*options->scenario, options->request, need, {});
    auto opened = exchange::open(options->subject);
    if (!opened)
        return opened.error();
    const auto& recording = opened.value();
    if (!recording->notice().empty())
        std::fprintf(stderr, "interleave: %s: %s\n", options->subject.c_str(), recording->notice().c_str());
    options->scenario = catalogue.find(recording->meta().scenario);
    return std::shared_ptr<const model::Recording>(recording);
}

}  // namespace interleave::app
