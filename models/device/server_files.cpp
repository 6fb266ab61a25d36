// A server's file service and its clock: TFTP, HTTP and NTP, above its sockets.
#include <algorithm>

#include "models/device/server.hpp"

namespace models {

// False: it is none of these, and the frame is still the caller's.
bool Server::receive_file_request(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out) {
  const auto* datagram = std::get_if<UdpDatagram>(&packet.payload);
  if (datagram == nullptr) return false;
  const Endpoint from{packet.source, datagram->source_port};
  const std::uint16_t port = datagram->destination_port;
  if (const auto* tftp = std::get_if<TftpMessage>(&datagram->message)) {
    if (!files_.listens_on(port)) return false;
    take_in(TftpArrived{*tftp, from, port}, frame, now, out);
    return true;
  }
  const auto* ntp = std::get_if<NtpMessage>(&datagram->message);
  if (ntp == nullptr || !config_->serves_ntp || port != ntp_port) return false;
  take_in(NtpArrived{*ntp, from}, frame, now, out);
  return true;
}

// What it does not serve, but might.
void Server::refuse(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out) {
  Cause cause;
  const FileServerConfig& files = config_->files;
  if (const auto* datagram = std::get_if<UdpDatagram>(&packet.payload)) {
    if (datagram->destination_port == ntp_port) cause.setting = &config_->serves_ntp;
    if (datagram->destination_port == tftp_port) {
      cause.setting = files.enabled ? &files.tftp : &files.enabled;
    }
  } else if (const auto* segment = std::get_if<TcpSegment>(&packet.payload)) {
    if (segment->destination_port == http_port && !(files.enabled && files.http)) {
      cause.setting = files.enabled ? &files.http : &files.enabled;
    }
  }
  host_.refuse(packet, frame, now, out, cause);
}

void Server::answer(const NtpArrived& asked, Time now, Outbox& out) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  const NtpMessage said{.user = asked.question.user,
                        .transmit = static_cast<std::uint32_t>(seconds),
                        .is_answer = true,
                        .is_synchronized = config_->is_synchronized};
  send({.message = said,
        .source_port = ntp_port,
        .destination_port = asked.from.port,
        .length = length_of(said)},
       asked.from.address, now, out);
}

void Server::carry_out(const FileServerActions& actions, Time now, Outbox& out) {
  for (const TftpReply& reply : actions) {
    send({.message = reply.message,
          .source_port = reply.from,
          .destination_port = reply.to.port,
          .length = length_of(reply.message)},
         reply.to.address, now, out);
  }
}

void Server::run_files(Time now, Outbox& out) {
  while (process_.runs() && now >= files_.deadline()) {  // one transfer for each call
    FileServerActions actions;
    files_.wake(now, actions);
    carry_out(actions, now, out);
  }
}

void Server::receive(const TcpSegment& segment, const Ipv4Packet& packet, FrameId frame, Time now,
                     Outbox& out) {
  const bool serves = config_->files.enabled && config_->files.http;
  const ConnectionId name = connections_.find(segment, packet.source);
  TcpActions actions;
  if (name != not_connected) {
    connections_[name].tcp.receive(segment, now, actions);
    if (process_.hangs() && segment.length > 0) {
      out.drop(frame, Fate::service_hangs, 0, {.act = Act::service}, now);
    } else {
      out.end(frame, Fate::delivered);
    }
    connections_.carry_out(actions, name, *this, now, out);
    go_on(name, now, out);
    return arm_connection(name, out);
  }
  if (process_.is_stopped()) return host_.refuse(packet, frame, now, out, {.act = Act::service});
  const bool is_open = serves && segment.destination_port == http_port;
  if (!is_open || !segment.syn || segment.has_ack) return refuse(packet, frame, now, out);
  const ConnectionId fresh =
      connections_.add(packet.source, {},
                       TcpConnection(config_->tcp, out.tcp_buffers, http_port, segment.source_port,
                                     static_cast<std::uint32_t>(random_.next()), host_.mss()));
  if (fresh == not_connected) {
    return out.drop(frame, Fate::tcp_table_full, 0, {.setting = &config_->max_connections}, now);
  }
  connections_[fresh].tcp.accept(segment, now, actions);
  out.end(frame, Fate::delivered);
  connections_.carry_out(actions, fresh, *this, now, out);
  arm_connection(fresh, out);
}

// Two segments at a time, when all before them has arrived; behind the last one a FIN.
void Server::go_on(ConnectionId name, Time now, Outbox& out) {
  if (!process_.runs() || !connections_.has(name)) return;
  if (!connections_[name].tag.is_under_way || !connections_[name].tcp.is_acknowledged()) return;
  for (int i = 0; i < 2 && connections_.has(name); ++i) {
    auto& connection = connections_[name];
    const HttpMessage part = files_.segment(connection.tag.request, connection.tag.sent);
    connection.tag.sent += part.length - (part.is_first ? http_header_bytes : 0U);
    TcpActions actions;
    connection.tcp.send(part, part.length, now, actions);
    if (part.is_last) {
      connection.tag.is_under_way = false;
      connection.tcp.close(now, actions);
    }
    connections_.carry_out(actions, name, *this, now, out);
    if (part.is_last) break;
  }
  arm_connection(name, out);
}

void Server::hear_too_big(const IcmpMessage& error, Time now, Outbox& out) {
  connections_.too_big(error, *this, now, out);
  const ConnectionId name =
      connections_.find(TcpSegment{.source_port = error.about_destination_port}, error.about_to);
  if (name != not_connected) arm_connection(name, out);
}

void Server::transmit(const TcpSegment& segment, Ipv4 remote, Time now, Outbox& out) {
  host_.send(segment, remote, now, out);
}

void Server::delivered(ConnectionId name, const TcpMessage& message, Time now, Outbox& out) {
  const auto* request = std::get_if<HttpMessage>(&message);
  if (request == nullptr || request->status != 0) return;
  const Input input = HttpArrived{name, *request};
  if (process_.hangs()) return process_.keep(input);
  carry_out(input, now, out);
}

void Server::closed_by_peer(ConnectionId name, Time now, Outbox& out) {
  if (process_.hangs()) return process_.keep(PeerClosed{name});
  if (!connections_.has(name)) return;
  TcpActions actions;
  connections_[name].tcp.close(now, actions);
  connections_.carry_out(actions, name, *this, now, out);
  arm_connection(name, out);
}

void Server::ended(ConnectionId name, TcpEnd, Time, Outbox&) { connections_.erase(name); }

// The kernel closes them: the process is gone.
void Server::end_connections(Time now, Outbox& out) {
  connections_.for_each([&](ConnectionId name, auto& connection) {
    connection.tag.is_under_way = false;
    TcpActions actions;
    connection.tcp.close(now, actions);
    connections_.carry_out(actions, name, *this, now, out);
    arm_connection(name, out);
  });
}

void Server::wake_connection(std::uint32_t index, Time at, Outbox& out) {
  auto& connection = connections_.entry(index);
  if (!connection.in_use || !connection.tag.alarm.rings(at)) return;
  const ConnectionId name = connections_.name_of(index);
  if (at >= connection.tcp.deadline()) {
    TcpActions actions;
    connection.tcp.wake(at, actions);
    connections_.carry_out(actions, name, *this, at, out);
  }
  arm_connection(name, out);
  arm(out);
}

void Server::arm_connection(ConnectionId name, Outbox& out) {
  if (!connections_.has(name)) return;
  auto& connection = connections_[name];
  connection.tag.alarm.set(connection.tcp.deadline(), power_on + 1 + connections_.index_of(name),
                           out);
}

}  // namespace models
