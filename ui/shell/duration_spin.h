// A spin box for lengths of time, with units.
#pragma once

#include <QDoubleSpinBox>

#include "base/units.h"

namespace interleave::ui::shell {

// Shows "20 µs", takes whatever catalogue::parseDuration takes ("20us", "1.5 ms"). Steps go 1, 2, 5, 10, …. The
// number underneath is nanoseconds.
class DurationSpin : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit DurationSpin(QWidget* parent = nullptr);

    void setLimits(base::Duration least, base::Duration most);
    void setLength(base::Duration length);
    base::Duration length() const;

    void stepBy(int steps) override;
    QValidator::State validate(QString& text, int& position) const override;
    QString textFromValue(double nanoseconds) const override;
    double valueFromText(const QString& text) const override;

Q_SIGNALS:
    void lengthChanged(interleave::base::Duration length);
};

}  // namespace interleave::ui::shell
