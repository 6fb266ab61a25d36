// What PBXs say of their phones: sip show peers of chan_sip, pjsip show contacts ([chan-sip],
// [res-pjsip]); a plain list for a Cisco Unified CM, whose own needs SQL. Assumed: the hash of a
// contact, the lack of an access list.
#include <algorithm>

#include "app/show/sight.hpp"

namespace app::showing {
namespace {

using models::SipContact;

// Phones whose list of servers names this one.
std::vector<std::uint32_t> phones_of(const Sight& sight) {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t n = 0; n < sight.world.network().number_of_phones(); ++n) {
    const Spec& spec = spec_of(sight.scenario, sight.world.phone(n));
    const auto servers = servers_of(spec);
    const bool knows = std::ranges::any_of(
        servers, [&](const auto& server) { return server.value == sight.name(); });
    if (knows) numbers.push_back(n);
  }
  return numbers;
}

std::string status_of_peer(SipContact::State state, std::int32_t ms) {
  switch (state) {
    case SipContact::State::unmonitored: return "Unmonitored";
    case SipContact::State::unknown: return "UNKNOWN";
    case SipContact::State::reachable: return fmt::format("OK ({} ms)", ms);
    case SipContact::State::lagged: return fmt::format("LAGGED ({} ms)", ms);
    case SipContact::State::unreachable: return "UNREACHABLE";
  }
  return "UNKNOWN";
}

std::string_view word_of_contact(SipContact::State state) {
  switch (state) {
    case SipContact::State::unmonitored: return "NonQual";
    case SipContact::State::unknown: return "Unknown";
    case SipContact::State::reachable:
    case SipContact::State::lagged: return "Avail";
    case SipContact::State::unreachable: return "Unavail";
  }
  return "Unknown";
}

std::string hash_of(std::string_view uri) {  // FNV-1a, in the place of the first half of an MD5
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325U;
  for (const char c : uri) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3U;
  }
  return fmt::format("{:016x}", hash).substr(0, 10);
}

}  // namespace

Shown sip_peers(const Sight& sight) {
  const auto& server = sight.of<models::CallServer>();
  const models::SipPeerConfig& config = server.config().sip;
  Shown shown;
  shown.text =
      "Name/username             Host                                    Dyn Forcerport Comedia"
      "    ACL Port     Status      Description                      \n";
  std::size_t online[2] = {0, 0};  // monitored, or not
  std::size_t offline[2] = {0, 0};
  for (const std::uint32_t number : phones_of(sight)) {
    const models::SipPeer& peer = server.pbx()->peer(number);
    const std::string& name = sight.scenario.devices[sight.world.phone(number)].name;
    const bool there = peer.is_registered();
    const SipContact::State state = peer.state(config);
    const std::string status = status_of_peer(state, peer.last_qualify());
    const std::string host = there ? to_text(peer.endpoint().address) : "(Unspecified)";
    const int port = there ? peer.endpoint().port : 0;
    const bool nat = config.contact != models::ContactUse::as_written;
    const bool monitored = state != SipContact::State::unmonitored;
    const bool is_online = there && state != SipContact::State::unreachable &&
                           (!monitored || state != SipContact::State::unknown);
    ++(is_online ? online : offline)[monitored ? 0 : 1];
    shown.text +=
        fmt::format("{:<25.25} {:<39.39} {:<3} {:<10} {:<10} {:<3} {:<8} {:<11} {:<32}\n",
                    there ? name + "/" + name : name, host, " D", config.force_rport ? "Yes" : "No",
                    nat ? "Yes" : "No", "", port, status, "");
    shown.rows.push_back({{"name", name},
                          {"host", host},
                          {"dyn", "yes"},
                          {"forcerport", config.force_rport ? "yes" : "no"},
                          {"comedia", nat ? "yes" : "no"},
                          {"port", std::to_string(port)},
                          {"status", status}});
  }
  shown.text += fmt::format(
      "{} sip peers [Monitored: {} online, {} offline Unmonitored: {} online, {} offline]\n",
      shown.rows.size(), online[0], offline[0], online[1], offline[1]);
  return shown;
}

Shown pjsip_contacts(const Sight& sight) {
  const auto& server = sight.of<models::CallServer>();
  const models::SipPeerConfig& config = server.config().sip;
  Shown shown;
  shown.text =
      "\n  Contact:  <Aor/ContactUri..............................> <Hash....> <Status> "
      "<RTT(ms)..>\n" +
      std::string(90, '=') + "\n\n";
  for (const std::uint32_t number : phones_of(sight)) {
    const std::string& name = sight.scenario.devices[sight.world.phone(number)].name;
    server.pbx()->peer(number).for_each_contact([&](const SipContact& contact) {
      if (!contact.is_registered()) return;
      const std::string uri =
          fmt::format("sip:{}@{}", name, at(contact.endpoint().address, contact.endpoint().port));
      const SipContact::State state = contact.state(config);
      const bool answered = contact.last_qualify() > 0;
      const std::string rtt = answered ? fmt::format("{}.000", contact.last_qualify()) : "nan";
      const std::string status(word_of_contact(state));
      shown.text += fmt::format("  Contact:  {:<46.46} {:<10} {:<7} {:>11}\n", name + "/" + uri,
                                hash_of(uri), status, rtt);
      shown.rows.push_back({{"aor", name},
                            {"contact_uri", uri},
                            {"hash", hash_of(uri)},
                            {"status", status},
                            {"rtt_ms", rtt}});
    });
  }
  if (shown.rows.empty()) return {.text = "No objects found.\n\n"};
  shown.text += fmt::format("\nObjects found: {}\n\n", shown.rows.size());
  return shown;
}

Shown registrations(const Sight& sight) {
  const auto& server = sight.of<models::CallServer>();
  Shown shown;
  shown.text = fmt::format("{:<24} {}\n", "phone", "registered");
  for (const std::uint32_t number : phones_of(sight)) {
    const std::string& name = sight.scenario.devices[sight.world.phone(number)].name;
    const std::string held = server.holds(number) ? "yes" : "no";
    shown.text += fmt::format("{:<24} {}\n", name, held);
    shown.rows.push_back({{"phone", name}, {"registered", held}});
  }
  return shown;
}

}  // namespace app::showing
