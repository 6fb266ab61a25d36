// One TCP connection that carries signalling: RFC 9293, RTO per RFC 6298 with Karn's rule, RFC 7323
// timestamps, RFC 8985 tail loss probe, RFC 1191 path MTU. Left out: windows, congestion control,
// SACK, fast retransmit (a few small segments need none), simultaneous open, RFC 6069, a path MTU
// that grows again.
#pragma once

#include <variant>

#include "models/protocol/tcp/rto.hpp"
#include "models/wire/ipv4.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/pool.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

enum class TcpEnd : std::uint8_t { finished, refused, reset, timed_out, unreachable };

struct TcpEstablished {};
struct TcpDelivered {
  TcpMessage message;
};
struct TcpPeerClosed {};  // the peer's FIN arrived; close() answers it
struct TcpEnded {
  TcpEnd how;
};
// A segment was sent again: how long the acknowledgment had been awaited, and the RTO from now on.
struct TcpRetransmitted {
  Duration waited;
  Duration rto;
  bool probe;
};
using TcpActions = sim::StaticVector<std::variant<TcpSegment, TcpEstablished, TcpDelivered,
                                                  TcpPeerClosed, TcpEnded, TcpRetransmitted>,
                                     12>;

// The RST that answers a segment for which there is no connection (RFC 9293 3.10.7.1).
TcpSegment reset_for(const TcpSegment& segment);

// What a connection has only while something is under way. Thousands of connections that are idle
// share one pool of them.
struct TcpBuffer {
  struct Sent {
    TcpMessage message{};
    std::uint32_t seq = 0;
    Time at{};
    std::uint16_t length = 0;  // what of it is not acknowledged yet,
    std::uint16_t offset = 0;  // from here on,
    std::uint16_t whole = 0;   // of so many bytes
    bool fin = false;
    bool retransmitted = false;
  };
  struct Held {  // arrived ahead of rcv_nxt_
    TcpMessage message;
    std::uint32_t seq;
    std::uint16_t length;
    bool fin;
    bool is_last;  // of its message
  };
  sim::StaticVector<Sent, 4> sent;  // awaiting acknowledgment, oldest first; the fourth is a FIN
  sim::StaticVector<Held, 1> held;
};
using TcpBuffers = sim::Pool<TcpBuffer>;
inline constexpr std::uint16_t ethernet_mss = 1460;
inline constexpr std::uint32_t tcp_buffers_limit = 100'000'000;  // never reached

class TcpConnection {
 public:
  enum class State : std::uint8_t {
    closed,
    syn_sent,
    syn_received,
    established,
    fin_wait_1,
    fin_wait_2,
    close_wait,
    closing,
    last_ack,
    time_wait
  };

  // `mss`: what its own interface lets it send at once, without options.
  TcpConnection(const TcpConfig& config, TcpBuffers& buffers, std::uint16_t local_port,
                std::uint16_t remote_port, std::uint32_t initial_sequence,
                std::uint16_t mss = ethernet_mss)
      : config_(&config),
        buffer_(buffers),
        snd_una_(initial_sequence),
        local_port_(local_port),
        remote_port_(remote_port),
        snd_nxt_(initial_sequence),
        mss_(mss),
        rto_(config) {}

  void open(Time now, TcpActions& out);                           // active OPEN: send SYN
  void accept(const TcpSegment& syn, Time now, TcpActions& out);  // passive OPEN: a SYN arrived
  void receive(const TcpSegment& segment, Time now, TcpActions& out);
  void wake(Time now, TcpActions& out);
  // ICMP unreachable about one of its segments; hard: protocol or port, soft: host or net.
  void unreachable(bool hard, TcpActions& out);
  // ICMP: one of its segments was larger than that on its way, and had DF set (RFC 1191 6.4).
  void path_mtu(std::uint32_t mtu, Time now, TcpActions& out);
  // Sends one message of `length` bytes. False, and nothing sent, when the state does not allow it
  // or three messages already await acknowledgment.
  bool send(const TcpMessage& message, std::uint16_t length, Time now, TcpActions& out);
  void close(Time now, TcpActions& out);  // FIN after what is queued
  void abort(Time now, TcpActions& out);  // RST

  Time deadline() const { return std::min(timer_at_, ack_at_); }
  State state() const { return state_; }
  bool is_open() const { return state_ == State::established; }
  bool is_acknowledged() const { return is_open() && outstanding() == 0; }  // all that was sent
  Duration rto() const { return rto_.value(); }
  // Bytes of data in one segment (RFC 6691).
  std::uint16_t room() const { return static_cast<std::uint16_t>(mss_ - (timestamps_ ? 12 : 0)); }
  std::uint16_t local_port() const { return local_port_; }
  std::uint16_t remote_port() const { return remote_port_; }

 private:
  enum class Timer : std::uint8_t { retransmit, probe, linger };
  using Sent = TcpBuffer::Sent;

  // How many segments await acknowledgment, and how many are held.
  std::size_t outstanding() const { return buffer_ ? buffer_->sent.size() : 0; }
  std::size_t held() const { return buffer_ ? buffer_->held.size() : 0; }
  TcpBuffer& buffer();
  void give_back_buffer();  // if it is empty
  // tcp_connection.cpp: RFC 9293 section 3.10
  void in_syn_sent(const TcpSegment& s, Time now, TcpActions& out);
  void established(const TcpSegment& s, Time now);
  void take_data(const TcpSegment& s, Time now, TcpActions& out);
  void deliver(const TcpMessage& message, bool is_last, bool fin, Time now, TcpActions& out);
  void our_fin_acknowledged(Time now, TcpActions& out);
  void linger(State state, Time now);
  void end(TcpEnd how, TcpActions& out);
  TcpSegment& add_segment(Time now, TcpActions& out) const;
  void acknowledges();
  void send_ack(Time now, TcpActions& out);
  // tcp_retransmission.cpp: RFC 6298, 7323, 8985
  void acknowledged(const TcpSegment& s, Time now, TcpActions& out);
  void sample(const TcpSegment& s, Time sent_at, bool retransmitted, Time now);
  void probe_acknowledged(const TcpSegment& s, bool advances);
  void send_syn(Time now, TcpActions& out);
  void queue(const TcpMessage& message, std::uint16_t length, bool fin, Time now, TcpActions& out);
  void transmit(const Sent& sent, Time now, TcpActions& out);
  void transmit_part(const Sent& sent, std::uint32_t from, Time now, TcpActions& out);
  void resend(Sent& sent, std::uint32_t from, Time now, TcpActions& out);
  void heed_mss(const TcpSegment& syn);
  void probe_path();
  void retransmission_timeout(Time now, TcpActions& out);
  void send_probe(Time now, TcpActions& out);
  void arm(Time now);

  // What every segment touches comes first: a run of thousands of phones waits for memory.
  sim::Beside<const TcpConfig> config_;
  [[no_unique_address]] sim::Loan<TcpBuffer> buffer_;  // its tail is room for the next
  std::uint32_t snd_una_;
  Time timer_at_ = never;
  Time ack_at_ = never;  // the delayed ACK
  std::uint16_t local_port_;
  std::uint16_t remote_port_;
  std::uint32_t snd_nxt_;
  std::uint32_t ts_recent_ = 0;  // RFC 7323: TS.Recent
  std::uint32_t rcv_nxt_ = 0;
  std::uint32_t ack_sent_ = 0;  // RFC 7323: Last.ACK.sent
  std::uint8_t retries_ = 0;
  std::uint8_t unacknowledged_ = 0;  // segments received since our last ACK
  State state_ = State::closed;
  Timer timer_ = Timer::retransmit;
  bool timestamps_ : 1 = false;
  bool syn_repeated_ : 1 = false;        // by the peer; our SYN,ACK went out twice
  bool probing_ : 1 = false;             // a loss probe is in flight
  bool sampled_since_probe_ : 1 = true;  // RFC 8985 7.3
  bool soft_error_ : 1 = false;          // host or net unreachable was heard
  bool recovering_ : 1 = false;          // after a timeout, until recover_ is acknowledged
  std::uint16_t mss_;                    // of what it sends: RFC 9293 3.7.1, RFC 1191 6.4
  // With recovering_: everything before it was outstanding at the last timeout. With probing_,
  // which excludes the other: RFC 8985 TLP.end_seq.
  std::uint32_t recover_ = 0;
  Rto rto_;
};
static_assert(sizeof(TcpConnection) == 96);  // every phone has two, and so have its servers

}  // namespace models
