#include "ui/theme/palette.h"

namespace interleave::ui::theme {
namespace {

QColor rgb(QRgb value) {
    return QColor::fromRgb(value);
}

Palette lightSet() {
    Palette p;
    p.scheme = Scheme::light;
    p.ground = rgb(0xEBEFF5);
    p.surface = rgb(0xFFFFFF);
    p.sunken = rgb(0xF3F6FA);
    p.line = rgb(0xCFD8E3);
    p.lineStrong = rgb(0x9FAEC0);
    p.text = rgb(0x121A24);
    p.textSecond = rgb(0x3D4A5C);
    p.textThird = rgb(0x5A6879);
    p.navy = rgb(0x0F2A47);
    p.navyEdge = rgb(0x1B3A5C);
    p.navyText = rgb(0xFFFFFF);
    p.navySecond = rgb(0xC3D3E6);
    p.accent = rgb(0x0B5CAD);
    p.accentText = rgb(0xFFFFFF);
    p.accentSoft = rgb(0xE3EFFA);
    p.runnext = rgb(0xF2B600);
    p.runnextSoft = rgb(0xFFF4CC);
    p.runnextText = rgb(0x5C4300);
    p.playhead = rgb(0xC2003B);
    p.playheadText = rgb(0xFFFFFF);
    p.track = rgb(0xDCE4EE);
    p.shadow = QColor(20, 40, 70, 38);
    p.idleFill = rgb(0xE1E7EF);
    p.idleEdge = rgb(0x9FAEC0);
    p.idleText = rgb(0x3D4A5C);
    p.states = {{{rgb(0x0067A8), rgb(0xFFFFFF), rgb(0x004A7A), Glyph::play},
                 {rgb(0xF0A30A), rgb(0x1A1405), rgb(0x9A6500), Glyph::dot},
                 {rgb(0x7A2E68), rgb(0xFFFFFF), rgb(0x551D48), Glyph::pause},
                 {rgb(0xC24A00), rgb(0xFFFFFF), rgb(0x8A3400), Glyph::diamond},
                 {rgb(0x8CCBF0), rgb(0x062338), rgb(0x2E7FB0), Glyph::wave},
                 {rgb(0x2BAE87), rgb(0x00231A), rgb(0x00604A), Glyph::loop}}};
    p.tones = {{{rgb(0xF3F6FA), rgb(0xCFD8E3), rgb(0x3D4A5C), rgb(0x7C8B9D)},
                {rgb(0xE1EFFB), rgb(0xA3C8E8), rgb(0x004A7A), rgb(0x0067A8)},
                {rgb(0xFFF4CC), rgb(0xE3B100), rgb(0x5C4300), rgb(0x9A6500)},
                {rgb(0xFBF2F8), rgb(0xDDB3D2), rgb(0x551D48), rgb(0x7A2E68)},
                {rgb(0xFFF5EC), rgb(0xE8B08A), rgb(0x8A3400), rgb(0xC24A00)},
                {rgb(0xEFF7FD), rgb(0xA9CDE8), rgb(0x14496E), rgb(0x2E7FB0)},
                {rgb(0xE4F6F0), rgb(0x8FD3BE), rgb(0x00604A), rgb(0x138A68)},
                {rgb(0xFDEAF0), rgb(0xE59BB2), rgb(0x9C002F), rgb(0xC2003B)}}};
    return p;
}

Palette darkSet() {
    Palette p;
    p.scheme = Scheme::dark;
    p.ground = rgb(0x0B1119);
    p.surface = rgb(0x121A26);
    p.sunken = rgb(0x18222F);
    p.line = rgb(0x2C3949);
    p.lineStrong = rgb(0x5B6B7F);
    p.text = rgb(0xEDF2F8);
    p.textSecond = rgb(0xC0CBD8);
    p.textThird = rgb(0x97A5B6);
    p.navy = rgb(0x24405F);
    p.navyEdge = rgb(0x3D6088);
    p.navyText = rgb(0xFFFFFF);
    p.navySecond = rgb(0xC9D8EA);
    p.accent = rgb(0x63ABF2);
    p.accentText = rgb(0x06182B);
    p.accentSoft = rgb(0x162F4B);
    p.runnext = rgb(0xF2B600);
    p.runnextSoft = rgb(0x3A2F0C);
    p.runnextText = rgb(0xFFDB70);
    p.playhead = rgb(0xFF4F7E);
    p.playheadText = rgb(0x2B0010);
    p.track = rgb(0x2A3646);
    p.shadow = QColor(0, 0, 0, 110);
    p.idleFill = rgb(0x263242);
    p.idleEdge = rgb(0x5B6B7F);
    p.idleText = rgb(0xC0CBD8);
    p.states = {{{rgb(0x0072E4), rgb(0xFFFFFF), rgb(0x6CB4FF), Glyph::play},
                 {rgb(0xF0A30A), rgb(0x1A1405), rgb(0xFFD27A), Glyph::dot},
                 {rgb(0xAA4F90), rgb(0xFFFFFF), rgb(0xE29ACC), Glyph::pause},
                 {rgb(0xBD591A), rgb(0xFFFFFF), rgb(0xF5A36B), Glyph::diamond},
                 {rgb(0x8CCBF0), rgb(0x062338), rgb(0xCDEBFF), Glyph::wave},
                 {rgb(0x2BAE87), rgb(0x00231A), rgb(0x86E6C8), Glyph::loop}}};
    p.tones = {{{rgb(0x18222F), rgb(0x35445A), rgb(0xC0CBD8), rgb(0x8595A8)},
                {rgb(0x10294A), rgb(0x2A5C98), rgb(0xA9D2FF), rgb(0x4FA0F5)},
                {rgb(0x33290B), rgb(0x8A6A10), rgb(0xFFD977), rgb(0xF0A30A)},
                {rgb(0x2B1828), rgb(0x754067), rgb(0xF0BFE0), rgb(0xC770AE)},
                {rgb(0x2F1C10), rgb(0x8A4A20), rgb(0xFFC29A), rgb(0xE8803F)},
                {rgb(0x10263A), rgb(0x2F6287), rgb(0xBFE3FA), rgb(0x8CCBF0)},
                {rgb(0x0D2B24), rgb(0x1F7560), rgb(0x9BE8D0), rgb(0x2BAE87)},
                {rgb(0x381020), rgb(0x96324F), rgb(0xFFB3C7), rgb(0xFF4F7E)}}};
    return p;
}

}  // namespace

const Palette& palette(Scheme scheme) {
    static const Palette light = lightSet();
    static const Palette dark = darkSet();
    return scheme == Scheme::dark ? dark : light;
}

}  // namespace interleave::ui::theme
