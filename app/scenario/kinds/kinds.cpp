#include "app/scenario/kinds/kinds.hpp"

namespace app {
namespace {

template <std::size_t... I>
Spec spec_at(std::size_t index, std::index_sequence<I...>) {
  Spec spec;
  (void)((index == I ? (spec.emplace<I>(), true) : false) || ...);
  return spec;
}

}  // namespace

Spec empty_spec(models::NodeKind kind) {
  return spec_at(static_cast<std::size_t>(kind), std::make_index_sequence<models::kind_count>{});
}

const HostSpec* host_of(const Spec& spec) {
  return std::visit(
      []<class S>(const S& s) -> const HostSpec* {
        if constexpr (IsHost<S>) return &s;
        return nullptr;
      },
      spec);
}

const StationSpec* station_of(const Spec& spec) {
  return std::visit(
      []<class S>(const S& s) -> const StationSpec* {
        if constexpr (IsStation<S>) return &s;
        return nullptr;
      },
      spec);
}

std::optional<sim::Ipv4Interface> address_of(const Spec& spec) {
  return std::visit(
      []<class S>(const S& s) -> std::optional<sim::Ipv4Interface> {
        if constexpr (requires { s.address; }) {
          if (s.address.value.address != sim::Ipv4{}) return s.address.value;
        }
        return std::nullopt;
      },
      spec);
}

std::optional<sim::Mac> mac_of(const Spec& spec) {
  return std::visit(
      []<class S>(const S& s) -> std::optional<sim::Mac> {
        if constexpr (requires { s.mac; }) return s.mac;
        return std::nullopt;
      },
      spec);
}

std::optional<int> count_of(const Spec& spec) {
  return std::visit(
      []<class S>(const S& s) -> std::optional<int> {
        if constexpr (requires { s.count; }) return s.count;
        return std::nullopt;
      },
      spec);
}

int port_count(const Spec& spec) {
  if (const auto* sw = std::get_if<SwitchSpec>(&spec)) return sw->ports;
  int ports = 1;
  if (const auto* router = std::get_if<RouterSpec>(&spec)) {
    for (const InterfaceSpec& interface : router->interfaces) {
      ports = std::max(ports, interface.port);
    }
  }
  return ports;
}

std::vector<sim::Located<std::string>> servers_of(const Spec& spec) {
  const auto* phone = std::get_if<PhoneSpec>(&spec);
  if (phone == nullptr) return {};
  std::vector<sim::Located<std::string>> servers = phone->call_servers;
  servers.insert(servers.end(), phone->backups.begin(), phone->backups.end());
  return servers;
}

}  // namespace app
