// Which server a SIP client asks next: RFC 3263 4.3 with a memory of those that failed. `!` locate,
// failed (with retry-after <seconds>), answered, off; `<` what DNS says.
#include "models/protocol/sip/sip_locator.hpp"
#include "tests/dns_ladder.hpp"

using namespace std::chrono_literals;

namespace {

class Locator {
 public:
  explicit Locator(const models::SipLocatorConfig& config = {})
      : config_(config),
        locator_(config_, words_.name("_sip._udp.pbx"), words_.name("pbx"), 5060) {}
  Locator(const Locator& other) : Locator(other.config_) {}
  Locator& operator=(const Locator&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SrvActions out;
    const auto result = words_.result(words);
    if (const auto* resolved = std::get_if<models::DnsResolved>(&result)) {
      locator_.resolved(*resolved, now, out);
    } else {
      locator_.failed(std::get<models::DnsFailed>(result), now, out);
    }
    print_targets(words_, out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SrvActions out;
    if (words.skip("locate")) locator_.locate(now, out);
    if (words.skip("answered")) locator_.target_answered();
    if (words.skip("off")) locator_.stop();
    if (words.skip("failed")) {
      const std::chrono::seconds wait{words.number_after("retry-after").value_or(0)};
      locator_.target_failed(wait, now, out);
    }
    print_targets(words_, out, now, trace);
  }
  void wake(sim::Time, ladder::Trace&) {}
  sim::Time deadline() const { return sim::never; }

 private:
  DnsWords words_;
  models::SipLocatorConfig config_;
  models::SipLocator locator_;
};

// One request at `at`, both answers of DNS, and the servers that it leads to.
std::string asked(const std::string& at, const std::string& then) {
  return at + " ! locate\n" + at + " > ask _sip._udp.pbx SRV\n" + at +
         " < _sip._udp.pbx SRV b:5060:20,a:5060:10\n" + at + " > ask a A\n" + at +
         " < a A 10.0.0.1\n" + then;
}
const std::string a_first = "= try a 10.0.0.1:5060\n";
std::string b_at(const std::string& at) {
  return at + " > ask b A\n" + at + " < b A 10.0.0.2\n" + at + " = try b 10.0.0.2:5060\n";
}

}  // namespace

TEST_CASE("failed_for 0s: each request begins with the best server (Polycom: newRequests)") {
  CHECK_LADDER(Locator{}, asked("0s", "0s " + a_first) + "32s ! failed\n" + b_at("32s") +
                              "32s ! answered\n" + asked("60s", "60s " + a_first) +
                              "92s ! failed\n" + b_at("92s") + "124s ! failed\n124s = exhausted");
}

TEST_CASE("failed_for: a server that failed is passed over, and then tried again") {
  CHECK_LADDER((Locator{{.failed_for = 300s}}),
               asked("0s", "0s " + a_first) + "32s ! failed\n" + b_at("32s") + "32s ! answered\n" +
                   asked("331.999s", b_at("331.999s")) + "332s ! answered\n" +
                   asked("332s", "332s " + a_first));
}

TEST_CASE("failed_for forever: one that was passed over is tried when all others have failed") {
  CHECK_LADDER((Locator{{.failed_for = sim::forever}}),
               asked("0s", "0s " + a_first) + "1s ! failed\n" + b_at("1s") + "1s ! answered\n" +
                   asked("9000h", b_at("9000h")) +
                   "9001h ! failed\n9001h = try a 10.0.0.1:5060\n9001h ! answered\n" +
                   asked("9002h", "9002h " + a_first));  // it answered: it counts again
  CHECK_LADDER((Locator{{.failed_for = sim::forever}}),
               asked("0s", "0s " + a_first) + "1s ! failed\n" + b_at("1s") +
                   "2s ! failed\n2s = exhausted\n" +
                   asked("9s", "9s > ask b A\n9s < b A 10.0.0.2\n9s = try a 10.0.0.1:5060\n") +
                   "10s ! failed\n10s = try b 10.0.0.2:5060\n11s ! failed\n11s = exhausted\n" +
                   "12s ! off\n" + asked("13s", "13s " + a_first));
}

TEST_CASE("RFC 3261 21.5.4: after 503 no request to that server before its Retry-After is over") {
  CHECK_LADDER(Locator{}, asked("0s", "0s " + a_first) + "1s ! failed retry-after 30\n" +
                              b_at("1s") + "1s ! answered\n" + asked("30.999s", b_at("30.999s")) +
                              asked("31s", "31s " + a_first));
}

TEST_CASE("RFC 3263 4.2: no SRV records, the domain's own address; and no answer at all") {
  CHECK_LADDER(Locator{}, R"(
    0s ! locate
    0s > ask _sip._udp.pbx SRV
    0s < _sip._udp.pbx SRV name_error
    0s > ask pbx A
    0s < pbx A 10.0.0.9
    0s = try pbx 10.0.0.9:5060
    32s ! failed
    32s = exhausted
    60s ! locate
    60s > ask _sip._udp.pbx SRV
    80s < _sip._udp.pbx SRV timed_out
    80s = exhausted: _sip._udp.pbx SRV timed_out
  )");
}

// Of a phone without DNS.
class List {
 public:
  explicit List(const models::SipLocatorConfig& config = {})
      : config_(config), locator_(config_, {}, {}, 5060) {
    locator_.use_list(servers_);
  }
  List(const List& other) : List(other.config_) {}
  List& operator=(const List&) = delete;

  void receive(ladder::Words&, sim::Time, ladder::Trace&) {}
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SrvActions out;
    if (words.skip("locate")) locator_.locate(now, out);
    if (words.skip("answered")) locator_.target_answered();
    if (words.skip("failed")) {
      const std::chrono::seconds wait{words.number_after("retry-after").value_or(0)};
      locator_.target_failed(wait, now, out);
    }
    for (const auto& action : out) {
      const auto* target = std::get_if<models::SrvTarget>(&action);
      trace.add(now, '=', target != nullptr ? "try " + to_text(target->address) : "exhausted");
    }
  }
  void wake(sim::Time, ladder::Trace&) {}
  sim::Time deadline() const { return sim::never; }

 private:
  const std::array<models::Ipv4, 3> servers_{models::Ipv4{0x0a00'0001}, models::Ipv4{0x0a00'0002},
                                             models::Ipv4{0x0a00'0003}};
  models::SipLocatorConfig config_;
  models::SipLocator locator_;
};

TEST_CASE("RFC 3263 4.3: the servers of a list are tried in order, and nobody asks DNS") {
  CHECK_LADDER(List{}, R"(
    0s  ! locate
    0s  = try 10.0.0.1
    32s ! failed
    32s = try 10.0.0.2
    64s ! failed
    64s = try 10.0.0.3
    96s ! failed
    96s = exhausted
    99s ! locate
    99s = try 10.0.0.1
  )");
}

TEST_CASE("failed_for: of a list, too, a server that failed is passed over, and tried last") {
  CHECK_LADDER((List{{.failed_for = 300s}}), R"(
    0s   ! locate
    0s   = try 10.0.0.1
    32s  ! failed
    32s  = try 10.0.0.2
    33s  ! answered
    100s ! locate
    100s = try 10.0.0.2
    101s ! failed
    101s = try 10.0.0.3
    102s ! failed
    102s = try 10.0.0.1
    103s ! failed
    103s = exhausted
    500s ! locate
    500s = try 10.0.0.1
  )");
}
