// Memory without a name that processes share by passing its descriptor on.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.h"
#include "base/units.h"
#include "kernel/descriptor.h"

namespace interleave::kernel {

// Mapped as long as the object stands; the memory itself lives until nobody maps it or holds a descriptor of it.
class SharedMemory {
public:
    // Makes and maps zeroed memory of that size, which can then neither shrink nor grow: whoever maps it is safe from
    // a bus error. The name is for /proc/<pid>/maps only. Pages are taken as they are touched.
    static base::Result<SharedMemory> create(base::Bytes size, const std::string& name);
    // Maps what another process made and owns the descriptor from then on. Refuses memory that could still shrink.
    static base::Result<SharedMemory> map(Descriptor descriptor);

    SharedMemory(SharedMemory&& other) noexcept
        : m_descriptor(std::move(other.m_descriptor)), m_bytes(std::exchange(other.m_bytes, {})) {}
    SharedMemory& operator=(SharedMemory&&) = delete;
    ~SharedMemory();

    // Begins at a page.
    std::span<std::byte> bytes() { return m_bytes; }
    std::span<const std::byte> bytes() const { return m_bytes; }
    base::Bytes size() const { return base::Bytes{m_bytes.size()}; }
    // For passing on; close-on-exec. Owned by this object.
    int descriptor() const { return m_descriptor.number(); }

private:
    SharedMemory(Descriptor descriptor, std::span<std::byte> bytes)
        : m_descriptor(std::move(descriptor)), m_bytes(bytes) {}

    Descriptor m_descriptor;
    std::span<std::byte> m_bytes;
};

}  // namespace interleave::kernel
