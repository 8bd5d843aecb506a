#include "ui/guide/rich_text.h"

namespace interleave::ui::guide {

using namespace Qt::StringLiterals;

namespace {

// Replaces each pair of a mark by an opening and a closing tag; a mark without its pair stays.
QString paired(const QString& text, const QString& mark, const QString& open, const QString& close) {
    QString out;
    qsizetype done = 0;
    for (;;) {
        const qsizetype first = text.indexOf(mark, done);
        const qsizetype second = first < 0 ? -1 : text.indexOf(mark, first + mark.size());
        if (second < 0)
            break;
        out +=
            text.mid(done, first - done) + open + text.mid(first + mark.size(), second - first - mark.size()) + close;
        done = second + mark.size();
    }
    return out + text.mid(done);
}

}  // namespace

QString toHtml(const QString& text) {
    QString html = text.toHtmlEscaped();
    html = paired(html, u"**"_s, u"<b>"_s, u"</b>"_s);
    html = paired(html, u"`"_s, u"<span style=\"font-family:'JetBrains Mono','Noto Sans CJK SC'\">"_s, u"</span>"_s);
    return html.replace(u'\n', u"<br>"_s);
}

QString toPlain(const QString& text) {
    QString plain = paired(text, u"**"_s, {}, {});
    plain = paired(plain, u"`"_s, {}, {});
    return plain.replace(u'\n', u' ');
}

}  // namespace interleave::ui::guide
