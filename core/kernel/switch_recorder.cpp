#include "kernel/switch_recorder.h"

#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <string>

#include "base/assertion.h"
#include "kernel/descriptor.h"

namespace interleave::kernel {

namespace {

// What follows the body of every record, by the sample_type that we ask for.
struct SampleId {
    std::uint32_t process, thread;
    std::uint64_t time;
    std::uint32_t cpu, reserved;
};
struct LostBody {
    std::uint64_t event, count;
};

base::Error refused(const char* step) {
    const std::string why = std::strerror(errno);
    return {"records of the kernel's context switches", std::string(step) + ": " + why,
            "set kernel.perf_event_paranoid to 2 or less; counts from /proc are used instead"};
}

std::size_t pageSize() {
    return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// Copies out of the ring, which may wrap inside a record.
void copyOut(std::span<const std::byte> ring, std::uint64_t at, void* to, std::size_t length) {
    const std::size_t begin = static_cast<std::size_t>(at % ring.size());
    const std::size_t first = std::min(length, ring.size() - begin);
    std::memcpy(to, ring.data() + begin, first);
    std::memcpy(static_cast<std::byte*>(to) + first, ring.data(), length - first);
}

}  // namespace

base::Result<SwitchRecorder> SwitchRecorder::start(pid_t thread, std::size_t bufferPages) {
    ILV_ASSERT(bufferPages > 0 && (bufferPages & (bufferPages - 1)) == 0);
    perf_event_attr wanted{};
    wanted.size = sizeof wanted;
    wanted.type = PERF_TYPE_SOFTWARE;
    wanted.config = PERF_COUNT_SW_DUMMY;  // counts nothing: we are after its switch records
    wanted.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU;
    wanted.sample_id_all = 1;
    wanted.context_switch = 1;
    wanted.exclude_kernel = 1;
    wanted.exclude_hv = 1;
    wanted.use_clockid = 1;
    wanted.clockid = CLOCK_MONOTONIC;
    Descriptor event(static_cast<int>(syscall(SYS_perf_event_open, &wanted, thread, -1, -1, PERF_FLAG_FD_CLOEXEC)));
    if (!event.valid())
        return refused("the kernel does not grant them");
    for (std::size_t pages = bufferPages;; pages = 1) {
        const std::size_t length = (1 + pages) * pageSize();
        void* start = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, event.number(), 0);
        // The mapping keeps the event alive, so the descriptor need not stay: a thousand threads would use them up.
        if (start != MAP_FAILED)
            return SwitchRecorder(std::span(static_cast<std::byte*>(start), length));
        if (pages == 1)
            return refused("their buffer cannot be mapped");
    }
}

SwitchRecorder::~SwitchRecorder() {
    if (!m_mapping.empty())
        munmap(m_mapping.data(), m_mapping.size());
}

void SwitchRecorder::drain(const std::function<void(const SwitchRecord&)>& take) {
    auto* page = reinterpret_cast<perf_event_mmap_page*>(m_mapping.data());
    const std::span<const std::byte> ring = m_mapping.subspan(pageSize());
    // Acquire pairs with the kernel's release of the head: the records before it are whole.
    const std::uint64_t head = std::atomic_ref(page->data_head).load(std::memory_order_acquire);
    std::uint64_t tail = page->data_tail;
    while (tail < head) {
        perf_event_header header{};
        copyOut(ring, tail, &header, sizeof header);
        if (header.type == PERF_RECORD_SWITCH && header.size >= sizeof header + sizeof(SampleId)) {
            SampleId id{};
            copyOut(ring, tail + header.size - sizeof id, &id, sizeof id);
            take({base::Time(static_cast<std::int64_t>(id.time)), static_cast<int>(id.thread), static_cast<int>(id.cpu),
                  (header.misc & PERF_RECORD_MISC_SWITCH_OUT) != 0,
                  (header.misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0});
        } else if (header.type == PERF_RECORD_LOST) {
            LostBody lost{};
            copyOut(ring, tail + sizeof header, &lost, sizeof lost);
            m_lost += lost.count;
        }
        tail += header.size;
    }
    // Release: we have read what the kernel may now write over.
    std::atomic_ref(page->data_tail).store(tail, std::memory_order_release);
}

}  // namespace interleave::kernel
