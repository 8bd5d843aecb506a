// What the engine's side says, in the language of the window.
#pragma once

#include <QString>
#include <QStringList>
#include <string>

#include "base/result.h"

namespace interleave::ui::shell {

// The core knows no languages: its errors, verdicts and notices are English, of a closed set of forms with names and
// numbers in them ("it is of version %1 and this program reads version %2"). Here a text is taken for its form and told
// in the installed language. A text of no known form stays as it is, as does what a program itself says (a panic's
// words, the runtime's "fatal error").
QString coreText(const std::string& text);
// An error's parts, each in the window's language.
QString errorObject(const base::Error& error);
QString errorDetail(const base::Error& error);    // cause and remedy
QString errorSentence(const base::Error& error);  // all three, one line

// All forms, in English, with %1, %2 for what changes. For tests.
QStringList coreForms();

}  // namespace interleave::ui::shell
