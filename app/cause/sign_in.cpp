#include "app/cause/sign_in.hpp"

namespace app {
namespace {

// The first server of the file that serves DHCP (or DNS).
const Entry* first_server(const Scenario& scenario, bool dhcp) {
  for (const Entry& entry : scenario.entries) {
    const auto* server = std::get_if<ServerSpec>(&entry.specs[0]);
    if (server != nullptr && (dhcp ? server->dhcp.enabled : server->dns.enabled)) return &entry;
  }
  return nullptr;
}

using Option = std::string DhcpServiceSpec::*;

// An option that the server has, but for another class, is missing just as well.
std::string option_path(const Scenario& scenario, Option value, std::string_view key) {
  const Entry* entry = first_server(scenario, true);
  if (entry == nullptr) return "";
  const bool is_there = !(std::get<ServerSpec>(entry->specs[0]).dhcp.*value).empty();
  return entry->name + ".dhcp." + std::string(key) + (is_there ? "_class" : "");
}

std::string setting_of(const Scenario& scenario, models::LyncStep step, std::size_t phone) {
  switch (step) {
    case models::LyncStep::no_certificate_service:
      return option_path(scenario, &DhcpServiceSpec::web_service_name, "web_service");
    case models::LyncStep::registrar_unknown:
      return option_path(scenario, &DhcpServiceSpec::registrar_name, "registrar");
    case models::LyncStep::web_unresolved:
    case models::LyncStep::registrar_unresolved: {
      const Entry* entry = first_server(scenario, false);
      return entry == nullptr ? "" : entry->name + ".dns.records";
    }
    case models::LyncStep::certificate_refused: {
      const Device& device = scenario.devices[phone];
      const auto registrars = servers_of(scenario.entries[device.entry].specs[device.spec]);
      return registrars[0].value + ".web_status";
    }
    case models::LyncStep::registrar_foreign: {
      const Device& device = scenario.devices[phone];
      return scenario.entries[device.entry].name + ".lync.strict_domain";
    }
    case models::LyncStep::web_unreachable:
    case models::LyncStep::registrar_unreachable: break;  // a frame died on the way
  }
  return "";
}

}  // namespace

void blame_sign_in(const World& world, const Scenario& scenario, std::uint32_t phone,
                   Cause& cause) {
  for (const models::PhoneFact& fact : world.network().journal().phones) {
    if (fact.phone != phone || fact.kind != models::PhoneFact::Kind::sign_in_failed) continue;
    const std::string setting =
        setting_of(scenario, static_cast<models::LyncStep>(fact.status), world.phone(phone));
    if (!setting.empty()) cause.setting = setting;
  }
}

}  // namespace app
