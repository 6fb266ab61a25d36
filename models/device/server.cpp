#include "models/device/server.hpp"

#include <algorithm>

namespace models {
namespace {

// A broadcast to every DHCP server: one that is off misses it.
bool is_dhcp_request(const Frame& frame) {
  const auto* packet = frame.ipv4();
  const auto* datagram = packet != nullptr ? std::get_if<UdpDatagram>(&packet->payload) : nullptr;
  return datagram != nullptr && datagram->destination_port == dhcp_server_port;
}

}  // namespace

Server::Server(const Config& config, const Installation& self)
    : config_(&config),
      host_(config.host, self.id, self.mac, self.address),
      dhcp_(config.dhcp, self.address.address),
      dns_(config.dns),
      radius_(config.radius),
      files_(config.files),
      connections_(HashedFlows(static_cast<std::size_t>(config.max_connections))),
      random_(self.seed, self.name, "server") {
  host_.hear(config.serves_dhcp ? dhcp_server_port : 0, true);
}

void Server::start(Time now, Outbox& out) {
  if (on_) return;
  on_ = true;
  out.link_came_up = now > Time{};  // at the start of a run it has been there for long
  if (config_->serves_dhcp) dhcp_.start(now);
  if (out.link_came_up) host_.came_up(now, out);
  arm(out);
}

void Server::readdress(Ipv4Interface address, Time now, Outbox& out) {
  host_.configure(address, {});
  if (on_) host_.came_up(now, out);
  arm(out);
}

void Server::stop(Time now, Outbox& out) {
  boots_ = false;  // whoever switches it off before its time means it
  if (!on_) return;
  on_ = false;
  dhcp_.stop();
  files_.stop();
  connections_.clear();
  process_.start();  // with the next power on
  host_.stop(now, out);
  alarm_.clear();
}

void Server::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_ && config_->serves_dhcp && is_dhcp_request(out.frames[frame])) {
    return out.drop(frame, Fate::device_down, 0, {.act = Act::power}, now);
  }
  if (!on_) return host_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* packet = host_.receive(frame, now, out)) {
    const auto* datagram = std::get_if<UdpDatagram>(&packet->payload);
    const auto* dhcp = datagram != nullptr ? std::get_if<DhcpMessage>(&datagram->message) : nullptr;
    const auto* dns = datagram != nullptr ? std::get_if<DnsMessage>(&datagram->message) : nullptr;
    const auto* radius =
        datagram != nullptr ? std::get_if<RadiusMessage>(&datagram->message) : nullptr;
    if (const auto* icmp = std::get_if<IcmpMessage>(&packet->payload)) {
      const bool is_answer = icmp->type == IcmpType::echo_reply;
      const Ipv4 from = packet->source;
      const IcmpMessage error = *icmp;
      out.end(frame, Fate::delivered);
      if (error.is_too_big()) hear_too_big(error, now, out);
      if (is_answer && process_.runs()) answered_ping(from, now, out);
    } else if (const auto* segment = std::get_if<TcpSegment>(&packet->payload)) {
      receive(*segment, *packet, frame, now, out);
    } else if (process_.is_stopped()) {
      host_.refuse(*packet, frame, now, out, {.act = Act::service});
    } else if (dhcp != nullptr && config_->serves_dhcp) {
      if (dhcp->relay_info && dhcp->giaddr == Ipv4{} && !config_->dhcp.trusts_relay_info) {
        return out.drop(frame, Fate::dhcp_relay_info_untrusted, 0,
                        {.setting = &config_->dhcp.trusts_relay_info}, now);
      }
      const bool broadcast = packet->destination == limited_broadcast;
      take_in(DhcpArrived{*dhcp, broadcast}, frame, now, out);
    } else if (dns != nullptr && config_->serves_dns && !dns->is_response) {
      const Endpoint from{packet->source, datagram->source_port};
      take_in(DnsArrived{*dns, from}, frame, now, out);
    } else if (radius != nullptr && config_->serves_radius &&
               datagram->destination_port == radius_port) {
      const Endpoint from{packet->source, datagram->source_port};
      if (radius_.knows(from.address)) {
        take_in(RadiusArrived{*radius, from}, frame, now, out);
      } else {
        out.drop(frame, Fate::radius_unknown_client, 0, {.setting = &config_->radius.clients}, now);
      }
    } else if (!receive_file_request(*packet, frame, now, out)) {
      refuse(*packet, frame, now, out);
    }
  }
  arm(out);
}

void Server::take_in(const Input& input, FrameId frame, Time now, Outbox& out) {
  if (process_.hangs()) {
    const bool kept = process_.keep_datagram(input, config_->socket_queue);
    return out.drop(frame, kept ? Fate::service_hangs : Fate::socket_full, 0, {.act = Act::service},
                    now);
  }
  out.end(frame, Fate::delivered);
  carry_out(input, now, out);
}

void Server::carry_out(const Input& input, Time now, Outbox& out) {
  if (const auto* dhcp = std::get_if<DhcpArrived>(&input)) {
    return receive_dhcp(dhcp->message, dhcp->broadcast, now, out);
  }
  if (const auto* radius = std::get_if<RadiusArrived>(&input)) {
    return receive_radius(radius->request, radius->from, now, out);
  }
  if (const auto* dns = std::get_if<DnsArrived>(&input)) {
    return receive_dns(dns->question, dns->from, now, out);
  }
  if (const auto* tftp = std::get_if<TftpArrived>(&input)) {
    FileServerActions actions;
    files_.receive(tftp->message, tftp->from, tftp->port, now, actions);
    return carry_out(actions, now, out);
  }
  if (const auto* ntp = std::get_if<NtpArrived>(&input)) return answer(*ntp, now, out);
  if (const auto* http = std::get_if<HttpArrived>(&input)) {
    if (!connections_.has(http->connection)) return;
    Download& download = connections_[http->connection].tag;
    download.request = http->request;
    download.sent = 0;
    download.is_under_way = true;
    return go_on(http->connection, now, out);
  }
  closed_by_peer(std::get<PeerClosed>(input).connection, now, out);
}

void Server::act(ProcessAct act, Time now, Outbox& out) {
  if (!on_) return;
  switch (act) {
    case ProcessAct::stop:
      process_.stop();
      files_.stop();
      end_connections(now, out);
      if (config_->serves_dhcp) dhcp_.stop();
      break;
    case ProcessAct::start:
      if (!process_.is_stopped()) break;
      process_.start();
      if (config_->serves_dhcp) dhcp_.start(now);
      break;
    case ProcessAct::hang: process_.hang(); break;
    case ProcessAct::resume:
      for (const Input& input : process_.resume()) carry_out(input, now, out);
      run_dhcp(now, out);
      run_files(now, out);
      break;
  }
  arm(out);
}

void Server::answered_ping(Ipv4 from, Time now, Outbox& out) {
  DhcpServerActions actions;
  dhcp_.ping_answered(from, now, actions);
  carry_out(actions, now, out);
}

void Server::receive_dhcp(const DhcpMessage& message, bool broadcast, Time now, Outbox& out) {
  const bool relayed = message.giaddr != Ipv4{};
  DhcpServerActions actions;
  dhcp_.receive(message, {.local = host_.address(), .broadcast = broadcast || relayed}, now,
                actions);
  carry_out(actions, now, out);
}

void Server::receive_dns(const DnsMessage& question, Endpoint from, Time now, Outbox& out) {
  const DnsMessage answer = dns_.answer(question);
  send({.message = answer,
        .source_port = dns_port,
        .destination_port = from.port,
        .length = length_of(answer)},
       from.address, now, out);
}

void Server::receive_radius(const RadiusMessage& request, Endpoint from, Time now, Outbox& out) {
  if (request.code != RadiusCode::request) return;
  const RadiusMessage answer = radius_.answer(request);
  send({.message = answer,
        .source_port = radius_port,
        .destination_port = from.port,
        .length = length_of(answer)},
       from.address, now, out);
}

void Server::wake(std::uint32_t index, Time at, Outbox& out) {
  if (index == power_on) return boots_ ? start(at, out) : void();
  if (!on_) return;
  if (index > power_on) return wake_connection(index - power_on - 1, at, out);
  if (!alarm_.rings(at)) return;
  host_.wake(at, out);
  run_dhcp(at, out);
  run_files(at, out);
  arm(out);
}

void Server::run_dhcp(Time now, Outbox& out) {
  while (process_.runs() && now >= dhcp_.deadline()) {  // one due check or expiry for each call
    DhcpServerActions actions;
    dhcp_.wake(now, actions);
    carry_out(actions, now, out);
  }
}

void Server::arm(Outbox& out) {
  const Time service = process_.runs() ? std::min(dhcp_.deadline(), files_.deadline()) : never;
  alarm_.set(std::min(host_.deadline(), service), 0, out);
}

void Server::carry_out(const DhcpServerActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* answer = std::get_if<DhcpReply>(&action)) {
      reply(*answer, now, out);
    } else if (const auto* ping = std::get_if<DhcpPing>(&action)) {
      host_.send(IcmpMessage{.type = IcmpType::echo}, ping->address, now, out);
    } else {
      const auto& log = std::get<DhcpLog>(action);
      out.journal.add(DhcpFact{
          .at = now, .server = out.self, .address = log.ip, .mac = log.mac, .kind = log.kind});
    }
  }
}

// RFC 2131 4.1; RFC 1542 for the relay.
void Server::reply(const DhcpReply& reply, Time now, Outbox& out) {
  const DhcpMessage& m = reply.message;
  UdpDatagram datagram{.message = m,
                       .source_port = dhcp_server_port,
                       .destination_port = dhcp_client_port,
                       .length = length_of(m)};
  switch (reply.how) {
    case DhcpDelivery::to_relay:
      datagram.destination_port = dhcp_server_port;
      return send(datagram, m.giaddr, now, out);
    case DhcpDelivery::to_ciaddr: return send(datagram, m.ciaddr, now, out);
    case DhcpDelivery::broadcast: return send(datagram, limited_broadcast, now, out);
    case DhcpDelivery::to_yiaddr: return host_.send_to(m.chaddr(), datagram, m.yiaddr, out);
  }
}

void Server::send(const UdpDatagram& datagram, Ipv4 to, Time now, Outbox& out) {
  host_.send(datagram, to, now, out);
}

}  // namespace models
