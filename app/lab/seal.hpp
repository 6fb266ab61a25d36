// The seal of a handed-out lab: libsodium's secretbox under a key that every copy of the program
// has. It keeps a student from reading the faults, not from taking the program apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace app {

std::string seal(std::string_view text);  // base64; the same text gives the same letters
// None: it was changed, or is no seal. Blanks and ends of lines do not matter.
std::optional<std::string> unseal(std::string_view letters);

}  // namespace app
