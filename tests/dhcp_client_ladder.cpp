#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpMessage;
using models::DhcpType;
using models::Ipv4;

namespace {

const models::Mac mac{0x0001'e325'a845};

models::DhcpClientConfig still(models::DhcpClientConfig config) {
  if (config.start_wait_min != config.start_wait_max) {
    config.start_wait_min = config.start_wait_max = {};
  }
  config.retransmission.jitter = {};
  config.acd.probe_wait = {};
  config.acd.probe_max = config.acd.probe_min;
  return config;
}

Ipv4 address(ladder::Words& words) {
  const std::string word = words.next();
  const auto parsed = sim::parse_ipv4(word);
  if (!parsed) FAIL_CHECK("not an address: " << word);
  return parsed.value_or(Ipv4{});
}

DhcpMessage options(ladder::Words& words, DhcpMessage m) {
  m.server_id = Ipv4{0x0a00'0001};
  m.prefix_length = 24;
  if (words.skip("from")) m.server_id = address(words);
  if (words.skip("anonymous")) m.server_id = {};
  if (words.skip("lease")) {
    m.lease = words.skip("forever") ? models::infinite_lease : words.number();
  }
  if (words.skip("router")) m.router = address(words);
  if (words.skip("dns")) m.dns[0] = address(words);
  if (const auto n = words.number_after("registrar")) m.registrar = {static_cast<uint16_t>(*n)};
  if (const auto n = words.number_after("web")) m.web_service = {static_cast<uint16_t>(*n)};
  return m;
}

std::string shown(const models::DhcpClientLease& lease) {
  std::string text =
      "bound " + sim::to_text(sim::Ipv4Interface{lease.address, lease.prefix_length});
  if (lease.router != Ipv4{}) text += " router " + sim::to_text(lease.router);
  if (lease.dns[0] != Ipv4{}) text += " dns " + sim::to_text(lease.dns[0]);
  if (lease.registrar) text += " registrar " + std::to_string(lease.registrar.value);
  if (lease.web_service) text += " web " + std::to_string(lease.web_service.value);
  if (lease.expiry() == sim::never) return text + " for ever";
  return text + " until " + std::to_string(lease.expiry().time_since_epoch() / 1s);
}

}  // namespace

DhcpPhone::DhcpPhone(const models::DhcpClientConfig& config)
    : config_(still(config)), client_(config_, mac, sim::Random{1, "phone", "dhcp"}) {}

void DhcpPhone::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  DhcpMessage m;
  m.set_chaddr(mac);
  m.xid = last_.xid;
  const std::string type = words.next();
  m.type = type == "OFFER" ? DhcpType::offer : type == "ACK" ? DhcpType::ack : DhcpType::nak;
  if (m.type == DhcpType::nak && type != "NAK") FAIL_CHECK("no message: " << type);
  if (m.type != DhcpType::nak) m.yiaddr = address(words);
  m = options(words, m);
  if (words.skip("late")) m.xid = before_;
  if (words.skip("another")) m.set_chaddr({mac.value + 1});
  models::DhcpActions out;
  client_.receive(m, now, out);
  print(out, now, trace);
}

void DhcpPhone::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  models::DhcpActions out;
  if (words.skip("boot")) {
    configured_ = false;
    client_.start(now, out);
  }
  if (words.skip("off")) {
    configured_ = false;
    client_.stop();
  }
  if (words.skip("conflict")) client_.conflict(now, out);
  if (words.skip("router")) client_.router_answered(now, out);
  if (words.skip("lease")) {
    DhcpMessage m;
    m.yiaddr = address(words);
    m = options(words, m);
    client_.remember({.begins = now,
                      .address = m.yiaddr,
                      .router = m.router,
                      .dns = m.dns,
                      .server_id = m.server_id,
                      .seconds = m.lease,
                      .web_service = m.web_service,
                      .registrar = m.registrar,
                      .prefix_length = static_cast<std::uint8_t>(m.prefix_length)});
  }
  if (const auto permille = words.number_after("t1")) {
    config_.t1_permille = static_cast<int>(*permille);
  }
  print(out, now, trace);
}

void DhcpPhone::wake(sim::Time now, ladder::Trace& trace) {
  models::DhcpActions out;
  client_.wake(now, out);
  print(out, now, trace);
  if (client_.deadline() <= now) FAIL_CHECK("it wakes again at the same moment");
}

std::string DhcpPhone::bound(std::string_view script) {
  return R"(
    0s ! boot
    0s > DISCOVER
    0s < OFFER 10.0.0.5 lease 1000
    0s > REQUEST 10.0.0.5 of 10.0.0.1
    0s < ACK 10.0.0.5 lease 1000
    0s = bound 10.0.0.5/24 until 1000
  )" + std::string(script);
}

std::string DhcpPhone::sent(const models::DhcpSend& send) {
  const DhcpMessage& m = send.message;
  if (m.chaddr() != mac) FAIL_CHECK("in another's name");
  if (send.from != m.ciaddr) FAIL_CHECK("RFC 2131 table 5: ciaddr is the address in use, or 0");
  if (!configured_ && m.ciaddr != Ipv4{}) FAIL_CHECK("from an address that is not in use");
  const bool again = m.xid == last_.xid && m.type == last_.type && m.requested == last_.requested;
  if (m.xid != last_.xid) before_ = last_.xid;
  last_ = m;
  std::string text = m.type == DhcpType::discover  ? "DISCOVER"
                     : m.type == DhcpType::request ? "REQUEST"
                     : m.type == DhcpType::decline ? "DECLINE"
                                                   : "?";
  if (m.requested != Ipv4{}) text += " " + sim::to_text(m.requested);
  if (m.server_id != Ipv4{}) text += " of " + sim::to_text(m.server_id);
  if (m.ciaddr != Ipv4{}) text += " ciaddr " + sim::to_text(m.ciaddr);
  if (send.to != models::limited_broadcast) text += " to " + sim::to_text(send.to);
  return text + (again ? " again" : "");
}

void DhcpPhone::print(const models::DhcpActions& actions, sim::Time now, ladder::Trace& trace) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<models::DhcpSend>(&action)) {
      trace.add(now, '>', sent(*send));
    } else if (const auto* ask = std::get_if<models::DhcpAskRouter>(&action)) {
      trace.add(now, '>',
                "ARP " + sim::to_text(ask->router) + " from " + sim::to_text(ask->address));
    } else if (const auto* probe = std::get_if<models::DhcpProbe>(&action)) {
      trace.add(now, '>', "PROBE " + sim::to_text(probe->address));
    } else if (const auto* announce = std::get_if<models::DhcpAnnounce>(&action)) {
      trace.add(now, '>', "ANNOUNCE " + sim::to_text(announce->address));
    } else if (const auto* bound = std::get_if<models::DhcpBound>(&action)) {
      configured_ = true;
      trace.add(now, '=', shown(bound->lease));
    } else if (const auto* released = std::get_if<models::DhcpReleased>(&action)) {
      if (!configured_) FAIL_CHECK("nothing to release");
      configured_ = false;
      constexpr std::array reasons{"expired", "nak", "conflict"};
      trace.add(now, '=',
                std::string("released: ") + reasons[static_cast<std::size_t>(released->why)]);
    } else {
      trace.add(now, '=', "failed");
    }
  }
  if (client_.is_configured() != configured_) FAIL_CHECK("is_configured() says otherwise");
  if (client_.deadline() < now) FAIL_CHECK("a deadline in the past");
}
