// One direction of a cable: serialisation at its rate, then delay and jitter, in order unless
// reordering is allowed; loss is decided when the frame enters. FIFO needs no queue: each direction
// remembers when it is free again and when its last frame arrives.
#pragma once

#include "models/network/other_traffic.hpp"
#include "models/wire/ethernet.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/random.hpp"

namespace models {

struct LinkConfig {
  Duration delay = 1us;              // propagation; 200 m of cable, [assumed-links]
  std::uint64_t rate = 100'000'000;  // bit/s; 0 = no serialisation
  std::uint64_t rate_back = 0;       // from the second end to the first; 0: as `rate`
  std::uint64_t load = 0;            // bit/s of other traffic; load_back: the other way
  std::uint64_t load_back = 0;
  bool voice_first = false;      // the phones' frames wait for nobody else's
  bool duplex_mismatch = false;  // one end takes what comes in while it sends for a collision
  std::uint32_t loss = 0;        // parts per billion
  Duration jitter = 0s;          // added to the delay, uniform from 0 to this
  bool reorder = false;          // jitter may let frames overtake each other
  bool stays_lit = false;        // though a device at one end is off: by what is in between
  Duration queue = 100ms;        // waiting for the rate beyond this is dropped; [assumed-links]
  int mtu = 0;  // larger IP packets are lost without a word, as on a provider's line; 0: any
};

struct LinkEnd {
  NodeId node;
  std::uint16_t port = 0;
};

class LinkDirection {
 public:
  enum class Outcome : std::uint8_t {
    arrives,
    lost,
    collided,
    down,
    queue_full,
    crowded_out,
    too_big
  };
  struct Passage {
    Outcome outcome;
    Time at;
  };

  enum class Way : std::uint8_t { forth, back };

  LinkDirection(const LinkConfig& config, LinkEnd to, Way way)
      : config_(&config), to_(to.node), to_port_(to.port), way_(way) {}

  // `random`: this direction's own.
  Passage enter(const Frame& frame, Time now, sim::Random& random) {
    if (!up_) return {Outcome::down, now};
    Time start = std::max(now, busy_until_);
    if (load() != 0 && rate() != 0) {
      const auto wait = others(random);
      if (!wait) return {Outcome::crowded_out, now};
      start = std::max(now + *wait, busy_until_);
    }
    if (start - now > config_->queue) return {Outcome::queue_full, now};
    if (config_->mtu != 0 && is_too_big(frame)) return {Outcome::too_big, now};
    busy_until_ = start + serialisation(medium_bytes(frame));
    if (random.chance(config_->loss) || loses_fragment(frame, random)) {
      return {Outcome::lost, busy_until_};
    }
    if (config_->duplex_mismatch && collides(random)) return {Outcome::collided, busy_until_};
    Time arrival = busy_until_ + config_->delay;
    if (config_->jitter > 0s) arrival += random.between(0s, config_->jitter);
    if (!config_->reorder) arrival = std::max(arrival, last_arrival_);
    last_arrival_ = arrival;
    return {Outcome::arrives, arrival};
  }

  void plug(bool in) { up_ = in; }

  // With others that are alike it may carry floods together: then their times are one for all that
  // have carried nothing else since; `own`: it has. See network_floods.cpp.
  enum class Sharing : std::uint8_t { none, all, own };
  Sharing sharing() const { return sharing_; }
  void share(Sharing how) { sharing_ = how; }
  void catch_up(Time busy_until, Time last_arrival) {
    busy_until_ = std::max(busy_until_, busy_until);
    last_arrival_ = std::max(last_arrival_, last_arrival);
  }
  Time busy_until() const { return busy_until_; }
  Time last_arrival() const { return last_arrival_; }

  Duration serialisation(std::uint32_t bytes) const {
    if (rate() == 0) return 0s;
    return Duration{static_cast<std::int64_t>(bytes * std::uint64_t{8'000'000'000} / rate())};
  }
  const LinkConfig& config() const { return *config_; }
  const std::uint64_t& load() const { return is_forth() ? config_->load : config_->load_back; }
  bool is_up() const { return up_; }
  NodeId to() const { return to_; }
  std::uint16_t to_port() const { return to_port_; }

 private:
  bool is_forth() const { return way_ == Way::forth; }
  std::uint64_t rate() const {
    return is_forth() || config_->rate_back == 0 ? config_->rate : config_->rate_back;
  }
  // How long what others send keeps a frame waiting; nothing: there is no room.
  std::optional<Duration> others(sim::Random& random) const {
    const OtherTraffic traffic{.load = load(), .rate = rate()};
    if (config_->voice_first) return wait_for_one(traffic, random);
    return wait_behind(traffic, config_->queue, random);
  }
  // [nojitter-duplex]: what meets a frame of the other direction is lost.
  bool collides(sim::Random& random) const {
    const std::uint64_t against = is_forth() ? config_->load_back : config_->load;
    return rate() != 0 && random.below(rate()) < against;
  }
  bool is_too_big(const Frame& frame) const {
    const Ipv4Packet* packet = frame.ipv4();
    return packet != nullptr && largest_of(*packet) > static_cast<std::uint32_t>(config_->mtu);
  }
  // A further one than the first: without one of them nothing arrives (RFC 791 3.2).
  bool loses_fragment(const Frame& frame, sim::Random& random) const {
    const Ipv4Packet* packet = frame.ipv4();
    if (packet == nullptr || packet->fragment == 0) return false;
    for (std::uint32_t i = 1; i < fragments_of(*packet); ++i) {
      if (random.chance(config_->loss)) return true;
    }
    return false;
  }
  sim::Beside<const LinkConfig> config_;
  Time busy_until_{};
  Time last_arrival_{};
  NodeId to_;
  std::uint16_t to_port_;
  bool up_ : 1 = true;
  Way way_ : 1;
  Sharing sharing_ : 2 = Sharing::none;
};

// Both directions on one cache line: beyond some 2000 phones a run waits for memory.
struct alignas(64) Link {
  LinkDirection forth;
  LinkDirection back;
};
static_assert(sizeof(Link) == 64);

// Of all links: direction 2 * link or 2 * link + 1.
template <class Links>
constexpr auto& direction(Links& links, std::uint32_t number) {
  auto& link = links[number / 2];
  return number % 2 == 0 ? link.forth : link.back;
}

}  // namespace models
