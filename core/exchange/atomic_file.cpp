#include "exchange/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/file_error.h"

namespace interleave::exchange {

base::Error fileError(const std::string& path, int number) {
    return base::fileError("file " + path, number);
}

AtomicFile::AtomicFile(std::string path, std::string temporary, int file)
    : m_path(std::move(path)), m_temporary(std::move(temporary)), m_file(file) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_path(std::move(other.m_path)),
      m_temporary(std::move(other.m_temporary)),
      m_file(std::exchange(other.m_file, -1)) {
    other.m_temporary.clear();
}

base::Result<AtomicFile> AtomicFile::create(const std::string& path) {
    struct stat there {};
    if (::stat(path.c_str(), &there) == 0 && S_ISDIR(there.st_mode))
        return fileError(path, EISDIR);
    std::string temporary = path + ".part-XXXXXX";
    const int file = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (file < 0)
        return fileError(path, errno);
    // As a file that was opened in the ordinary way.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(file, 0666 & ~mask);
    return AtomicFile(path, std::move(temporary), file);
}

AtomicFile::~AtomicFile() {
    if (m_file >= 0)
        ::close(m_file);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

base::Result<void> AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(m_file, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fileError(m_path, n < 0 ? errno : ENOSPC);
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return {};
}

base::Result<void> AtomicFile::commit() {
    // Some devices cannot be synchronised; that is no reason to lose the file.
    if (::fsync(m_file) != 0 && errno != EINVAL && errno != EROFS)
        return fileError(m_path, errno);
    if (::close(std::exchange(m_file, -1)) != 0)
        return fileError(m_path, errno);
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return fileError(m_path, errno);
    m_temporary.clear();
    const std::size_t slash = m_path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : m_path.substr(0, slash);
    if (const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
        ::fsync(directory);  // so that the name outlives a loss of power, where the disk can promise that
        ::close(directory);
    }
    return {};
}

}  // namespace interleave::exchange
