// Who may begin, how long it lasts and what a segment without a connection meets: [asa-tcp],
// [asa-timeouts]. Times are seconds after the start. Longer than 300 lines because each setting and
// each timer has its table.
#include "tests/firewall_fixture.hpp"

namespace {

using namespace firewall_fixture;
using enum NatProtocol;

}  // namespace

TEST_CASE("firewall: from a higher level out, the answer in; from a lower level only by a rule") {
  struct Row {
    int from, to;
    const char* begins;
  };
  for (const NatProtocol protocol : {udp, tcp, icmp}) {
    const TcpFlags first = protocol == tcp ? syn : TcpFlags{};
    const TcpFlags second = protocol == tcp ? syn_ack : TcpFlags{};
    for (const Row& row :
         {Row{inside, outside, "new"}, Row{inside, dmz, "new"}, Row{dmz, outside, "new"},
          Row{outside, inside, "not_permitted"}, Row{dmz, inside, "not_permitted"},
          Row{dmz, dmz2, "inter_interface"}, Row{inside, inside, "intra_interface"},
          Row{9, outside, "inter_interface"}, Row{9, inside, "not_permitted"}}) {
      CAPTURE(static_cast<int>(protocol), row.from, row.to);
      Firewall fw(levels());
      CHECK(fw.pass({protocol, phone, cucm, first}, row.from, row.to, 0s).substr(0, 3) ==
            std::string(row.begins).substr(0, 3));
      const auto answer = fw.pass({protocol, cucm, phone, second}, row.to, row.from, 1s);
      CHECK((answer.substr(0, 4) == "pass") == (row.begins == std::string("new")));
    }
  }
}

TEST_CASE("firewall: a rule lets in by protocol, source, destination and port") {
  struct Row {
    const char* why;
    FirewallRule rule;
    bool permits;
  };
  const auto net = [](const char* text) { return sim::parse_ipv4_interface(text).value(); };
  for (const Row& row : {Row{"anything", {}, true}, Row{"udp", {.protocol = udp}, true},
                         Row{"tcp", {.protocol = tcp}, false}, Row{"port", {.port = 50000}, true},
                         Row{"other port", {.port = 5060}, false},
                         Row{"to", {.destination = net("10.0.0.1/32")}, true},
                         Row{"not to", {.destination = net("10.0.0.2/32")}, false},
                         Row{"from", {.source = net("10.0.1.0/24")}, true},
                         Row{"not from", {.source = net("10.0.2.0/24")}, false}}) {
    CAPTURE(row.why);
    Firewall fw(levels());
    CHECK(fw.in(udp, 0s) == "not_permitted");
    fw.config.permit = {{.protocol = icmp}, row.rule};  // in force for the next packet
    CHECK(fw.in(udp, 1s) == (row.permits ? "new: udp_timeout" : "not_permitted"));
    fw.config.permit.clear();  // a connection does not ask again
    CHECK(fw.in(udp, 2s) == (row.permits ? "pass: udp_timeout" : "not_permitted"));
  }
}

TEST_CASE(
    "firewall: [session-rematch]: with rematches a rule that goes takes its connections along") {
  Firewall fw(levels());
  fw.config.rematches = true;
  fw.config.permit = {{.protocol = udp}};
  CHECK(fw.in(udp, 0s) == "new: udp_timeout");
  CHECK(fw.out(udp, 1s) == "pass: udp_timeout");
  fw.config.permit.clear();
  CHECK(fw.out(udp, 2s) == "not_permitted");     // an answer of what may not begin any more
  CHECK(fw.out(udp, 3s) == "new: udp_timeout");  // from inside it begins anew
  CHECK(fw.in(udp, 4s) == "pass: udp_timeout");
  fw.config.security_levels[inside] = 0;
  CHECK(fw.in(udp, 5s) == "inter_interface");
}

TEST_CASE("firewall: same-security-traffic permit inter-interface and intra-interface") {
  Firewall fw(levels());
  fw.config.same_security_permit_inter_interface = true;
  CHECK(fw.pass({udp, phone, cucm}, dmz, dmz2, 0s) == "new: udp_timeout");
  CHECK(fw.pass({udp, cucm, phone}, dmz2, dmz, 0s) == "pass: udp_timeout");
  CHECK(fw.pass({udp, phone, cucm}, dmz, dmz, 0s) == "intra_interface");
  fw.config = levels();
  fw.config.same_security_permit_intra_interface = true;
  CHECK(fw.pass({udp, phone, cucm}, dmz, dmz, 1s) == "new: udp_timeout");
  CHECK(fw.pass({udp, cucm, phone}, dmz, dmz, 1s) == "pass: udp_timeout");
  CHECK(fw.pass({udp, cucm_sip, phone}, dmz2, dmz, 1s) == "inter_interface");
}

TEST_CASE("firewall: [asa-timeouts]: each timer runs since the last packet of either side") {
  struct Row {
    NatProtocol protocol;
    Endpoint to;
    FirewallTimer timer;
    Duration life;
  };
  for (const Row& row : {Row{tcp, cucm, FirewallTimer::conn_timeout, 1h},
                         Row{tcp, cucm_sip, FirewallTimer::sip_timeout, 30min},
                         Row{udp, cucm, FirewallTimer::udp_timeout, 2min},
                         Row{udp, cucm_sip, FirewallTimer::sip_timeout, 30min},
                         Row{icmp, {cucm.address, 7}, FirewallTimer::icmp_timeout, 2s}}) {
    CAPTURE(name_of(row.timer));
    const TcpFlags data = row.protocol == tcp ? ack : TcpFlags{};
    const std::string aged = ": " + name_of(row.timer);
    Firewall fw(levels());
    CHECK(value_of(fw.config, row.timer) == row.life);
    row.protocol == tcp ? fw.open(0s, row.to)
                        : static_cast<void>(fw.out(row.protocol, 0s, {}, row.to));
    CHECK(fw.in(row.protocol, row.life - 1ns, data, row.to) == "pass" + aged);
    CHECK(fw.out(row.protocol, 2 * row.life - 2ns, data, row.to) == "pass" + aged);
    const Duration end = 3 * row.life - 2ns;
    CHECK(fw.table.in_use(Time{end - 1ns}) == 1);
    CHECK(fw.table.in_use(Time{end}) == 0);
    CHECK(fw.in(row.protocol, end, data, row.to) == "aged at " + sim::to_text(end) + aged);
  }
}

TEST_CASE("firewall: inspect sip looks at the port that was called, and can be turned off") {
  Firewall fw(levels());
  const Endpoint called{phone.address, 5060};
  CHECK(fw.pass({udp, called, cucm, {}}, inside, outside, 0s) == "new: udp_timeout");
  CHECK(fw.pass({udp, phone, cucm_sip, {}}, inside, outside, 0s) == "new: sip_timeout");
  fw.config.sip_port = 2000;
  CHECK(fw.pass({udp, called, cucm, {}}, inside, outside, 1s) == "pass: sip_timeout");
  fw.config.inspect_sip = false;
  CHECK(fw.pass({udp, phone, cucm_sip, {}}, inside, outside, 1s) == "pass: udp_timeout");
}

TEST_CASE("firewall: a UDP flow that aged out begins anew from inside, and says since when") {
  Firewall fw(levels());
  fw.out(udp, 0s);
  CHECK(fw.in(udp, 120s) == "aged at 2min: udp_timeout");
  const auto again = fw.verdict({udp, phone, cucm, {}}, inside, outside, 130s);
  CHECK(again.is_new);
  CHECK(again.since == Time{120s});
  CHECK(again.timer == FirewallTimer::udp_timeout);
  CHECK(fw.in(udp, 131s) == "pass: udp_timeout");
  // What began outside by a rule that is gone has not aged out: it is not permitted.
  fw.config.permit = {{}};
  CHECK(fw.in(udp, 0s, {}, cucm_sip) == "new: udp_timeout");
  fw.config.permit.clear();
  CHECK(fw.in(udp, 1h, {}, cucm_sip) == "not_permitted");
}

TEST_CASE("firewall: [asa-timeouts]: a connection that was silent for an hour is gone") {
  Firewall fw(levels());
  fw.open(0s);
  CHECK(fw.tcp_out(ack, 1h) == "aged at 1h: conn_timeout");
  CHECK(fw.tcp_in(ack, 2h) == "aged at 1h: conn_timeout");
  CHECK(fw.tcp_in(syn, 2h) == "not_permitted");       // that is no answer
  CHECK(fw.tcp_out(syn, 2h) == "new: conn_timeout");  // that ended the former one
  CHECK(fw.tcp_in(syn_ack, 2h) == "pass: embryonic_timeout");
  fw.config.conn_timeout = sim::forever;
  CHECK(fw.tcp_out(ack, 2h) == "pass: conn_timeout");
  CHECK(fw.tcp_in(ack, 200h) == "pass: conn_timeout");
}

TEST_CASE("firewall: [asa-tcp]: a segment without a connection is refused in both directions") {
  for (const TcpFlags flags : {ack, syn_ack, fin, rst, TcpFlags{.syn = true, .fin = true}}) {
    Firewall fw(levels());
    fw.config.permit = {{}};
    CHECK(fw.tcp_out(flags, 0s) == "no_connection");
    CHECK(fw.tcp_in(flags, 0s) == "no_connection");
    CHECK(fw.table.in_use(Time{}) == 0);
  }
}

TEST_CASE("firewall: [cisco-200410] case 1: what proxy ARP draws to the firewall dies there") {
  Firewall fw(levels());
  const FlowPacket keepalive{tcp, phone, cucm, ack}, begin{tcp, phone, cucm, syn};
  const FlowPacket udp_register{udp, phone, cucm_sip, {}};
  CHECK(fw.pass(keepalive, inside, inside, 0s) == "intra_interface");
  CHECK(fw.pass(begin, inside, inside, 0s) == "intra_interface");
  CHECK(fw.pass(udp_register, inside, inside, 0s) == "intra_interface");
  fw.config.same_security_permit_intra_interface = true;
  CHECK(fw.pass(keepalive, inside, inside, 1s) == "no_connection");
  CHECK(fw.pass(udp_register, inside, inside, 1s) == "new: sip_timeout");
  // The SYN-ACK goes from host to host: its ACK has nothing to follow (5.3.3).
  CHECK(fw.pass(begin, inside, inside, 1s) == "new: embryonic_timeout");
  CHECK(fw.pass(keepalive, inside, inside, 1s) == "out_of_state");
  CHECK(fw.pass(begin, inside, inside, 2s) == "pass: embryonic_timeout");
  CHECK(fw.pass(keepalive, inside, inside, 32s) == "aged at 32s: embryonic_timeout");
}

TEST_CASE("firewall: [asa-tcp]: tcp-state-bypass lets half a connection pass") {
  Firewall fw(levels());
  fw.tcp_out(syn, 0s);
  CHECK(fw.tcp_out(ack, 0s) == "out_of_state");
  fw.config.tcp_state_bypass = true;
  CHECK(fw.tcp_out(ack, 1s) == "pass: tcp_bypass_timeout");
  CHECK(fw.tcp_out(fin, 2s) == "pass: tcp_bypass_timeout");
  CHECK(fw.tcp_out(ack, 122s, cucm_sip) == "new: tcp_bypass_timeout");
  CHECK(fw.tcp_in(ack, 122s) == "aged at 2min 2s: tcp_bypass_timeout");
  const Endpoint other{phone.address, 50001};
  CHECK(fw.pass({tcp, cucm, other, ack}, outside, inside, 0s) == "not_permitted");
}

TEST_CASE("firewall: [asa-tcp]: a standby without the state knows no connection") {
  Firewall fw(levels());
  Firewall standby(levels());  // with a state link: it has seen the same
  for (Firewall* one : {&fw, &standby}) one->open(0s);
  fw.table.clear();
  CHECK(fw.tcp_out(ack, 10s) == "no_connection");
  CHECK(fw.tcp_out(syn, 11s) == "new: embryonic_timeout");
  CHECK(standby.table.pass({tcp, phone, cucm, ack}, inside, outside, Time{10s}).why ==
        FirewallRefusal::none);
}

TEST_CASE("firewall: the handshake in its order; what does not belong to it is out of state") {
  Firewall fw(levels());
  fw.config.permit = {{}};
  CHECK(fw.tcp_out(syn, 0s) == "new: embryonic_timeout");
  for (const TcpFlags wrong : {ack, fin, syn_ack}) CHECK(fw.tcp_out(wrong, 1s) == "out_of_state");
  for (const TcpFlags wrong : {ack, fin, syn}) CHECK(fw.tcp_in(wrong, 1s) == "out_of_state");
  CHECK(fw.tcp_out(syn, 29s) == "pass: embryonic_timeout");  // sent again
  CHECK(fw.tcp_in(syn_ack, 58s) == "pass: embryonic_timeout");
  CHECK(fw.tcp_in(ack, 58s) == "out_of_state");
  CHECK(fw.tcp_in(syn, 58s) == "out_of_state");
  CHECK(fw.tcp_in(syn_ack, 59s) == "pass: embryonic_timeout");
  CHECK(fw.tcp_out(syn, 60s) == "pass: embryonic_timeout");
  CHECK(fw.tcp_out({.fin = true}, 60s) == "out_of_state");
  CHECK(fw.tcp_out(ack, 61s) == "pass: conn_timeout");
  CHECK(fw.tcp_in(syn_ack, 62s) == "pass: conn_timeout");  // that ACK was lost behind us
  CHECK(fw.tcp_in(ack, 63s) == "pass: conn_timeout");
  CHECK(fw.tcp_out(syn_ack, 64s) == "out_of_state");
  CHECK(fw.tcp_in(syn, 64s) == "out_of_state");
  // Refused packets do not prolong the life.
  CHECK(fw.tcp_out(syn, 1h) == "out_of_state");
  CHECK(fw.tcp_out(ack, 1h + 63s) == "aged at 1h 1min 3s: conn_timeout");
}

TEST_CASE("firewall: a phone that rebooted and uses its port again: tcp_syn_restarts") {
  Firewall fw(levels());
  fw.open(0s);
  CHECK(fw.tcp_out(syn, 60s) == "out_of_state");
  fw.config.tcp_syn_restarts = true;
  CHECK(fw.tcp_in(syn, 60s) == "out_of_state");
  CHECK(fw.tcp_out(syn, 60s) == "pass: embryonic_timeout");
  CHECK(fw.tcp_out(ack, 60s) == "out_of_state");
  CHECK(fw.tcp_in(syn_ack, 61s) == "pass: embryonic_timeout");
  CHECK(fw.tcp_out(ack, 61s) == "pass: conn_timeout");
}

TEST_CASE("firewall: the end of a connection: two FINs and the last ACK, or one RST") {
  for (const bool from_inside : {true, false}) {
    CAPTURE(from_inside);
    const auto mine = [&](Firewall& fw, TcpFlags f, Duration at) {
      return from_inside ? fw.tcp_out(f, at) : fw.tcp_in(f, at);
    };
    const auto theirs = [&](Firewall& fw, TcpFlags f, Duration at) {
      return from_inside ? fw.tcp_in(f, at) : fw.tcp_out(f, at);
    };
    Firewall fw(levels());
    fw.open(0s);
    CHECK(mine(fw, fin, 1s) == "pass: conn_timeout");  // only the FIN: the usual timer
    CHECK(mine(fw, fin, 2s) == "pass: conn_timeout");
    CHECK(mine(fw, ack, 2s) == "pass: conn_timeout");
    CHECK(theirs(fw, ack, 3s) == "pass: half_closed_timeout");
    CHECK(theirs(fw, ack, 4s) == "pass: half_closed_timeout");  // data may still come
    CHECK(theirs(fw, fin, 5s) == "pass: half_closed_timeout");
    CHECK(theirs(fw, fin, 6s) == "pass: half_closed_timeout");
    CHECK(mine(fw, ack, 7s) == "pass: half_closed_timeout");
    CHECK(fw.table.in_use(Time{7s}) == 0);
    CHECK(theirs(fw, fin, 8s) == "no_connection");
    fw.open(9s);
    CHECK(theirs(fw, fin, 10s) == "pass: conn_timeout");
    CHECK(mine(fw, fin, 11s) == "pass: half_closed_timeout");  // FIN and ACK in one
    CHECK(theirs(fw, syn_ack, 11s) == "out_of_state");
    CHECK(mine(fw, ack, 11s + 10min) == "aged at 10min 11s: half_closed_timeout");
    fw.open(20min);
    CHECK(mine(fw, rst, 20min) == "pass: conn_timeout");
    CHECK(theirs(fw, ack, 20min) == "no_connection");
    fw.tcp_out(syn, 21min);
    CHECK(fw.tcp_in({.ack = true, .rst = true}, 21min) == "pass: embryonic_timeout");  // refused
    CHECK(fw.tcp_out(ack, 21min) == "no_connection");
  }
}

TEST_CASE("firewall: service resetinbound and resetoutbound answer refused segments with RST") {
  for (const bool inbound : {false, true}) {
    for (const bool outbound : {false, true}) {
      CAPTURE(inbound, outbound);
      FirewallConfig config = levels();
      config.reset_inbound = inbound;
      config.reset_outbound = outbound;
      config.same_security_permit_intra_interface = true;
      const std::string in_reset = inbound ? " RST" : "";
      const std::string out_reset = outbound ? " RST" : "";
      const std::string same_reset = inbound || outbound ? " RST" : "";
      Firewall fw(config);
      CHECK(fw.tcp_out(ack, 0s) == "no_connection" + out_reset);
      CHECK(fw.tcp_in(ack, 0s) == "no_connection" + in_reset);
      CHECK(fw.tcp_in(syn, 0s) == "not_permitted" + in_reset);
      CHECK(fw.pass({tcp, phone, cucm, ack}, dmz, dmz, 0s) == "no_connection" + same_reset);
      CHECK(fw.tcp_out(rst, 0s) == "no_connection");  // never an answer to a RST
      CHECK(fw.in(udp, 0s) == "not_permitted");
      fw.open(0s);
      CHECK(fw.tcp_out(syn, 1s) == "out_of_state");
      CHECK(fw.tcp_out(ack, 1h) == "aged at 1h: conn_timeout" + out_reset);
      fw.config.same_security_permit_intra_interface = false;
      CHECK(fw.pass({tcp, phone, cucm, ack}, dmz, dmz, 1h) == "intra_interface");
    }
  }
}

TEST_CASE("firewall: a ping lets its answer in for 2 s; replies and errors begin nothing") {
  const Endpoint from{phone.address, 7}, to{cucm.address, 7};
  const FlowPacket ask{icmp, from, to}, reply{icmp, to, from, {}, false};
  Firewall fw(levels());
  CHECK(fw.pass(reply, outside, inside, 0s) == "not_permitted");
  CHECK(fw.pass(ask, inside, outside, 0s) == "new: icmp_timeout");
  CHECK(fw.pass(reply, outside, inside, 1s) == "pass: icmp_timeout");
  CHECK(fw.pass(reply, outside, inside, 3s) == "aged at 3s: icmp_timeout");
  const FlowPacket error{icmp, {phone.address, 0}, {cucm.address, 0}, {}, false};
  CHECK(fw.pass(error, inside, outside, 4s) == "pass: conn_timeout");  // no timer runs
  CHECK(fw.table.in_use(Time{4s}) == 0);
  fw.config.inspect_icmp = false;
  CHECK(fw.pass(ask, inside, outside, 5s).substr(0, 4) == "pass");
  CHECK(fw.pass(reply, outside, inside, 5s) == "aged at 3s: icmp_timeout");
  fw.config.permit = {{.protocol = icmp}};
  CHECK(fw.pass(reply, outside, inside, 5s).substr(0, 4) == "pass");
  CHECK(fw.table.in_use(Time{5s}) == 0);
}

TEST_CASE("firewall: a full table refuses new connections and has room again by ageing") {
  FirewallConfig config = levels();
  config.capacity = 5;
  Firewall fw(config);
  const auto flow = [](std::uint16_t n) { return FlowPacket{udp, {phone.address, n}, cucm, {}}; };
  for (std::uint16_t n = 1; n <= 5; ++n) {
    CHECK(fw.pass(flow(n), inside, outside, n * 1s) == "new: udp_timeout");
  }
  CHECK(fw.pass(flow(6), inside, outside, 10s) == "table_full");
  CHECK(fw.pass(flow(1), inside, outside, 10s) == "pass: udp_timeout");
  CHECK(fw.pass(flow(6), inside, outside, 122s - 1ns) == "table_full");
  CHECK(fw.pass(flow(6), inside, outside, 122s) == "new: udp_timeout");  // in the place of flow 2
  CHECK(fw.pass(flow(7), inside, outside, 122s) == "table_full");
  CHECK(fw.table.in_use(Time{122s}) == 5);
}
