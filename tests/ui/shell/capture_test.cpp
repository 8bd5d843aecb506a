#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QPainter>
#include <QTemporaryDir>
#include <algorithm>

#include "ui/capture/captions.h"
#include "ui/capture/film_maker.h"
#include "ui/capture/frame_sink.h"
#include "ui/capture/yuv.h"

namespace interleave::ui::capture {
namespace {

using namespace Qt::StringLiterals;

constexpr base::Duration ms(int count) {
    return std::chrono::milliseconds(count);
}

QImage plain(QSize size, const QColor& color) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

struct Yuv {
    int y, u, v;
};

Yuv yuvOf(const QColor& color) {
    QByteArray raw;
    toYuv420p(plain({4, 2}, color), &raw);
    EXPECT_EQ(raw.size(), yuv420pBytes(4, 2));
    return {static_cast<std::uint8_t>(raw[0]), static_cast<std::uint8_t>(raw[8]), static_cast<std::uint8_t>(raw[10])};
}

void expectNear(const Yuv& actual, const Yuv& expected) {
    EXPECT_NEAR(actual.y, expected.y, 1);
    EXPECT_NEAR(actual.u, expected.u, 1);
    EXPECT_NEAR(actual.v, expected.v, 1);
}

// Expected values follow from ITU-R BT.709 with limited range.
TEST(Yuv, GivesTheValuesOfBt709ForPlainColours) {
    expectNear(yuvOf(Qt::black), {16, 128, 128});
    expectNear(yuvOf(Qt::white), {235, 128, 128});
    expectNear(yuvOf(QColor(255, 0, 0)), {63, 102, 240});
    expectNear(yuvOf(QColor(0, 255, 0)), {173, 42, 26});
    expectNear(yuvOf(QColor(0, 0, 255)), {32, 240, 118});
}

TEST(Yuv, KeepsGreyWithoutColour) {
    for (int grey = 0; grey < 256; ++grey) {
        const Yuv yuv = yuvOf(QColor(grey, grey, grey));
        EXPECT_EQ(yuv.u, 128) << grey;
        EXPECT_EQ(yuv.v, 128) << grey;
    }
}

TEST(Yuv, LaysThePlanesOneAfterTheOther) {
    QImage image = plain({4, 4}, Qt::black);
    QPainter(&image).fillRect(2, 0, 2, 2, Qt::white);
    QByteArray raw;
    toYuv420p(image, &raw);
    EXPECT_EQ(static_cast<std::uint8_t>(raw[0]), 16);
    EXPECT_EQ(static_cast<std::uint8_t>(raw[2]), 235);
    EXPECT_EQ(static_cast<std::uint8_t>(raw[8]), 16);
    EXPECT_EQ(raw.size(), 24);
}

TEST(CaptionTrack, HoldsACaptionLongEnoughToBeRead) {
    CaptionTrack track;
    EXPECT_EQ(track.at(ms(0), {u"one"_s, {}}).title, u"one"_s);
    EXPECT_EQ(track.at(ms(300), {u"two"_s, {}}).title, u"one"_s);
    EXPECT_EQ(track.at(ms(900), {u"three"_s, {}}).title, u"one"_s);
    EXPECT_EQ(track.at(ms(1200), {u"three"_s, {}}).title, u"three"_s);
    track.finish(ms(4000));
    ASSERT_EQ(track.shown().size(), 2u);
    EXPECT_EQ(track.shown()[0].to, ms(1200));
    EXPECT_EQ(track.shown()[1].to, ms(4000));
}

TEST(CaptionTrack, WritesSubRip) {
    CaptionTrack track;
    track.at(ms(500), {u"P2 steals"_s, u"Half of it."_s});
    track.finish(ms(3'723'004));
    EXPECT_EQ(track.toSrt(), u"1\n00:00:00,500 --> 01:02:03,004\nP2 steals\nHalf of it.\n\n"_s);
}

// A clock hand: what it paints depends on the time alone.
class Hand : public FilmSubject {
public:
    void advanceFrame(base::Duration screen) override {
        m_time += screen;
        m_steps.push_back(screen);
    }
    void paintInto(QImage* picture) override {
        picture->fill(Qt::white);
        QPainter(picture).fillRect(QRectF(static_cast<double>(m_time.count()) / 1e7, 0, 8, 8), Qt::black);
    }
    Caption caption() const override { return {u"title"_s, u"text"_s}; }

    base::Duration m_time{0};
    std::vector<base::Duration> m_steps;
};

class CountingSink : public FrameSink {
public:
    explicit CountingSink(int* frames) : m_frames(frames) {}
    base::Result<void> add(const QImage&) override {
        ++*m_frames;
        return {};
    }
    using FrameSink::finish;
    base::Result<void> finish(const Wanted&) override { return {}; }

private:
    int* m_frames;
};

FilmOptions shortFilm(int rate, int milliseconds) {
    FilmOptions options;
    options.size = {160, 120};
    options.framesPerSecond = rate;
    options.length = ms(milliseconds);
    options.hash = true;
    return options;
}

void makeAll(FilmMaker* maker) {
    while (maker->framesDone() < maker->framesTotal())
        ASSERT_TRUE(maker->step().ok());
    ASSERT_TRUE(maker->finish().ok());
}

TEST(FilmMaker, MakesExactlyRateTimesLengthFrames) {
    for (const auto& [rate, milliseconds, frames] :
         {std::tuple{60, 5000, 300}, {25, 1000, 25}, {30, 500, 15}, {7, 1000, 7}}) {
        Hand hand;
        int added = 0;
        FilmMaker maker(&hand, std::make_unique<CountingSink>(&added), shortFilm(rate, milliseconds));
        makeAll(&maker);
        EXPECT_EQ(added, frames);
    }
}

TEST(FilmMaker, BeginsAtTheStartAndNeverDrifts) {
    Hand hand;
    FilmMaker maker(&hand, nullptr, shortFilm(60, 1000));
    makeAll(&maker);
    EXPECT_EQ(hand.m_steps.front(), base::Duration(0));
    EXPECT_EQ(hand.m_time, base::Duration(59LL * 1'000'000'000 / 60));
}

TEST(FilmMaker, GivesTheSameRawFramesForTheSameSubject) {
    QByteArray hashes[2];
    for (QByteArray& hash : hashes) {
        Hand hand;
        FilmMaker maker(&hand, nullptr, shortFilm(30, 400));
        makeAll(&maker);
        hash = maker.rawHash();
    }
    EXPECT_EQ(hashes[0], hashes[1]);
    Hand other;
    other.m_time = ms(100);
    FilmMaker maker(&other, nullptr, shortFilm(30, 400));
    makeAll(&maker);
    EXPECT_NE(maker.rawHash(), hashes[0]);
}

TEST(FilmMaker, PutsCaptionsBelowThePictureAndBesideTheFilm) {
    QTemporaryDir place;
    Hand hand;
    FilmOptions options = shortFilm(10, 500);
    options.size = {640, 360};
    options.captions = true;
    options.path = place.filePath(u"film"_s);
    auto sink = sinkFor(options.path, options.size, options.framesPerSecond);
    ASSERT_TRUE(sink.ok());
    FilmMaker maker(&hand, std::move(sink).value(), options);
    makeAll(&maker);
    const QImage& frame = maker.lastFrame();
    EXPECT_EQ(frame.pixelColor(2, 2), QColor(Qt::white));
    EXPECT_LT(frame.pixelColor(2, frame.height() - 2).lightness(), 80);
    EXPECT_EQ(QDir(options.path).entryList({u"*.png"_s}).size(), 5);
    QFile subtitles(options.path + u"/captions.srt"_s);
    ASSERT_TRUE(subtitles.open(QIODevice::ReadOnly));
    EXPECT_TRUE(subtitles.readAll().startsWith("1\n00:00:00,000 --> 00:00:00,500\ntitle\ntext\n"));
}

TEST(PngSink, LeavesNothingBehindWhenTheFilmIsGivenUp) {
    QTemporaryDir place;
    {
        auto sink = sinkFor(place.filePath(u"film"_s), {64, 48}, 30);
        ASSERT_TRUE(sink.ok());
        ASSERT_TRUE(sink.value()->add(plain({64, 48}, Qt::red)).ok());
    }
    EXPECT_TRUE(QDir(place.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

TEST(PngSink, RefusesADirectoryThatHoldsSomething) {
    QTemporaryDir place;
    QFile file(place.filePath(u"mine.txt"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.close();
    const auto sink = sinkFor(place.path(), {64, 48}, 30);
    ASSERT_FALSE(sink.ok());
    EXPECT_TRUE(QFile::exists(file.fileName()));
}

TEST(SinkFor, RefusesOddSizesUnknownFormsAndFastGifs) {
    EXPECT_FALSE(sinkFor(u"/tmp/x.mp4"_s, {641, 360}, 30).ok());
    EXPECT_FALSE(sinkFor(u"/tmp/x.wmv"_s, {640, 360}, 30).ok());
    EXPECT_FALSE(sinkFor(u"/tmp/x.gif"_s, {640, 360}, 60).ok());
    EXPECT_FALSE(sinkFor(u"/nowhere/at/all/x.mp4"_s, {640, 360}, 30).ok());
}

// Sets PATH for as long as it lives.
class PathWithout {
public:
    PathWithout() : m_path(qgetenv("PATH")) { qputenv("PATH", "/nowhere"); }
    ~PathWithout() { qputenv("PATH", m_path); }

private:
    QByteArray m_path;
};

TEST(SinkFor, SaysWhatToDoWhereFfmpegIsMissing) {
    const PathWithout none;
    const auto sink = sinkFor(u"/tmp/x.mp4"_s, {640, 360}, 30);
    ASSERT_FALSE(sink.ok());
    EXPECT_NE(sink.error().cause.find("ffmpeg"), std::string::npos);
    EXPECT_NE(sink.error().remedy.find("install"), std::string::npos);
}

}  // namespace
}  // namespace interleave::ui::capture
