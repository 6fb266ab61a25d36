#include "models/wire/name.hpp"

#include <algorithm>

#include "sim/base/ensure.hpp"

namespace models {

Name NameTable::add(std::string_view text) {
  if (text.empty()) return {};
  text = text.substr(0, longest);
  if (const auto known = numbers_.find(text); known != numbers_.end()) return known->second;
  if (texts_.size() == limit) return {};
  texts_.emplace_back(text);
  const Name name{static_cast<std::uint16_t>(texts_.size()),
                  static_cast<std::uint8_t>(text.size())};
  numbers_.emplace(text, name);
  return name;
}

Name NameTable::add_domain(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (!lower.empty() && lower.back() == '.') lower.pop_back();
  return add(lower);
}

Name NameTable::find(std::string_view text) const {
  const auto known = numbers_.find(text.substr(0, longest));
  return known == numbers_.end() ? Name{} : known->second;
}

std::string_view NameTable::text(Name name) const {
  if (!name) return "";
  ENSURE(name.value <= texts_.size());
  return texts_[name.value - 1U];
}

}  // namespace models
