// Bundles of two cables between two switches, A and B: IEEE 802.1AX-2008 5.4. What each end carries
// is written as one letter for each cable: * it is in the bundle, i a port by itself, - nothing.
#include "models/protocol/l2/link_aggregation.hpp"

#include <fmt/format.h>

#include "tests/catch.hpp"

namespace {

using namespace models;
using namespace std::chrono_literals;

class Pair {
 public:
  explicit Pair(const ChannelConfig& a, const ChannelConfig& b)
      : configs_{a, b},
        ends_{LinkAggregation(configs_[0], Mac{0xa}, 1, {23, 24}),
              LinkAggregation(configs_[1], Mac{0xb}, 7, {1, 2})} {}

  void settle() {
    for (const bool on : {true, false}) {
      for (std::size_t end = 0; end < 2; ++end) {
        ChannelActions ignored;
        ends_[end].settle(on, now, ignored);
        for (std::uint16_t i = 0; on && i < 2; ++i) ends_[end].link_changed(i, true, now, ignored);
      }
      for (int round = 0; on && round < 4; ++round) {
        for (std::uint16_t i = 0; i < 2; ++i) {
          const LacpPdu said = ends_[0].says(i);
          ChannelActions ignored;
          ends_[0].receive(i, ends_[1].says(i), now, ignored);
          ends_[1].receive(i, said, now, ignored);
        }
      }
    }
    note();
  }
  void plug(std::uint16_t cable, bool in) {
    for (std::size_t end = 0; end < 2; ++end) {
      ChannelActions actions;
      ends_[end].link_changed(cable, in, now, actions);
      carry_out(end, actions);
    }
    note();
  }
  // It seems to be up, and carries nothing.
  void cut(std::uint16_t cable) { is_cut_.at(cable) = true; }
  void until(Duration at) {
    for (int left = 10'000; left > 0; --left) {
      const std::size_t end = ends_[0].deadline() <= ends_[1].deadline() ? 0 : 1;
      if (ends_[end].deadline() > Time{at}) break;
      now = ends_[end].deadline();
      ChannelActions actions;
      ends_[end].wake(now, actions);
      REQUIRE(ends_[end].deadline() > now);
      carry_out(end, actions);
      note();
    }
    now = Time{at};
  }
  LinkAggregation& end(std::size_t number) { return ends_[number]; }
  std::string text;
  Time now{};
  int sent = 0;

 private:
  void carry_out(std::size_t from, const ChannelActions& actions) {
    for (const auto& action : actions) {
      const auto* send = std::get_if<LacpSend>(&action);
      if (send == nullptr) continue;
      ++sent;
      if (is_cut_.at(send->place)) continue;
      ChannelActions answers;
      ends_[1 - from].receive(send->place, send->pdu, now, answers);
      carry_out(1 - from, answers);
    }
  }
  void note() {
    std::string state;
    for (std::size_t end = 0; end < 2; ++end) {
      state += end == 0 ? "A" : " B";
      for (std::uint16_t i = 0; i < 2; ++i) {
        state += ends_[end].carries(i) ? '*' : ends_[end].is_individual(i) ? 'i' : '-';
      }
    }
    if (state == last_) return;
    last_ = state;
    text += fmt::format("{} {}\n", now.time_since_epoch() / 1s, state);
  }
  std::array<ChannelConfig, 2> configs_;
  std::array<LinkAggregation, 2> ends_;
  std::array<bool, 2> is_cut_{};
  std::string last_;
};

constexpr ChannelConfig active{.mode = ChannelMode::active};
constexpr ChannelConfig passive{.mode = ChannelMode::passive};
constexpr ChannelConfig fast{.mode = ChannelMode::active, .rate = LacpRate::fast};
constexpr ChannelConfig standing{.mode = ChannelMode::on};

}  // namespace

TEST_CASE("802.1AX 5.4.15: a new cable waits two seconds for others; a passive end hears first") {
  Pair p(active, passive);
  p.plug(0, true);
  p.plug(1, true);
  p.until(1h);
  CHECK(p.text == "0 A-- B--\n3 A** B**\n");
}

TEST_CASE("802.1AX 5.4.15: a new member joins the bundle, which goes on meanwhile") {
  Pair p(active, active);
  p.plug(0, true);
  p.until(10s);
  p.plug(1, true);
  p.until(1h);
  CHECK(p.text == "0 A-- B--\n2 A*- B*-\n12 A** B**\n");
}

TEST_CASE("802.1AX 5.4.4: long timeout: each end speaks every 30 s") {
  Pair p(active, active);
  p.settle();
  p.until(1h);
  CHECK(p.sent == 4 * 120);
  CHECK(p.text == "0 A** B**\n");
}

TEST_CASE("802.1AX 5.4.4: short timeout: every second") {
  Pair p(fast, fast);
  p.settle();
  p.until(100s);
  CHECK(p.sent == 400);
}

TEST_CASE("802.1AX 5.4.12: a dead cable whose link stays up is noticed after 90 s, or after 3 s") {
  Pair slow(active, active);
  slow.settle();
  slow.until(10min);
  slow.cut(1);
  slow.until(20min);
  CHECK(slow.text == "0 A** B**\n690 A*- B**\n690 A*- B*-\n");
  Pair quick(fast, fast);
  quick.settle();
  quick.until(10min);
  quick.cut(1);
  quick.until(20min);
  CHECK(quick.text == "0 A** B**\n603 A*- B**\n603 A*- B*-\n");
}

TEST_CASE("802.1AX 5.4.12: a link that goes down leaves at once, on both ends") {
  Pair p(active, active);
  p.settle();
  p.until(10min);
  p.plug(0, false);
  p.until(20min);
  p.plug(0, true);
  p.until(30min);
  CHECK(p.text == "0 A** B**\n600 A-* B-*\n1202 A** B**\n");
}

TEST_CASE("a static channel takes every link that is up, and never asks") {
  Pair p(standing, standing);
  p.settle();
  p.until(10min);
  p.cut(1);
  p.until(20min);
  CHECK(p.text == "0 A** B**\n");
  CHECK(p.sent == 0);
}

TEST_CASE("passive at both ends: nobody begins; on against LACP: one end carries, one does not") {
  Pair silent(passive, passive);
  silent.settle();
  silent.until(10min);
  CHECK(silent.text == "0 A-- B--\n");
  CHECK(silent.sent == 0);
  Pair mixed(standing, active);
  mixed.settle();
  mixed.until(10min);
  CHECK(mixed.text == "0 A** B--\n");
  CHECK(mixed.end(1).bar(0) == ChannelBar::partner);
}

TEST_CASE("LACP fallback: without a partner each port, or the first one, is one by itself") {
  ChannelConfig config = active;
  for (const auto& [fallback, then] :
       {std::pair{LacpFallback::individual, "ii"}, std::pair{LacpFallback::first, "i-"},
        std::pair{LacpFallback::none, "--"}}) {
    config.fallback = fallback;
    config.fallback_delay = 15s;
    Pair p(config, passive);
    p.cut(0);
    p.cut(1);
    p.plug(0, true);
    p.plug(1, true);
    p.until(1min);
    const std::string begins = "0 A-- B--\n";
    const bool stays = fallback == LacpFallback::none;
    CHECK(p.text == (stays ? begins : begins + "18 A" + then + " B--\n"));  // 3 s, and 15 s
  }
}

TEST_CASE("min_links: with fewer members the channel is down") {
  ChannelConfig config = active;
  config.min_links = 2;
  Pair p(config, active);
  p.settle();
  p.until(10min);
  p.plug(0, false);
  CHECK(p.text == "0 A** B**\n600 A-- B-*\n");
  CHECK(p.end(0).bar(1) == ChannelBar::min_links);
}

TEST_CASE("a member with other settings is suspended") {
  Pair p(active, active);
  p.end(0).suspend(1);
  p.settle();
  CHECK(p.text == "0 A*- B*-\n");
  CHECK(p.end(0).bar(1) == ChannelBar::settings);
}

TEST_CASE("hash: the lowest bits of the addresses choose the member") {
  Frame frame{.payload = ArpPacket{}, .source = {0x0a01}, .destination = {0x0b07}};
  using enum ChannelHash;
  CHECK(bucket_of(frame, source_mac) == 1);
  CHECK(bucket_of(frame, destination_mac) == 7);
  CHECK(bucket_of(frame, both_macs) == 6);
  CHECK(bucket_of(frame, source_ip) == 1);  // no IP header: its MAC
  frame.payload = Ipv4Packet{.payload = IcmpMessage{}, .source = {13}, .destination = {2}};
  CHECK(bucket_of(frame, source_ip) == 5);
  CHECK(bucket_of(frame, destination_ip) == 2);
  CHECK(bucket_of(frame, both_ips) == 7);
  Pair p(active, active);
  p.settle();
  CHECK(p.end(0).choose(4) == 0);
  CHECK(p.end(0).choose(5) == 1);
}
