// Every text that can come on screen is there in Chinese.
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>
#include <map>
#include <set>

#include "trace/event.h"
#include "ui/inspector/event_text.h"
#include "ui/shell/languages.h"

namespace interleave::ui {
namespace {

using namespace Qt::StringLiterals;

class Translations : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(m_translator.load(u":/i18n/interleave_zh_CN"_s)); }
    QString chinese(const char* context, std::string_view source) const {
        return m_translator.translate(context, std::string(source).c_str());
    }
    shell::Languages m_languages;  // brings the resources
    QTranslator m_translator;
};

std::multiset<QString> placesOf(const QString& text) {
    static const QRegularExpression place(u"\\{\\w+\\}"_s);
    std::multiset<QString> places;
    for (auto match = place.globalMatch(text); match.hasNext();)
        places.insert(match.next().captured());
    return places;
}

TEST_F(Translations, OfEveryEventsSentenceAreThereWithTheSamePlaces) {
    for (std::size_t i = 0; i < trace::kEventKinds; ++i) {
        const auto& row = trace::descriptor(static_cast<trace::EventKind>(i));
        const QString text = chinese("Event", row.sentence);
        EXPECT_FALSE(text.isEmpty()) << row.name;
        EXPECT_EQ(placesOf(text), placesOf(QString::fromStdString(std::string(row.sentence)))) << row.name;
    }
}

TEST_F(Translations, OfEveryWordOfAClosedSetAreThere) {
    for (std::size_t i = 0; i < trace::kEventKinds; ++i) {
        for (const trace::Field& field : trace::descriptor(static_cast<trace::EventKind>(i)).fields()) {
            if (field.type != trace::FieldType::Word)
                continue;
            for (std::size_t n = 0; !trace::nthName(field.words, n).empty(); ++n)
                EXPECT_FALSE(chinese("Word", trace::nthName(field.words, n)).isEmpty())
                    << trace::nthName(field.words, n);
        }
    }
}

TEST(TranslationFiles, HoldNoUnfinishedAndNoEmptyEntry) {
    for (const char* name : {"interleave_zh_CN.ts", "interleave_en.ts"}) {
        QFile file(QStringLiteral(INTERLEAVE_TRANSLATIONS) + u'/' + QLatin1String(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        EXPECT_FALSE(text.contains(u"unfinished"_s)) << name;
        EXPECT_FALSE(text.contains(u"<translation></translation>"_s)) << name;
        EXPECT_FALSE(text.contains(u"<numerusform></numerusform>"_s)) << name;
    }
}

using Entries = std::map<std::pair<QString, QString>, QString>;  // context and source → translation

Entries entriesOf(const QString& path) {
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    QXmlStreamReader xml(&file);
    Entries entries;
    QString context;
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"source")
            source = xml.readElementText();
        else if (xml.name() == u"translation")
            entries[{context, source}] = xml.readElementText(QXmlStreamReader::IncludeChildElements);
    }
    return entries;
}

// What lupdate finds in the sources is what the file holds: no text is English in a Chinese window, none is dead.
TEST(TranslationFiles, HoldExactlyTheTextsOfTheSources) {
    QTemporaryDir place;
    const QString fresh = place.filePath(u"fresh.ts"_s);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(INTERLEAVE_SOURCES));
    lupdate.start(QStringLiteral(INTERLEAVE_LUPDATE),
                  {u"-silent"_s, u"-locations"_s, u"none"_s, u"-I"_s, u"."_s, u"ui"_s, u"app"_s, u"-ts"_s, fresh});
    ASSERT_TRUE(lupdate.waitForFinished(120'000));
    ASSERT_EQ(lupdate.exitCode(), 0) << lupdate.readAllStandardError().toStdString();
    const Entries found = entriesOf(fresh);
    const Entries kept = entriesOf(QStringLiteral(INTERLEAVE_TRANSLATIONS) + u"/interleave_zh_CN.ts"_s);
    ASSERT_GT(found.size(), 200u);
    for (const auto& [text, none] : found) {
        const auto translated = kept.find(text);
        EXPECT_TRUE(translated != kept.end() && !translated->second.trimmed().isEmpty())
            << "not translated: " << text.first.toStdString() << ": " << text.second.toStdString();
    }
    for (const auto& [text, chinese] : kept) {
        const bool own = text.first != u"Event" && text.first != u"Word";
        EXPECT_TRUE(!own || found.count(text))
            << "nowhere any more: " << text.first.toStdString() << ": " << text.second.toStdString();
    }
}

// Contexts of classes are their full names: a context that no class has would be dead, and its texts English.
TEST_F(Translations, AreFoundByTheNamesOfTheClasses) {
    EXPECT_EQ(chinese("interleave::ui::shell::RunPanel", "Seed"), u"种子"_s);
    EXPECT_EQ(chinese("interleave::ui::timeline::TimelineWidget", "Timeline"), u"时间线"_s);
}

TEST_F(Translations, TellAnEventInBothLanguages) {
    trace::Event event;
    event.kind = trace::EventKind::RqPut;
    event.g = 7;
    event.p = 2;
    model::Recording recording{model::RunMeta{}};
    m_languages.choose(u"en"_s);
    EXPECT_EQ(inspector::eventText({event, 0, {}, {}}, recording), u"G7 is put on P2's queue (runnext)"_s);
    m_languages.choose(u"zh_CN"_s);
    EXPECT_EQ(inspector::eventText({event, 0, {}, {}}, recording), u"G7 进入 P2 的队列（runnext）"_s);
    m_languages.choose(u"en"_s);
}

}  // namespace
}  // namespace interleave::ui
