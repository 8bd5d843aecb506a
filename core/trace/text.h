// Events in words, from the one table: sentences for the inspector, and the legend for the help.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "trace/event.h"

namespace interleave::trace {

// What the words depend on. Both functions may be empty.
struct TextOptions {
    // From an English sentence of the table, or a word of a closed set, to the reader's language. Places such as
    // {g} stay as they are.
    std::function<std::string(std::string_view)> translate;
    // The name that the run gave an object; empty: it has none.
    std::function<std::string(ObjectKind, std::uint32_t)> name;
};

// The event's sentence with its places filled in: "P1 runs G7, found by steal". ids, text: its tail, where it has one.
std::string describe(const Event& event, std::span<const std::uint32_t> ids = {}, std::string_view text = {},
                     const TextOptions& options = {});
// One field's value as it stands in a sentence: "G7", "P0", "1.24 ms", "jobs".
std::string valueText(const Event& event, const Field& field, const TextOptions& options = {});
// "640 ns", "1.24 ms", "3.2 s": three figures, the unit that fits.
std::string durationText(std::int64_t nanoseconds);
// "512 B", "64 KiB", "1.5 MiB".
std::string bytesText(std::uint64_t bytes);

// The whole table as Markdown, group by group: name, fields, sentence, real or modelled.
std::string legend();

}  // namespace interleave::trace
