#include "tests/tcp_ladder.hpp"

using models::TcpActions;
using models::TcpConnection;
using models::TcpEnd;
using models::TcpSegment;

std::uint32_t Tcp::message(std::string_view word) {
  return static_cast<std::uint32_t>(std::stoul(std::string(word.substr(1))));
}

TcpSegment Tcp::segment(ladder::Words& words) {
  TcpSegment s;
  s.source_port = 5060;
  s.destination_port = 50000;
  const std::string kind = words.next();
  s.syn = kind.starts_with("SYN");
  s.fin = kind == "FIN";
  s.rst = kind == "RST";
  const std::string range = words.next();
  s.seq = remote + static_cast<std::uint32_t>(std::stoul(range));
  if (kind.starts_with('m')) {
    s.message = models::SipMessage{.cseq = message(kind)};
    s.length = static_cast<std::uint16_t>(std::stoul(range.substr(range.find('+') + 1)));
  }
  s.offset = static_cast<std::uint16_t>(words.number_after("from").value_or(0));
  s.whole = static_cast<std::uint16_t>(words.number_after("of").value_or(0));
  if (const auto ack = words.number_after("ack")) {
    s.has_ack = true;
    s.ack = local + *ack;
  }
  s.mss = static_cast<std::uint16_t>(words.number_after("mss").value_or(0));
  if (const auto tsval = words.number_after("ts")) {
    s.has_timestamps = true;
    s.tsval = *tsval;
    s.tsecr = words.number_after("ecr").value_or(0);
  }
  return s;
}

std::string Tcp::to_text(const TcpSegment& s) {
  std::string text = s.rst                ? "RST"
                     : s.syn && s.has_ack ? "SYN,ACK"
                     : s.syn              ? "SYN"
                     : s.fin              ? "FIN"
                     : s.length > 0
                         ? 'm' + std::to_string(std::get<models::SipMessage>(s.message).cseq)
                         : "ACK";
  text += ' ' + std::to_string(s.seq - local);
  if (s.length > 0) text += '+' + std::to_string(s.length);
  if (s.has_ack) text += " ack " + std::to_string(s.ack - remote);
  if (s.has_timestamps) {
    text += " ts " + std::to_string(s.tsval) + " ecr " + std::to_string(s.tsecr);
  }
  return text;
}

std::string Tcp::name(TcpConnection::State state) {
  switch (state) {
    using enum TcpConnection::State;
    case closed: return "closed";
    case syn_sent: return "syn_sent";
    case syn_received: return "syn_received";
    case established: return "established";
    case fin_wait_1: return "fin_wait_1";
    case fin_wait_2: return "fin_wait_2";
    case close_wait: return "close_wait";
    case closing: return "closing";
    case last_ack: return "last_ack";
    case time_wait: return "time_wait";
  }
  return {};
}

void Tcp::print(const TcpActions& actions, sim::Time now, ladder::Trace& trace) {
  const auto ended = [](TcpEnd how) {
    switch (how) {
      case TcpEnd::finished: return "finished";
      case TcpEnd::refused: return "refused";
      case TcpEnd::reset: return "reset";
      case TcpEnd::timed_out: return "timed out";
      case TcpEnd::unreachable: return "unreachable";
    }
    return "";
  };
  for (const auto& action : actions) {
    if (const auto* s = std::get_if<TcpSegment>(&action)) {
      trace.add(now, '>', to_text(*s));
    } else if (std::holds_alternative<models::TcpEstablished>(action)) {
      trace.add(now, '=', "established");
    } else if (const auto* delivered = std::get_if<models::TcpDelivered>(&action)) {
      trace.add(
          now, '=',
          "delivered m" + std::to_string(std::get<models::SipMessage>(delivered->message).cseq));
    } else if (std::holds_alternative<models::TcpPeerClosed>(action)) {
      trace.add(now, '=', "peer closed");
    } else if (const auto* end = std::get_if<models::TcpEnded>(&action)) {
      trace.add(now, '=', ended(end->how));
    } else if (const auto* again = std::get_if<models::TcpRetransmitted>(&action)) {
      trace.add(now, '=',
                (again->probe ? "probe after " : "timeout after ") + sim::to_text(again->waited) +
                    ", rto " + sim::to_text(again->rto));
    }
  }
}
