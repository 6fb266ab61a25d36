// Adapter: a router's part in a group as a ladder. It is 10.0.0.2; `<` lines come from 10.0.0.3.
// `< hello active 110` (speak, standby, active; priority), `< coup 110`, `< resign`,
// `< advert 110`, each with [hold SECONDS], [every SECONDS], [password TEXT], [group N];
// `! up`, `! reload`, `! settled`, `! down`, `! enabled`, `! disabled`, `! tracked N`.
#pragma once

#include "models/protocol/fhrp/fhrp_group.hpp"
#include "tests/ladder.hpp"

namespace ladder {

template <class Config>
class FhrpLadder {
 public:
  explicit FhrpLadder(Config config)
      : config_(std::move(config)), group_(config_, {0x0a00'0002}, {}) {
    config_.address = {0x0a00'0001};
  }
  FhrpLadder(const FhrpLadder&) = delete;
  FhrpLadder& operator=(const FhrpLadder&) = delete;

  void receive(Words& words, sim::Time now, Trace& trace) {
    models::FhrpPacket packet{.message = {}, .source = {0x0a00'0003}};
    const std::string what = words.next();
    if (what == "advert") {
      models::VrrpMessage m{.address = config_.address, .interval_ms = 1000};
      m.version = static_cast<std::uint8_t>(config_.version);
      m.priority = static_cast<std::uint8_t>(words.number());
      if (const auto n = words.number_after("every")) m.interval_ms = *n * 1000;
      if (const auto n = words.number_after("group")) m.group = static_cast<std::uint8_t>(*n);
      if (words.skip("password")) m.password = models::fhrp_password(words.next());
      packet.message = m;
    } else {
      models::HsrpMessage m{.password = models::fhrp_password("cisco"), .address = config_.address};
      m.hello_ms = 3000;
      m.hold_ms = 10'000;
      m.group = 1;
      m.version = static_cast<std::uint8_t>(config_.version);
      m.state = models::HsrpState::active;
      if (what == "hello") m.state = state(words.next());
      if (what == "coup") m.op = models::HsrpOp::coup;
      if (what == "resign") m.op = models::HsrpOp::resign;
      if (what != "resign") m.priority = static_cast<std::uint8_t>(words.number());
      if (const auto n = words.number_after("hold")) m.hold_ms = *n * 1000;
      if (const auto n = words.number_after("group")) m.group = static_cast<std::uint16_t>(*n);
      if (words.skip("password")) m.password = models::fhrp_password(words.next());
      packet.message = m;
    }
    models::FhrpActions actions;
    const models::FhrpRefusal why = group_.receive(packet, now, actions);
    if (why != models::FhrpRefusal::none) trace.add(now, '=', refusal(why));
    note(actions, now, trace);
  }

  void fact(Words& words, sim::Time now, Trace& trace) {
    models::FhrpActions actions;
    const std::string what = words.next();
    if (what == "up") group_.start(models::FhrpStart::link, now, actions);
    if (what == "reload") group_.start(models::FhrpStart::reload, now, actions);
    if (what == "settled") group_.start(models::FhrpStart::settled, now, actions);
    if (what == "down") group_.stop();
    if (what == "tracked") group_.tracked(static_cast<int>(words.number()));
    if (what == "enabled" || what == "disabled") {
      config_.enabled = what == "enabled";
      group_.reconfigured(now, actions);
    }
    note(actions, now, trace);
  }

  void wake(sim::Time now, Trace& trace) {
    models::FhrpActions actions;
    group_.wake(now, actions);
    note(actions, now, trace);
  }
  sim::Time deadline() const { return group_.deadline(); }

 private:
  static models::HsrpState state(const std::string& word) {
    if (word == "speak") return models::HsrpState::speak;
    return word == "standby" ? models::HsrpState::standby : models::HsrpState::active;
  }
  static std::string refusal(models::FhrpRefusal why) {
    switch (why) {
      case models::FhrpRefusal::none: break;
      case models::FhrpRefusal::other_group: return "not its group";
      case models::FhrpRefusal::password: return "refused: password";
      case models::FhrpRefusal::interval: return "refused: interval";
      case models::FhrpRefusal::address: return "refused: address";
    }
    return "";
  }
  static std::string text(const models::HsrpMessage& m) {
    constexpr std::array states{"initial", "learn", "listen", "speak", "standby", "active"};
    if (m.op == models::HsrpOp::resign) return "resign";
    const std::string state =
        m.op == models::HsrpOp::coup
            ? "coup"
            : std::string("hello ") + states[static_cast<std::size_t>(m.state)];
    return state + " " + std::to_string(m.priority);
  }
  static std::string text(const models::VrrpMessage& m) {
    return "advert " + std::to_string(m.priority);
  }
  void note(const models::FhrpActions& actions, sim::Time now, Trace& trace) {
    for (const auto& action : actions) {
      const auto* send = std::get_if<models::FhrpSend>(&action);
      trace.add(now, '>',
                send == nullptr
                    ? "gratuitous ARP"
                    : std::visit([](const auto& m) { return text(m); }, send->packet.message));
    }
  }

  Config config_;
  models::FhrpGroup group_;
};

using HsrpLadder = FhrpLadder<models::HsrpConfig>;
using VrrpLadder = FhrpLadder<models::VrrpConfig>;

}  // namespace ladder
