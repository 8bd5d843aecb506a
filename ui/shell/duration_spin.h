// A spin box for lengths of time, with units.
#pragma once

#include <QAbstractSpinBox>

#include "base/units.h"

namespace interleave::ui::shell {

// Shows "20 µs", takes whatever catalogue::parseDuration takes ("20us", "1.5 ms"). Steps go 1, 2, 5, 10, ….
class DurationSpin : public QAbstractSpinBox {
    Q_OBJECT

public:
    explicit DurationSpin(QWidget* parent = nullptr);

    void setRange(base::Duration least, base::Duration most);
    void setValue(base::Duration value);
    base::Duration value() const { return m_value; }

    void stepBy(int steps) override;
    QValidator::State validate(QString& text, int& position) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void valueChanged(interleave::base::Duration value);

protected:
    StepEnabled stepEnabled() const override;

private:
    void take();
    void change(base::Duration value);

    base::Duration m_value{0};
    base::Duration m_least{0};
    base::Duration m_most{1'000'000'000};
};

}  // namespace interleave::ui::shell
