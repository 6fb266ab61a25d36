// Targets of a service in their order: RFC 2782, RFC 3263 4.2 and 4.3.
#include "tests/dns_ladder.hpp"

TEST_CASE("RFC 2782: targets by priority, equal ones as the answer has them") {
  CHECK_LADDER(SrvCaller{}, R"(
    0s  ! locate _sip._udp pbx 5060 none
    0s  > ask _sip._udp SRV
    0s  < _sip._udp SRV c:5062:20,a:5060:10,d:5063:20,b:5061:10
    0s  > ask a A
    0s  < a A 10.0.0.1
    0s  = try a 10.0.0.1:5060
    32s ! next                                # RFC 3263 4.3: timer F for each dead target
    32s > ask b A
    32s < b A 10.0.0.2
    32s = try b 10.0.0.2:5061
    64s ! next
    64s > ask c A
    64s < c A 10.0.0.3
    64s = try c 10.0.0.3:5062
    96s ! next
    96s > ask d A
    96s < d A 10.0.0.4
    96s = try d 10.0.0.4:5063
    99s ! next
    99s = exhausted
    99s ! next                                # and nothing after that
  )");
}

TEST_CASE("RFC 3263 4.3: all addresses of a target, then the next target") {
  CHECK_LADDER(SrvCaller{}, R"(
    0s ! locate _sip._udp pbx 5060 none
    0s > ask _sip._udp SRV
    0s < _sip._udp SRV a:5060:10,b:5060:20
    0s > ask a A
    0s < a A 10.0.0.1,10.0.0.2
    0s = try a 10.0.0.1:5060
    1s ! next
    1s = try a 10.0.0.2:5060
    2s ! next
    2s > ask b A
    2s < b A 10.0.0.3
    2s = try b 10.0.0.3:5060
  )");
}

TEST_CASE("RFC 2782: a target without an address is passed over") {
  CHECK_LADDER(SrvCaller{}, R"(
    0s  ! locate _sip._udp pbx 5060 always
    0s  > ask _sip._udp SRV
    0s  < _sip._udp SRV a:5060:10,b:5060:20,c:5060:30
    0s  > ask a A
    0s  < a A name_error
    0s  > ask b A
    20s < b A timed_out
    20s > ask c A
    20s < c A no_data
    20s = exhausted: c A no_data              # there were SRV records: no fallback
  )");
}

TEST_CASE("RFC 2782: a target of . means that there is no such service") {
  CHECK_LADDER(SrvCaller{}, R"(
    0s ! locate _sip._udp pbx 5060 always
    0s > ask _sip._udp SRV
    0s < _sip._udp SRV .:0:0
    0s = exhausted
  )");
}

TEST_CASE("RFC 3263 4.2: without SRV records the host itself, if the caller wants that") {
  struct Case {
    std::string fallback, result;
    bool falls_back;
  };
  for (const Case& c :
       {Case{"none", "name_error", false}, Case{"none", "timed_out", false},
        Case{"no_records", "name_error", true}, Case{"no_records", "no_data", true},
        Case{"no_records", "timed_out", false}, Case{"no_records", "server_failure", false},
        Case{"always", "no_data", true}, Case{"always", "timed_out", true},
        Case{"always", "server_failure", true}}) {
    CAPTURE(c.fallback, c.result);
    const std::string end = c.falls_back ? R"(
      0s > ask pbx A
      0s < pbx A 10.0.0.1
      0s = try pbx 10.0.0.1:5060
      1s ! next
      1s = exhausted)"
                                         : "\n0s = exhausted: _sip._udp SRV " + c.result;
    CHECK_LADDER(SrvCaller{}, "0s ! locate _sip._udp pbx 5060 " + c.fallback +
                                  "\n0s > ask _sip._udp SRV\n0s < _sip._udp SRV " + c.result + end);
  }
}

TEST_CASE("RFC 3263 4.2: a host with a port is located by its address alone") {
  CHECK_LADDER(SrvCaller{}, R"(
    0s ! locate - pbx 5070 none
    0s > ask pbx A
    0s < pbx A 10.0.0.1
    0s = try pbx 10.0.0.1:5070
  )");
}

TEST_CASE("results of other questions do not matter to the targets") {
  CHECK_LADDER(SrvCaller{}, R"(
    0s ! next                                 # idle
    0s < pbx A 10.0.0.1
    1s ! locate _sip._udp pbx 5060 always
    1s > ask _sip._udp SRV
    1s ! next                                 # no target yet
    1s < _sip._tcp SRV b:5060:10
    1s < _sip._udp A 10.0.0.1
    1s < _sip._tcp SRV name_error
    2s < _sip._udp SRV a:5060:10,b:5060:20
    2s > ask a A
    2s < b A 10.0.0.2
    2s < a SRV b:5060:10
    2s < _sip._udp SRV c:5060:10
    3s < a A 10.0.0.1
    3s = try a 10.0.0.1:5060
    3s < a A 10.0.0.9
    4s ! stop
    4s ! next
    5s ! use b:5061:10
    5s > ask b A
    6s ! locate _sip._udp pbx 5060 none       # what was under way is forgotten
    6s > ask _sip._udp SRV
    6s < b A 10.0.0.2
  )");
}
