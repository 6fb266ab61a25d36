#include "app/cause/sign_in.hpp"

#include "app/cause/connected.hpp"
#include "app/scenario/kinds/spec.hpp"

namespace app {
namespace {

// The first server that the phone reaches and that serves DHCP (or DNS).
const Entry* first_server(const Scenario& scenario, std::size_t phone, bool dhcp) {
  for (const Entry& entry : scenario.entries) {
    const auto* server = std::get_if<ServerSpec>(&entry.specs[0]);
    if (server == nullptr || !(dhcp ? server->dhcp.enabled : server->dns.enabled)) continue;
    if (are_connected(scenario, phone, entry.first)) return &entry;
  }
  return nullptr;
}

using Option = std::string DhcpServiceSpec::*;

// An option that the server has, but for another class, is missing just as well.
std::string option_path(const Scenario& scenario, std::size_t phone, Option value,
                        Option for_class) {
  const Entry* entry = first_server(scenario, phone, true);
  if (entry == nullptr) return "";
  const DhcpServiceSpec& dhcp = std::get<ServerSpec>(entry->specs[0]).dhcp;
  const bool is_there = !(dhcp.*value).empty();
  return entry->name + "." + key_of(entry->specs[0], &(dhcp.*(is_there ? for_class : value)));
}

std::string setting_of(const Scenario& scenario, models::LyncStep step, std::size_t phone) {
  const auto spec_of = [&](std::size_t device) -> const Spec& {
    const Device& d = scenario.devices[device];
    return scenario.entries[d.entry].specs[d.spec];
  };
  switch (step) {
    case models::LyncStep::no_certificate_service:
      return option_path(scenario, phone, &DhcpServiceSpec::web_service_name,
                         &DhcpServiceSpec::web_service_for);
    case models::LyncStep::registrar_unknown:
      return option_path(scenario, phone, &DhcpServiceSpec::registrar_name,
                         &DhcpServiceSpec::registrar_for);
    case models::LyncStep::web_unresolved:
    case models::LyncStep::registrar_unresolved: {
      const Entry* entry = first_server(scenario, phone, false);
      if (entry == nullptr) return "";
      const Spec& spec = entry->specs[0];
      return entry->name + "." + key_of(spec, &std::get<ServerSpec>(spec).dns.zone);
    }
    case models::LyncStep::certificate_refused: {
      const std::string name = servers_of(spec_of(phone))[0].value;
      const Spec& registrar = spec_of(*scenario.device(name));
      return name + "." + key_of(registrar, &std::get<CallServerSpec>(registrar).web_status);
    }
    case models::LyncStep::registrar_foreign: {
      const Spec& spec = spec_of(phone);
      return scenario.entries[scenario.devices[phone].entry].name + "." +
             key_of(spec, &std::get<PhoneSpec>(spec).lync.strict_domain);
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
