// Passwords and keys become tokens before anything is shown or kept: equal secrets get equal
// tokens. The salt is made of all files of the import, so that a token cannot be looked up in a
// list.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace app {

std::array<std::uint8_t, 32> sha256(std::string_view bytes);  // FIPS 180-4

class Secrets {
 public:
  void add_salt(std::string_view text);
  std::string token(std::string_view secret, std::size_t letters = 12) const;
  // A line as it may be shown: what follows `password`, `key` and their like is a token.
  std::string masked(std::string_view line) const;

 private:
  std::string salt_;
};

}  // namespace app
