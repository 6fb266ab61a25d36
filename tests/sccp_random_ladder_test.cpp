// An SCCP phone with three call managers that fail, hang and return at random: it never speaks on
// a connection that it has not, never sticks, and ends at the primary with the second standing by.
#include <algorithm>
#include <array>

#include "models/protocol/sccp/sccp_client.hpp"
#include "models/protocol/sccp/sccp_registrar.hpp"
#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::SccpClient;
using models::SccpId;
using models::ServerIndex;
using sim::Time;

namespace {

class Site {
 public:
  explicit Site(int run)
      : random_(1, "run" + std::to_string(run), "events"),
        phone_(config_, 7, 3, sim::Random(2, "run" + std::to_string(run), "sccp")) {
    config_.standby_must_answer = random_.chance(500'000'000);
    if (random_.chance(500'000'000)) config_.detection.mode = models::SccpDetectionMode::delayed;
    server_.answer_delay = 10ms;
    server_.grants_token = true;
    server_.answers_standby = true;
  }

  void play() {
    models::SccpClientActions out;
    phone_.start(out);
    carry_out(out);
    for (int i = 0; i < 60; ++i) {
      run_until(now_ + random_.between(1ms, random_.chance(300'000'000) ? 300s : 40s));
      disturb();
    }
    for (Server& s : servers_) s.hangs = s.is_down = false;
    server_.grants_token = true;
    run_until(now_ + 20min);
    CHECK(phone_.state(0) == SccpClient::State::registered);
    CHECK(servers_[0].binding.is_registered());
    CHECK(phone_.state(1) == SccpClient::State::standby);
    CHECK(phone_.is_registered());
  }

 private:
  enum class Link : std::uint8_t { closed, connecting, open };
  struct Server {
    models::SccpBinding binding;
    Time answers_at = sim::never;  // while connecting: when TCP says how it ended
    Time dies_at = sim::never;     // of a connection that hangs
    std::uint32_t connection = 0;
    Link link = Link::closed;
    bool is_down = false;  // refuses
    bool hangs = false;    // silent
  };

  Time next() const {
    Time at = phone_.deadline();
    for (const Server& s : servers_) {
      at = std::min({at, s.binding.deadline(), s.answers_at, s.dies_at});
    }
    return at;
  }

  void run_until(Time end) {
    for (int turns = 0; next() <= end; ++turns) {
      REQUIRE(turns < 10'000);  // else it wakes for ever
      now_ = next();
      if (phone_.deadline() <= now_) {
        models::SccpClientActions out;
        phone_.wake(now_, out);
        REQUIRE(phone_.deadline() > now_);
        carry_out(out);
      }
      for (ServerIndex i = 0; i < 3; ++i) turn(i);
    }
    now_ = end;
  }

  void turn(ServerIndex i) {
    Server& s = servers_[i];
    if (s.answers_at <= now_) {
      s.answers_at = sim::never;
      if (s.is_down || s.hangs) return ended(i, models::OutOfService::tcp_timed_out);
      s.link = Link::open;
      ++s.connection;
      models::SccpClientActions out;
      phone_.connected(i, now_, out);
      carry_out(out);
    }
    if (s.dies_at <= now_) return ended(i, models::OutOfService::tcp_timed_out);
    if (s.binding.deadline() > now_) return;
    models::SccpRegistrarActions replies;
    s.binding.wake(server_, now_, replies);
    deliver(i, replies);
  }

  void disturb() {
    const auto i = static_cast<ServerIndex>(random_.below(3));
    Server& s = servers_[i];
    switch (random_.below(6)) {
      case 0: s.is_down = true; break;
      case 1: s.hangs = true; break;
      case 2:
      case 3: s.is_down = s.hangs = false; break;
      case 4: server_.grants_token = !server_.grants_token; break;
      default: {
        if (s.link != Link::open) return;
        models::SccpClientActions out;
        const bool reboots = random_.chance(500'000'000);
        phone_.receive(
            i,
            {.id = SccpId::reset,
             .reset_type = reboots ? models::SccpResetType::reset : models::SccpResetType::restart},
            now_, out);
        return carry_out(out);
      }
    }
    if (s.is_down && s.link == Link::open) ended(i, models::OutOfService::ucm_reset_connection);
    if (s.hangs && s.link == Link::open) s.dies_at = now_ + random_.between(1s, 600s);
    if (!s.hangs) s.dies_at = sim::never;
  }

  void close(ServerIndex i) {
    Server& s = servers_[i];
    s.link = Link::closed;
    s.answers_at = s.dies_at = sim::never;
    models::SccpRegistrarActions replies;
    s.binding.connection_ended(s.connection, replies);
  }

  void ended(ServerIndex i, models::OutOfService why) {
    close(i);
    models::SccpClientActions out;
    phone_.disconnected(i, why, now_, out);
    carry_out(out);
  }

  void deliver(ServerIndex i, const models::SccpRegistrarActions& replies) {
    for (const auto& reply : replies) {
      const auto* answer = std::get_if<models::SccpAnswer>(&reply);
      if (answer == nullptr || servers_[i].hangs || servers_[i].link != Link::open) continue;
      models::SccpClientActions out;
      phone_.receive(i, answer->message, now_, out);
      carry_out(out);
    }
  }

  void carry_out(const models::SccpClientActions& actions) {
    for (const auto& action : actions) {
      if (const auto* connect = std::get_if<models::SipConnect>(&action)) {
        Server& s = servers_[connect->server];
        REQUIRE(s.link == Link::closed);
        s.link = Link::connecting;
        s.answers_at = now_ + (s.hangs ? 20s : 1ms);
      } else if (const auto* leave = std::get_if<models::SipDisconnect>(&action)) {
        REQUIRE(servers_[leave->server].link != Link::closed);
        close(leave->server);
      } else if (const auto* send = std::get_if<models::SccpSend>(&action)) {
        Server& s = servers_[send->server];
        REQUIRE(s.link == Link::open);
        if (s.hangs) continue;
        models::SccpRegistrarActions replies;
        s.binding.receive(send->message, s.connection, server_, now_, replies);
        deliver(send->server, replies);
      }
    }
  }

  models::SccpClientConfig config_;
  models::SccpRegistrarConfig server_;
  std::array<Server, 3> servers_;
  sim::Random random_;
  SccpClient phone_;
  Time now_{};
};

}  // namespace

TEST_CASE("[sccp-station]: whatever call managers do, a phone ends at the best one that lives") {
  for (int run = 0; run < 300; ++run) {
    CAPTURE(run);
    Site(run).play();
  }
}
