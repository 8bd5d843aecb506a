#include <zstd.h>

#include <algorithm>
#include <vector>

#include "exchange/atomic_file.h"
#include "exchange/file_format.h"
#include "exchange/file_text.h"
#include "exchange/trace_file.h"
#include "model/event_codec.h"

namespace interleave::exchange {
namespace {

std::span<const std::byte> bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text));
}

base::Result<void> writeSection(AtomicFile& file, std::uint32_t tag, std::uint32_t count,
                                std::span<const std::byte> payload) {
    SectionHead head{.tag = tag, .length = static_cast<std::uint32_t>(payload.size()), .count = count};
    head.checksum = checksum(head, payload);
    if (auto written = file.write(std::as_bytes(std::span(&head, 1))); !written)
        return written;
    return file.write(payload);
}

base::Result<void> writeHead(AtomicFile& file, const model::RunMeta& meta) {
    const std::string text = headText(meta);
    if (text.size() > kMaxHead)
        return base::Error{"trace", "its parameters are too long to be saved", "give the run shorter ones"};
    const Prologue prologue{.headLength = static_cast<std::uint32_t>(text.size()),
                            .headChecksum = checksum(bytesOf(text))};
    if (auto written = file.write(std::as_bytes(std::span(&prologue, 1))); !written)
        return written;
    return file.write(bytesOf(text));
}

base::Result<void> writeFacts(AtomicFile& file, const model::Recording& recording) {
    const std::string text = factsText(Facts{recording.threads(), recording.samples(), recording.notice()});
    if (text.size() > kMaxFacts)
        return {};  // millions of samples: the run itself is worth more than they
    std::vector<std::byte> packed(ZSTD_compressBound(text.size()));
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1);
    if (ZSTD_isError(size) != 0)
        return {};
    packed.resize(size);
    return writeSection(file, kFactsTag, static_cast<std::uint32_t>(text.size()), packed);
}

// What a file is cut or damaged in costs the block that is hit and what follows. So blocks are a small part of the run:
// about a hundredth, or a few events of a short one. Smaller ones would pack badly, larger ones no better.
constexpr std::size_t kBlocksOfARun = 100;
constexpr std::size_t kSmallestBlock = 64;
constexpr std::size_t kLargestBlock = 16'384;
static_assert(kLargestBlock <= model::kBlockEvents);

base::Result<void> writeEvents(AtomicFile& file, const model::Recording& recording, const SaveOptions& options) {
    const model::EventIndex size = recording.size();  // what comes later is left out
    // By nothing but the number of events, so that equal runs give equal files.
    std::vector<trace::Event> block(std::clamp<std::size_t>(size / kBlocksOfARun, kSmallestBlock, kLargestBlock));
    model::EventCodec codec;
    for (model::EventIndex first = 0; first < size;) {
        const auto wanted = static_cast<std::size_t>(std::min<model::EventIndex>(size - first, block.size()));
        const std::size_t n = recording.read(first, std::span(block).first(wanted));
        if (n == 0)
            return base::Error{"history", "a part that was moved to a temporary file cannot be read any more",
                               "check the disk with the temporary files"};
        if (auto written =
                writeSection(file, kEventsTag, static_cast<std::uint32_t>(n), codec.pack(std::span(block).first(n)));
            !written)
            return written;
        first += n;
        if (options.progress && !options.progress(static_cast<double>(first) / static_cast<double>(size)))
            return base::Error{"trace", "saving was cancelled", ""};
    }
    return {};
}

}  // namespace

base::Result<void> save(const model::Recording& recording, const std::string& path, const SaveOptions& options) {
    auto created = AtomicFile::create(path);
    if (!created)
        return created.error();
    AtomicFile& file = created.value();
    if (auto written = writeHead(file, recording.meta()); !written)
        return written;
    if (auto written = writeEvents(file, recording, options); !written)
        return written;
    if (options.facts)
        if (auto written = writeFacts(file, recording); !written)
            return written;
    if (auto written = writeSection(file, kDoneTag, 0, {}); !written)
        return written;
    return file.commit();
}

}  // namespace interleave::exchange
