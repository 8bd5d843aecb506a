// The little markup of narrations.
#pragma once

#include <QString>

namespace interleave::ui::guide {

// HTML for a QLabel from a narration's text: **bold**, `code`, and line breaks; all else is shown as it stands.
QString toHtml(const QString& text);
// The same without marks, for captions and for readers of the screen.
QString toPlain(const QString& text);

}  // namespace interleave::ui::guide
