// What the core says is told in the window's language.
#include "ui/shell/core_text.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include "catalogue/catalogue.h"
#include "exchange/trace_file.h"
#include "model/synthetic.h"
#include "ui/capture/frame_sink.h"
#include "ui/shell/film_run.h"
#include "ui/shell/languages.h"

namespace interleave::ui::shell {
namespace {

using namespace Qt::StringLiterals;

class CoreText : public testing::Test {
protected:
    void SetUp() override { m_languages.choose(u"zh_CN"_s); }
    void TearDown() override { m_languages.choose(u"en"_s); }
    QString write(const QString& name, const QByteArray& bytes) const {
        QFile file(m_place.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }

    Languages m_languages;
    QTemporaryDir m_place;
};

// Two English words in a row are a sentence that nobody has translated; names and options are single words.
bool hasEnglish(QString text) {
    static const QRegularExpression names(u"/\\S+|--\\S+|interleave run|\\S+\\.\\S+"_s);
    static const QRegularExpression words(u"[A-Za-z]{2,} [a-z]{2,}"_s);
    return words.match(text.remove(names)).hasMatch();
}

TEST_F(CoreText, HasEveryFormInChineseWithTheSamePlaces) {
    for (const QString& form : coreForms()) {
        const QString chinese = QCoreApplication::translate("Core", form.toUtf8().constData());
        EXPECT_NE(chinese, form) << form.toStdString();
        EXPECT_FALSE(hasEnglish(chinese)) << chinese.toStdString();
        for (const auto& place : {u"%1"_s, u"%2"_s})
            EXPECT_EQ(chinese.contains(place), form.contains(place)) << form.toStdString();
    }
}

TEST_F(CoreText, TellsTextsWithinTexts) {
    EXPECT_EQ(coreText("the engine was ended by signal 9 (Killed); what it wrote until then is kept"),
              u"引擎被信号 9（被强行终止）终止；此前写下的内容已保留"_s);
    EXPECT_EQ(
        coreText("The file was cut at 1.2 ms; what came later is missing. 3 events of kinds that this version does "
                 "not know were left out."),
        u"文件在 1.2 ms 处被截断，之后的内容缺失。 有 3 个本版本不认识的事件被略去。"_s);
}

TEST_F(CoreText, LeavesWhatTheProgramItselfSaidAsItIs) {
    EXPECT_EQ(coreText("fatal error: all goroutines are asleep - deadlock!"),
              u"fatal error: all goroutines are asleep - deadlock!"_s);
    m_languages.choose(u"en"_s);
    EXPECT_EQ(coreText("the time asked for is over"), u"the time asked for is over"_s);
}

TEST_F(CoreText, TellsTheErrorsOfRealFiles) {
    const auto expectChinese = [](const base::Error& error) {
        EXPECT_FALSE(hasEnglish(errorSentence(error))) << errorSentence(error).toStdString();
    };
    const auto garbage = exchange::open(write(u"a.ilv"_s, "this is no run").toStdString());
    const auto nowhere = exchange::open(m_place.filePath(u"none.ilv"_s).toStdString());
    const auto folder = exchange::open(m_place.path().toStdString());
    ASSERT_TRUE(!garbage.ok() && !nowhere.ok() && !folder.ok());
    for (const auto* opened : {&garbage, &nowhere, &folder})
        expectChinese(opened->error());
    const auto saved = exchange::save(*model::syntheticRecording(100), "/nowhere/at/all.ilv", {});
    ASSERT_FALSE(saved.ok());
    expectChinese(saved.error());
    for (const QString& path : {u"/tmp/x.wmv"_s, u"/nowhere/at/all/x.mp4"_s}) {
        const auto sink = capture::sinkFor(path, {640, 360}, 30);
        ASSERT_FALSE(sink.ok());
        expectChinese(sink.error());
    }
    expectChinese(capture::sinkFor(u"/tmp/x.gif"_s, {640, 360}, 60).error());
    expectChinese(capture::sinkFor(u"/tmp/x.mp4"_s, {641, 360}, 30).error());
}

TEST_F(CoreText, TellsTheErrorsOfARequestThatCannotBe) {
    const auto catalogue = catalogue::Catalogue::builtIn();
    const catalogue::Scenario& scenario = catalogue.value().scenarios().front();
    session::RunRequest request;
    request.cores = 65;
    const auto many = session::Session::start(scenario, request);
    request.cores = 2;
    request.procs = 1000;
    const auto procs = session::Session::start(scenario, request);
    ASSERT_TRUE(!many.ok() && !procs.ok());
    EXPECT_FALSE(hasEnglish(errorSentence(many.error()))) << errorSentence(many.error()).toStdString();
    EXPECT_FALSE(hasEnglish(errorSentence(procs.error()))) << errorSentence(procs.error()).toStdString();
}

TEST_F(CoreText, TellsTheNoticeOfACutFile) {
    const QString path = m_place.filePath(u"whole.ilv"_s);
    ASSERT_TRUE(exchange::save(*model::syntheticRecording(200'000), path.toStdString(), {}).ok());
    QFile whole(path);
    ASSERT_TRUE(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    const auto cut = exchange::open(write(u"cut.ilv"_s, bytes.left(bytes.size() * 2 / 3)).toStdString());
    ASSERT_TRUE(cut.ok());
    EXPECT_FALSE(cut.value()->notice().empty());
    EXPECT_FALSE(hasEnglish(coreText(cut.value()->notice()))) << cut.value()->notice();
}

}  // namespace
}  // namespace interleave::ui::shell
