#include "base/file_error.h"

#include <cerrno>
#include <cstring>

namespace interleave::base {

Error fileError(const std::string& object, int number) {
    switch (number) {
        case ENOENT:
            return {object, "there is no such file or folder", "check the name"};
        case EACCES:
        case EPERM:
            return {object, "access is not permitted", "choose another folder, or change its permissions"};
        case EROFS:
            return {object, "the disk is read-only", "choose another folder"};
        case ENOSPC:
        case EDQUOT:
            return {object, "the disk is full", "free some space, or choose another folder"};
        case EISDIR:
            return {object, "it is a folder", "give the name of a file"};
        case ENOTDIR:
            return {object, "a part of its path is no folder", "check the name"};
        case EFBIG:
            return {object, "it gets too large for this disk", "choose another folder, or record less"};
        default:
            return {object, std::strerror(number), "check the disk and try again"};
    }
}

}  // namespace interleave::base
