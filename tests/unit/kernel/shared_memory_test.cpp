#include "kernel/shared_memory.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

namespace interleave::kernel {
namespace {

TEST(SharedMemory, IsSeenThroughEveryMapping) {
    auto first = SharedMemory::create(base::Bytes{10'000}, "test");
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(first.value().size().value, 10'000u);
    auto second = SharedMemory::map(Descriptor(dup(first.value().descriptor())));
    ASSERT_TRUE(second.ok());
    first.value().bytes()[9'999] = std::byte{42};
    EXPECT_EQ(second.value().bytes()[9'999], std::byte{42});
    EXPECT_EQ(second.value().bytes()[0], std::byte{0});
    EXPECT_NE(first.value().bytes().data(), second.value().bytes().data());
}

TEST(SharedMemory, CannotShrinkUnderItsUsers) {
    auto memory = SharedMemory::create(base::Bytes{8'192}, "test");
    ASSERT_TRUE(memory.ok());
    EXPECT_NE(ftruncate(memory.value().descriptor(), 0), 0);
}

TEST(SharedMemory, RefusesWhatIsNotSealedOrNoMemoryAtAll) {
    Descriptor open(memfd_create("unsealed", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(ftruncate(open.number(), 4096), 0);
    EXPECT_FALSE(SharedMemory::map(std::move(open)).ok());
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const Descriptor other(ends[1]);
    EXPECT_FALSE(SharedMemory::map(Descriptor(ends[0])).ok());
}

}  // namespace
}  // namespace interleave::kernel
