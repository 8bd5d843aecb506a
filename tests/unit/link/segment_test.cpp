#include "link/segment.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave::link {
namespace {

Segment made(std::string_view request, RingPlan plan = {4, 256}) {
    auto segment = Segment::create(request, plan);
    EXPECT_TRUE(segment) << segment.error().sentence();
    return std::move(segment).value();
}

TEST(Segment, TheOtherSideSeesTheRequestAndTheRings) {
    const Segment ours = made("{\"a\":1}");
    auto adopted = Segment::adopt(::dup(ours.descriptor()));
    ASSERT_TRUE(adopted) << adopted.error().sentence();
    const Segment theirs = std::move(adopted).value();
    EXPECT_EQ(theirs.request(), "{\"a\":1}");
    EXPECT_EQ(theirs.ringCount(), 4u);
    trace::RingProducer producer(theirs.openRing(2));
    producer.next() = trace::Event{.time = 7};
    producer.publish();
    EXPECT_EQ(ours.page().ringsInUse.load(), 3u);
    EXPECT_EQ(ours.ring(2)->head.load(), 1u);
    EXPECT_EQ(ours.ring(2)->slots()[0].time, 7u);
    EXPECT_EQ(ours.ring(1)->capacity, 0u) << "a ring that nobody opened has no capacity";
}

TEST(Segment, RingsThatAreNotWrittenToTakeNoMemory) {
    const Segment segment = made("", {1024, 1u << 16});
    struct stat facts {};
    ASSERT_EQ(::fstat(segment.descriptor(), &facts), 0);
    EXPECT_GT(facts.st_size, std::int64_t{2} << 30);
    EXPECT_LT(facts.st_blocks * 512, 1 << 20);
}

TEST(Segment, AFileThatIsNoSegmentIsRefused) {
    EXPECT_FALSE(Segment::adopt(::open("/dev/null", O_RDWR | O_CLOEXEC)));
    EXPECT_FALSE(Segment::adopt(-1));
    auto memory = kernel::SharedMemory::create(base::Bytes{1 << 20}, "zeroes");
    ASSERT_TRUE(memory);
    EXPECT_FALSE(Segment::adopt(::dup(memory.value().descriptor())));
}

TEST(Segment, AnotherVersionAndSizesThatDoNotFitAreRefused) {
    const Segment segment = made("{}");
    const auto refused = [&] { return !Segment::adopt(::dup(segment.descriptor())); };
    EXPECT_FALSE(refused());
    segment.page().version = kVersion + 1;
    EXPECT_TRUE(refused());
    segment.page().version = kVersion;
    segment.page().ringCount = 5;
    EXPECT_TRUE(refused());
    segment.page().ringCount = 4;
    segment.page().requestBytes = ~std::uint64_t{0};
    EXPECT_TRUE(refused());
    segment.page().requestBytes = 2;
    segment.page().ringCapacity = 255;
    EXPECT_TRUE(refused());
}

}  // namespace
}  // namespace interleave::link
