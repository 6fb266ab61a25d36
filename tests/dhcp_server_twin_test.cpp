// The lease table against a naive twin that ends offers, leases and probations by explicit timers:
// the same answers to 100 000 random messages.
#include <map>

#include "models/protocol/dhcp/dhcp_server.hpp"
#include "sim/base/random.hpp"
#include "tests/catch.hpp"

using namespace models;

namespace {

constexpr Ipv4 first{0x0a00'000a}, last{0x0a00'0011}, server_id{0x0a00'0001};

// What is offered and what is leased or kept out, by address. Whatever has ended is swept out
// before anything is asked.
class Twin {
 public:
  explicit Twin(const DhcpServerConfig& config) : config_(&config) {}

  std::string receive(const DhcpMessage& m, Time now) {
    for (auto* map : {&offers_, &leases_}) {
      std::erase_if(*map, [&](const auto& entry) { return entry.second.until <= now; });
    }
    const Mac mac = m.chaddr();
    if (m.type == DhcpType::discover) return discover(mac, now);
    if (m.type == DhcpType::release) return release(mac, m.ciaddr);
    if (m.type == DhcpType::decline) return decline(mac, m.requested, now);
    const Ipv4 wanted = m.ciaddr != Ipv4{} ? m.ciaddr : m.requested;
    if (holder(wanted) == mac) return grant(mac, wanted, now);
    if (m.server_id == server_id) return is_free(wanted) ? grant(mac, wanted, now) : "NAK";
    for (const auto& entry : leases_) {
      if (entry.second.mac == mac) return "NAK";  // other_on_record
    }
    return is_free(wanted) ? "" : "NAK";
  }

 private:
  static constexpr Mac nobody{99};  // holds what is kept out
  struct Entry {
    Mac mac;
    Time until;
  };

  Mac holder(Ipv4 address) const {
    if (offers_.contains(address)) return offers_.at(address).mac;
    return leases_.contains(address) ? leases_.at(address).mac : Mac{};
  }
  bool is_free(Ipv4 address) const { return holder(address) == Mac{}; }

  // Its last address if that is still its own, else the lowest that is free.
  std::string discover(Mac mac, Time now) {
    const auto may = [&](Ipv4 a) { return is_free(a) || holder(a) == mac; };
    Ipv4 address = first;
    while (address <= last && !may(address)) ++address.value;
    if (last_.contains(mac) && holder(last_[mac]) == mac) address = last_[mac];
    if (address > last) return "exhausted";
    offers_[address] = {mac, now + config_->offer_hold};
    last_[mac] = address;
    return "OFFER " + sim::to_text(address);
  }
  std::string grant(Mac mac, Ipv4 address, Time now) {
    for (auto* map : {&offers_, &leases_}) {
      std::erase_if(*map, [&](const auto& entry) { return entry.second.mac == mac; });
    }
    leases_[address] = {mac, now + config_->lease};
    last_[mac] = address;
    return "ACK " + sim::to_text(address);
  }
  std::string release(Mac mac, Ipv4 address) {
    if (!leases_.contains(address) || leases_[address].mac != mac) return "";
    leases_.erase(address);
    offers_.erase(address);
    return "released";
  }
  std::string decline(Mac mac, Ipv4 address, Time now) {
    if (holder(address) != mac) return "";
    offers_.erase(address);
    leases_[address] = {nobody, now + config_->decline_time};
    return "declined";
  }

  const DhcpServerConfig* config_;
  std::map<Ipv4, Entry> offers_;
  std::map<Ipv4, Entry> leases_;
  std::map<Mac, Ipv4> last_;
};

std::string text_of(const DhcpServerActions& out) {
  for (const auto& action : out) {
    if (const auto* reply = std::get_if<DhcpReply>(&action)) {
      const DhcpMessage& m = reply->message;
      if (m.type == DhcpType::nak) return "NAK";
      return (m.type == DhcpType::offer ? "OFFER " : "ACK ") + sim::to_text(m.yiaddr);
    }
    switch (std::get<DhcpLog>(action).kind) {
      case DhcpLogKind::pool_exhausted: return "exhausted";
      case DhcpLogKind::released: return "released";
      case DhcpLogKind::declined: return "declined";
      case DhcpLogKind::assigned:
      case DhcpLogKind::renewed:
      case DhcpLogKind::conflict:
      case DhcpLogKind::nak:
      case DhcpLogKind::expired: return "unexpected";
    }
  }
  return "";
}

DhcpMessage random_message(sim::Random& random) {
  DhcpMessage m;
  m.set_chaddr({1 + random.below(12)});  // more clients than addresses
  const Ipv4 address{first.value + static_cast<std::uint32_t>(random.below(8))};
  switch (random.below(8)) {
    case 0:
    case 1: break;
    case 2:
      m.type = DhcpType::release;
      m.ciaddr = address;
      break;
    case 3:
      m.type = DhcpType::decline;
      m.requested = address;
      break;
    case 4:
    case 5:
      m.type = DhcpType::request;
      m.requested = address;
      m.server_id = server_id;
      break;
    case 6:
      m.type = DhcpType::request;
      m.requested = address;
      break;
    default: m.type = DhcpType::request; m.ciaddr = address;
  }
  return m;
}

}  // namespace

TEST_CASE("DHCP leases: 100 000 random messages, the same answers as a twin with timers") {
  DhcpServerConfig config;
  config.lease = 60s;
  config.offer_hold = 5s;
  config.decline_time = 20s;
  config.ping_attempts = 0;
  config.choice = DhcpChoice::lowest;
  config.offers_previous = config.heeds_requested = config.reclaims_bad_addresses = false;
  config.scopes.resize(1);
  config.scopes[0].network = {first, 24};
  config.scopes[0].pool = {first, last};
  DhcpServer server(config, server_id);
  server.start(Time{});
  Twin twin(config);
  sim::Random random(1, "dhcp", "twin");
  Time now{};
  std::map<std::string, int> seen;
  for (int i = 0; i < 100'000; ++i) {
    now += random.between(0s, 2s);
    const DhcpMessage m = random_message(random);
    DhcpServerActions out;
    server.receive(m, {.broadcast = m.ciaddr == Ipv4{}}, now, out);
    const std::string expected = twin.receive(m, now);
    ++seen[expected.substr(0, expected.find(' '))];
    if (text_of(out) != expected) {
      CAPTURE(i, now, static_cast<int>(m.type), m.chaddr(), m.requested, m.ciaddr);
      REQUIRE(text_of(out) == expected);
    }
  }
  for (const char* answer : {"OFFER", "ACK", "NAK", "exhausted", "released", "declined", ""}) {
    CAPTURE(answer);
    CHECK(seen[answer] > 100);
  }
}
