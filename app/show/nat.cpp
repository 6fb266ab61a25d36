// Address translation: show ip nat translations of IOS, conntrack -L of Linux, show xlate and show
// conn of an ASA ([cisco-show-nat], [linux-conntrack], [asa-show]). Left out: counters of bytes,
// the most that were in use, a Linux router's own connections.
#include "app/show/sight.hpp"

namespace app::showing {
namespace {

using models::NatProtocol;

std::string_view word_of(NatProtocol protocol) {
  switch (protocol) {
    case NatProtocol::udp: return "udp";
    case NatProtocol::tcp: return "tcp";
    case NatProtocol::icmp: return "icmp";
  }
  return "";
}

struct Flow {
  NatProtocol protocol{};
  models::Endpoint local{};    // inside
  models::Endpoint outside{};  // as the outside sees it
  models::Endpoint remote{};   // 0.0.0.0: any
  models::NatFlow state{};
  Time until{};
  Duration timeout{};
  Duration idle{};
};

std::vector<Flow> flows_of(const Sight& sight) {
  std::vector<Flow> flows;
  const auto& router = sight.of<models::Router>();
  router.nat().for_each_flow([&](const auto& entry) {
    if (sight.now() >= entry.fresh_until) return;
    Flow flow;
    flow.protocol = entry.key.protocol;
    flow.state = entry.value;
    flow.local = entry.value.inside();
    flow.outside = {entry.key.local_address, entry.key.local_port};
    flow.remote = {entry.key.remote_address, entry.key.remote_port};
    flow.until = entry.fresh_until;
    flow.timeout = value_of(router.config().nat, entry.value.timer);
    flow.idle = std::max(Duration{}, flow.timeout - (flow.until - sight.now()));
    flows.push_back(flow);
  });
  return flows;
}

// As much of it as the filter looks at.
std::string end_or_any(const models::Endpoint& end) {
  if (end.address == sim::Ipv4{}) return "---";
  return end.port == 0 ? to_text(end.address) : at(end.address, end.port);
}

Shown ios_translations(const Sight& sight, bool verbose) {
  Shown shown;
  shown.text =
      "Pro Inside global         Inside local          Outside local         Outside global\n";
  for (const Flow& flow : flows_of(sight)) {
    if (flow.state.own) continue;
    const std::string global = at(flow.outside.address, flow.outside.port);
    const std::string local = at(flow.local.address, flow.local.port);
    const std::string remote = end_or_any(flow.remote);
    shown.text += fmt::format("{:<4}{:<22}{:<22}{:<22}{}\n", word_of(flow.protocol), global, local,
                              remote, remote);
    Shown::Row row{{"protocol", std::string(word_of(flow.protocol))},
                   {"inside_global", global},
                   {"inside_local", local},
                   {"outside_local", remote},
                   {"outside_global", remote}};
    if (verbose) {
      const std::string create = clock_of(sight.now() - flow.state.began);
      const std::string use = clock_of(flow.idle);
      const std::string left = clock_of(flow.until - sight.now());
      shown.text += fmt::format(
          "    create {}, use {} timeout:{}, left {}, flags:\n"
          "extended, use_count: 0, entry-id: {}, lc_entries: 0\n",
          create, use, whole(flow.timeout, 1ms), left, shown.rows.size() + 1);
      row.insert(row.end(), {{"create", create}, {"use", use}, {"left", left}});
    }
    shown.rows.push_back(std::move(row));
  }
  return shown;
}

std::string_view tcp_state(const models::NatFlow& flow) {
  if (flow.timer == models::NatTimer::tcp_closing_timeout) return "TIME_WAIT";
  if (flow.timer == models::NatTimer::tcp_established_timeout) return "ESTABLISHED";
  return flow.replied ? "SYN_RECV" : "SYN_SENT";
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return result;
}

std::string flags_of(const models::FirewallConnection& c, bool from_outside) {
  using State = models::FirewallConnection::State;
  std::string flags;
  switch (c.state) {
    case State::stateless: return "-";
    case State::syn_sent: flags = from_outside ? "SaAB" : "saA"; break;
    case State::syn_acked: flags = "A"; break;
    case State::established: flags = "UIO"; break;
    case State::fin_sent: flags = "UfIO"; break;
    case State::half_closed: flags = "UfrIO"; break;
    case State::last_ack: flags = "UfFRIO"; break;
  }
  return from_outside && c.state != State::syn_sent ? flags + "B" : flags;
}

std::string in_use(std::size_t count) { return fmt::format("{0} in use, {0} most used\n", count); }

}  // namespace

Shown nat_translations(const Sight& sight) { return ios_translations(sight, false); }
Shown nat_translations_verbose(const Sight& sight) { return ios_translations(sight, true); }

// In nobody's words.
Shown translations(const Sight& sight) {
  Shown shown;
  shown.text = fmt::format("{:<5} {:<22} {:<22} {:<22} {:>9} {:>9}\n", "proto", "inside", "outside",
                           "remote", "idle", "left");
  for (const Flow& flow : flows_of(sight)) {
    const std::string local = flow.state.own ? "(itself)" : at(flow.local.address, flow.local.port);
    const std::string outside = at(flow.outside.address, flow.outside.port);
    const std::string remote = end_or_any(flow.remote);
    const std::string idle = clock_of(flow.idle);
    const std::string left = clock_of(flow.until - sight.now());
    shown.text += fmt::format("{:<5} {:<22} {:<22} {:<22} {:>9} {:>9}\n", word_of(flow.protocol),
                              local, outside, remote, idle, left);
    shown.rows.push_back({{"protocol", std::string(word_of(flow.protocol))},
                          {"inside", local},
                          {"outside", outside},
                          {"remote", remote},
                          {"idle", idle},
                          {"left", left}});
  }
  return shown;
}

Shown conntrack(const Sight& sight) {
  Shown shown;
  for (const Flow& flow : flows_of(sight)) {
    const bool tcp = flow.protocol == NatProtocol::tcp;
    const bool assured = tcp ? flow.state.timer != models::NatTimer::tcp_syn_timeout
                             : flow.state.timer == models::NatTimer::udp_stream_timeout;
    const long left = whole(flow.until - sight.now(), 1s);
    const int number = tcp ? 6 : flow.protocol == NatProtocol::udp ? 17 : 1;
    const std::string state = tcp ? std::string(tcp_state(flow.state)) : "";
    // One of the router itself came from outside, and was not translated.
    const models::Endpoint from = flow.state.own ? flow.remote : flow.local;
    const models::Endpoint to = flow.state.own ? flow.outside : flow.remote;
    const models::Endpoint back = flow.state.own ? flow.remote : flow.outside;
    const models::Endpoint answers = flow.state.own ? flow.outside : flow.remote;
    const auto tuple = [](const models::Endpoint& a, const models::Endpoint& b) {
      return fmt::format("src={} dst={} sport={} dport={} ", to_text(a.address), to_text(b.address),
                         a.port, b.port);
    };
    shown.text += fmt::format("{:<8} {} {} {}{}{}{}{}mark=0 use=1\n", word_of(flow.protocol),
                              number, left, state.empty() ? "" : state + " ", tuple(from, to),
                              flow.state.replied ? "" : "[UNREPLIED] ", tuple(answers, back),
                              assured ? "[ASSURED] " : "");
    shown.rows.push_back({{"protocol", std::string(word_of(flow.protocol))},
                          {"timeout", std::to_string(left)},
                          {"state", state},
                          {"source", at(from.address, from.port)},
                          {"destination", at(to.address, to.port)},
                          {"reply_source", at(answers.address, answers.port)},
                          {"reply_destination", at(back.address, back.port)},
                          {"replied", flow.state.replied ? "yes" : "no"},
                          {"assured", assured ? "yes" : "no"}});
  }
  shown.text += fmt::format(
      "conntrack v1.4.7 (conntrack-tools): {} flow entries have been shown.\n", shown.rows.size());
  return shown;
}

Shown xlate(const Sight& sight) {
  Shown shown;
  const auto& router = sight.of<models::Router>();
  std::size_t inside = 0;
  std::size_t outside = 0;
  for (std::size_t i = 0; i < router.config().interfaces.size(); ++i) {
    (router.config().interfaces[i].outside ? outside : inside) = i;
  }
  std::string lines;
  for (const Flow& flow : flows_of(sight)) {
    if (flow.state.own) continue;
    const std::string protocol = upper(word_of(flow.protocol));
    const std::string from = at(flow.local.address, flow.local.port, '/');
    const std::string to = at(flow.outside.address, flow.outside.port, '/');
    lines += fmt::format("{} PAT from {}:{} to {}:{} flags ri idle {} timeout {}\n", protocol,
                         nameif(sight, inside), from, nameif(sight, outside), to,
                         asa_clock(flow.idle), asa_clock(flow.timeout));
    shown.rows.push_back({{"protocol", protocol},
                          {"inside", from},
                          {"outside", to},
                          {"flags", "ri"},
                          {"idle", asa_clock(flow.idle)},
                          {"timeout", asa_clock(flow.timeout)}});
  }
  shown.text = in_use(shown.rows.size()) +
               "Flags: D - DNS, e - extended, I - identity, i - dynamic, r - portmap,\n"
               "       s - static, T - twice, N - net-to-net\n" +
               lines;
  return shown;
}

// The interface of the lower level first, as an ASA has it.
Shown conn(const Sight& sight) {
  Shown shown;
  const auto& router = sight.of<models::Router>();
  const auto level = [&](int interface) {
    const auto& levels = router.config().firewall.security_levels;
    const auto place = static_cast<std::size_t>(interface);
    return place < levels.size() ? levels[place] : 0;
  };
  std::string lines;
  router.firewall().for_each_connection([&](const auto& entry) {
    if (sight.now() >= entry.fresh_until) return;
    const models::FirewallKey& key = entry.key;
    struct Side {
      int interface;
      models::Endpoint end;
      bool began;
    };
    Side first{key.low_interface, {key.low_address, key.low_port}, entry.value.low_began};
    Side second{key.high_interface, {key.high_address, key.high_port}, !entry.value.low_began};
    if (level(first.interface) > level(second.interface)) std::swap(first, second);
    const bool from_outside = first.began && level(first.interface) != level(second.interface);
    const Duration timeout = value_of(router.config().firewall, entry.value.timer);
    const std::string idle =
        asa_clock(std::max(Duration{}, timeout - (entry.fresh_until - sight.now())));
    const std::string flags = flags_of(entry.value, from_outside);
    const std::string protocol = upper(word_of(key.protocol));
    const auto side = [&](const Side& one) {
      return nameif(sight, static_cast<std::size_t>(one.interface)) + " " +
             at(one.end.address, one.end.port);
    };
    lines += fmt::format("{} {} {}, idle {}, bytes 0, flags {}\n", protocol, side(first),
                         side(second), idle, flags);
    shown.rows.push_back({{"protocol", protocol},
                          {"outside", side(first)},
                          {"inside", side(second)},
                          {"idle", idle},
                          {"flags", flags}});
  });
  shown.text = in_use(shown.rows.size()) + lines;
  return shown;
}

}  // namespace app::showing
