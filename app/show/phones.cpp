// A phone's display and its status page, in its profile's words; a host's address.
#include "app/evidence/stays.hpp"
#include "app/show/sight.hpp"

namespace app::showing {
namespace {

// Where it says that it is registered, as it told last.
std::string registered_at(const Sight& sight, std::uint32_t number) {
  using Kind = models::PhoneFact::Kind;
  std::string server;
  for (const models::PhoneFact& fact : sight.journal().phones) {
    if (fact.phone != number || fact.is_of_boot()) continue;
    const bool has = fact.kind == Kind::registered || fact.kind == Kind::moved;
    const auto servers = servers_of(spec_of(sight.scenario, sight.device));
    server = has && fact.server < servers.size() ? servers[fact.server].value : "";
  }
  return server;
}

std::string display_text(const Sight& sight, const models::Phone& phone) {
  const PhoneSpec& spec = sight.spec<PhoneSpec>();
  if (!phone.is_on()) return "(dark)";
  if (phone.is_registered()) return spec.display.registered;
  History history;
  read_stays(sight.world, sight.scenario, history);
  const std::string& last = history.phone_texts[phone.number()];
  return last.empty() ? "Registering" : last;
}

}  // namespace

Shown phone_display(const Sight& sight) {
  const auto& phone = sight.of<models::Phone>();
  const std::string text = display_text(sight, phone);
  const Wall w = wall(sight.scenario.begins, sight.now());
  return {.text = fmt::format("{}  {}\n{}\n", sight.name(), w.clock().substr(0, 5), text),
          .rows = {{{"name", sight.name()}, {"display", text}}}};
}

Shown phone_status(const Sight& sight) {
  Shown shown;
  Shown::Row row;
  const auto say = [&](std::string_view title, const std::string& value) {
    shown.text += fmt::format("{:<18} {}\n", title, value);
    row.emplace_back(title, value);
  };
  const models::IpInterface* interface = host_interface(sight);
  say("Name", sight.name());
  say("MAC address", to_text(interface->mac()));
  const bool has = interface->address() != sim::Ipv4{};
  say("IP address", has ? to_text(interface->address()) : "none");
  if (has) say("Subnet mask", mask_of(interface->prefix()));
  say("VLAN", interface->vlan() == 0 ? "none" : std::to_string(interface->vlan()));
  const models::DhcpClientLease* lease = nullptr;
  sight.world.network().visit(sight.node(), [&](const auto& device) {
    if constexpr (requires { device.station(); }) lease = device.station().lease();
  });
  if (lease != nullptr) {
    say("Default gateway", to_text(lease->router));
    say("DHCP server", to_text(lease->server_id));
    say("Lease ends", short_date(sight, lease->expiry()));
  } else if (const HostSpec* host = host_of(spec_of(sight.scenario, sight.device))) {
    if (host->gateway) say("Default gateway", to_text(host->gateway->value));
  }
  if (models::is<models::Phone>(sight.node())) {
    const auto& phone = sight.of<models::Phone>();
    const std::string at = phone.is_registered() ? registered_at(sight, phone.number()) : "";
    for (const auto& server : servers_of(spec_of(sight.scenario, sight.device))) {
      say(server.value, server.value == at ? "Active" : "");
    }
    say("Status", display_text(sight, phone));
  }
  shown.rows.push_back(std::move(row));
  return shown;
}

}  // namespace app::showing
