#include "ui/inspector/event_text.h"

#include <QCoreApplication>

#include "catalogue/narrator.h"

namespace interleave::ui::inspector {

using namespace Qt::StringLiterals;

namespace {

std::string nameOf(const model::Recording& recording, trace::FieldType type, std::uint32_t object) {
    using trace::ObjectKind;
    if (type == trace::FieldType::String)
        return recording.name(ObjectKind::function, object);
    for (const ObjectKind kind : {ObjectKind::channel, ObjectKind::mutex, ObjectKind::waitGroup, ObjectKind::cond,
                                  ObjectKind::context, ObjectKind::semaphore}) {
        if (std::string name = recording.name(kind, object); !name.empty())
            return name;
    }
    return {};
}

QString fieldText(const trace::Event& event, const trace::Field& field, const model::Recording& recording) {
    if (field.type == trace::FieldType::Word)
        return wordText(trace::nthName(field.words, static_cast<std::size_t>(trace::fieldValue(event, field))));
    if (field.type == trace::FieldType::Flag)
        return trace::fieldValue(event, field) != 0 ? QCoreApplication::translate("Word", "yes")
                                                    : QCoreApplication::translate("Word", "no");
    return QString::fromStdString(catalogue::fieldText(
        event, field,
        [&recording](trace::FieldType type, std::uint32_t object) { return nameOf(recording, type, object); }));
}

}  // namespace

QString wordText(std::string_view word) {
    return QCoreApplication::translate("Word", std::string(word).c_str());
}

QString eventText(const model::FullEvent& full, const model::Recording& recording) {
    const trace::Event& event = full.event;
    const trace::Descriptor& row = trace::descriptor(event.kind);
    const QString sentence = QCoreApplication::translate("Event", std::string(row.sentence).c_str());
    QString out;
    qsizetype done = 0;
    for (qsizetype open = sentence.indexOf(u'{'); open >= 0; open = sentence.indexOf(u'{', done)) {
        const qsizetype close = sentence.indexOf(u'}', open);
        if (close < 0)
            break;
        out += QStringView(sentence).sliced(done, open - done);
        const std::string place = sentence.mid(open + 1, close - open - 1).toStdString();
        if (const trace::Field* field = row.field(place))
            out += fieldText(event, *field, recording);
        else if (place == "text")
            out += QString::fromStdString(full.text);
        else if (place == "p")
            out += event.p == trace::kNoP ? u"–"_s : u"P%1"_s.arg(event.p);
        else if (place == "m")
            out += event.m == trace::kNoM ? u"–"_s : u"M%1"_s.arg(event.m);
        done = close + 1;
    }
    out += QStringView(sentence).sliced(done);
    return out;
}

bool isModelled(const trace::Event& event) {
    return (event.flags & trace::kModelled) != 0 ||
           trace::descriptor(event.kind).provenance == trace::Provenance::modelled;
}

}  // namespace interleave::ui::inspector
