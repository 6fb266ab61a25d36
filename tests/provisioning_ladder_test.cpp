// A phone and its file server, step by step: RFC 1350, 2347, 2348, HTTP, and what a phone does
// without its configuration.
#include <fmt/format.h>

#include <deque>
#include <set>

#include "models/protocol/boot/file_server.hpp"
#include "models/protocol/boot/provisioning.hpp"
#include "tests/catch.hpp"

namespace {

using namespace models;
using namespace std::chrono_literals;

constexpr Ipv4 first{0x0a00'0009};
constexpr Ipv4 second{0x0a00'0008};
constexpr Ipv4 phone{0x0a00'0033};

// Answers are there at once; `away` servers say nothing.
class Bench {
 public:
  explicit Bench(const ProvisioningConfig& config,
                 const FileServerConfig& files = {.enabled = true})
      : config_(config), files_(files), machine_(config_, 7), server_(files_) {}

  void start(const DhcpBoot& told = {}) {
    ProvisioningActions actions;
    machine_.start(told, now, actions);
    take(actions);
    settle();
  }
  void until(Duration at) {
    while (std::min(machine_.deadline(), server_.deadline()) <= Time{at}) {
      now = std::min(machine_.deadline(), server_.deadline());
      if (machine_.deadline() <= now) {
        ProvisioningActions actions;
        machine_.wake(now, actions);
        take(actions);
      } else {
        FileServerActions actions;
        server_.wake(now, actions);
        for (const TftpReply& reply : actions) wire_.push_back({reply, first});
      }
      settle();
    }
    now = Time{at};
  }
  void resolved(Ipv4 address) {
    ProvisioningActions actions;
    machine_.resolved(address, now, actions);
    take(actions);
    settle();
  }
  Provisioning& machine() { return machine_; }

  std::set<std::uint32_t> away;  // servers
  int lose = 0;                  // so many answers from now on
  int blocks = 0;
  std::string text;
  Time now{};

 private:
  struct OnWire {
    TftpReply reply;
    Ipv4 from;
  };
  void say(const std::string& what) {
    text += fmt::format("{} {}\n", now.time_since_epoch() / 1s, what);
  }
  void take(const ProvisioningActions& actions) {
    for (const auto& action : actions) {
      if (const auto* send = std::get_if<TftpSend>(&action)) {
        if (send->message.op == TftpOp::rrq) {
          say(fmt::format("RRQ {} to {}", static_cast<int>(send->message.file),
                          to_text(send->to.address)));
        }
        if (away.contains(send->to.address.value)) continue;
        FileServerActions answers;
        server_.receive(send->message, {phone, send->from}, send->to.port, now, answers);
        for (const TftpReply& reply : answers) wire_.push_back({reply, send->to.address});
      } else if (const auto* get = std::get_if<HttpFetch>(&action)) {
        say(fmt::format("GET {} from {}", static_cast<int>(get->request.file), to_text(get->from)));
        if (!away.contains(get->from.value)) asked_ = get->request;
      } else if (std::holds_alternative<HttpClose>(action)) {
        asked_.reset();
      } else if (const auto* ask = std::get_if<ProvisioningResolve>(&action)) {
        say(fmt::format("resolve {}", ask->name.value));
      } else if (std::holds_alternative<TrustListArrived>(action)) {
        say("trust list");
      } else if (const auto* failed = std::get_if<ProvisioningFailed>(&action)) {
        say(fmt::format("failed {}{}", static_cast<int>(failed->why),
                        failed->goes_on ? ", goes on" : ""));
      } else if (std::holds_alternative<ProvisioningRestart>(action)) {
        say("restart");
      } else {
        say("done");
      }
    }
  }
  void settle() {
    while (!wire_.empty() || asked_) {
      ProvisioningActions actions;
      if (!wire_.empty()) {
        const OnWire one = wire_.front();
        wire_.pop_front();
        if (lose > 0) {
          --lose;
          continue;
        }
        blocks += one.reply.message.op == TftpOp::data ? 1 : 0;
        machine_.receive(one.reply.message, {one.from, one.reply.from}, now, actions);
      } else {
        const HttpMessage part = server_.segment(*asked_, sent_);
        sent_ = part.is_last ? 0 : sent_ + part.length - (part.is_first ? http_header_bytes : 0U);
        ++blocks;
        machine_.receive(part, now, actions);
      }
      take(actions);
    }
  }

  ProvisioningConfig config_;
  FileServerConfig files_;
  Provisioning machine_;
  FileServer server_;
  std::deque<OnWire> wire_;
  std::optional<HttpMessage> asked_;
  std::uint32_t sent_ = 0;
};

ProvisioningConfig at_servers() { return {.enabled = true, .servers = {first, second}}; }

}  // namespace

TEST_CASE("RFC 1350 2: blocks of 512 bytes, each acknowledged; a short one is the last") {
  Bench b(at_servers(), {.enabled = true, .configuration_bytes = 1025});
  b.start();
  CHECK(b.text == "0 RRQ 3 to 10.0.0.9\n0 done\n");
  CHECK(b.blocks == 3);
  CHECK(b.machine().is_done());
}

TEST_CASE("RFC 1350 6: a file of whole blocks ends with an empty one") {
  Bench b(at_servers(), {.enabled = true, .configuration_bytes = 1024});
  b.start();
  CHECK(b.blocks == 3);
  CHECK(b.machine().is_done());
}

TEST_CASE("RFC 2348: larger blocks, if asked for, and no larger than the server has") {
  ProvisioningConfig config = at_servers();
  config.blksize = 1428;
  Bench b(config, {.enabled = true, .configuration_bytes = 2800});
  b.start();
  CHECK(b.blocks == 2);
  Bench small(config, {.enabled = true, .configuration_bytes = 2800, .max_blksize = 1000});
  small.start();
  CHECK(small.blocks == 3);
}

TEST_CASE("TFTP: a lost block is sent again by the server, or asked for again by the phone") {
  Bench b(at_servers());
  b.lose = 2;
  b.start();
  b.until(10s);
  CHECK(b.machine().is_done());
  Bench slow(at_servers(), {.enabled = true, .tftp_timeout = 1min});
  slow.lose = 1;
  slow.start();
  CHECK(!slow.machine().is_done());
  slow.until(6s);
  CHECK(slow.machine().is_done());
}

TEST_CASE("provisioning: Cisco's files in their order; a missing trust list is no failure") {
  ProvisioningConfig config = at_servers();
  config.files = FileSet::cisco;
  Bench b(config);
  b.start();
  CHECK(b.text ==
        "0 RRQ 0 to 10.0.0.9\n0 trust list\n0 RRQ 1 to 10.0.0.9\n0 trust list\n"
        "0 RRQ 2 to 10.0.0.9\n0 done\n");
  Bench without(config, {.enabled = true, .has_trust_lists = false});
  without.start();
  CHECK(without.text == "0 RRQ 0 to 10.0.0.9\n0 RRQ 1 to 10.0.0.9\n0 RRQ 2 to 10.0.0.9\n0 done\n");
}

TEST_CASE("provisioning: one server after the other, then what is stored") {
  Bench b(at_servers());
  b.away = {first.value, second.value};
  b.start();
  b.until(40s);
  CHECK(b.text ==
        "0 RRQ 3 to 10.0.0.9\n5 RRQ 3 to 10.0.0.9\n10 RRQ 3 to 10.0.0.9\n15 RRQ 3 to 10.0.0.8\n"
        "20 RRQ 3 to 10.0.0.8\n25 RRQ 3 to 10.0.0.8\n30 failed 2, goes on\n30 done\n");
  Bench half(at_servers());
  half.away = {first.value};
  half.start();
  half.until(40s);
  CHECK(half.text ==
        "0 RRQ 3 to 10.0.0.9\n5 RRQ 3 to 10.0.0.9\n10 RRQ 3 to 10.0.0.9\n15 RRQ 3 to 10.0.0.8\n"
        "15 done\n");
}

TEST_CASE("provisioning: without a stored configuration it waits, whatever it is set to") {
  ProvisioningConfig config{.enabled = true, .servers = {first}, .tries = 1, .stored = false};
  Bench b(config);
  b.away = {first.value};
  b.start();
  b.until(70s);
  CHECK(b.text == "0 RRQ 3 to 10.0.0.9\n5 failed 2\n65 RRQ 3 to 10.0.0.9\n70 failed 2\n");
  b.away.clear();
  b.until(140s);
  CHECK(b.machine().is_done());
  b.machine().stop();  // from now on it has one
  b.away = {first.value};
  b.start();
  b.until(150s);
  CHECK(b.machine().is_done());
}

TEST_CASE("provisioning: a phone that restarts says so, one that waits asks again") {
  ProvisioningConfig config{
      .enabled = true, .servers = {first}, .tries = 1, .without = Unprovisioned::restarts};
  Bench b(config);
  b.away = {first.value};
  b.start();
  b.until(70s);
  CHECK(b.text == "0 RRQ 3 to 10.0.0.9\n5 failed 2\n5 restart\n");
}

TEST_CASE("provisioning: a file that is not there fails at once") {
  Bench b({.enabled = true, .servers = {first}}, {.enabled = true, .has_configurations = false});
  b.start();
  CHECK(b.text == "0 RRQ 3 to 10.0.0.9\n0 failed 4, goes on\n0 done\n");
}

TEST_CASE("provisioning: HTTP, in segments; 404 is a file that is not there") {
  ProvisioningConfig config = at_servers();
  config.protocol = FileProtocol::http;
  Bench b(config);
  b.start();
  CHECK(b.text == "0 GET 3 from 10.0.0.9\n0 done\n");
  CHECK(b.blocks == 9);
  Bench none(config, {.enabled = true, .has_configurations = false});
  none.start();
  CHECK(none.text == "0 GET 3 from 10.0.0.9\n0 GET 3 from 10.0.0.8\n0 failed 4, goes on\n0 done\n");
}

TEST_CASE("provisioning: options 150, 66 and 160, and its own servers") {
  const DhcpBoot all{.tftp_servers = {first, second}, .option = 66, .address = second};
  const auto asked = [&](BootOptions options, const DhcpBoot& told, bool prefers_own = false) {
    Bench b({.enabled = true,
             .options = options,
             .servers = {Ipv4{0x0a00'0001}},
             .prefers_own = prefers_own});
    b.start(told);
    return b.text.substr(0, b.text.find('\n'));
  };
  CHECK(asked(BootOptions::option_150, all) == "0 RRQ 3 to 10.0.0.9");
  CHECK(asked(BootOptions::option_66, all) == "0 RRQ 3 to 10.0.0.8");
  CHECK(asked(BootOptions::none, all) == "0 RRQ 3 to 10.0.0.1");
  CHECK(asked(BootOptions::option_150, all, true) == "0 RRQ 3 to 10.0.0.1");
  CHECK(asked(BootOptions::option_150, {}) == "0 RRQ 3 to 10.0.0.1");
  const DhcpBoot of_160{.option = 160, .address = second};
  CHECK(asked(BootOptions::option_160, of_160) == "0 RRQ 3 to 10.0.0.8");
  CHECK(asked(BootOptions::option_66, of_160) == "0 RRQ 3 to 10.0.0.1");
  CHECK(asked(BootOptions::option_66, {.option = 66, .name = {5, 9}}) == "0 resolve 5");
}

TEST_CASE("provisioning: a name is looked up; if it is not found, its own servers are asked") {
  Bench b({.enabled = true, .stored = false});
  b.start({.option = 66, .name = {5, 9}});
  b.resolved(first);
  CHECK(b.text == "0 resolve 5\n0 RRQ 3 to 10.0.0.9\n0 done\n");
  Bench none({.enabled = true, .stored = false});
  none.start({.option = 66, .name = {5, 9}});
  none.resolved({});
  CHECK(none.text == "0 resolve 5\n0 failed 1\n");
}
