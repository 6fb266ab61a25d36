// The budget of power sourcing: what a port may take, what the others leave, and who ranks first.
#include <algorithm>
#include <numeric>

#include "models/protocol/l2/power_sourcing.hpp"

namespace models {

const PowerPortConfig* PowerSourcing::settings(std::uint16_t port) const {
  const auto& places = settings_->settings_of;
  if (port >= places.size() || places[port] == 0) return nullptr;
  return &settings_->settings[places[port] - 1U];
}

PowerBar PowerSourcing::bar(std::uint16_t port) const {
  const PowerPortConfig* own = settings(port);
  if (!config_->enabled) return PowerBar::disabled;
  if (own == nullptr) return PowerBar::none;
  if (own->mode == PowerMode::off) return PowerBar::mode;
  if (own->limit > Power{} && entitled(port) > own->limit) return PowerBar::limit;
  return PowerBar::none;
}

bool PowerSourcing::is_reserved(std::uint16_t port) const {
  const PowerPortConfig* own = settings(port);
  return own != nullptr && own->mode == PowerMode::reserved;
}

// [ieee-802-3]: of type 1, 2, and 4.
Power PowerSourcing::ceiling(std::uint16_t port) const {
  const PowerPortConfig* own = settings(port);
  if (own != nullptr && own->limit > Power{}) return own->limit;
  switch (config_->standard) {
    case PoeStandard::af: return power_of_class(0);
    case PoeStandard::at: return power_of_class(4);
    case PoeStandard::bt: return power_of_class(8);
  }
  return {};
}

Power PowerSourcing::reserved(std::uint16_t port) const {
  return is_reserved(port) ? ceiling(port) : Power{};
}

// [ieee-802-3] 33.2.6: a class above what the equipment knows is its highest; of type 1, class 0.
Power PowerSourcing::entitled(std::uint16_t port) const {
  const int shown = ports_[port].device->power_class;
  switch (config_->standard) {
    case PoeStandard::af: return power_of_class(shown > 3 ? 0 : shown);
    case PoeStandard::at: return power_of_class(std::min(shown, 4));
    case PoeStandard::bt: return power_of_class(shown);
  }
  return {};
}

Power PowerSourcing::drawn(std::uint16_t port) const {
  const Power draw = ports_[port].device->draw;
  return draw > Power{} ? draw : entitled(port);
}

// What the others leave. A reserved port keeps its own whether or not anything is plugged in; of
// several, the lower number.
Power PowerSourcing::left_for(std::uint16_t port) const {
  Power left = config_->budget;
  for (std::uint16_t other = 0; other < ports_.size(); ++other) {
    if (other == port || (is_reserved(port) && is_reserved(other) && other > port)) continue;
    left = left - std::max(reserved(other), ports_[other].allocated);
  }
  return left;
}

Power PowerSourcing::used() const {
  Power sum{};
  for (std::uint16_t port = 0; port < ports_.size(); ++port) {
    sum += std::max(reserved(port), ports_[port].allocated);
  }
  return sum;
}

bool PowerSourcing::hears_requests(std::uint16_t port) const {
  switch (ports_[port].device->asks_by) {
    case PowerRequest::none: return false;
    case PowerRequest::cdp: return cdp_->enabled;
    case PowerRequest::lldp: return lldp_->enabled;
  }
  return false;
}

std::uint32_t PowerSourcing::rank(std::uint16_t port) const {
  const PowerPortConfig* own = settings(port);
  const PowerPriority priority = own == nullptr ? PowerPriority::low : own->priority;
  return static_cast<std::uint32_t>(priority) << 16U | port;
}

// [procurve-poe]: among equals the lower number counts; [es3000-poe]: the priority alone.
bool PowerSourcing::outranks(std::uint16_t port, std::uint16_t other) const {
  const bool by_number = config_->precedence == PowerPrecedence::port_number;
  return by_number ? rank(port) < rank(other) : rank(port) >> 16U < rank(other) >> 16U;
}

std::vector<std::uint16_t> PowerSourcing::by_rank() const {
  std::vector<std::uint16_t> all(ports_.size());
  std::iota(all.begin(), all.end(), std::uint16_t{0});
  std::ranges::sort(all, {}, [&](std::uint16_t port) { return rank(port); });
  return all;
}

}  // namespace models
