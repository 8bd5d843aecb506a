// How a line of a program is coloured.
#pragma once

#include <QStringView>
#include <vector>

namespace interleave::ui::listing {

enum class TokenKind { plain, keyword, type, call, string, number, comment };

struct Token {
    qsizetype start = 0;
    qsizetype length = 0;
    TokenKind kind = TokenKind::plain;
    friend bool operator==(const Token&, const Token&) = default;
};

// Cuts lines of one language into tokens. Stateless: what a line hands on to the next (an open comment or raw
// string) travels in `carry`, which is 0 before the first line.
class Highlighter {
public:
    Highlighter() = default;
    virtual ~Highlighter() = default;
    Highlighter(const Highlighter&) = delete;
    Highlighter& operator=(const Highlighter&) = delete;

    // Tokens of a line in order, without gaps only where they are coloured; updates *carry.
    virtual std::vector<Token> tokens(QStringView line, int* carry) const = 0;
};

}  // namespace interleave::ui::listing
