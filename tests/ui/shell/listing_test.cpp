#include <gtest/gtest.h>

#include "ui/listing/go_highlighter.h"
#include "ui/listing/listing_view.h"

namespace interleave::ui::listing {
namespace {

using namespace Qt::StringLiterals;

// The tokens of a line as text: "keyword:func call:main".
QString told(const QString& line, int* carry) {
    static const char* const kNames[] = {"plain", "keyword", "type", "call", "string", "number", "comment"};
    QStringList out;
    for (const Token& token : GoHighlighter().tokens(line, carry))
        out += QLatin1String(kNames[static_cast<int>(token.kind)]) + u':' + line.mid(token.start, token.length);
    return out.join(u' ');
}

QString told(const QString& line) {
    int carry = 0;
    return told(line, &carry);
}

TEST(GoHighlighter, TellsKeywordsTypesCallsStringsNumbersAndComments) {
    EXPECT_EQ(told(u"func work(n int) { go print(\"a\\\"b\", 0x1F) } // done"_s),
              u"keyword:func call:work type:int keyword:go call:print string:\"a\\\"b\" number:0x1F comment:// done"_s);
    EXPECT_EQ(told(u"funcs := chanx"_s), QString());
}

TEST(GoHighlighter, CarriesCommentsAndRawStringsOverLines) {
    int carry = 0;
    EXPECT_EQ(told(u"a /* b"_s, &carry), u"comment:/* b"_s);
    EXPECT_EQ(told(u"still func"_s, &carry), u"comment:still func"_s);
    EXPECT_EQ(told(u"end */ if"_s, &carry), u"comment:end */ keyword:if"_s);
    EXPECT_EQ(told(u"x = `raw"_s, &carry), u"string:`raw"_s);
    EXPECT_EQ(told(u"if` return"_s, &carry), u"string:if` keyword:return"_s);
    EXPECT_EQ(carry, 0);
}

TEST(GoHighlighter, TakesAnUnclosedStringToTheEndOfItsLine) {
    EXPECT_EQ(told(u"x = \"open"_s), u"string:\"open"_s);
    EXPECT_EQ(told(u"x = \"open\\"_s), u"string:\"open\\"_s);
}

TEST(ListingView, LightsTheStepsLineWithTheSelectedOne) {
    theme::ThemeNotifier themes;
    ListingView view(&themes);
    view.resize(500, 200);
    view.setProgram(u"a.go"_s, u"package main\n\nfunc main() {\n}\n"_s, std::make_unique<GoHighlighter>());
    EXPECT_EQ(view.lineCount(), 4);
    const QImage before = view.grab().toImage();
    view.setStepLine(3);
    const QImage step = view.grab().toImage();
    EXPECT_NE(before, step);
    view.setSelectedLine(1, u"G7"_s);
    EXPECT_NE(step, view.grab().toImage());
}

}  // namespace
}  // namespace interleave::ui::listing
