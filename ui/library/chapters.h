// Chapters of the catalogue: their order and how they are called on screen.
#pragma once

#include <QString>
#include <string_view>

namespace interleave::ui::library {

// Chapters that are known come in their order, others after them.
int chapterRank(std::string_view chapter);
// In the window's language; a chapter that is not known keeps its own name.
QString chapterTitle(std::string_view chapter);

}  // namespace interleave::ui::library
