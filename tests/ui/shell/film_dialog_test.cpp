// "Record film…" as it is used: by real clicks, with the real encoder.
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDoubleSpinBox>
#include <QMessageBox>
#include <QProcess>
#include <QProgressBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTimer>

#include "exchange/trace_file.h"
#include "ui/shell/film_dialog.h"
#include "window_fixture.h"

namespace interleave::ui::shell {
namespace {

class Film : public Window {
protected:
    FilmDialog* openDialog() {
        m_window->actions()->action(WindowActions::film)->trigger();
        auto* dialog = m_window->findChild<FilmDialog*>();
        if (dialog) {
            dialog->frameSize()->setCurrentIndex(dialog->frameSize()->findText(u"1280 × 720"_s));
            dialog->frameRate()->setCurrentIndex(dialog->frameRate()->findData(25));
            dialog->length()->setValue(0.5);
        }
        return dialog;
    }
    QString fileIn(const QString& name) const { return QDir(m_films.path()).filePath(name); }
    QStringList filesThere() const {
        return QDir(m_films.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    void record(FilmDialog* dialog, const QString& path) {
        dialog->path()->setText(path);
        click(dialog->startButton());
    }
    // Records and waits for the end; false where it was told why not.
    bool recordWhole(const QString& path) {
        FilmDialog* dialog = openDialog();
        QSignalSpy done(dialog, &FilmDialog::recorded);
        record(dialog, path);
        const bool recorded = QTest::qWaitFor([&] { return done.count() == 1 || !dialog->working(); }, 4 * kPatience) &&
                              done.count() == 1;
        m_said = recorded ? QString() : dialog->stateText();
        if (!recorded)
            click(dialog->cancelButton());
        return recorded;
    }
    int framesOf(const QString& path) {
        QProcess probe;
        probe.start(u"ffprobe"_s, {u"-v"_s, u"error"_s, u"-count_frames"_s, u"-select_streams"_s, u"v:0"_s,
                                   u"-show_entries"_s, u"stream=nb_read_frames"_s, u"-of"_s, u"csv=p=0"_s, path});
        probe.waitForFinished(kPatience);
        return probe.readAllStandardOutput().trimmed().split(',').first().toInt();
    }
    static bool canEncode() { return !QStandardPaths::findExecutable(u"ffmpeg"_s).isEmpty(); }

    QTemporaryDir m_films;
    QString m_said;
};

TEST_F(Film, OfALiveRunIsWrittenWithItsSubtitles) {
    if (!canEncode())
        GTEST_SKIP() << "no ffmpeg here";
    openPaused(u"go.work-stealing"_s);
    ASSERT_TRUE(recordWhole(fileIn(u"a.mp4"_s))) << qPrintable(m_said);
    EXPECT_EQ(filesThere(), (QStringList{u"a.mp4"_s, u"a.srt"_s}));
    EXPECT_GE(framesOf(fileIn(u"a.mp4"_s)), 12);
    ASSERT_TRUE(recordWhole(fileIn(u"b.gif"_s))) << qPrintable(m_said);
    EXPECT_GE(framesOf(fileIn(u"b.gif"_s)), 2);
    ASSERT_TRUE(recordWhole(fileIn(u"pictures"_s))) << qPrintable(m_said);
    EXPECT_EQ(QDir(fileIn(u"pictures"_s)).entryList({u"*.png"_s}).size(), 13);
    EXPECT_EQ(filesThere(), (QStringList{u"a.mp4"_s, u"a.srt"_s, u"b.gif"_s, u"b.srt"_s, u"pictures"_s}));
    EXPECT_TRUE(m_window->banner()->text().contains(u"pictures"_s));
}

TEST_F(Film, OfASavedRunIsWritten) {
    openPaused(u"go.channel"_s);
    const QString saved = m_place.filePath(u"saved.ilv"_s);
    ASSERT_TRUE(exchange::save(*run().recording(), saved.toStdString()).ok());
    m_window->desk()->openFile(saved);
    ASSERT_TRUE(QTest::qWaitFor([this] { return run().isOpen() && !run().live(); }, kPatience));
    ASSERT_TRUE(recordWhole(fileIn(u"pictures"_s))) << qPrintable(m_said);
    EXPECT_EQ(QDir(fileIn(u"pictures"_s)).entryList({u"*.png"_s}).size(), 13);
}

TEST_F(Film, CancelledHalfWayLeavesNothing) {
    openPaused(u"go.work-stealing"_s);
    QStringList forms{u"pictures"_s};
    if (canEncode())
        forms += {u"a.mp4"_s, u"a.gif"_s};
    for (const QString& form : forms) {
        FilmDialog* dialog = openDialog();
        dialog->length()->setValue(60);
        record(dialog, fileIn(form));
        ASSERT_TRUE(dialog->working()) << qPrintable(dialog->stateText());
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return dialog->progress()->maximum() == 1500 && dialog->progress()->value() > 3; }, 4 * kPatience));
        EXPECT_FALSE(filesThere().isEmpty()) << "nothing was under way";
        click(dialog->cancelButton());
        ASSERT_TRUE(QTest::qWaitFor([&] { return !dialog->working(); }, kPatience));
        EXPECT_TRUE(filesThere().isEmpty()) << qPrintable(filesThere().join(u' '));
        EXPECT_TRUE(dialog->startButton()->isEnabled());
        EXPECT_TRUE(dialog->stateText().contains(u"ancelled"_s)) << qPrintable(dialog->stateText());
        click(dialog->cancelButton());
        EXPECT_TRUE(QTest::qWaitFor([this] { return !m_window->findChild<FilmDialog*>(); }, kPatience));
    }
}

TEST_F(Film, CancelledWhileTheScenarioRunsLeavesNothing) {
    openPaused(u"go.work-stealing"_s);
    FilmDialog* dialog = openDialog();
    dialog->length()->setValue(600);
    record(dialog, fileIn(u"pictures"_s));
    ASSERT_TRUE(dialog->working());
    click(dialog->cancelButton());
    ASSERT_TRUE(QTest::qWaitFor([&] { return !dialog->working(); }, 4 * kPatience));
    EXPECT_TRUE(dialog->stateText().contains(u"ancelled"_s)) << qPrintable(dialog->stateText());
    EXPECT_TRUE(filesThere().isEmpty()) << qPrintable(filesThere().join(u' '));
}

TEST_F(Film, ThatCannotBeWrittenSaysWhyBeforeTheScenarioIsRunAgain) {
    openPaused(u"go.work-stealing"_s);
    FilmDialog* dialog = openDialog();
    for (const QString& path :
         {u"/proc/a.mp4"_s, u"/proc/pictures"_s, u"/nowhere/at/all/a.mp4"_s, fileIn(u"a.wmv"_s)}) {
        record(dialog, path);
        EXPECT_FALSE(dialog->working()) << qPrintable(path);
        EXPECT_FALSE(dialog->stateText().isEmpty()) << qPrintable(path);
    }
    {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nowhere");
        record(dialog, fileIn(u"a.mp4"_s));
        qputenv("PATH", path);
    }
    EXPECT_TRUE(dialog->stateText().contains(u"ffmpeg"_s)) << qPrintable(dialog->stateText());
    EXPECT_TRUE(filesThere().isEmpty()) << qPrintable(filesThere().join(u' '));
}

TEST_F(Film, ReplacesAFileOnlyWhenThatIsAgreedTo) {
    if (!canEncode())
        GTEST_SKIP() << "no ffmpeg here";
    openPaused(u"go.work-stealing"_s);
    QFile mine(fileIn(u"a.mp4"_s));
    ASSERT_TRUE(mine.open(QIODevice::WriteOnly));
    mine.write("mine");
    mine.close();
    FilmDialog* dialog = openDialog();
    const auto answer = [](QMessageBox::StandardButton button) {
        QTimer::singleShot(0, qApp, [button] {
            auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            ASSERT_TRUE(question);
            question->button(button)->click();
        });
    };
    answer(QMessageBox::No);
    record(dialog, mine.fileName());
    EXPECT_FALSE(dialog->working());
    EXPECT_EQ(mine.size(), 4);
    answer(QMessageBox::Yes);
    QSignalSpy done(dialog, &FilmDialog::recorded);
    record(dialog, mine.fileName());
    ASSERT_TRUE(QTest::qWaitFor([&] { return done.count() == 1; }, 4 * kPatience)) << qPrintable(dialog->stateText());
    EXPECT_GT(QFileInfo(mine.fileName()).size(), 1000);
}

TEST_F(Film, OffersAGifNoRateThatItCannotHold) {
    openPaused(u"go.work-stealing"_s);
    FilmDialog* dialog = openDialog();
    dialog->frameRate()->setCurrentIndex(dialog->frameRate()->findData(60));
    dialog->path()->setText(fileIn(u"a.gif"_s));
    EXPECT_LE(dialog->frameRate()->currentData().toInt(), 50);
    click(dialog->cancelButton());
}

}  // namespace
}  // namespace interleave::ui::shell
