// A file that appears whole or not at all: written under a temporary name beside its own, then renamed.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.h"

namespace interleave::exchange {

// One thread. Errors name the file, the system's reason and what to do. Blocks.
class AtomicFile {
public:
    static base::Result<AtomicFile> create(const std::string& path);
    // Removes the temporary file where commit() was not called or failed.
    ~AtomicFile();
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;

    base::Result<void> write(std::span<const std::byte> bytes);
    // Brings it to the disk and gives it its name, in place of a file of that name.
    base::Result<void> commit();

private:
    AtomicFile(std::string path, std::string temporary, int file);

    std::string m_path;
    std::string m_temporary;
    int m_file = -1;
};

// What the system's error number means for a file, in our own words.
base::Error fileError(const std::string& path, int number);

}  // namespace interleave::exchange
