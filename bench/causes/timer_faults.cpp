// Timers that do not fit: a NAT, a firewall or a switch that forgets before the next keepalive,
// keepalives that come too late, grants that nobody can use.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

constexpr std::string_view family = "timer";
const std::vector<std::string> long_times{"11min", "13min", "17min"};

void forgetful_routers(const Network& network, sim::Random& random, Faults& out) {
  const std::vector<std::string> short_times{"10s", "15s", "20s", "30s", "45s"};
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    const auto pairs = network.pairs_across(name);
    if (pairs.empty()) continue;
    const auto change = [&](const std::string& kind, const std::string& key) {
      out.push_back(changed(family, kind, network, name + key, pick(short_times, random))
                        .or_at(network.intervals(pairs)));
    };
    if (std::ranges::any_of(router.interfaces, &app::InterfaceSpec::outside)) {
      change("nat forgets UDP", ".nat.udp_timeout");
      change("nat forgets TCP", ".nat.tcp_established_timeout");
      if (router.nat.udp_stream_timeout) change("nat forgets UDP", ".nat.udp_stream_timeout");
    }
    if (router.firewall.enabled) {
      change("firewall forgets", ".firewall.conn_timeout");
      change("firewall forgets", ".firewall.udp_timeout");
      if (router.firewall.inspect_sip) change("firewall forgets", ".firewall.sip_timeout");
    }
  }
}

void forgetful_switches(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, one] : network.all<app::SwitchSpec>()) {
    if (!one.port_security.enabled) continue;
    const std::vector<std::string> times{"10s", "20s", "30s", "1min", "90s"};
    out.push_back(changed(family, "port security forgets", network,
                          name + ".port_security.aging_time", pick(times, random))
                      .or_at(network.intervals(network.pairs_across(name)))
                      .or_at(name + ".port_security.relearn"));
  }
}

// What a standard phone and its registrar agree on.
void of_standard(const Network& network, const Pair& pair, const std::string& late, Faults& out) {
  const auto& [phone, server] = pair;
  const auto& at = std::get<app::CallServerSpec>(network.scenario().entry(server)->specs[0]);
  const auto timers = network.timers({pair});
  const auto change = [&](const std::string& kind, const std::string& setting,
                          const std::string& value) -> Fault& {
    return out.emplace_back(changed(family, kind, network, setting, value));
  };
  change("keepalive too long", phone + ".sip.keepalive", late).or_at(timers);
  change("keepalive too long", phone + ".sip.keepalive", "0s").or_at(timers);
  change("qualify_every too long", server + ".sip.qualify_every", late).or_at(timers);
  if (at.sip.qualify > sim::Duration::zero()) {
    for (const char* value : {"200us", "5ms", "15ms"}) {
      change("qualify too short", server + ".sip.qualify", value);
    }
  }
  change("expiry", server + ".sip.max_expiry", "5s")
      .or_at(server + ".sip.min_expiry")
      .or_at(phone + ".sip.register_expires");
  change("expiry", phone + ".sip.register_expires", "20s").or_at(server + ".sip.min_expiry");
  change("late refresh", phone + ".sip.refresh_percent", "100").or_at(server + ".sip.expiry_slack");
}

void of_cucm(const Network& network, const Pair& pair, bool sccp, const std::string& late,
             Faults& out) {
  const auto& [phone, server] = pair;
  const auto timers = network.timers({pair});
  const auto change = [&](const std::string& kind, const std::string& setting,
                          const std::string& value) -> Fault& {
    return out.emplace_back(changed(family, kind, network, setting, value));
  };
  if (sccp) {
    change("sccp keepalive", phone + ".sccp.min_keepalive", late)
        .or_at(timers)
        .or_at(server + ".sccp.keepalive_interval")
        .or_at(server + ".sccp.server_misses")
        .or_at(server + ".sccp.server_grace");
    change("sccp keepalive", server + ".sccp.keepalive_interval", late).or_at(timers);
    return;
  }
  change("grant too short", server + ".sip.keepalive_interval", "20s")
      .or_at(phone + ".sip.min_refresh")
      .or_at(server + ".sip.register_delta");
  change("grant too long", server + ".sip.keepalive_interval", late).or_at(timers);
  change("min_refresh too long", phone + ".sip.min_refresh", "30min")
      .or_at(server + ".sip.keepalive_interval");
  change("grace too short", server + ".sip.register_delta", "1min")
      .or_at(phone + ".sip.register_delta")
      .or_at(server + ".sip.keepalive_grace");
}

}  // namespace

void timer_faults(const Network& network, sim::Random& random, Faults& out) {
  forgetful_routers(network, random, out);
  forgetful_switches(network, random, out);
  const std::string late = pick(long_times, random);
  for (const Pair& pair : network.pairs()) {
    const auto& phone = std::get<app::PhoneSpec>(network.scenario().entry(pair.phone)->specs[0]);
    if (phone.is_standard()) {
      of_standard(network, pair, late, out);
    } else {
      of_cucm(network, pair, phone.is_sccp(), late, out);
    }
  }
}

}  // namespace bench
