#include "ui/listing/go_highlighter.h"

#include <QString>
#include <array>

namespace interleave::ui::listing {
namespace {

enum Carry { kNothing = 0, kInComment = 1, kInRawString = 2 };

constexpr std::array kKeywords{u"break",  u"case",        u"chan", u"const",   u"continue", u"default", u"defer",
                               u"else",   u"fallthrough", u"for",  u"func",    u"go",       u"goto",    u"if",
                               u"import", u"interface",   u"map",  u"package", u"range",    u"return",  u"select",
                               u"struct", u"switch",      u"type", u"var"};
constexpr std::array kTypes{u"any",    u"bool",   u"byte",    u"error", u"float32", u"float64", u"int",   u"int8",
                            u"int16",  u"int32",  u"int64",   u"rune",  u"string",  u"uint",    u"uint8", u"uint16",
                            u"uint32", u"uint64", u"uintptr", u"true",  u"false",   u"nil",     u"iota"};

template <std::size_t N>
bool among(QStringView word, const std::array<const char16_t*, N>& words) {
    for (const char16_t* candidate : words) {
        if (word == QStringView(candidate))
            return true;
    }
    return false;
}

bool startsWord(QChar c) {
    return c.isLetter() || c == u'_';
}
bool continuesWord(QChar c) {
    return startsWord(c) || c.isDigit();
}

// One pass over a line.
class Scanner {
public:
    Scanner(QStringView line, int* carry) : m_line(line), m_carry(carry) {}

    std::vector<Token> run() {
        if (*m_carry == kInComment)
            until(u"*/", TokenKind::comment);
        else if (*m_carry == kInRawString)
            until(u"`", TokenKind::string);
        while (m_at < m_line.size())
            next();
        return std::move(m_tokens);
    }

private:
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_line.size() ? m_line[m_at + ahead] : QChar(u'\0'); }
    void add(qsizetype end, TokenKind kind) {
        m_tokens.push_back({m_at, end - m_at, kind});
        m_at = end;
    }
    // Up to and with a closing mark, or to the end of the line with the carry kept.
    void until(QStringView mark, TokenKind kind, qsizetype skip = 0) {
        const qsizetype found = m_line.indexOf(mark, m_at + skip);
        if (found < 0) {
            *m_carry = kind == TokenKind::comment ? kInComment : kInRawString;
            add(m_line.size(), kind);
            return;
        }
        *m_carry = kNothing;
        add(found + mark.size(), kind);
    }
    void next() {
        const QChar c = peek();
        if (c == u'/' && peek(1) == u'/')
            add(m_line.size(), TokenKind::comment);
        else if (c == u'/' && peek(1) == u'*')
            until(u"*/", TokenKind::comment, 2);
        else if (c == u'`')
            until(u"`", TokenKind::string, 1);
        else if (c == u'"' || c == u'\'')
            quoted(c);
        else if (c.isDigit())
            number();
        else if (startsWord(c))
            word();
        else
            ++m_at;
    }
    void quoted(QChar mark) {
        qsizetype end = m_at + 1;
        while (end < m_line.size() && m_line[end] != mark)
            end += m_line[end] == u'\\' ? 2 : 1;
        add(qMin(end + 1, m_line.size()), TokenKind::string);
    }
    void number() {
        qsizetype end = m_at + 1;
        while (end < m_line.size() && (continuesWord(m_line[end]) || m_line[end] == u'.'))
            ++end;
        add(end, TokenKind::number);
    }
    void word() {
        qsizetype end = m_at + 1;
        while (end < m_line.size() && continuesWord(m_line[end]))
            ++end;
        const QStringView text = m_line.sliced(m_at, end - m_at);
        if (among(text, kKeywords))
            add(end, TokenKind::keyword);
        else if (among(text, kTypes))
            add(end, TokenKind::type);
        else if (end < m_line.size() && m_line[end] == u'(')
            add(end, TokenKind::call);
        else
            m_at = end;
    }

    QStringView m_line;
    int* m_carry;
    qsizetype m_at = 0;
    std::vector<Token> m_tokens;
};

}  // namespace

std::vector<Token> GoHighlighter::tokens(QStringView line, int* carry) const {
    return Scanner(line, carry).run();
}

}  // namespace interleave::ui::listing
