// The bundled fonts.
#pragma once

namespace interleave::ui::theme {

// Adds Inter and JetBrains Mono from the program's resources. Call once, after the application object is made.
// False when a font could not be added; the program then goes on with the system's fonts.
[[nodiscard]] bool loadFonts();

}  // namespace interleave::ui::theme
