#include "ui/shell/recorded_settings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace interleave::ui::shell {
namespace {

QString asText(const QJsonValue& value) {
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 17) : value.toString();
}

}  // namespace

RunSettings recordedSettings(const catalogue::Scenario& scenario, const model::RunMeta& meta) {
    RunSettings settings = RunSettings::of(scenario);
    settings.conducted = meta.host != "free";
    settings.seed = meta.seed;
    if (meta.cores > 0) {
        settings.cores = meta.cores;
        settings.procs = scenario.procs > 0 ? scenario.procs : meta.cores;
    }
    const QJsonObject given = QJsonDocument::fromJson(QByteArray::fromStdString(meta.parametersJson)).object();
    for (const catalogue::Parameter& parameter : scenario.parameters) {
        const auto found = given.constFind(QString::fromStdString(parameter.name));
        if (found == given.constEnd())
            continue;
        if (const auto value = catalogue::parseValue(parameter, asText(*found).toStdString()))
            settings.parameters[parameter.name] = value.value();
    }
    return settings;
}

}  // namespace interleave::ui::shell
