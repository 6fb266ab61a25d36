// Discovery, resolver and DNS server put together, without a network: what a dead or wrong DNS
// server costs a Lync 2010 phone. [lync-dns], [resolv-conf].
#include "models/protocol/dns/dns_server.hpp"
#include "models/protocol/lync/lync_discovery.hpp"
#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::DnsType;
using models::Name;

namespace {

constexpr Name tls{1}, tcp{2}, edge{3}, sipinternal{4}, sip{5}, sipexternal{6}, pool{7}, web{8};

struct Site {
  models::LyncConfig lync{.lookups = {{tls, DnsType::srv},
                                      {tcp, DnsType::srv},
                                      {edge, DnsType::srv},
                                      {sipinternal, DnsType::a},
                                      {sip, DnsType::a},
                                      {sipexternal, DnsType::a}}};
  models::DnsResolverConfig resolver{};
  models::DnsServerConfig server{
      .records = {{.name = tls,
                   .type = DnsType::srv,
                   .records = {{.address = {}, .target = pool, .port = 5061}}},
                  {.name = pool, .records = {{.address = {0x0a000001}, .target = {}}}},
                  {.name = web, .records = {{.address = {0x0a000005}, .target = {}}}}},
      .outside = models::DnsOutside::name_error};
  bool first_answers = true;  // of the two DNS servers
  bool second_answers = true;
  std::size_t questions = 0;  // datagrams
};

constexpr sim::Ipv4 first_server{0x0a000035}, second_server{0x0a000036};

// Plays a site until the phone connects to the web service or fails; both with their time.
class Phone {
 public:
  explicit Phone(Site& site) : site_(site), lync_(site.lync), resolver_(site.resolver) {
    resolver_.servers({first_server, second_server});
  }

  std::string boot(Name told_web, Name told_registrar) {
    sim::Time now{};
    models::LyncActions out;
    lync_.start(now, out);
    apply(out, now);
    out.clear();
    lync_.informed(told_web, told_registrar, now, out);
    apply(out, now);
    while (outcome_.empty()) {
      now = std::min(lync_.deadline(), resolver_.deadline());
      if (now == sim::never) return "nothing happens";
      models::DnsActions dns;
      resolver_.wake(now, dns);
      apply(dns, now);
      out.clear();
      if (outcome_.empty()) lync_.wake(now, out);
      apply(out, now);
    }
    return outcome_;
  }

 private:
  void apply(const models::LyncActions& actions, sim::Time now) {
    for (const auto& action : actions) {
      const std::string at = sim::to_text(now.time_since_epoch()) + ": ";
      if (const auto* ask = std::get_if<models::LyncAsk>(&action)) {
        models::DnsActions dns;
        resolver_.resolve(ask->name, ask->type, now, dns);
        apply(dns, now);
      } else if (const auto* connect = std::get_if<models::LyncConnectWeb>(&action)) {
        outcome_ = at + "https " + sim::to_text(connect->address);
      } else if (const auto* failed = std::get_if<models::LyncFailed>(&action)) {
        outcome_ = at + std::string(display_of(failed->step));
      }
    }
  }
  void apply(const models::DnsActions& actions, sim::Time now) {
    for (const auto& action : actions) {
      models::LyncActions out;
      models::DnsActions dns;
      if (const auto* send = std::get_if<models::DnsSend>(&action)) {
        ++site_.questions;
        const bool answers = send->to == first_server ? site_.first_answers : site_.second_answers;
        if (!answers) continue;
        const auto answer = models::DnsServer{site_.server}.answer(send->message);
        resolver_.receive(answer, send->to, now, dns);
      } else if (const auto* resolved = std::get_if<models::DnsResolved>(&action)) {
        lync_.resolved(*resolved, now, out);
      } else {
        lync_.unresolved(std::get<models::DnsFailed>(action), now, out);
      }
      apply(dns, now);
      apply(out, now);
    }
  }

  Site& site_;
  models::LyncDiscovery lync_;
  models::DnsResolver resolver_;
  std::string outcome_;
};

}  // namespace

TEST_CASE("[resolv-conf]: with both DNS servers silent, six look-ups of 20 s end at 2 min") {
  Site site;
  site.first_answers = site.second_answers = false;
  CHECK(Phone{site}.boot({}, {}) == "2min: Unable to locate Lync Certificate Web service");
  CHECK(site.questions == 24);
}

TEST_CASE("a phone that DHCP told both names waits for one look-up only") {
  Site site;
  site.first_answers = site.second_answers = false;
  CHECK(Phone{site}.boot(web, pool) == "20s: Unable to locate Lync Certificate Web service");
  site.second_answers = true;
  CHECK(Phone{site}.boot(web, pool) == "5s: https 10.0.0.5");
  site.first_answers = true;
  CHECK(Phone{site}.boot(web, pool) == "0s: https 10.0.0.5");
}

TEST_CASE("without DHCP options DNS decides, after dhcp_wait") {
  Site site;
  CHECK(Phone{site}.boot({}, {}) == "10s: https 10.0.0.1");
  site.first_answers = false;
  CHECK(Phone{site}.boot({}, {}) == "15s: https 10.0.0.1");  // 5 s for SRV pass in parallel
}

TEST_CASE("a DNS server that fails is no better than one that does not know, but as quick") {
  Site site;
  site.server.fails = true;
  CHECK(Phone{site}.boot({}, pool) == "0s: Unable to locate Lync Certificate Web service");
  CHECK(site.questions == 24);
  site.server.fails = false;
  site.server.records.erase(site.server.records.begin());
  site.questions = 0;
  CHECK(Phone{site}.boot({}, pool) == "0s: Unable to locate Lync Certificate Web service");
  CHECK(site.questions == 6);  // a name error is final
}
