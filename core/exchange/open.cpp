// Opening: everything that a file says is checked before it is believed. Nothing is allocated by a length that the
// file does not really have, and a block is unpacked into as many events as its checked head says, at most 65,536.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "exchange/atomic_file.h"
#include "exchange/file_format.h"
#include "exchange/file_text.h"
#include "exchange/trace_file.h"
#include "model/event_codec.h"
#include "trace/text.h"

namespace interleave::exchange {
namespace {

// A file that is read from its beginning to its end.
class Input {
public:
    explicit Input(const std::string& path) : m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (m_file < 0) {
            m_error = errno;
            return;
        }
        struct stat facts {};
        if (::fstat(m_file, &facts) != 0)
            m_error = errno;
        else if (S_ISDIR(facts.st_mode))
            m_error = EISDIR;
        else
            m_size = static_cast<std::uint64_t>(facts.st_size);
    }
    ~Input() {
        if (m_file >= 0)
            ::close(m_file);
    }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    int error() const { return m_error; }
    std::uint64_t left() const { return m_size - m_at; }
    std::uint64_t size() const { return m_size; }
    std::uint64_t at() const { return m_at; }

    // False where the file has no more bytes, or cannot be read (error() says).
    bool read(std::span<std::byte> bytes) {
        while (!bytes.empty()) {
            const ssize_t n = ::read(m_file, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                m_error = errno;
            if (n <= 0)
                return false;
            bytes = bytes.subspan(static_cast<std::size_t>(n));
            m_at += static_cast<std::uint64_t>(n);
        }
        return true;
    }
    template <class T>
    bool read(T& value) {
        return left() >= sizeof(T) && read(std::as_writable_bytes(std::span(&value, 1)));
    }

private:
    int m_file;
    int m_error = 0;
    std::uint64_t m_size = 0;
    std::uint64_t m_at = 0;
};

// Why reading ended before the end mark.
enum class Ending { whole, cut, damaged, cancelled };

class Loader {
public:
    Loader(Input& input, Head head, model::Options options)
        : m_input(input),
          m_kinds(std::move(head.kinds)),
          m_recording(std::make_shared<model::Recording>(std::move(head.meta), options)) {}

    Ending load(const std::function<bool(double)>& progress) {
        for (;;) {
            if (progress && !progress(static_cast<double>(m_input.at()) / static_cast<double>(m_input.size())))
                return Ending::cancelled;
            SectionHead head;
            if (!m_input.read(head))
                return Ending::cut;
            const Ending ending = section(head);
            if (ending != Ending::whole || m_done)
                return ending;
        }
    }

    std::shared_ptr<model::Recording> finish(Ending ending) {
        m_recording->append(m_pending);  // the last event, and a tail that the cut left whole or not
        std::string notice = m_facts.notice;
        const std::string at = trace::durationText(m_recording->duration().count());
        const auto add = [&notice](const std::string& sentence) { notice += (notice.empty() ? "" : " ") + sentence; };
        if (ending == Ending::cut)
            add("The file was cut at " + at + "; what came later is missing.");
        if (ending == Ending::damaged)
            add("The file is damaged after " + at + "; what came later is missing.");
        if (m_unknown != 0)
            add(std::to_string(m_unknown) + " events of kinds that this version does not know were left out.");
        for (model::ThreadFact& thread : m_facts.threads)
            m_recording->addThread(std::move(thread));
        for (const model::MemorySample& sample : m_facts.samples)
            m_recording->addSample(sample);
        m_recording->finish(std::move(notice));
        return std::move(m_recording);
    }

private:
    Ending section(const SectionHead& head) {
        // What is longer than any section of its kind can be is damage; what is longer than the file is a cut.
        const std::size_t most = head.tag == kEventsTag ? ZSTD_compressBound(model::kBlockEvents * sizeof(trace::Event))
                                 : head.tag == kFactsTag ? ZSTD_compressBound(kMaxFacts)
                                                         : 0;
        if (head.length > most)
            return Ending::damaged;
        if (head.length > m_input.left())
            return Ending::cut;
        m_payload.resize(head.length);
        if (!m_input.read(std::span(m_payload)))
            return Ending::cut;
        if (head.checksum != checksum(head, m_payload))
            return Ending::damaged;
        switch (head.tag) {
            case kEventsTag:
                return events(head.count) ? Ending::whole : Ending::damaged;
            case kFactsTag:
                return facts(head.count) ? Ending::whole : Ending::damaged;
            case kDoneTag:
                m_done = true;
                return Ending::whole;
            default:
                return Ending::damaged;
        }
    }

    bool events(std::uint32_t count) {
        if (count == 0 || count > model::kBlockEvents)
            return false;
        m_block.resize(count);
        if (!m_codec.unpack(m_payload, m_block))
            return false;
        for (trace::Event& event : m_block) {
            const auto number = static_cast<std::size_t>(event.kind);
            event.kind = number < m_kinds.size() ? m_kinds[number] : trace::EventKind::count;
            if (event.kind == trace::EventKind::count) {
                ++m_unknown;
                m_skipTail = true;
                continue;
            }
            if (!trace::isTail(event)) {
                // The whole events before this one may go; a tail that goes on in the next block stays.
                m_skipTail = false;
                m_wholeUpTo = m_pending.size();
            } else if (m_skipTail) {
                continue;
            }
            m_pending.push_back(event);
        }
        m_recording->append(std::span(m_pending).first(m_wholeUpTo));
        m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(m_wholeUpTo));
        m_wholeUpTo = 0;
        return true;
    }

    bool facts(std::uint32_t size) {
        if (size > kMaxFacts || ZSTD_getFrameContentSize(m_payload.data(), m_payload.size()) != size)
            return false;
        std::string text(size, '\0');
        if (ZSTD_decompress(text.data(), text.size(), m_payload.data(), m_payload.size()) != size)
            return false;
        auto parsed = parseFacts(text);
        if (!parsed)
            return false;
        m_facts = std::move(*parsed);
        return true;
    }

    Input& m_input;
    std::vector<trace::EventKind> m_kinds;
    std::shared_ptr<model::Recording> m_recording;
    model::EventCodec m_codec;
    std::vector<std::byte> m_payload;
    std::vector<trace::Event> m_block;
    std::vector<trace::Event> m_pending;  // read and not yet appended: from the last whole event's end on
    std::size_t m_wholeUpTo = 0;
    bool m_skipTail = false;
    std::uint64_t m_unknown = 0;
    Facts m_facts;
    bool m_done = false;
};

base::Error noTrace(const std::string& path, const char* why) {
    return {"file " + path, why, "open a file that Interleave has saved"};
}

base::Result<Head> readHead(Input& input, const std::string& path) {
    if (input.error() != 0)
        return fileError(path, input.error());
    Prologue prologue;
    if (!input.read(prologue) || prologue.magic != kMagic) {
        if (input.error() != 0)
            return fileError(path, input.error());
        return noTrace(path, "it is no Interleave trace");
    }
    if (prologue.version != kVersion)
        return base::Error{"file " + path,
                           "it is of version " + std::to_string(prologue.version) + " and this program reads version " +
                               std::to_string(kVersion),
                           "open it with the program that saved it"};
    if (prologue.headLength > kMaxHead || prologue.headLength > input.left())
        return noTrace(path, "it ends within its head");
    std::string text(prologue.headLength, '\0');
    if (!input.read(std::as_writable_bytes(std::span(text))))
        return noTrace(path, "it ends within its head");
    if (checksum(std::as_bytes(std::span(text))) != prologue.headChecksum)
        return noTrace(path, "its head is damaged");
    auto head = parseHead(text);
    if (!head)
        return noTrace(path, "its head is damaged");
    return std::move(*head);
}

}  // namespace

base::Result<std::shared_ptr<model::Recording>> open(const std::string& path, model::Options options,
                                                     const std::function<bool(double)>& progress) {
    Input input(path);
    auto head = readHead(input, path);
    if (!head)
        return head.error();
    Loader loader(input, std::move(head).value(), options);
    const Ending ending = loader.load(progress);
    if (ending == Ending::cancelled)
        return base::Error{"file " + path, "opening was cancelled", ""};
    return loader.finish(ending);
}

}  // namespace interleave::exchange
