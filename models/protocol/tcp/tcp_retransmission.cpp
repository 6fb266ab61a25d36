// When a connection sends again, and what it learns from an ACK: RFC 6298, RFC 7323, RFC 8985.
#include <algorithm>

#include "models/protocol/tcp/tcp_connection.hpp"
#include "models/protocol/tcp/tcp_sequence.hpp"

namespace models {

using enum TcpConnection::State;

namespace {

constexpr std::uint32_t smallest_mtu = 552;  // Linux min_pmtu [linux-ip-sysctl]
constexpr std::uint16_t smallest_mss = 512;
constexpr std::uint16_t base_mss = 1024;  // Linux tcp_base_mss
constexpr int black_hole_after = 4;       // the time-out after Linux tcp_retries1 = 3

}  // namespace

void TcpConnection::acknowledged(const TcpSegment& s, Time now, TcpActions& out) {
  const bool advances = before(snd_una_, s.ack);
  if (config_->tail_loss_probe) probe_acknowledged(s, advances);
  if (!advances) return;
  snd_una_ = s.ack;
  retries_ = 0;
  bool retransmitted = false;
  bool fin = false;
  const Time first_sent = outstanding() == 0 ? now : buffer_->sent.front().at;
  while (outstanding() != 0 && before(buffer_->sent.front().seq, s.ack)) {
    Sent& first = buffer_->sent.front();
    retransmitted |= first.retransmitted;
    const std::uint32_t taken = s.ack - first.seq;
    if (taken < first.length + (first.fin ? 1U : 0U)) {  // a part of a message
      first.seq = s.ack;
      first.offset = static_cast<std::uint16_t>(first.offset + taken);
      first.length = static_cast<std::uint16_t>(first.length - taken);
      break;
    }
    fin |= first.fin;
    buffer_->sent.pop_front();
  }
  give_back_buffer();
  sample(s, first_sent, retransmitted, now);
  if (fin) our_fin_acknowledged(now, out);
  if (timer_ == Timer::linger || state_ == closed) return;
  if (recovering_ && !before(s.ack, recover_)) recovering_ = false;
  if (recovering_ && outstanding() != 0)
    resend(buffer_->sent.front(), 0, now, out);  // lost with the first
  arm(now);                                      // RFC 6298 (5.2) (5.3)
}

// RFC 6298 (3), Karn: what was sent twice gives no sample, unless its ACK echoes a timestamp. The
// doubled RTO then stays in force (section 5, last paragraph).
void TcpConnection::sample(const TcpSegment& s, Time sent_at, bool retransmitted, Time now) {
  if (timestamps_ && s.has_timestamps && s.tsecr != 0) {
    rto_.measured((timestamp_clock(now) - s.tsecr) * Duration{1ms}, *config_);
  } else if (!retransmitted) {
    rto_.measured(now - sent_at, *config_);
  } else {
    return;
  }
  sampled_since_probe_ = true;
}

// RFC 8985 7.4.2: an ACK of just the probe leaves open which of the two copies arrived; the episode
// ends with an ACK beyond it, or with a duplicate that shows that both came.
void TcpConnection::probe_acknowledged(const TcpSegment& s, bool advances) {
  if (!probing_ || before(s.ack, recover_)) return;
  if (s.ack != recover_ || (!advances && s.span() == 0)) probing_ = false;
}

void TcpConnection::wake(Time now, TcpActions& out) {
  if (now >= ack_at_) send_ack(now, out);
  if (now < timer_at_) return;  // a stale wake-up costs nothing
  switch (timer_) {
    case Timer::linger: return end(TcpEnd::finished, out);
    case Timer::probe: return send_probe(now, out);
    case Timer::retransmit: return retransmission_timeout(now, out);
  }
}

void TcpConnection::send_syn(Time now, TcpActions& out) {
  TcpSegment& s = add_segment(now, out);
  s.seq = snd_una_;
  s.syn = true;
  snd_nxt_ = snd_una_ + 1;
  timer_ = Timer::retransmit;
  timer_at_ = now + rto_.value();
}

void TcpConnection::queue(const TcpMessage& message, std::uint16_t length, bool fin, Time now,
                          TcpActions& out) {
  Sent& sent = buffer().sent.emplace_back();  // and written in its place
  sent.message = message;
  sent.seq = snd_nxt_;
  sent.at = now;
  sent.length = sent.whole = length;
  sent.fin = fin;
  snd_nxt_ += length + (fin ? 1U : 0U);
  transmit(sent, now, out);
  if (outstanding() == 1 || timer_ == Timer::probe) arm(now);  // RFC 6298 (5.1), RFC 8985 7.2
}

// All of it, in as many segments as it needs.
void TcpConnection::transmit(const Sent& sent, Time now, TcpActions& out) {
  std::uint32_t from = 0;
  do {
    transmit_part(sent, from, now, out);
    from += room();
  } while (from < sent.length);
}

// A segment's worth of it.
void TcpConnection::transmit_part(const Sent& sent, std::uint32_t from, Time now, TcpActions& out) {
  TcpSegment& s = add_segment(now, out);
  const std::uint32_t rest = sent.length - from;
  s.seq = sent.seq + from;
  s.message = sent.message;
  s.length = static_cast<std::uint16_t>(std::min<std::uint32_t>(rest, room()));
  s.offset = static_cast<std::uint16_t>(sent.offset + from);
  s.whole = sent.whole;
  s.fin = sent.fin && s.length == rest;
  acknowledges();  // the ACK rides on it
}

void TcpConnection::resend(Sent& sent, std::uint32_t from, Time now, TcpActions& out) {
  sent.retransmitted = true;
  transmit_part(sent, from, now, out);
}

void TcpConnection::retransmission_timeout(Time now, TcpActions& out) {
  const bool handshake = state_ == syn_sent || state_ == syn_received;
  const int limit = state_ == syn_sent       ? config_->syn_retries
                    : state_ == syn_received ? config_->synack_retries
                                             : config_->data_retries;
  if (retries_ >= limit) return end(TcpEnd::timed_out, out);
  ++retries_;
  const Duration waited = rto_.value();
  if (config_->linear_timeouts && !handshake && outstanding() < 4 && retries_ <= 6) {
    rto_.expired_linear(*config_);  // Linux: a thin stream's first six timeouts are not doubled
  } else {
    rto_.expired(*config_);  // (5.5)
  }
  out.push_back(TcpRetransmitted{waited, rto_.value(), false});
  if (handshake) return send_syn(now, out);
  recovering_ = true;
  recover_ = snd_nxt_;
  probing_ = false;  // RFC 8985 7.1
  if (config_->mtu_probing) probe_path();
  resend(buffer_->sent.front(), 0, now, out);  // (5.4)
  timer_ = Timer::retransmit;
  timer_at_ = now + rto_.value();  // (5.6)
}

// RFC 8985 7.3: the last segment once more, in the hope of an ACK; the RTO is not doubled.
void TcpConnection::send_probe(Time now, TcpActions& out) {
  probing_ = true;
  sampled_since_probe_ = false;
  recover_ = snd_nxt_;
  out.push_back(TcpRetransmitted{now - buffer_->sent.back().at, rto_.value(), true});
  Sent& last = buffer_->sent.back();
  resend(last, last.length == 0 ? 0U : (last.length - 1U) / room() * room(), now, out);
  timer_ = Timer::retransmit;
  timer_at_ = now + rto_.value();
}

void TcpConnection::heed_mss(const TcpSegment& syn) {
  if (syn.mss != 0) mss_ = std::clamp<std::uint16_t>(syn.mss, smallest_mss, mss_);
}

// RFC 1191 6.5: what was too large is sent again at once, and in smaller segments. No sign of
// congestion: the RTO stays.
void TcpConnection::path_mtu(std::uint32_t mtu, Time now, TcpActions& out) {
  const std::uint32_t mss = std::max<std::uint32_t>(mtu, smallest_mtu) - tcp_ip_header_bytes;
  if (mss >= mss_ || state_ == closed) return;
  mss_ = static_cast<std::uint16_t>(mss);
  if (outstanding() == 0 || buffer_->sent.front().length <= room()) return;
  buffer_->sent.front().retransmitted = true;
  transmit(buffer_->sent.front(), now, out);
  probing_ = false;
  recovering_ = outstanding() > 1;  // what is behind it was lost, too, if it was as large
  recover_ = snd_nxt_;
  timer_ = Timer::retransmit;
  timer_at_ = now + rto_.value();
}

// [linux-ip-sysctl]: tcp_base_mss, then half of it again and again; here not below smallest_mss.
void TcpConnection::probe_path() {
  if (retries_ == black_hole_after) mss_ = std::min(mss_, base_mss);
  if (retries_ > black_hole_after) {
    mss_ = std::max(smallest_mss, std::min(mss_, static_cast<std::uint16_t>(mss_ / 2)));
  }
}

// Starts the timer for what awaits acknowledgment, or stops it (RFC 6298 5.1-5.3).
void TcpConnection::arm(Time now) {
  timer_ = Timer::retransmit;
  timer_at_ = outstanding() == 0 ? never : now + rto_.value();
  if (outstanding() == 0 || !config_->tail_loss_probe || recovering_ || probing_) return;
  if (config_->tail_loss_probe_needs_sample && !sampled_since_probe_) return;
  Duration pto = 1s;  // RFC 8985 7.2
  if (rto_.has_sample()) pto = 2 * rto_.srtt() + (outstanding() == 1 ? config_->max_ack_delay : 0s);
  timer_ = Timer::probe;
  timer_at_ = std::min(timer_at_, now + pto);
}

}  // namespace models
