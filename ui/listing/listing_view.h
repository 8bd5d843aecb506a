// The program of a scenario, with the lines lit that the run is at.
#pragma once

#include <QAbstractScrollArea>
#include <memory>
#include <vector>

#include "ui/listing/highlighter.h"
#include "ui/theme/theme_notifier.h"

namespace interleave::ui::listing {

// Read-only text with line numbers. Two lines can be lit: that of the narration's step, by a band and an arrow in the
// margin; and that where the selected goroutine was created, by a frame. A newly lit line is scrolled into sight.
class ListingView : public QAbstractScrollArea {
    Q_OBJECT

public:
    // The notifier outlives the view.
    explicit ListingView(theme::ThemeNotifier* themes, QWidget* parent = nullptr);
    ~ListingView() override;

    // Shows a program; `highlighter` may be null (no colours). Empty text: the empty state.
    void setProgram(const QString& name, const QString& text, std::unique_ptr<Highlighter> highlighter);
    // Lines count from 1; 0: none.
    void setStepLine(int line);
    void setSelectedLine(int line, const QString& label);

    int stepLine() const { return m_stepLine; }
    int selectedLine() const { return m_selectedLine; }
    int lineCount() const { return static_cast<int>(m_lines.size()); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Line {
        QString text;
        std::vector<Token> tokens;
    };

    void applyTheme(const theme::Theme& theme);
    void updateScrollBars();
    void showLine(int line);
    int lineHeight() const;
    int marginWidth() const;
    int longestLine() const;
    void paintLine(QPainter& painter, int number, int top) const;
    QColor colorOf(TokenKind kind) const;

    theme::Theme m_theme;
    QString m_name;
    std::vector<Line> m_lines;
    std::unique_ptr<Highlighter> m_highlighter;
    int m_stepLine = 0;
    int m_selectedLine = 0;
    QString m_selectedLabel;
};

}  // namespace interleave::ui::listing
