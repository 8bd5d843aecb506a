// The JSON parts of a trace file: its head and its facts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/recording.h"

namespace interleave::exchange {

struct Head {
    model::RunMeta meta;
    std::vector<trace::EventKind> kinds;  // by their numbers in the file; count: unknown to this program
};

// One line of JSON; equal metas give equal text.
std::string headText(const model::RunMeta& meta);
// Nothing where it is no such head. Never throws.
std::optional<Head> parseHead(std::string_view text);

struct Facts {
    std::vector<model::ThreadFact> threads;
    std::vector<model::MemorySample> samples;
    std::string notice;
};
std::string factsText(const Facts& facts);
std::optional<Facts> parseFacts(std::string_view text);

}  // namespace interleave::exchange
