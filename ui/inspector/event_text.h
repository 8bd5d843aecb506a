// Events as sentences in the window's language.
#pragma once

#include <QString>

#include "model/recording.h"
#include "trace/event.h"

namespace interleave::ui::inspector {

// The sentence of the event table in the window's language (translation context "Event"), its places filled with
// the event's fields. Words of closed sets are translated too (context "Word").
QString eventText(const model::FullEvent& event, const model::Recording& recording);
// One word of a closed set ("runnext", "stolen", …).
QString wordText(std::string_view word);
// Whether the event really happened in the engine or stands for something it does not do.
bool isModelled(const trace::Event& event);

}  // namespace interleave::ui::inspector
