#include "app/scenario/link_text.hpp"

#include <cctype>
#include <charconv>

namespace app {
namespace {

std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number > 16'000'000) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

// {1-12}, or {7}
std::optional<NumberRange> take_range(std::string_view& text) {
  if (!take(text, '{')) return std::nullopt;
  const auto first = take_number(text);
  if (!first) return std::nullopt;
  std::optional<std::uint32_t> last = first;
  if (take(text, '-')) last = take_number(text);
  if (!last || *last < *first || *first == 0 || !take(text, '}')) return std::nullopt;
  return NumberRange{*first, *last};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<LinkEndText> parse_link_end(std::string_view text) {
  text = trimmed(text);
  LinkEndText end;
  while (!text.empty() && (std::isalnum(static_cast<unsigned char>(text[0])) != 0 ||
                           text[0] == '_' || text[0] == '-')) {
    end.name += text[0];
    text.remove_prefix(1);
  }
  if (end.name.empty()) return std::nullopt;
  if (!text.empty() && text[0] == '{') {
    end.devices = take_range(text);
    if (!end.devices) return std::nullopt;
  }
  if (take(text, ':')) {
    if (!text.empty() && text[0] == '{') {
      end.ports = take_range(text);
    } else if (const auto port = take_number(text); port && *port > 0) {
      end.ports = NumberRange{*port, *port};
    }
    if (!end.ports) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return end;
}

std::optional<std::pair<LinkEndText, LinkEndText>> parse_link(std::string_view text) {
  const std::size_t dash = text.find(" - ");
  if (dash == std::string_view::npos) return std::nullopt;
  auto a = parse_link_end(text.substr(0, dash));
  auto b = parse_link_end(text.substr(dash + 3));
  if (!a || !b) return std::nullopt;
  a->offset = text.find_first_not_of(' ');
  b->offset = text.find_first_not_of(' ', dash + 3);
  return std::pair{*a, *b};
}

}  // namespace app
