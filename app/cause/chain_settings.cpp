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
    const auto own = [&](const char* below) { return path_of(scenario_, number, below); };
    const auto servers = servers_of(spec);
    const std::string server = servers.empty() ? "" : servers.front().value;
    if (spoken->is_standard()) {
      add(own("sip.keepalive"));
      add(own("sip.register_expires"));
      if (servers.size() > 1) add(own("fail_over.failed_for"));
      add(server + ".sip.qualify");
      add(server + ".sip.qualify_every");
    } else if (spoken->is_sccp()) {
      add(own("sccp.detection.mode"));
      add(own("sccp.detection.misses"));
      add(server + ".sccp.keepalive_interval");
      add(server + ".sccp.server_misses");
    } else {
      add(server + ".sip.keepalive_interval");
      add(server + ".sip.keepalive_grace");
      if (!cause.delays.empty()) add(own("tcp.timestamps"));
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
