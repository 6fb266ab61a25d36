// RADIUS on both sides: whom a switch asks, how often and until when; and what a server answers.
#include <string>

#include "models/protocol/access/radius_client.hpp"
#include "models/protocol/access/radius_server.hpp"
#include "models/protocol/access/supplicant.hpp"
#include "tests/catch.hpp"

namespace {

using models::EapCode;
using models::EapType;
using models::Ipv4;
using models::Mac;
using models::Name;
using models::RadiusActions;
using models::RadiusClient;
using models::RadiusClientConfig;
using models::RadiusCode;
using models::RadiusMessage;
using models::RadiusServer;
using models::RadiusServerConfig;
using models::Supplicant;
using models::SupplicantActions;
using models::SupplicantConfig;
using sim::Time;
using namespace std::chrono_literals;

class Client {
 public:
  explicit Client(const RadiusClientConfig& config) : config_(config), client_(config_) {}
  void until(sim::Duration at) {
    while (client_.deadline() <= Time{at}) {
      now_ = client_.deadline();
      play([&](RadiusActions& out) { client_.wake(now_, out); });
    }
    now_ = Time{at};
  }
  void ask(Mac station = {7}) {
    play([&](RadiusActions& out) {
      client_.ask(3, {.station = station, .code = RadiusCode::request}, now_, out);
    });
  }
  void answer(Ipv4 from, Mac station = {7}) {
    RadiusMessage answer = last_;
    answer.station = station;
    answer.code = RadiusCode::accept;
    play([&](RadiusActions& out) { client_.receive(answer, from, now_, out); });
  }
  std::string text;

 private:
  template <class Input>
  void play(Input input) {
    RadiusActions actions;
    input(actions);
    for (const auto& action : actions) {
      text += std::to_string(now_.time_since_epoch() / 1s);
      if (const auto* send = std::get_if<models::RadiusSend>(&action)) {
        last_ = send->message;
        text += (send->message.station == Mac{} ? " probe " : " > ") +
                std::to_string(send->to.value) + "; ";
      } else if (std::holds_alternative<models::RadiusAnswered>(action)) {
        text += " answered; ";
      } else if (std::holds_alternative<models::RadiusUnanswered>(action)) {
        text += " unanswered; ";
      } else {
        text += " back; ";
      }
    }
  }

  RadiusClientConfig config_;
  RadiusClient client_;
  RadiusMessage last_{};
  Time now_{};
};

constexpr Ipv4 one{1};
constexpr Ipv4 two{2};

}  // namespace

TEST_CASE("[catalyst-radius]: timeout 5 s, three more: 20 s for each server, in turn") {
  Client client({.servers = {one, two}});
  client.ask();
  client.until(1min);
  CHECK(client.text ==
        "0 > 1; 5 > 1; 10 > 1; 15 > 1; 20 > 2; 25 > 2; 30 > 2; 35 > 2; 40 unanswered; ");
}

TEST_CASE("timeout and retransmits are what an outage costs; no servers: nobody answers") {
  Client client({.servers = {one}, .timeout = 2s, .retransmits = 1});
  client.ask();
  client.until(1min);
  CHECK(client.text == "0 > 1; 2 > 1; 4 unanswered; ");
  Client nobody({});
  nobody.ask();
  CHECK(nobody.text == "0 unanswered; ");
}

TEST_CASE(
    "dead_time: a silent server is passed over; all dead: refused at once, until one is back") {
  Client client({.servers = {one}, .dead_time = 10min});
  client.ask();
  client.until(20s);
  client.ask();
  client.until(11min);
  CHECK(client.text == "0 > 1; 5 > 1; 10 > 1; 15 > 1; 20 unanswered; 20 unanswered; 620 back; ");
  Client again({.servers = {one}});
  again.ask();
  again.until(20s);
  again.ask();
  CHECK(again.text.ends_with("20 unanswered; 20 > 1; "));
}

TEST_CASE("probe_interval: a dead server is believed in only when it answers") {
  Client client({.servers = {one}, .dead_time = 1min, .probe_interval = 5min});
  client.ask();
  client.until(8min);
  CHECK(client.text.ends_with("20 unanswered; 320 probe 1; "));
  client.answer(one, {});
  CHECK(client.text.ends_with("480 back; "));
}

TEST_CASE("an answer is taken from the server that was asked, for the request that it names") {
  Client client({.servers = {one, two}});
  client.ask();
  client.answer(two);
  CHECK(client.text == "0 > 1; ");
  client.answer(one);
  CHECK(client.text == "0 > 1; 0 answered; ");
  client.until(1min);
  CHECK(client.text == "0 > 1; 0 answered; ");
}

TEST_CASE("[rfc2865] 3: a client that the server does not know is not answered") {
  const RadiusServerConfig any{};
  CHECK(RadiusServer(any).knows(one));
  RadiusServerConfig listed;
  listed.clients = {two};
  CHECK_FALSE(RadiusServer(listed).knows(one));
  CHECK(RadiusServer(listed).knows(two));
}

TEST_CASE("MAB: the first station that fits; voice, VLAN and Session-Timeout of it") {
  RadiusServerConfig config;
  config.stations.push_back({{.voice = true, .session_timeout = 1h}, Mac{0x100}, 10});
  const RadiusServer server(config);
  const auto of = [&](std::uint64_t mac) {
    return server.answer({.station = {mac}, .code = RadiusCode::request});
  };
  CHECK(of(0x109).code == RadiusCode::accept);
  CHECK(of(0x109).is_voice);
  CHECK(of(0x109).session_timeout == 3600);
  CHECK(of(0x10a).code == RadiusCode::reject);
  config.stations.push_back({{.vlan = 30}, {}, 1});  // any
  CHECK(of(0x10a).vlan == 30);
  config.accepts = false;
  CHECK(of(0x109).code == RadiusCode::reject);
}

TEST_CASE("[rfc3748] 5.3.1: a Nak chooses the method; TLS takes tls_rounds exchanges") {
  RadiusServerConfig config;
  const Name who{.value = 1, .octets = 5};
  const Name secret{.value = 2, .octets = 6};
  config.accounts.push_back({{}, who, secret});
  const RadiusServer server(config);
  for (const EapType method : {EapType::md5, EapType::tls}) {
    const SupplicantConfig own{
        .enabled = true, .identity = who, .password = secret, .method = method};
    Supplicant supplicant(own);
    SupplicantActions actions;
    supplicant.link_up({}, actions);
    models::EapMessage asked{.code = EapCode::request, .type = EapType::identity};
    RadiusMessage answer;
    int rounds = 0;
    do {
      actions.clear();
      supplicant.receive({.eap = asked}, {}, actions);
      const auto& eap = std::get<models::SupplicantSend>(actions[0]).frame.eap;
      answer = server.answer({.eap = eap, .code = RadiusCode::request, .has_eap = true});
      asked = answer.eap;
      ++rounds;
    } while (answer.code == RadiusCode::challenge);
    CHECK(answer.code == RadiusCode::accept);
    CHECK(rounds == (method == EapType::md5 ? 3 : 7));
  }
}

TEST_CASE("IEEE 802.1X 8.2.11: three EAPOL-Start, 30 s apart; then it goes without") {
  const SupplicantConfig config{.enabled = true};
  Supplicant supplicant(config);
  SupplicantActions actions;
  supplicant.link_up({}, actions);
  CHECK(actions.size() == 1);
  for (const auto at : {30s, 60s}) {
    CHECK(supplicant.deadline() == Time{at});
    supplicant.wake(Time{at}, actions);
  }
  CHECK(actions.size() == 3);
  supplicant.wake(Time{90s}, actions);
  CHECK(std::holds_alternative<models::SupplicantReady>(actions.back()));
  CHECK(supplicant.deadline() == sim::never);
}

TEST_CASE("after a failure it is held for 60 s; an answer that does not come costs 30 s") {
  const SupplicantConfig config{.enabled = true};
  Supplicant supplicant(config);
  SupplicantActions actions;
  supplicant.link_up({}, actions);
  supplicant.receive({.eap = {.code = EapCode::request, .type = EapType::identity}}, Time{1s},
                     actions);
  CHECK(supplicant.deadline() == Time{31s});
  supplicant.receive({.eap = {.code = EapCode::failure}}, Time{2s}, actions);
  CHECK(supplicant.state() == Supplicant::State::held);
  CHECK(supplicant.deadline() == Time{62s});
}
