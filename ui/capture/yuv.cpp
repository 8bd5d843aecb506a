// Two rows at a time: luma a pixel, chroma from the mean of four. The coefficients are BT.709's, scaled to the
// limited range (16..235, 16..240) in 16-bit fixed point; each row of them sums so that grey stays grey (the chroma
// rows to nought) and white lands on 235. Loops are plain, over separate arrays, so that the compiler vectorises
// them.
#include "ui/capture/yuv.h"

#include <cstdint>
#include <vector>

#include "base/assertion.h"

namespace interleave::ui::capture {
namespace {

struct Weights {
    int r, g, b;
};
constexpr Weights kLuma{11966, 40254, 4064};
constexpr Weights kBlueness{-6596, -22189, 28785};
constexpr Weights kRedness{28784, -26145, -2639};
constexpr int kHalf = 1 << 15;

void lumaRow(const std::uint32_t* pixels, int width, std::uint8_t* y) {
    for (int x = 0; x < width; ++x) {
        const std::uint32_t pixel = pixels[x];
        const int r = static_cast<int>((pixel >> 16) & 0xFF);
        const int g = static_cast<int>((pixel >> 8) & 0xFF);
        const int b = static_cast<int>(pixel & 0xFF);
        y[x] = static_cast<std::uint8_t>(16 + ((kLuma.r * r + kLuma.g * g + kLuma.b * b + kHalf) >> 16));
    }
}

void chromaRow(const std::uint32_t* upper, const std::uint32_t* lower, int pairs, std::uint8_t* u, std::uint8_t* v) {
    for (int x = 0; x < pairs; ++x) {
        const std::uint32_t p0 = upper[2 * x];
        const std::uint32_t p1 = upper[2 * x + 1];
        const std::uint32_t p2 = lower[2 * x];
        const std::uint32_t p3 = lower[2 * x + 1];
        // Sums of four, so the weights' product is shifted by two more.
        const int r =
            static_cast<int>(((p0 >> 16) & 0xFF) + ((p1 >> 16) & 0xFF) + ((p2 >> 16) & 0xFF) + ((p3 >> 16) & 0xFF));
        const int g =
            static_cast<int>(((p0 >> 8) & 0xFF) + ((p1 >> 8) & 0xFF) + ((p2 >> 8) & 0xFF) + ((p3 >> 8) & 0xFF));
        const int b = static_cast<int>((p0 & 0xFF) + (p1 & 0xFF) + (p2 & 0xFF) + (p3 & 0xFF));
        u[x] =
            static_cast<std::uint8_t>(128 + ((kBlueness.r * r + kBlueness.g * g + kBlueness.b * b + 4 * kHalf) >> 18));
        v[x] = static_cast<std::uint8_t>(128 + ((kRedness.r * r + kRedness.g * g + kRedness.b * b + 4 * kHalf) >> 18));
    }
}

}  // namespace

void toYuv420p(const QImage& picture, QByteArray* out) {
    const int width = picture.width();
    const int height = picture.height();
    ILV_ASSERT(width % 2 == 0 && height % 2 == 0);
    ILV_ASSERT(picture.depth() == 32);
    out->resize(yuv420pBytes(width, height));
    auto* y = reinterpret_cast<std::uint8_t*>(out->data());
    auto* u = y + static_cast<std::ptrdiff_t>(width) * height;
    auto* v = u + static_cast<std::ptrdiff_t>(width / 2) * (height / 2);
    for (int row = 0; row < height; row += 2) {
        const auto* upper = reinterpret_cast<const std::uint32_t*>(picture.constScanLine(row));
        const auto* lower = reinterpret_cast<const std::uint32_t*>(picture.constScanLine(row + 1));
        lumaRow(upper, width, y);
        lumaRow(lower, width, y + width);
        chromaRow(upper, lower, width / 2, u, v);
        y += 2 * width;
        u += width / 2;
        v += width / 2;
    }
}

}  // namespace interleave::ui::capture
