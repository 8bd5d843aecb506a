// `interleave render` and `record` as a user runs them: real programs, no display.
#include <gtest/gtest.h>

#include <unistd.h>

#include <sys/wait.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

struct Ran {
    int exit = -1;
    std::string out;  // standard output and standard error
};

Ran run(const std::string& command) {
    Ran ran;
    FILE* pipe = popen(("env -u DISPLAY -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM " + command + " 2>&1").c_str(), "r");
    std::array<char, 4096> part{};
    while (const std::size_t n = fread(part.data(), 1, part.size(), pipe))
        ran.out.append(part.data(), n);
    const int status = pclose(pipe);
    ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return ran;
}

Ran interleave(const std::string& arguments) {
    return run(std::string(INTERLEAVE_PROGRAM) + " " + arguments);
}

class Pictures : public testing::Test {
protected:
    Pictures() : m_place(fs::temp_directory_path() / ("interleave-pictures-" + std::to_string(getpid()))) {
        fs::create_directories(m_place);
    }
    ~Pictures() override { fs::remove_all(m_place); }
    std::string in(const std::string& name) const { return (m_place / name).string(); }
    bool leftNothing() const { return fs::is_empty(m_place); }

    fs::path m_place;
};

std::string bytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

// Width or height as a PNG's head has it.
int pngNumber(const std::string& png, std::size_t at) {
    int number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(png.at(at + i));
    return number;
}

TEST_F(Pictures, RenderPaintsAPictureOfTheSizeAskedFor) {
    const Ran ran = interleave("render go.work-stealing --seed 7 --at 50% --size 1280x720 -o " + in("a.png"));
    ASSERT_EQ(ran.exit, 0) << ran.out;
    const std::string png = bytesOf(in("a.png"));
    ASSERT_EQ(png.substr(1, 3), "PNG");
    EXPECT_EQ(pngNumber(png, 16), 1280);
    EXPECT_EQ(pngNumber(png, 20), 720);
}

TEST_F(Pictures, RenderIsTheSameTwiceAndDiffersByMomentLanguageAndTheme) {
    const std::string base = "render go.work-stealing --seed 7 --size 1280x720 -o " + in("x.png") + " ";
    const auto picture = [&](const std::string& options) {
        const Ran ran = interleave(base + options);
        EXPECT_EQ(ran.exit, 0) << ran.out;
        return bytesOf(in("x.png"));
    };
    const std::string first = picture("--at 300us");
    // Not EXPECT_EQ: it would print the bytes.
    EXPECT_TRUE(picture("--at 300us") == first);
    EXPECT_FALSE(picture("--at 600us") == first);
    EXPECT_FALSE(picture("--at 300us --lang zh_CN") == first);
    EXPECT_FALSE(picture("--at 300us --theme dark") == first);
}

TEST_F(Pictures, RecordMakesExactlyThreeHundredFramesOfFiveSecondsAtSixty) {
    const Ran ran =
        interleave("record go.work-stealing --seed 7 --for 5s --fps 60 --size 1920x1080 --captions -o " + in("x.mp4"));
    ASSERT_EQ(ran.exit, 0) << ran.out;
    const Ran probe =
        run("ffprobe -v error -count_frames -select_streams v:0 -show_entries "
            "stream=width,height,nb_read_frames,pix_fmt,color_space,color_range -of default=nk=0:nw=1 " +
            in("x.mp4"));
    EXPECT_NE(probe.out.find("nb_read_frames=300\n"), std::string::npos) << probe.out;
    EXPECT_NE(probe.out.find("width=1920\nheight=1080\npix_fmt=yuv420p\ncolor_range=tv\ncolor_space=bt709\n"),
              std::string::npos)
        << probe.out;
    EXPECT_NE(bytesOf(in("x.srt")).find(" --> "), std::string::npos);
}

TEST_F(Pictures, RecordGivesTheSameRawFramesTwice) {
    const auto hash = [&](const std::string& options) {
        fs::remove_all(in("frames"));
        const Ran ran = interleave("record go.work-stealing --seed 7 --for 1s --fps 20 --size 960x540 --raw-hash -o " +
                                   in("frames") + " " + options);
        EXPECT_EQ(ran.exit, 0) << ran.out;
        EXPECT_TRUE(fs::exists(in("frames/frame_00019.png")));
        EXPECT_FALSE(fs::exists(in("frames/frame_00020.png")));
        return ran.out;
    };
    const std::string first = hash("");
    EXPECT_GE(first.size(), 64u);
    EXPECT_EQ(hash(""), first);
    EXPECT_NE(hash("--lang zh_CN"), first);
}

TEST_F(Pictures, RecordMakesAGif) {
    const Ran ran = interleave("record go.channel --for 1s --fps 10 --size 640x360 -o " + in("x.gif"));
    ASSERT_EQ(ran.exit, 0) << ran.out;
    EXPECT_EQ(bytesOf(in("x.gif")).substr(0, 6), "GIF89a");
    const Ran probe =
        run("ffprobe -v error -count_frames -show_entries stream=nb_read_frames -of default=nk=1:nw=1 " + in("x.gif"));
    EXPECT_EQ(probe.out, "10\n");
}

TEST_F(Pictures, WrongUseIsOneLineWithARemedyAndStatusTwo) {
    for (const char* arguments :
         {"render go.work-stelaing -o x.png", "render go.work-stealing --at soon -o x.png",
          "render go.work-stealing --size big -o x.png", "record go.work-stealing --lang fr -o x.mp4",
          "render go.work-stealing", "record go.work-stealing --set nothing=1 -o x.mp4"}) {
        const Ran ran = interleave(arguments);
        EXPECT_EQ(ran.exit, 2) << arguments << ": " << ran.out;
        EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1) << ran.out;
    }
    EXPECT_NE(interleave("render go.work-stelaing -o x.png").out.find("did you mean go.work-stealing?"),
              std::string::npos);
}

TEST_F(Pictures, WhatCannotBeWrittenIsToldWithStatusThreeAndLeavesNothing) {
    const Ran ran = interleave("record go.channel --for 1s -o /nowhere/at/all/x.mp4");
    EXPECT_EQ(ran.exit, 3) << ran.out;
    EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1) << ran.out;
    EXPECT_TRUE(leftNothing());
}

TEST_F(Pictures, TheWindowWithoutADisplaySaysWhatToDoInstead) {
    const Ran ran = interleave("go.work-stealing");
    EXPECT_EQ(ran.exit, 3);
    EXPECT_NE(ran.out.find("render"), std::string::npos) << ran.out;
    EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1) << ran.out;
}

}  // namespace
