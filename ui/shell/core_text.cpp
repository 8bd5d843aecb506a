#include "ui/shell/core_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <vector>

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

// Longer forms stand before those that could be taken for them.
constexpr const char* kForms[] = {
    // What it happened to.
    QT_TRANSLATE_NOOP("Core", "file %1"),
    QT_TRANSLATE_NOOP("Core", "film %1"),
    QT_TRANSLATE_NOOP("Core", "picture %1"),
    QT_TRANSLATE_NOOP("Core", "subtitles %1"),
    QT_TRANSLATE_NOOP("Core", "directory %1"),
    QT_TRANSLATE_NOOP("Core", "run of %1"),
    QT_TRANSLATE_NOOP("Core", "engine %1"),
    QT_TRANSLATE_NOOP("Core", "limit %1"),
    QT_TRANSLATE_NOOP("Core", "shared segment"),
    QT_TRANSLATE_NOOP("Core", "shared memory"),
    QT_TRANSLATE_NOOP("Core", "history"),
    QT_TRANSLATE_NOOP("Core", "trace"),
    // Files.
    QT_TRANSLATE_NOOP("Core", "it is no Interleave trace"),
    QT_TRANSLATE_NOOP("Core", "it ends within its head"),
    QT_TRANSLATE_NOOP("Core", "its head is damaged"),
    QT_TRANSLATE_NOOP("Core", "it is of version %1 and this program reads version %2"),
    QT_TRANSLATE_NOOP("Core", "open a file that Interleave has saved"),
    QT_TRANSLATE_NOOP("Core", "open it with the program that saved it"),
    QT_TRANSLATE_NOOP("Core", "opening was cancelled"),
    QT_TRANSLATE_NOOP("Core", "saving was cancelled"),
    QT_TRANSLATE_NOOP("Core", "its parameters are too long to be saved"),
    QT_TRANSLATE_NOOP("Core", "give the run shorter ones"),
    QT_TRANSLATE_NOOP("Core", "a part that was moved to a temporary file cannot be read any more"),
    QT_TRANSLATE_NOOP("Core", "check the disk with the temporary files"),
    QT_TRANSLATE_NOOP("Core", "there is no such file or folder"),
    QT_TRANSLATE_NOOP("Core", "access is not permitted"),
    QT_TRANSLATE_NOOP("Core", "the disk is read-only"),
    QT_TRANSLATE_NOOP("Core", "the disk is full"),
    QT_TRANSLATE_NOOP("Core", "it is a folder"),
    QT_TRANSLATE_NOOP("Core", "a part of its path is no folder"),
    QT_TRANSLATE_NOOP("Core", "it gets too large for this disk"),
    QT_TRANSLATE_NOOP("Core", "check the name"),
    QT_TRANSLATE_NOOP("Core", "choose another folder, or change its permissions"),
    QT_TRANSLATE_NOOP("Core", "choose another folder, or record less"),
    QT_TRANSLATE_NOOP("Core", "choose another folder"),
    QT_TRANSLATE_NOOP("Core", "free some space, or choose another folder"),
    QT_TRANSLATE_NOOP("Core", "give the name of a file"),
    QT_TRANSLATE_NOOP("Core", "check the disk and try again"),
    // Notices of a recording.
    QT_TRANSLATE_NOOP("Core", "The file was cut at %1; what came later is missing."),
    QT_TRANSLATE_NOOP("Core", "The file is damaged after %1; what came later is missing."),
    QT_TRANSLATE_NOOP("Core", "%1 events of kinds that this version does not know were left out."),
    QT_TRANSLATE_NOOP("Core", "%1; what it wrote until then is kept"),
    // How an engine ends.
    QT_TRANSLATE_NOOP("Core", "the engine was ended by signal %1 (%2)"),
    QT_TRANSLATE_NOOP("Core", "the engine was ended with exit status %1"),
    QT_TRANSLATE_NOOP("Core", "the engine did not stop when it was asked to and was ended by signal %1 (%2)"),
    QT_TRANSLATE_NOOP("Core", "the engine did not stop when it was asked to and was ended with exit status %1"),
    QT_TRANSLATE_NOOP("Core", "the time asked for is over"),
    QT_TRANSLATE_NOOP("Core", "it computed for more than its budget of %1; run it smaller, or with a larger budget"),
    QT_TRANSLATE_NOOP("Core", "it took more memory than its budget of %1; run it smaller"),
    QT_TRANSLATE_NOOP("Core",
                      "no memory is left: the limit of address space (RLIMIT_AS) or the machine's own is reached; "
                      "run it smaller"),
    QT_TRANSLATE_NOOP("Core", "thread of the engine: the system grants no more: %1"),
    QT_TRANSLATE_NOOP("Core", "/dev/null cannot be opened: %1"),
    // How it cannot begin.
    QT_TRANSLATE_NOOP("Core", "no pipe can be made: %1"),
    QT_TRANSLATE_NOOP("Core", "close other files"),
    QT_TRANSLATE_NOOP("Core", "a descriptor cannot be passed on: %1"),
    QT_TRANSLATE_NOOP("Core", "it cannot be started: %1"),
    QT_TRANSLATE_NOOP("Core", "see that the file is there and may be run"),
    QT_TRANSLATE_NOOP("Core", "it cannot be mapped: %1"),
    QT_TRANSLATE_NOOP("Core", "it cannot be made: %1"),
    QT_TRANSLATE_NOOP("Core", "it cannot be given its size: %1"),
    QT_TRANSLATE_NOOP("Core", "it cannot be sealed: %1"),
    QT_TRANSLATE_NOOP("Core", "free memory or use smaller rings"),
    QT_TRANSLATE_NOOP("Core", "what was handed over is none"),
    QT_TRANSLATE_NOOP("Core", "it is of another version"),
    QT_TRANSLATE_NOOP("Core", "its sizes do not fit together"),
    QT_TRANSLATE_NOOP("Core", "start the engine through interleave of the same build"),
    QT_TRANSLATE_NOOP("Core", "run it with a smaller budget"),
    QT_TRANSLATE_NOOP("Core", "it has no parameter %1"),
    QT_TRANSLATE_NOOP("Core", "leave it out"),
    QT_TRANSLATE_NOOP("Core", "parameter %1 is of another type"),
    QT_TRANSLATE_NOOP("Core", "it does not run under free time"),
    QT_TRANSLATE_NOOP("Core", "it does not run under conducted time"),
    QT_TRANSLATE_NOOP("Core", "choose the other"),
    QT_TRANSLATE_NOOP("Core", "%1 cores cannot be"),
    QT_TRANSLATE_NOOP("Core", "GOMAXPROCS cannot be %1"),
    QT_TRANSLATE_NOOP("Core", "give %1 to %2"),
    QT_TRANSLATE_NOOP("Core", "it was cancelled"),
    QT_TRANSLATE_NOOP("Core", "the engine ended before anything happened"),
    QT_TRANSLATE_NOOP("Core", "try interleave run %1 to see why"),
    // Films and pictures.
    QT_TRANSLATE_NOOP("Core", "the program ffmpeg, which encodes films, is not installed"),
    QT_TRANSLATE_NOOP("Core", "install the package ffmpeg, or record PNG pictures into a directory"),
    QT_TRANSLATE_NOOP("Core", "a GIF cannot show more than 50 frames a second"),
    QT_TRANSLATE_NOOP("Core", "give --fps 50 or less"),
    QT_TRANSLATE_NOOP("Core", "ffmpeg gave up: %1"),
    QT_TRANSLATE_NOOP("Core", "see that the disk has room and that this ffmpeg can encode x264"),
    QT_TRANSLATE_NOOP("Core", "it cannot be given its name"),
    QT_TRANSLATE_NOOP("Core", "see that the directory can be written to"),
    QT_TRANSLATE_NOOP("Core", "its width and height must be even, as video is coded by pairs"),
    QT_TRANSLATE_NOOP("Core", "give an even size such as 1920x1080"),
    QT_TRANSLATE_NOOP("Core", "its directory does not exist"),
    QT_TRANSLATE_NOOP("Core", "make the directory first"),
    QT_TRANSLATE_NOOP("Core", "films are not made as .%1"),
    QT_TRANSLATE_NOOP("Core", "end the name in .mp4 or .gif, or name a directory for PNG pictures"),
    QT_TRANSLATE_NOOP("Core", "it is there already and not empty"),
    QT_TRANSLATE_NOOP("Core", "name a new directory for the pictures"),
    QT_TRANSLATE_NOOP("Core", "it cannot be made"),
    QT_TRANSLATE_NOOP("Core", "see that the directory above it can be written to"),
    QT_TRANSLATE_NOOP("Core", "see that the disk has room"),
    // Signals that end a process.
    QT_TRANSLATE_NOOP("Core", "Killed"),
    QT_TRANSLATE_NOOP("Core", "Terminated"),
    QT_TRANSLATE_NOOP("Core", "Aborted"),
    QT_TRANSLATE_NOOP("Core", "Segmentation fault"),
    QT_TRANSLATE_NOOP("Core", "Illegal instruction"),
    QT_TRANSLATE_NOOP("Core", "Bus error"),
    QT_TRANSLATE_NOOP("Core", "Floating point exception"),
    QT_TRANSLATE_NOOP("Core", "No such file or directory"),
    QT_TRANSLATE_NOOP("Core", "Permission denied"),
    QT_TRANSLATE_NOOP("Core", "Cannot allocate memory"),
    QT_TRANSLATE_NOOP("Core", "Too many open files"),
};

struct Form {
    const char* source;
    QRegularExpression pattern;
};

std::vector<Form> makeForms() {
    std::vector<Form> forms;
    for (const char* source : kForms) {
        QString pattern = QRegularExpression::escape(QString::fromUtf8(source));
        pattern.replace(u"\\%1"_s, u"(.+)"_s).replace(u"\\%2"_s, u"(.+)"_s);
        forms.push_back({source, QRegularExpression(QRegularExpression::anchoredPattern(pattern))});
    }
    return forms;
}

// The names in a text may be texts of a known form themselves (a verdict within a notice, a signal's name).
QString told(const QString& text) {
    static const std::vector<Form> forms = makeForms();
    for (const Form& form : forms) {
        const auto match = form.pattern.match(text);
        if (!match.hasMatch())
            continue;
        QString out = QCoreApplication::translate("Core", form.source);
        QStringList names = match.capturedTexts();
        names.removeFirst();
        for (QString& name : names)
            name = told(name);
        if (names.size() == 1)
            out = out.arg(names[0]);
        else if (names.size() == 2)
            out = out.arg(names[0], names[1]);
        return out;
    }
    return text;
}

}  // namespace

// Notices are sentences in a row.
QString coreText(const std::string& text) {
    static const QRegularExpression between(u"(?<=\\.) (?=[A-Z0-9])"_s);
    QStringList sentences = QString::fromStdString(text).split(between);
    for (QString& sentence : sentences)
        sentence = told(sentence);
    return sentences.join(u' ');
}

QString errorObject(const base::Error& error) {
    return coreText(error.object);
}

QString errorDetail(const base::Error& error) {
    return error.remedy.empty() ? coreText(error.cause) : coreText(error.cause) + u" — "_s + coreText(error.remedy);
}

QString errorSentence(const base::Error& error) {
    return errorObject(error) + u": "_s + errorDetail(error);
}

QStringList coreForms() {
    QStringList all;
    for (const char* form : kForms)
        all += QString::fromUtf8(form);
    return all;
}

}  // namespace interleave::ui::shell
