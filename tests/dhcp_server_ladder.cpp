#include "tests/dhcp_server_ladder.hpp"

#include "app/scenario/profile.hpp"
#include "models/protocol/dhcp/dhcp_server_fields.hpp"
#include "sim/schema/reader.hpp"

namespace dhcp {
namespace {

using models::DhcpDelivery;
using models::DhcpLogKind;
using models::DhcpMessage;
using models::DhcpType;
using sim::Ipv4;

constexpr Ipv4 server_address{0x0a00'0001}, another_server{0x0a00'0002};

Ipv4 address(ladder::Words& words) {
  const std::string word = words.next();
  const auto parsed = sim::parse_ipv4(word);
  if (!parsed) FAIL_CHECK("not an address: " << word);
  return parsed.value_or(Ipv4{});
}

std::string client_of(sim::Mac mac) {
  return {static_cast<char>('a' + static_cast<char>(mac.value & 0xffU))};
}

DhcpType type_of(const std::string& word) {
  if (word == "DISCOVER") return DhcpType::discover;
  if (word == "REQUEST") return DhcpType::request;
  if (word == "DECLINE") return DhcpType::decline;
  if (word == "RELEASE") return DhcpType::release;
  if (word == "INFORM") return DhcpType::inform;
  if (word != "OFFER") FAIL_CHECK("no message of a client: " << word);
  return DhcpType::offer;
}

// `REQUEST 10.0.0.10 reboots`: RFC 2131 table 4 and 5.
void fill_in(DhcpMessage& m, bool& broadcast, ladder::Words& words) {
  switch (m.type) {
    case DhcpType::discover:
      if (words.skip("wants")) m.requested = address(words);
      return;
    case DhcpType::request: {
      const Ipv4 wanted = address(words);
      const std::string state = words.next();
      const bool selects = state == "selects" || state == "selects-another-server";
      if (state == "selects") m.server_id = server_address;
      if (state == "selects-another-server") m.server_id = another_server;
      if (selects || state == "reboots") {
        m.requested = wanted;
      } else {
        m.ciaddr = wanted;
        if (state != "renews" && state != "rebinds") FAIL_CHECK("what state is " << state);
        broadcast = state == "rebinds";
      }
      return;
    }
    case DhcpType::decline:
      m.requested = address(words);
      m.server_id = words.skip("to-another-server") ? another_server : server_address;
      return;
    case DhcpType::release:
    case DhcpType::inform:
      m.ciaddr = address(words);
      if (words.skip("to-another-server")) m.server_id = another_server;
      broadcast = false;
      return;
    case DhcpType::offer:
    case DhcpType::ack:
    case DhcpType::nak: return;
  }
}

std::string delivery(const models::DhcpReply& reply) {
  switch (reply.how) {
    case DhcpDelivery::to_relay: return " to relay " + sim::to_text(reply.message.giaddr);
    case DhcpDelivery::to_ciaddr: return " to ciaddr " + sim::to_text(reply.message.ciaddr);
    case DhcpDelivery::broadcast: return " by broadcast";
    case DhcpDelivery::to_yiaddr: return "";
  }
  return "?";
}

std::string shown(const models::DhcpReply& reply) {
  const DhcpMessage& m = reply.message;
  const std::string client = client_of(m.chaddr());
  if (m.xid != m.chaddr().value % 1000) FAIL_CHECK("an xid that " << client << " does not have");
  if (m.server_id != server_address) FAIL_CHECK("without the server's id");
  const std::string options = std::string(m.web_service == web_service ? " web-service" : "") +
                              (m.registrar == registrar ? " registrar" : "") + delivery(reply);
  if (m.type == DhcpType::nak) return client + " NAK" + options;
  if (m.yiaddr == Ipv4{}) return client + " ACK without address" + options;
  return client + (m.type == DhcpType::offer ? " OFFER " : " ACK ") + sim::to_text(m.yiaddr) +
         options;
}

std::string shown(const models::DhcpLog& log) {
  const auto with = [&](const char* what) {
    return std::string(what) + ' ' + sim::to_text(log.ip) + ' ' + client_of(log.mac);
  };
  switch (log.kind) {
    case DhcpLogKind::assigned: return with("assigned");
    case DhcpLogKind::renewed: return with("renewed");
    case DhcpLogKind::released: return with("released");
    case DhcpLogKind::conflict: return with("conflict");
    case DhcpLogKind::pool_exhausted: return "pool exhausted for " + client_of(log.mac);
    case DhcpLogKind::nak: return with("denied");
    case DhcpLogKind::expired: return with("expired");
    case DhcpLogKind::declined: return with("declined");
  }
  return "?";
}

}  // namespace

models::DhcpServerConfig config() {
  models::DhcpServerConfig c;
  c.ping_attempts = 0;
  c.choice = models::DhcpChoice::lowest;
  c.scopes.resize(2);
  c.scopes[0].network = {{0x0a00'0000}, 24};
  c.scopes[0].pool = {{0x0a00'000a}, {0x0a00'0013}};
  c.scopes[1].network = {{0x0a00'0100}, 24};
  c.scopes[1].pool = {{0x0a00'010a}, {0x0a00'010c}};
  return c;
}

models::DhcpServerConfig profile(const std::string& name, bool authoritative) {
  models::DhcpServerConfig c = config();
  sim::Diagnostics diagnostics;
  const auto profile = app::read_profile(name, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(profile);
  CHECK(profile->kind == "server");
  const sim::Node* values = profile->values.find("dhcp");
  REQUIRE(values != nullptr);
  REQUIRE(profile->values.entries.size() == 1);
  const bool good = sim::read(*values, c, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(good);
  c.authoritative = authoritative;
  return c;
}

sim::Mac mac_of(std::string_view client) {
  if (client.size() != 1) FAIL_CHECK("a client is one letter: " << client);
  return {0x0200'0000'0000 + static_cast<std::uint64_t>(client[0] - 'a')};
}

void Server::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  models::DhcpServerActions out;
  if (words.skip("echo")) {
    server_.ping_answered(address(words), now, out);
    return print(out, now, trace);
  }
  DhcpMessage m;
  models::DhcpArrival arrival;
  m.set_chaddr(mac_of(words.next()));
  m.xid = static_cast<std::uint32_t>(m.chaddr().value % 1000);
  m.type = type_of(words.next());
  fill_in(m, arrival.broadcast, words);
  if (words.skip("via")) m.giaddr = address(words);
  if (words.skip("on")) arrival.local = address(words);
  if (words.skip("MS-UC-Client")) m.vendor_class = class_of_lync;
  if (words.skip("ms-uc-client")) m.vendor_class = class_in_lower_case;
  m.broadcast = words.skip("broadcast-flag");
  server_.receive(m, arrival, now, out);
  print(out, now, trace);
}

void Server::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  if (words.skip("start")) server_.start(now);
  if (words.skip("stop")) server_.stop();
  if (words.skip("authoritative")) config_.authoritative = true;
  if (words.skip("pool")) {
    config_.scopes[0].pool.first = address(words);
    config_.scopes[0].pool.last = address(words);
  }
  print({}, now, trace);
}

void Server::print(const models::DhcpServerActions& out, sim::Time now, ladder::Trace& trace) {
  for (const auto& action : out) {
    if (const auto* reply = std::get_if<models::DhcpReply>(&action)) {
      trace.add(now, '>', shown(*reply));
    } else if (const auto* ping = std::get_if<models::DhcpPing>(&action)) {
      trace.add(now, '>', "ping " + sim::to_text(ping->address));
    } else {
      trace.add(now, '=', shown(std::get<models::DhcpLog>(action)));
    }
  }
}

}  // namespace dhcp
