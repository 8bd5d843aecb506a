// Go, as far as colours need it.
#pragma once

#include "ui/listing/highlighter.h"

namespace interleave::ui::listing {

// Keywords, predeclared types and functions, calls, strings, runes, raw strings, numbers and both comments, after
// the lexical part of the Go specification. It does not parse.
class GoHighlighter : public Highlighter {
public:
    std::vector<Token> tokens(QStringView line, int* carry) const override;
};

}  // namespace interleave::ui::listing
