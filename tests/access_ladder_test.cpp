// A switch port that authenticates, step by step: what it sends, asks and lets in, with the seconds
// since its link came up. `a`, `b`: devices; RADIUS answers when the test says so.
// Longer than 300 lines because each switch of one config is tried beside the others.
#include <string>

#include "models/protocol/access/port_access.hpp"
#include "tests/catch.hpp"

namespace {

using models::AccessActions;
using models::AccessBar;
using models::AccessConfig;
using models::AccessOrder;
using models::AccessViolation;
using models::EapCode;
using models::EapolType;
using models::EapType;
using models::HostMode;
using models::Mac;
using models::PortAccess;
using models::RadiusCode;
using sim::Time;
using namespace std::chrono_literals;

constexpr Mac a{0x0a};
constexpr Mac b{0x0b};
constexpr Mac c{0x0c};

class Bench {
 public:
  explicit Bench(const AccessConfig& config) : config_(config), port_(config_) {
    play([&](AccessActions& out) { port_.link_up(now_, out); });
  }
  void until(sim::Duration at) {
    while (port_.deadline() <= Time{at}) {
      now_ = port_.deadline();
      play([&](AccessActions& out) { port_.wake(now_, out); });
    }
    now_ = Time{at};
  }
  AccessBar frame(Mac from, bool tagged = false) {
    AccessBar bar{};
    play([&](AccessActions& out) { bar = port_.admit(from, tagged, now_, out); });
    return bar;
  }
  bool passes(Mac from, bool tagged = false) { return frame(from, tagged) == AccessBar::none; }
  void eapol(Mac from, EapolType type) {
    play([&](AccessActions& out) { port_.receive(from, {.type = type}, now_, out); });
  }
  // To what the port has asked last.
  void responds(Mac from, EapType type = EapType::identity) {
    models::EapMessage eap = asked_;
    eap.code = EapCode::response;
    eap.type = type;
    play([&](AccessActions& out) {
      port_.receive(from, {.type = EapolType::eap, .eap = eap}, now_, out);
    });
  }
  void radius(Mac station, RadiusCode code, models::RadiusMessage answer = {}) {
    answer.station = station;
    answer.code = code;
    answer.has_eap = by_eap_;
    answer.eap = {.code = EapCode::request, .type = EapType::md5, .identifier = 77};
    play([&](AccessActions& out) { port_.answered(answer, now_, out); });
  }
  void no_server(Mac station) {
    play([&](AccessActions& out) { port_.unanswered(station, now_, out); });
  }
  void server_back() {
    play([&](AccessActions& out) { port_.server_back(now_, out); });
  }
  // By MAB, in one go.
  void let_in(Mac from, models::RadiusMessage answer = {}) {
    frame(from);
    radius(from, RadiusCode::accept, answer);
  }
  AccessConfig& config() { return config_; }
  PortAccess& port() { return port_; }
  std::string text;

 private:
  static std::string name(Mac mac) {
    return mac == Mac{} ? "?" : std::string(1, static_cast<char>('a' + mac.value - 0x0a));
  }
  template <class Input>
  void play(Input input) {
    AccessActions actions;
    input(actions);
    for (const auto& action : actions) {
      text += std::to_string(now_.time_since_epoch() / 1s);
      if (const auto* send = std::get_if<models::AccessSend>(&action)) {
        const models::EapMessage& eap = send->frame.eap;
        if (eap.code == EapCode::request) asked_ = eap;
        text += eap.code == EapCode::success    ? " success; "
                : eap.code == EapCode::failure  ? " failure; "
                : eap.type == EapType::identity ? " identity?; "
                                                : " challenge; ";
      } else if (const auto* ask = std::get_if<models::AccessAsk>(&action)) {
        by_eap_ = ask->request.has_eap;
        text += (by_eap_ ? " eap " : " mab ") + name(ask->request.station) + "; ";
      } else if (const auto* forget = std::get_if<models::AccessForget>(&action)) {
        text += " forget " + name(forget->mac) + "; ";
      } else {
        text += " disable; ";
      }
    }
  }

  AccessConfig config_;
  PortAccess port_;
  models::EapMessage asked_{};
  Time now_{};
  bool by_eap_ = false;
};

AccessConfig mab_first() { return {.order = AccessOrder::mab_dot1x}; }
AccessConfig mab_only(HostMode mode) { return {.order = AccessOrder::mab, .host_mode = mode}; }

}  // namespace

TEST_CASE("[cisco-mab]: EAP is asked for 3 x 30 s, and only then a frame tells its MAC") {
  Bench bench({});
  bench.until(5s);
  CHECK(bench.frame(a) == AccessBar::asking);
  bench.until(89s);
  CHECK(bench.frame(a) == AccessBar::asking);
  bench.until(95s);
  CHECK(bench.frame(a) == AccessBar::listening);
  bench.radius(a, RadiusCode::accept);
  CHECK(bench.passes(a));
  CHECK(bench.text == "0 identity?; 30 identity?; 60 identity?; 95 mab a; ");
}

TEST_CASE("tx_period and max_reauth_req are the time until MAB") {
  Bench bench({.tx_period = 7s, .max_reauth_req = 1});
  bench.until(14s);
  CHECK(bench.frame(a) == AccessBar::listening);
  CHECK(bench.text == "0 identity?; 7 identity?; 14 mab a; ");
}

TEST_CASE("order mab_dot1x: the first frame is enough; who is rejected is asked by EAP") {
  Bench bench(mab_first());
  bench.until(2s);
  bench.let_in(a);
  CHECK(bench.passes(a));
  Bench unknown(mab_first());
  unknown.until(2s);
  unknown.frame(a);
  unknown.radius(a, RadiusCode::reject);
  CHECK(unknown.text == "2 mab a; 2 identity?; ");
  CHECK(unknown.frame(a) == AccessBar::asking);
}

TEST_CASE("IEEE 802.1X 8.2: identity, challenge, success; nothing passes before") {
  Bench bench({});
  bench.eapol(a, EapolType::start);
  bench.responds(a);
  CHECK(bench.frame(a) == AccessBar::server);
  bench.radius(a, RadiusCode::challenge);
  bench.responds(a, EapType::md5);
  bench.radius(a, RadiusCode::accept);
  CHECK(bench.passes(a));
  CHECK(bench.text == "0 identity?; 0 identity?; 0 eap a; 0 challenge; 0 eap a; 0 success; ");
}

TEST_CASE("a wrong password: failure, and quiet_period until it begins anew") {
  Bench bench({});
  bench.responds(a);
  bench.radius(a, RadiusCode::reject);
  bench.until(30s);
  bench.eapol(a, EapolType::start);  // 8.2.4.1.8: held
  CHECK(bench.frame(a) == AccessBar::rejected);
  bench.until(60s);
  CHECK(bench.text == "0 identity?; 0 eap a; 0 failure; 60 identity?; ");
}

TEST_CASE("failure_vlan, guest_vlan: another VLAN instead of nothing; failure_next_method") {
  Bench failed({.failure_vlan = 99});
  failed.responds(a);
  failed.radius(a, RadiusCode::reject);
  CHECK(failed.passes(a));
  CHECK(failed.port().vlan() == 99);
  Bench guest({.order = AccessOrder::dot1x, .guest_vlan = 98});
  guest.until(90s);
  CHECK(guest.port().vlan() == 98);
  CHECK(guest.passes(a));
  CHECK_FALSE(guest.passes(a, true));  // nobody said that it is a phone
  Bench next({.failure_next_method = true});
  next.responds(a);
  next.radius(a, RadiusCode::reject);
  CHECK(next.text.ends_with("0 failure; 0 mab a; "));
}

TEST_CASE("a supplicant that falls silent is asked max_req times more; then MAB") {
  Bench bench({});
  bench.responds(a);
  bench.radius(a, RadiusCode::challenge);
  bench.until(2min);
  CHECK(bench.text == "0 identity?; 0 eap a; 0 challenge; 30 challenge; 60 challenge; 90 mab a; ");
}

TEST_CASE("[catalyst-mda]: one for data, one phone; a phone without its class is a second PC") {
  Bench bench(mab_only(HostMode::multi_domain));
  bench.let_in(a, {.is_voice = true});
  bench.let_in(b);
  CHECK(bench.passes(a, true));
  CHECK(bench.passes(b));
  CHECK(bench.frame(b, true) == AccessBar::domain);
  CHECK(bench.frame(a) == AccessBar::domain);  // it has used the voice VLAN
  CHECK(bench.frame(c) == AccessBar::host_mode);
  CHECK(bench.text.ends_with("0 forget a; 0 forget b; 0 disable; "));

  Bench classless(mab_only(HostMode::multi_domain));
  classless.let_in(a);
  CHECK(classless.frame(a, true) == AccessBar::domain);
  classless.let_in(b);
  CHECK(classless.text == "0 mab a; 0 mab b; 0 forget a; 0 disable; ");
}

TEST_CASE("violation restrict keeps the port up; replace lets the newer one in") {
  AccessConfig config = mab_only(HostMode::multi_domain);
  config.violation = AccessViolation::restrict;
  Bench bench(config);
  bench.let_in(a);
  bench.let_in(b);
  CHECK(bench.passes(a));
  CHECK(bench.frame(b) == AccessBar::host_mode);
  config.violation = AccessViolation::replace;
  Bench newer(config);
  newer.let_in(a);
  newer.let_in(b);
  CHECK(newer.passes(b));
}

TEST_CASE("single_host, multi_auth, multi_host: a second device") {
  Bench single(mab_only(HostMode::single_host));
  single.let_in(a);
  CHECK(single.frame(b) == AccessBar::host_mode);
  CHECK(single.text.ends_with("disable; "));
  Bench each(mab_only(HostMode::multi_auth));
  each.let_in(a);
  CHECK_FALSE(each.passes(b));
  each.radius(b, RadiusCode::accept);
  CHECK(each.passes(b));
  Bench all(mab_only(HostMode::multi_host));
  CHECK_FALSE(all.passes(a));
  all.radius(a, RadiusCode::accept);
  CHECK(all.passes(b));
}

TEST_CASE(
    "no server: held, or let in by critical and critical_voice; reinitialize when it is back") {
  Bench bench(mab_first());
  bench.frame(a);
  bench.no_server(a);
  CHECK(bench.frame(a) == AccessBar::server);
  bench.until(60s);
  CHECK(bench.text == "0 mab a; 60 mab a; ");

  AccessConfig config = mab_first();
  config.critical_voice = config.reinitialize = true;
  Bench voice(config);
  voice.frame(a);
  voice.no_server(a);
  CHECK(voice.passes(a, true));
  CHECK(voice.frame(a) == AccessBar::server);  // data is not critical
  voice.until(1h);
  CHECK(voice.passes(a, true));
  voice.server_back();
  CHECK(voice.text == "0 mab a; 3600 forget a; 3600 mab a; ");
  config.critical = true;
  config.critical_vlan = 30;
  Bench data(config);
  data.frame(a);
  data.no_server(a);
  CHECK(data.passes(a));
  CHECK(data.port().vlan() == 30);
}

TEST_CASE("reauthentication leaves it in; without a server it is out, or not: critical, cached") {
  AccessConfig config = mab_first();
  config.reauth_period = 10min;
  Bench bench(config);
  bench.let_in(a);
  bench.until(10min);
  CHECK(bench.passes(a));
  bench.no_server(a);
  CHECK(bench.frame(a) == AccessBar::server);
  CHECK(bench.text == "0 mab a; 600 mab a; 600 forget a; ");

  config.critical = true;
  Bench critical(config);
  critical.let_in(a);
  critical.until(10min);
  critical.no_server(a);
  critical.until(10h);
  CHECK(critical.passes(a));
}

TEST_CASE("[hpe-cached-reauth]: 900 s from the first one that nobody answers, 180 s each") {
  AccessConfig config = mab_first();
  config.reauth_period = 180s;
  config.cached_reauth = 900s;
  Bench bench(config);
  bench.let_in(a);
  for (sim::Duration at = 180s; at <= 1260s; at += 180s) {
    bench.until(at);
    bench.no_server(a);
    if (at < 1260s) CHECK(bench.passes(a));
  }
  CHECK(bench.frame(a) == AccessBar::server);
  CHECK(bench.text.ends_with("1260 mab a; 1260 forget a; "));
}

TEST_CASE("Session-Timeout counts instead; Termination-Action Default ends the session") {
  AccessConfig config;
  config.reauth_period = 1h;
  Bench bench(config);
  bench.until(90s);
  bench.let_in(a, {.session_timeout = 600, .reauthenticates = true});
  bench.until(690s);
  CHECK(bench.passes(a));
  CHECK(bench.text.ends_with("90 mab a; 690 mab a; "));
  Bench ended(config);
  ended.until(90s);
  ended.let_in(a, {.session_timeout = 600});
  ended.until(690s);
  CHECK(ended.frame(a) == AccessBar::asking);
  CHECK(ended.text.ends_with("90 mab a; 690 forget a; 690 identity?; "));
  config.reauth_by_server = false;
  Bench own(config);
  own.until(90s);
  own.let_in(a, {.session_timeout = 600});
  own.until(3680s);
  CHECK(own.passes(a));
}

TEST_CASE("inactivity ends a session; 0 s never") {
  AccessConfig config = mab_first();
  config.inactivity = 5min;
  Bench bench(config);
  bench.let_in(a);
  bench.until(299s);
  CHECK(bench.passes(a));
  bench.until(600s);
  CHECK_FALSE(bench.passes(a));
  CHECK(bench.text == "0 mab a; 599 forget a; 600 mab a; ");
}

TEST_CASE("inactivity makes room for the next device, though the silent one stays silent") {
  AccessConfig config = mab_first();
  config.host_mode = models::HostMode::single_host;
  config.inactivity = 2min;
  Bench bench(config);
  bench.let_in(a);
  CHECK(bench.port().is_open());
  bench.until(119s);
  CHECK(bench.port().is_open());
  bench.until(121s);
  CHECK_FALSE(bench.port().is_open());
  bench.let_in(b);
  CHECK(bench.passes(b));
  CHECK(bench.port().violations() == 0);
}

TEST_CASE("an EAPOL-Start begins anew what MAB has let in, if 802.1X has priority") {
  Bench bench({});
  bench.until(90s);
  bench.let_in(a);
  bench.eapol(a, EapolType::start);
  CHECK(bench.passes(a));
  CHECK(bench.text.ends_with("90 mab a; 90 identity?; "));
  Bench other(mab_first());
  other.let_in(a);
  other.eapol(a, EapolType::start);
  CHECK(other.text == "0 mab a; ");
}

TEST_CASE("EAPOL-Logoff ends a session of 802.1X") {
  Bench bench({});
  bench.responds(a);
  bench.radius(a, RadiusCode::accept);
  bench.eapol(a, EapolType::logoff);
  CHECK(bench.frame(a) == AccessBar::asking);
}

TEST_CASE("who was heard while the port was asked is not asked again") {
  AccessConfig config;
  config.host_mode = HostMode::multi_auth;
  Bench bench(config);
  bench.frame(a);
  bench.frame(b);
  bench.until(90s);
  bench.frame(a);
  bench.frame(b);
  bench.frame(c);
  CHECK(bench.text.ends_with("60 identity?; 90 mab a; 90 mab b; 90 identity?; "));
}

TEST_CASE("open, voice_bypass, enabled: off, and nobody is kept out; max_devices") {
  Bench open({.open = true});
  CHECK(open.passes(a));
  CHECK(open.port().is_open());
  Bench bypass({.voice_bypass = true});
  CHECK(bypass.passes(a, true));
  CHECK_FALSE(bypass.passes(a));
  Bench off({.enabled = false});
  CHECK(off.passes(a));
  CHECK(off.text.empty());
  AccessConfig config = mab_only(HostMode::multi_auth);
  config.max_devices = 1;
  Bench crowded(config);
  crowded.let_in(a);
  CHECK(crowded.frame(b) == AccessBar::crowded);
}

TEST_CASE("server_timeout ends the wait for RADIUS, whatever its client still tries") {
  Bench bench({});
  bench.responds(a);
  bench.until(30s);
  CHECK(bench.frame(a) == AccessBar::server);
  bench.until(90s);
  CHECK(bench.text == "0 identity?; 0 eap a; 90 identity?; ");
}
