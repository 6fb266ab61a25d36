#include "app/cause/chain_settings.hpp"

#include <algorithm>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

class Settings {
 public:
  explicit Settings(const Scenario& scenario) : scenario_(scenario) {}

  void add(const std::string& path, const Remedy* remedy = nullptr) {
    if (shape_at(scenario_, path) == nullptr) return;
    const auto known = std::ranges::find(all_, path, &SettingOnChain::path);
    if (known == all_.end()) {
      all_.push_back({path, remedy});
    } else if (known->remedy == nullptr) {
      known->remedy = remedy;
    }
  }

  void add_timers(std::size_t number, const Cause& cause) {
    const Device& phone = scenario_.devices[number];
    const Entry& entry = scenario_.entries[phone.entry];
    const Spec& spec = entry.specs[phone.spec];
    const auto* spoken = std::get_if<PhoneSpec>(&spec);
    if (spoken == nullptr || spoken->is_lync()) return;
    const auto own = [&](const void* member) {
      add(path_of(scenario_, number, key_of(spec, member)));
    };
    const auto servers = servers_of(spec);
    if (servers.empty()) return;
    const std::string& name = servers.front().value;
    const Device& first = scenario_.devices[*scenario_.device(name)];
    const Spec& of_server = scenario_.entries[first.entry].specs[first.spec];
    const auto& server = std::get<CallServerSpec>(of_server);
    const auto its = [&](const void* member) { add(name + "." + key_of(of_server, member)); };
    if (spoken->is_standard()) {
      own(&spoken->sip.keepalive);
      own(&spoken->sip.SipUaConfig::register_expires);
      if (servers.size() > 1) own(&spoken->fail_over.failed_for);
      its(&server.sip.qualify);
      its(&server.sip.qualify_every);
    } else if (spoken->is_sccp()) {
      own(&spoken->sccp.detection.mode);
      own(&spoken->sccp.detection.misses);
      its(&server.sccp.keepalive_interval);
      its(&server.sccp.server_misses);
    } else {
      its(&server.sip.keepalive_interval);
      its(&server.sip.keepalive_grace);
      if (!cause.delays.empty()) own(&spoken->tcp.timestamps);
    }
  }

  std::vector<SettingOnChain> take() { return std::move(all_); }

 private:
  const Scenario& scenario_;
  std::vector<SettingOnChain> all_;
};

}  // namespace

std::vector<SettingOnChain> settings_on_the_chain(const Scenario& scenario, std::size_t phone,
                                                  const Cause& cause, bool with_timers) {
  Settings settings(scenario);
  settings.add(cause.setting);
  for (const Remedy& remedy : scenario.remedies) {
    for (const sim::Assignment& set : remedy.sets) {
      settings.add(sim::path_of(set), &remedy);
    }
  }
  if (with_timers) settings.add_timers(phone, cause);
  return settings.take();
}

}  // namespace app
