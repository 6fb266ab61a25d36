#include "app/show/sight.hpp"

#include <charconv>

#include "app/scenario/calendar.hpp"
#include "sim/base/text.hpp"

namespace app::showing {

Shown refusal(const std::string& text) { return {.understood = false, .text = text + "\n"}; }

std::string port_name(std::size_t port) { return fmt::format("Fa0/{}", port + 1); }
std::string long_port_name(std::size_t port) { return fmt::format("FastEthernet0/{}", port + 1); }

std::string interface_name(const models::RouterInterfaceConfig& interface) {
  const auto vlan = interface.interface.vlan;
  return fmt::format("GigabitEthernet0/{}{}", interface.port + 1,
                     vlan == 0 ? "" : fmt::format(".{}", vlan));
}

std::string nameif(const Sight& sight, std::size_t interface) {
  const auto& interfaces = sight.spec<RouterSpec>().interfaces;
  if (interface >= interfaces.size()) return fmt::format("port{}", interface + 1);
  const InterfaceSpec& one = interfaces[interface];
  if (one.security_level >= 100) return "inside";
  return one.security_level == 0 ? "outside" : fmt::format("dmz{}", one.port);
}

std::optional<std::uint16_t> port_of(std::string_view word, std::size_t ports) {
  const auto end = word.find_last_of("/:");
  std::string_view digits = end == std::string_view::npos ? word : word.substr(end + 1);
  const auto first = digits.find_first_of("0123456789");
  if (first == std::string_view::npos) return std::nullopt;
  digits.remove_prefix(first);
  std::uint16_t number = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || rest != digits.data() + digits.size()) return std::nullopt;
  if (number < 1 || number > ports) return std::nullopt;
  return static_cast<std::uint16_t>(number - 1);
}

bool is_lit(const Sight& sight, std::uint16_t port) {
  const models::Network& network = sight.world.network();
  const models::LinkDirection* link = network.link_at(sight.node(), port);
  if (link == nullptr || !link->is_up() || !sight.of<models::Switch>().is_on()) return false;
  bool on = true;
  network.visit(link->to(), [&](const auto& other) { on = other.is_on(); });
  return on || link->config().stays_lit;
}

std::string dotted(sim::Mac mac) {
  const std::string digits = fmt::format("{:012x}", mac.value);
  return digits.substr(0, 4) + "." + digits.substr(4, 4) + "." + digits.substr(8);
}

std::string octets(sim::Mac mac) {
  std::string text = to_text(mac);
  for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
  return text;
}

long whole(Duration duration, Duration unit, bool up) {
  const Duration more = up ? unit - Duration{1} : Duration{};
  return static_cast<long>((duration + more) / unit);
}

std::string clock_of(Duration duration) {
  const long s = whole(std::max(duration, Duration{}), 1s);
  return fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string asa_clock(Duration duration) {
  const long s = whole(std::max(duration, Duration{}), 1s);
  return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string short_date(const Sight& sight, Time at) {
  const Wall w = wall(sight.scenario.begins, at);
  const int hour = w.hour % 12 == 0 ? 12 : w.hour % 12;
  return fmt::format("{} {:02} {} {:02}:{:02} {}", w.month_name(), w.day, w.year, hour, w.minute,
                     w.hour < 12 ? "AM" : "PM");
}

std::string mask_of(sim::Ipv4Interface address) { return to_text(sim::Ipv4{address.mask()}); }

std::string at(sim::Ipv4 address, std::uint16_t port, char between) {
  return fmt::format("{}{}{}", to_text(address), between, port);
}

const models::IpInterface* host_interface(const Sight& sight) {
  const models::IpInterface* found = nullptr;
  sight.world.network().visit(sight.node(), [&](const auto& device) {
    if constexpr (requires { device.station(); }) {
      found = &device.station().host().interface();
    } else if constexpr (requires { device.host(); }) {
      found = &device.host().interface();
    } else if constexpr (requires { device.access(); }) {
      if (device.access() != nullptr) found = &device.access()->host.interface();
    }
  });
  return found;
}

}  // namespace app::showing

namespace app {

std::optional<Duration> moment_of(std::string_view text) {
  if (const auto duration = sim::parse_duration(text)) return duration;
  std::int64_t seconds = 0;
  int parts = 0;
  for (std::string_view rest = text; !rest.empty() || parts == 0;) {
    const auto colon = rest.find(':');
    const std::string_view piece = rest.substr(0, colon);
    std::int64_t value = 0;
    const char* const end = piece.data() + piece.size();
    const auto [read, error] = std::from_chars(piece.data(), end, value);
    const bool right = error == std::errc() && read == end && value >= 0 && piece.size() <= 4 &&
                       (parts == 0 || (value < 60 && piece.size() == 2));
    if (!right || ++parts > 3) return std::nullopt;
    seconds = 60 * seconds + value;
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
    if (rest.empty()) return std::nullopt;
  }
  if (parts < 2) return std::nullopt;
  return std::chrono::seconds(seconds);
}

}  // namespace app
