#include "ui/capture/captions.h"

namespace interleave::ui::capture {

using namespace Qt::StringLiterals;

namespace {

QString srtTime(base::Duration time) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    const QLatin1Char zero('0');
    return u"%1:%2:%3,%4"_s.arg(ms / 3'600'000, 2, 10, zero)
        .arg(ms / 60'000 % 60, 2, 10, zero)
        .arg(ms / 1000 % 60, 2, 10, zero)
        .arg(ms % 1000, 3, 10, zero);
}

}  // namespace

const Caption& CaptionTrack::at(base::Duration screen, const Caption& wanted) {
    if (wanted == m_current || (!m_current.empty() && screen - m_since < kLeastTime))
        return m_current;
    if (!m_shown.empty() && !m_current.empty())
        m_shown.back().to = screen;
    m_current = wanted;
    m_since = screen;
    if (!wanted.empty())
        m_shown.push_back({screen, screen, wanted});
    return m_current;
}

void CaptionTrack::finish(base::Duration screen) {
    if (!m_shown.empty() && !m_current.empty())
        m_shown.back().to = screen;
}

QString CaptionTrack::toSrt() const {
    QString text;
    int number = 0;
    for (const Shown& shown : m_shown) {
        text += u"%1\n%2 --> %3\n"_s.arg(++number).arg(srtTime(shown.from), srtTime(shown.to));
        if (!shown.caption.title.isEmpty())
            text += shown.caption.title + u'\n';
        if (!shown.caption.text.isEmpty())
            text += shown.caption.text + u'\n';
        text += u'\n';
    }
    return text;
}

}  // namespace interleave::ui::capture
