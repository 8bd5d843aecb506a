#include "ui/library/chapters.h"

#include <QCoreApplication>
#include <array>

namespace interleave::ui::library {
namespace {

struct Chapter {
    std::string_view name;
    const char* title;
};

// In the order of the catalogue.
constexpr std::array kChapters{
    Chapter{"scheduler", QT_TRANSLATE_NOOP("Chapter", "The scheduler")},
    Chapter{"communication", QT_TRANSLATE_NOOP("Chapter", "Communication")},
    Chapter{"endings", QT_TRANSLATE_NOOP("Chapter", "How programs end")},
};

}  // namespace

int chapterRank(std::string_view chapter) {
    for (std::size_t i = 0; i < kChapters.size(); ++i) {
        if (kChapters[i].name == chapter)
            return static_cast<int>(i);
    }
    return static_cast<int>(kChapters.size());
}

QString chapterTitle(std::string_view chapter) {
    for (const Chapter& known : kChapters) {
        if (known.name == chapter)
            return QCoreApplication::translate("Chapter", known.title);
    }
    return QString::fromUtf8(chapter.data(), static_cast<qsizetype>(chapter.size()));
}

}  // namespace interleave::ui::library
