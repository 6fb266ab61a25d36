// RFC 9293 section 3.10: what a connection does with each call and each arriving segment.
#include "models/protocol/tcp/tcp_connection.hpp"

#include "models/protocol/tcp/tcp_sequence.hpp"

namespace models {

using enum TcpConnection::State;

TcpSegment reset_for(const TcpSegment& segment) {
  TcpSegment rst;
  rst.source_port = segment.destination_port;
  rst.destination_port = segment.source_port;
  rst.rst = true;
  rst.has_ack = !segment.has_ack;
  rst.seq = segment.has_ack ? segment.ack : 0;
  rst.ack = segment.has_ack ? 0 : segment.seq + segment.span();
  return rst;
}

void TcpConnection::open(Time now, TcpActions& out) {
  state_ = syn_sent;
  timestamps_ = config_->timestamps;
  send_syn(now, out);
}

void TcpConnection::accept(const TcpSegment& syn, Time now, TcpActions& out) {
  state_ = syn_received;
  rcv_nxt_ = ack_sent_ = syn.seq + 1;
  timestamps_ = config_->timestamps && syn.has_timestamps;  // RFC 7323 2.2
  ts_recent_ = syn.tsval;
  heed_mss(syn);
  send_syn(now, out);
}

void TcpConnection::receive(const TcpSegment& s, Time now, TcpActions& out) {
  if (state_ == closed) return;
  if (state_ == syn_sent) return in_syn_sent(s, now, out);
  const bool old = before(s.seq, rcv_nxt_) && !before(rcv_nxt_, s.seq + s.span());
  if (s.rst) {  // 3.10.7.4, second: only an exact RST counts (RFC 5961)
    if (s.seq == rcv_nxt_) end(state_ == syn_received ? TcpEnd::refused : TcpEnd::reset, out);
    if (before(rcv_nxt_, s.seq)) send_ack(now, out);  // one ahead is challenged (RFC 5961 3.2)
    return;
  }
  if (s.syn) {  // fourth: our SYN,ACK was lost, or a challenge ACK is due (RFC 5961)
    if (state_ != syn_received) return send_ack(now, out);
    syn_repeated_ = true;
    return send_syn(now, out);
  }
  const bool is_next = !before(ack_sent_, s.seq) && !before(s.tsval, ts_recent_);
  if (timestamps_ && s.has_timestamps && is_next) ts_recent_ = s.tsval;  // RFC 7323 4.3 (2)
  if (old && s.span() > 0) {  // first: a repeated segment is acknowledged again
    send_ack(now, out);
    if (state_ == time_wait) linger(time_wait, now);  // eighth: 2 MSL begin anew
  }
  if (!s.has_ack) return;
  if (state_ == syn_received) {
    if (s.ack != snd_nxt_) {  // fifth
      if (!old) out.push_back(reset_for(s));
      return;
    }
    established(s, now);
    out.push_back(TcpEstablished{});
  }
  if (before(snd_nxt_, s.ack)) return send_ack(now, out);  // fifth: acknowledges what is not sent
  acknowledged(s, now, out);
  if (!old && s.span() > 0 && state_ != closed) take_data(s, now, out);
}

// RFC 1122 4.2.3.9, [rfc5461].
void TcpConnection::unreachable(bool hard, TcpActions& out) {
  if (state_ != syn_sent) return;
  const bool repeated = soft_error_ && retries_ > 3;
  soft_error_ = true;
  const bool fails = hard || config_->soft_errors == TcpSoftErrors::end_connect ||
                     (config_->soft_errors == TcpSoftErrors::end_repeated && repeated);
  if (fails) end(hard ? TcpEnd::refused : TcpEnd::unreachable, out);
}

void TcpConnection::in_syn_sent(const TcpSegment& s, Time now, TcpActions& out) {
  if (!s.has_ack) return;
  if (s.ack != snd_nxt_) {  // 3.10.7.3, first: the peer has an older connection; reset that
    if (!s.rst) out.push_back(reset_for(s));
    return;
  }
  if (s.rst) return end(TcpEnd::refused, out);
  if (!s.syn) return;
  rcv_nxt_ = s.seq + 1;
  timestamps_ = timestamps_ && s.has_timestamps;
  ts_recent_ = s.tsval;
  heed_mss(s);
  established(s, now);
  send_ack(now, out);  // before whoever waits for the connection sends on it
  out.push_back(TcpEstablished{});
}

// The handshake is complete: its round trip is the first sample (RFC 6298 3; Linux does so too).
void TcpConnection::established(const TcpSegment& s, Time now) {
  const Time syn_sent_at = timer_at_ - rto_.value();
  state_ = State::established;
  snd_una_ = s.ack;
  timer_at_ = never;
  if (retries_ == 0) {
    sample(s, syn_sent_at, syn_repeated_, now);
  } else {
    rto_.syn_was_lost();
    retries_ = 0;
  }
}

void TcpConnection::take_data(const TcpSegment& s, Time now, TcpActions& out) {
  if (s.length > 0 && (state_ == fin_wait_1 || state_ == fin_wait_2)) {
    return abort(now, out);  // RFC 1122 4.2.2.13: data after CLOSE could not be delivered
  }
  if (s.seq != rcv_nxt_) {  // ahead: a segment before it was lost; say at once what is missing
    if (held() == 0) buffer().held.push_back({s.message, s.seq, s.length, s.fin, s.is_last()});
    return send_ack(now, out);
  }
  rcv_nxt_ += s.span();
  bool at_once = s.fin || ++unacknowledged_ >= 2;  // RFC 9293 3.8.6.3: every second segment
  const TcpBuffer::Held* const held_one = held() != 0 ? &buffer_->held.front() : nullptr;
  const bool is_next = held_one != nullptr && held_one->seq == rcv_nxt_;
  if (is_next) {
    rcv_nxt_ += held_one->length + (held_one->fin ? 1U : 0U);
    at_once = true;
  }
  // An ACK leaves before what the receiver of the data sends: the kernel answers, then it wakes it.
  if (at_once || config_->delayed_ack == Duration::zero()) {
    send_ack(now, out);
  } else {
    ack_at_ = std::min(ack_at_, now + config_->delayed_ack);
  }
  deliver(s.message, s.length > 0 && s.is_last(), s.fin, now, out);
  if (is_next) {
    const bool ends = held_one->length > 0 && held_one->is_last;
    deliver(held_one->message, ends, held_one->fin, now, out);
  }
  if (held_one != nullptr && before(held_one->seq, rcv_nxt_)) {
    buffer_->held.clear();
    give_back_buffer();
  }
}

// A message is whoever waits for it's when the last of it is there.
void TcpConnection::deliver(const TcpMessage& message, bool is_last, bool fin, Time now,
                            TcpActions& out) {
  if (is_last) out.push_back(TcpDelivered{message});
  if (!fin) return;
  switch (state_) {  // 3.10.7.4, eighth: the peer's FIN
    case State::established:
      state_ = close_wait;
      out.push_back(TcpPeerClosed{});
      break;
    case fin_wait_1: state_ = closing; break;
    case fin_wait_2: linger(time_wait, now); break;
    case closed:
    case syn_sent:
    case syn_received:
    case close_wait:
    case closing:
    case last_ack:
    case time_wait: break;
  }
}

void TcpConnection::our_fin_acknowledged(Time now, TcpActions& out) {
  switch (state_) {
    case fin_wait_1: return linger(fin_wait_2, now);  // given up if the peer never closes (Linux)
    case closing: return linger(time_wait, now);
    case last_ack: return end(TcpEnd::finished, out);
    case closed:
    case syn_sent:
    case syn_received:
    case State::established:
    case fin_wait_2:
    case close_wait:
    case time_wait: return;
  }
}

void TcpConnection::linger(State state, Time now) {
  state_ = state;
  timer_ = Timer::linger;
  timer_at_ = now + config_->time_wait;
}

bool TcpConnection::send(const TcpMessage& message, std::uint16_t length, Time now,
                         TcpActions& out) {
  if ((state_ != State::established && state_ != close_wait) || outstanding() >= 3) return false;
  queue(message, length, false, now, out);
  return true;
}

void TcpConnection::close(Time now, TcpActions& out) {
  switch (state_) {  // 3.10.4
    case syn_sent: return end(TcpEnd::finished, out);
    case syn_received:
    case State::established: state_ = fin_wait_1; break;
    case close_wait: state_ = last_ack; break;
    case closed:
    case fin_wait_1:
    case fin_wait_2:
    case closing:
    case last_ack:
    case time_wait: return;
  }
  queue({}, 0, true, now, out);
}

void TcpConnection::abort(Time now, TcpActions& out) {
  if (state_ != closed && state_ != syn_sent) {
    add_segment(now, out).rst = true;
  }
  end(TcpEnd::reset, out);
}

void TcpConnection::end(TcpEnd how, TcpActions& out) {
  state_ = closed;
  timer_at_ = ack_at_ = never;
  buffer_.give_back();
  out.push_back(TcpEnded{how});
}

TcpBuffer& TcpConnection::buffer() {
  if (!buffer_) {
    buffer_.take();
    buffer_->sent.clear();
    buffer_->held.clear();
  }
  return *buffer_.operator->();
}

void TcpConnection::give_back_buffer() {
  if (outstanding() == 0 && held() == 0) buffer_.give_back();
}

// Filled in where it stays: copying what has just been written makes the processor wait.
TcpSegment& TcpConnection::add_segment(Time now, TcpActions& out) const {
  auto& s = std::get<TcpSegment>(out.emplace_back(std::in_place_type<TcpSegment>));
  s.source_port = local_port_;
  s.destination_port = remote_port_;
  s.seq = snd_nxt_;
  s.ack = rcv_nxt_;
  s.has_ack = state_ != syn_sent;
  s.has_timestamps = timestamps_;
  if (timestamps_) {
    s.tsval = timestamp_clock(now);
    s.tsecr = ts_recent_;
  }
  return s;
}

// What leaves now tells the peer how far we have come.
void TcpConnection::acknowledges() {
  ack_at_ = never;
  unacknowledged_ = 0;
  ack_sent_ = rcv_nxt_;
}

void TcpConnection::send_ack(Time now, TcpActions& out) {
  acknowledges();
  add_segment(now, out);
}

}  // namespace models
