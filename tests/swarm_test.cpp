// Random small networks under random faults. The invariants are checked from outside: they know the
// journal and what a phone says, not how a device works. A failure prints seed and network; to see
// it again: FASTBUSY_SWARM_SEED=<seed> fastbusy_tests 'swarm*'; FASTBUSY_SWARM_COUNT runs more.
#include <cstdlib>

#include "tests/catch.hpp"
#include "tests/journal_text.hpp"
#include "tests/swarm_network.hpp"

using models::NodeId;
using models::PhoneFact;
using swarm::Dice;
using swarm::RandomNetwork;
using sim::operator""h;
using sim::operator""s;
using sim::operator""ms;
using sim::operator""min;

namespace {

// What must hold at any moment. Empty if it does.
class Watch {
 public:
  explicit Watch(const RandomNetwork& site) : site_(site), network_(site.network) {}

  std::string complaint() {
    std::string lost_frames = journal_text::unaccounted_frames(network_);
    if (!lost_frames.empty()) return lost_frames;
    if (network_.exhausted()) return "the frame pool is exhausted";
    if (network_.now() < now_) return "time ran back";
    std::string busy = livelock();
    if (!busy.empty()) return busy;
    std::string view = phones_views();
    return !view.empty() ? view : servers_views();
  }

 private:
  // 24 devices that flood one another can keep each other busy, but not without end.
  std::string livelock() {
    const double elapsed = sim::seconds(network_.now() - now_);
    const auto events = static_cast<double>(network_.events() - events_);
    now_ = network_.now();
    events_ = network_.events();
    const auto devices = static_cast<double>(site_.devices.size());
    if (events <= 20'000 + devices * 500 * elapsed) return "";
    return std::to_string(events) + " events in " + std::to_string(elapsed) + " s";
  }
  // A phone says `registered` only while it holds no registration, and loses only what it has.
  std::string phones_views() {
    const auto& facts = network_.journal().phones;
    for (; phone_facts_ < facts.size(); ++phone_facts_) {
      const PhoneFact& fact = facts[phone_facts_];
      if (phone_facts_ > 0 && fact.at < facts[phone_facts_ - 1].at) return "a fact runs back";
      if (fact.kind == PhoneFact::Kind::all_failed) continue;
      const bool registers = fact.kind == PhoneFact::Kind::registered;
      if (is_registered_[fact.phone] == registers) {
        return sim::to_text(fact.at.time_since_epoch()) + " " + journal_text::line(fact);
      }
      is_registered_[fact.phone] = registers;
    }
    for (std::size_t i = 0; i < network_.all<models::Phone>().size(); ++i) {
      if (network_.all<models::Phone>()[i].is_registered() != is_registered_[i]) {
        return "phone " + std::to_string(i) + " says other than its facts";
      }
    }
    return "";
  }
  // The same for each call server and phone.
  std::string servers_views() {
    const auto& facts = network_.journal().bindings;
    for (; binding_facts_ < facts.size(); ++binding_facts_) {
      const models::BindingFact& fact = facts[binding_facts_];
      if (binding_facts_ > 0 && fact.at < facts[binding_facts_ - 1].at) return "a fact runs back";
      bool& held = held_[fact.server.index()][fact.phone];
      if (held == fact.bound) return journal_text::line(fact) + " twice";
      held = fact.bound;
    }
    for (std::size_t s = 0; s < network_.all<models::CallServer>().size(); ++s) {
      const models::CallServer& server = network_.all<models::CallServer>()[s];
      std::uint32_t count = 0;
      for (std::uint32_t phone = 0; phone < network_.all<models::Phone>().size(); ++phone) {
        if (server.holds(phone) != held_[s][phone]) return "a server says other than its facts";
        count += held_[s][phone] ? 1U : 0U;
      }
      if (count != server.registered()) return "a server counts wrongly";
    }
    return "";
  }

  const RandomNetwork& site_;
  const models::Network& network_;
  sim::Time now_{};
  std::uint64_t events_ = 0;
  std::size_t phone_facts_ = 0;
  std::size_t binding_facts_ = 0;
  std::array<bool, 20> is_registered_{};
  std::array<std::array<bool, 20>, 3> held_{};
};

void do_harm(RandomNetwork& site, Dice& dice) {
  const auto link = dice.number(0, static_cast<std::uint32_t>(site.links.size()) - 1);
  const auto device = dice.number(0, static_cast<std::uint32_t>(site.devices.size()) - 1);
  switch (dice.number(0, 4)) {
    case 0: return site.plug(link, false);
    case 1: return site.plug(link, true);
    case 2: return site.network.power(site.devices[device], false);
    case 3: return site.network.power(site.devices[device], true);
    default: site.links[link].loss = dice.one_of<std::uint32_t>({0, 300'000'000, 1'000'000'000});
  }
}

// Everything works again, and nothing is configured so that it may keep a phone out. Besides port
// security and a short grace that is an ARP queue that loses answers (which doubles the RTO as the
// case study does), and a TCP that gives up after a delayed ACK.
void heal(RandomNetwork& site) {
  for (std::size_t i = 0; i < site.links.size(); ++i) {
    site.links[i].loss = 0;
    if (!site.network.is_plugged(static_cast<std::uint32_t>(i))) site.plug(i, true);
  }
  for (const NodeId device : site.devices) site.network.power(device, true);
  for (auto& config : site.switches) config.port_security.enabled = false;
  sim::Duration& grace = site.call_server.cucm.keepalive_grace;
  grace = std::max<sim::Duration>(grace, 15s);
  for (auto* arp : {&site.phone.station.host.interface.arp, &site.call_server.host.interface.arp})
    arp->queue = 8;
  for (auto* tcp : {&site.phone.tcp, &site.call_server.tcp}) {
    tcp->data_retries = std::max(tcp->data_retries, 8);
  }
}

std::string phones_without_registration(const RandomNetwork& site) {
  std::string out;
  for (std::size_t i = 0; i < site.network.all<models::Phone>().size(); ++i) {
    const models::Phone& phone = site.network.all<models::Phone>()[i];
    if (phone.is_registered()) continue;
    out += "phone " + std::to_string(i) + " states";
    for (std::uint8_t s = 0; s < site.phone.call_servers.size(); ++s) {
      out += ' ' + std::to_string(static_cast<int>(phone.sip()->state(s)));
    }
    out += '\n';
  }
  return out;
}

// The longest way back after everything works: a segment that is retransmitted every 120 s, three
// servers that are given up one after the other (250 s each), a restart (180 s), and the fallback
// with its probes (5 x 300 s). Twice that, rounded up.
constexpr sim::Duration longest_way_back = 2h;

std::string run(std::uint64_t seed) {
  RandomNetwork site(seed);
  Dice dice(seed, "faults");
  Watch watch(site);
  const auto complaint = [&](const std::string& what) {
    return what + " at " + sim::to_text(site.network.now().time_since_epoch()) + "\n" + site.text();
  };
  for (std::uint32_t left = dice.number(0, 60); left > 0; --left) {
    site.network.run_until(site.network.now() +
                           dice.between(0s, dice.one_of<sim::Duration>({50ms, 10s, 3min})));
    if (const auto what = watch.complaint(); !what.empty()) return complaint(what);
    do_harm(site, dice);
  }
  heal(site);
  const sim::Time well = site.network.now() + longest_way_back;
  while (site.network.now() < well) {
    site.network.run_until(site.network.now() + 10min);
    if (const auto what = watch.complaint(); !what.empty()) return complaint(what);
  }
  if (const auto out = phones_without_registration(site); !out.empty()) return complaint(out);
  const auto facts = site.network.journal().phones.size();
  site.network.run_until(well + 1h);
  if (const auto what = watch.complaint(); !what.empty()) return complaint(what);
  if (facts == site.network.journal().phones.size()) return "";
  return complaint(journal_text::line(site.network.journal().phones[facts]) +
                   ", though all is well");
}

}  // namespace

TEST_CASE("swarm: random networks under random faults keep their invariants, and heal") {
  const auto number = [](const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::stoull(text);
  };
  const std::uint64_t first = number("FASTBUSY_SWARM_SEED", 1);
  const std::uint64_t count = number("FASTBUSY_SWARM_COUNT", first == 1 ? 80 : 1);
  for (std::uint64_t seed = first; seed < first + count; ++seed) CHECK(run(seed) == "");
}
