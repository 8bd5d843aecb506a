// How long the window takes from the start of its process to its first painted frame, beside a run of the same program
// that opens none. Needs a display (Xvfb will do) or QT_QPA_PLATFORM=offscreen. Prints medians and their ratio; exit
// status 1 where the window takes longer than its budget.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

constexpr double kBudget = 300;
constexpr int kRounds = 15;
constexpr int kPatience = 20'000;

double milliseconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

// −1: it did not come up.
double windowUp(const QString& home) {
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("interleave.start.info=true"));
    environment.insert(QStringLiteral("QT_FORCE_STDERR_LOGGING"), QStringLiteral("1"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home);
    program.setProcessEnvironment(environment);
    program.setReadChannel(QProcess::StandardError);
    QElapsedTimer timer;
    timer.start();
    program.start(QStringLiteral(INTERLEAVE_PROGRAM), QStringList());
    double up = -1;
    while (up < 0 && program.waitForReadyRead(kPatience))
        if (program.readAll().contains("the first frame is painted"))
            up = milliseconds(timer);
    program.kill();
    program.waitForFinished(kPatience);
    return up;
}

void print(const char* what, std::vector<double>& times) {
    std::sort(times.begin(), times.end());
    std::printf("%-44s min %7.1f   median %7.1f   max %7.1f ms\n", what, times.front(), times[times.size() / 2],
                times.back());
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QTemporaryDir home;
    std::vector<double> up, told;
    for (int i = 0; i < kRounds; ++i) {
        up.push_back(windowUp(home.path()));
        if (up.back() < 0) {
            std::fprintf(stderr, "bench_start: the window did not come up; is there a display?\n");
            return 2;
        }
        QProcess list;
        QElapsedTimer timer;
        timer.start();
        list.start(QStringLiteral(INTERLEAVE_PROGRAM), {QStringLiteral("list")});
        list.waitForFinished(kPatience);
        told.push_back(milliseconds(timer));
    }
    print("the window's first frame", up);
    print("interleave list, without a window", told);
    const double median = up[up.size() / 2];
    std::printf("ratio %.2f%s\n", median / told[told.size() / 2],
                median > kBudget ? "   OVER ITS BUDGET of 300 ms" : "");
    return median > kBudget ? 1 : 0;
}
