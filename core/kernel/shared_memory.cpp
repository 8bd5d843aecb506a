#include "kernel/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace interleave::kernel {

namespace {

constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

base::Error failed(const std::string& step) {
    return {"shared memory", step + ": " + std::strerror(errno), "free memory or use smaller rings"};
}

base::Result<std::span<std::byte>> mapped(int descriptor, std::size_t size) {
    void* start = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (start == MAP_FAILED)
        return failed("it cannot be mapped");
    return std::span<std::byte>(static_cast<std::byte*>(start), size);
}

}  // namespace

base::Result<SharedMemory> SharedMemory::create(base::Bytes size, const std::string& name) {
    Descriptor descriptor(memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!descriptor.valid())
        return failed("it cannot be made");
    if (ftruncate(descriptor.number(), static_cast<off_t>(size.value)) != 0)
        return failed("it cannot be given its size");
    if (fcntl(descriptor.number(), F_ADD_SEALS, kSeals) != 0)
        return failed("it cannot be sealed");
    auto bytes = mapped(descriptor.number(), size.value);
    if (!bytes)
        return bytes.error();
    return SharedMemory(std::move(descriptor), bytes.value());
}

base::Result<SharedMemory> SharedMemory::map(Descriptor descriptor) {
    const int seals = fcntl(descriptor.number(), F_GET_SEALS);
    if (seals < 0)
        return base::Error{"shared memory", "descriptor " + std::to_string(descriptor.number()) + " is none",
                           "start the engine through a session and not by hand"};
    if ((seals & F_SEAL_SHRINK) == 0)
        return base::Error{"shared memory", "it is not sealed, so it could shrink under its users",
                           "make it with SharedMemory::create"};
    struct stat status {};
    if (fstat(descriptor.number(), &status) != 0)
        return failed("its size is unknown");
    auto bytes = mapped(descriptor.number(), static_cast<std::size_t>(status.st_size));
    if (!bytes)
        return bytes.error();
    return SharedMemory(std::move(descriptor), bytes.value());
}

SharedMemory::~SharedMemory() {
    if (!m_bytes.empty())
        munmap(m_bytes.data(), m_bytes.size());
}

}  // namespace interleave::kernel
