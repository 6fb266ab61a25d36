// How text looks on a terminal: colours where somebody watches, none otherwise (NO_COLOR, pipes).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace app {

inline std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

class Style {
 public:
  explicit Style(bool coloured = false) : coloured_(coloured) {}
  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string dim(std::string_view text) const { return wrap("2", text); }
  std::string good(std::string_view text) const { return wrap("32", text); }
  std::string bad(std::string_view text) const { return wrap("31", text); }
  std::string first(std::string_view text) const { return wrap("32", text); }   // primary
  std::string second(std::string_view text) const { return wrap("33", text); }  // any other
  std::string none(std::string_view text) const { return wrap("31", text); }  // registered nowhere

 private:
  std::string wrap(std::string_view code, std::string_view text) const {
    if (!coloured_) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
  bool coloured_;
};

}  // namespace app
