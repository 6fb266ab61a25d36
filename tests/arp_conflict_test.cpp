// Two hosts, one address: RFC 5227 probes, announcements and defence, and who does not know them.
#include "tests/arp_fixture.hpp"

using namespace std::chrono_literals;
using namespace arp_fixture;
using models::ArpConfig;
using models::ArpDefend;

namespace {

Host defending(ArpDefend defend) { return Host{ArpConfig{.defend = defend}}; }

}  // namespace

TEST_CASE("RFC 5227 1.1: a probe has no sender address; who uses the address answers") {
  CHECK_LADDER((Host{{}, "0.0.0.0"}), R"(
    0s   ! probe 10.0.0.1
    0s   > request 0.0.0.0 is at 01 for 10.0.0.1 to all
    1s   ! probe 10.0.0.1                          # PROBE_NUM and the waits are the caller's
    1s   > request 0.0.0.0 is at 01 for 10.0.0.1 to all
    1.1s < reply 10.0.0.1 is at 09 for 0.0.0.0
    1.1s = conflict about 10.0.0.1 with 09: cede
    1.2s < reply 10.0.0.1 is at 09 for 0.0.0.0     # told once
    2s   ! probe 10.0.0.2
    2s   > request 0.0.0.0 is at 01 for 10.0.0.2 to all
    4s   ! address 10.0.0.2
    4s   ! announce
    4s   > request 10.0.0.2 is at 01 for 10.0.0.2 to all
    5s   < request 0.0.0.0 is at 08 for 10.0.0.2   # probing is over: we use it
    5s   > reply 10.0.0.2 is at 01 for 0.0.0.0 to 08
  )");
}

TEST_CASE("RFC 5227 2.1.1: any ARP with that sender, or another's probe for it, is a conflict") {
  struct Row {
    const char* packet;
    bool conflict;
  };
  for (const Row& row : {Row{"reply 10.0.0.1 is at 09 for 0.0.0.0", true},
                         Row{"request 10.0.0.1 is at 09 for 10.0.0.1", true},
                         Row{"request 10.0.0.1 is at 09 for 10.0.0.7", true},
                         Row{"request 0.0.0.0 is at 09 for 10.0.0.1", true},
                         Row{"request 0.0.0.0 is at 01 for 10.0.0.1", false},  // our own
                         Row{"request 0.0.0.0 is at 09 for 10.0.0.2", false},
                         Row{"request 10.0.0.7 is at 09 for 10.0.0.1", false},
                         Row{"reply 10.0.0.7 is at 09 for 10.0.0.1", false}}) {
    CAPTURE(row.packet);
    std::string script = "0s ! probe 10.0.0.1\n0s > request 0.0.0.0 is at 01 for 10.0.0.1 to all\n";
    script += "1s < " + std::string(row.packet) + "\n";
    if (row.conflict) script += "1s = conflict about 10.0.0.1 with 09: cede\n";
    CHECK_LADDER((Host{{}, "0.0.0.0"}), script);
  }
}

TEST_CASE("power off and a new address end probing") {
  for (const char* end : {"off", "address 10.0.0.5", "address 0.0.0.0"}) {
    CHECK_LADDER((Host{{}, "0.0.0.0"}),
                 "0s ! probe 10.0.0.1\n"
                 "0s > request 0.0.0.0 is at 01 for 10.0.0.1 to all\n"
                 "1s ! " +
                     std::string(end) + "\n1s < request 0.0.0.0 is at 09 for 10.0.0.1\n");
  }
}

TEST_CASE("without an address nobody is answered, nobody is learned") {
  CHECK_LADDER((Host{{}, "0.0.0.0"}), R"(
    0s < request 10.0.0.9 is at 09 for 10.0.0.1
    0s < request 10.0.0.9 is at 09 for 0.0.0.0
    0s < reply 10.0.0.9 is at 09 for 0.0.0.0
    1s ! address 10.0.0.1
    1s ! packet 1 to 10.0.0.9
    1s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    1.5s ! address 10.0.0.2                        # what waits goes on with the new address
    2s > request 10.0.0.2 is at 01 for 10.0.0.9 to all
    2s < reply 10.0.0.9 is at 09 for 10.0.0.2
    2s = packet 1 to 09
    3s < request 10.0.0.9 is at 09 for 10.0.0.1
    3s < request 10.0.0.9 is at 09 for 10.0.0.2
    3s > reply 10.0.0.2 is at 01 for 10.0.0.9 to 09
  )");
}

TEST_CASE("RFC 5227 2.1.1: a probe leaves no entry behind") {
  CHECK_LADDER(Host{ArpConfig{}}, R"(
    0s < request 0.0.0.0 is at 09 for 10.0.0.1
    0s > reply 10.0.0.1 is at 01 for 0.0.0.0 to 09
    1s ! packet 1 to 0.0.0.0
    1s > request 10.0.0.1 is at 01 for 0.0.0.0 to all
  )");
}

TEST_CASE("RFC 826: a duplicate goes unnoticed; who asks in our name is answered") {
  CHECK_LADDER(defending(ArpDefend::none), R"(
    0s < request 10.0.0.1 is at 09 for 10.0.0.1
    0s > reply 10.0.0.1 is at 01 for 10.0.0.1 to 09
    1s < reply 10.0.0.1 is at 09 for 10.0.0.1
    1s < request 10.0.0.1 is at 01 for 10.0.0.1    # our own, back over a loop
    1s > reply 10.0.0.1 is at 01 for 10.0.0.1 to 01
  )");
  ArpConfig linux_host;
  linux_host.answers_duplicate = false;  // measured
  CHECK_LADDER(Host{linux_host}, R"(
    0s < request 10.0.0.1 is at 09 for 10.0.0.1
    0s < request 0.0.0.0 is at 09 for 10.0.0.1
    0s > reply 10.0.0.1 is at 01 for 0.0.0.0 to 09
  )");
}

TEST_CASE("notice: each conflict is told and nothing is done; what names another is none") {
  CHECK_LADDER(defending(ArpDefend::notice), R"(
    0s < reply 10.0.0.1 is at 09 for 10.0.0.7
    0s = conflict about 10.0.0.1 with 09
    1s < reply 10.0.0.1 is at 09 for 10.0.0.7
    1s = conflict about 10.0.0.1 with 09
    1s < reply 10.0.0.1 is at 01 for 10.0.0.7      # our own
    1s < request 10.0.0.8 is at 09 for 10.0.0.7
    2s < request 0.0.0.0 is at 09 for 10.0.0.1     # a probe is no conflict: it is answered
    2s > reply 10.0.0.1 is at 01 for 0.0.0.0 to 09
  )");
}

TEST_CASE("RFC 5227 2.4 (a): the address is given up at once") {
  CHECK_LADDER(defending(ArpDefend::cede), R"(
    0s < reply 10.0.0.1 is at 09 for 10.0.0.7
    0s = conflict about 10.0.0.1 with 09: cede
    0s ! address 0.0.0.0
    1s < reply 10.0.0.1 is at 09 for 10.0.0.7
  )");
}

TEST_CASE("RFC 5227 2.4 (b): one announcement; a second conflict within 10 s, and it is given up") {
  CHECK_LADDER(defending(ArpDefend::once), R"(
    0s  < reply 10.0.0.1 is at 09 for 10.0.0.7
    0s  > request 10.0.0.1 is at 01 for 10.0.0.1 to all
    0s  = conflict about 10.0.0.1 with 09
    10s < reply 10.0.0.1 is at 09 for 10.0.0.7
    10s > request 10.0.0.1 is at 01 for 10.0.0.1 to all
    10s = conflict about 10.0.0.1 with 09
    11s ! address 10.0.0.5                         # another address, another story
    11s < reply 10.0.0.5 is at 09 for 10.0.0.7
    11s > request 10.0.0.5 is at 01 for 10.0.0.5 to all
    11s = conflict about 10.0.0.5 with 09
    20.9s < reply 10.0.0.5 is at 09 for 10.0.0.7
    20.9s = conflict about 10.0.0.5 with 09: cede
  )");
}

TEST_CASE("RFC 5227 2.4 (c): never given up; one announcement in defend_interval") {
  ArpConfig config{.defend = ArpDefend::always};
  config.defend_interval = 5s;
  CHECK_LADDER(Host{config}, R"(
    0s < reply 10.0.0.1 is at 09 for 10.0.0.7
    0s > request 10.0.0.1 is at 01 for 10.0.0.1 to all
    0s = conflict about 10.0.0.1 with 09
    4s < reply 10.0.0.1 is at 09 for 10.0.0.7
    4s = conflict about 10.0.0.1 with 09
    5s < reply 10.0.0.1 is at 09 for 10.0.0.7
    5s > request 10.0.0.1 is at 01 for 10.0.0.1 to all
    5s = conflict about 10.0.0.1 with 09
  )");
}

TEST_CASE("a phone that only announces after it took an address learns by the answer") {
  CHECK_LADDER(defending(ArpDefend::cede), R"(
    0s    ! announce
    0s    > request 10.0.0.1 is at 01 for 10.0.0.1 to all
    0.01s < reply 10.0.0.1 is at 09 for 10.0.0.1 tha 01
    0.01s = conflict about 10.0.0.1 with 09: cede
  )");
}

TEST_CASE("RFC 5227 2.3: the announcement of a defender turns the others' entries back") {
  CHECK_LADDER(Host{ArpConfig{}}, known(R"(
    1s < reply 10.0.0.9 is at 0a for 10.0.0.9 tha 0a
    2s ! packet 2 to 10.0.0.9
    2s = packet 2 to 0a
    3s < request 10.0.0.9 is at 09 for 10.0.0.9
    4s ! packet 3 to 10.0.0.9
    4s = packet 3 to 09
  )"));
}
