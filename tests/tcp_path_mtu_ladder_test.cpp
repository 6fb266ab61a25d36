// Messages that are longer than a segment: RFC 9293 3.7.1, RFC 6691; and segments that are larger
// than their way carries: RFC 1191 6, RFC 2923, RFC 4821 as Linux has it.
#include "tests/tcp_ladder.hpp"

using namespace std::chrono_literals;

namespace {

// After a handshake in which the other side's SYN named its MSS.
std::string told(int mss, std::string_view script) {
  return R"(
    0s    ! open
    0s    > SYN 0
    0.02s < SYN,ACK 0 ack 1 mss )" +
         std::to_string(mss) + R"(
    0.02s > ACK 1 ack 1
    0.02s = established
  )" + std::string(script);
}

models::TcpConfig probing() {
  models::TcpConfig config = on_wire::phone();
  config.mtu_probing = true;
  return config;
}

}  // namespace

TEST_CASE(
    "RFC 9293 3.7.1: a message is cut as the other side's SYN allows, and never above its own") {
  CHECK_LADDER(Tcp{on_wire::phone()}, told(1360, R"(
    1s    ! send m1 bytes 3000
    1s    > m1 1+1360 ack 1
    1s    > m1 1361+1360 ack 1
    1s    > m1 2721+280 ack 1
    1.02s < ACK 1 ack 3001
    99s   .
  )"));
  CHECK_LADDER(Tcp{on_wire::phone()}, told(8960, R"(
    1s    ! send m1 bytes 3000
    1s    > m1 1+1460 ack 1
    1s    > m1 1461+1460 ack 1
    1s    > m1 2921+80 ack 1
    1.02s < ACK 1 ack 3001
    99s   .
  )"));
}

TEST_CASE("A message is delivered when the last of it has come, in whatever order") {
  CHECK_LADDER(Tcp{on_wire::phone()}, on_wire::established(R"(
    1s    < m7 1+1360 of 1500 ack 1
    1.01s < m7 1361+140 from 1360 of 1500 ack 1
    1.01s > ACK 1 ack 1501
    1.01s = delivered m7
    2s    < m8 2861+140 from 1360 of 1500 ack 1
    2s    > ACK 1 ack 1501
    2.5s  < m8 1501+1360 of 1500 ack 1
    2.5s  > ACK 1 ack 3001
    2.5s  = delivered m8
    99s   .
  )"));
}

TEST_CASE("RFC 6298 (5.4): of a message in parts the first that is missing is sent again") {
  CHECK_LADDER(Tcp{on_wire::phone()}, told(1360, R"(
    1s    ! send m1 bytes 3000
    1s    > m1 1+1360 ack 1
    1s    > m1 1361+1360 ack 1
    1s    > m1 2721+280 ack 1
    1.02s < ACK 1 ack 1361
    1.24s = timeout after 220ms, rto 440ms
    1.24s > m1 1361+1360 ack 1
    1.26s < ACK 1 ack 2721
    1.26s > m1 2721+280 ack 1
    1.28s < ACK 1 ack 3001
    99s   .
  )"));
}

TEST_CASE("RFC 1191 6.5: told the MTU of its way, it sends smaller segments at once") {
  CHECK_LADDER(Tcp{on_wire::phone()}, told(1460, R"(
    1s    ! send m1 bytes 1430
    1s    > m1 1+1430 ack 1
    1.01s ! too_big mtu 1400
    1.01s > m1 1+1360 ack 1
    1.01s > m1 1361+70 ack 1
    1.03s < ACK 1 ack 1431
    2s    ! send m2 bytes 1430      # and it remembers
    2s    > m2 1431+1360 ack 1
    2s    > m2 2791+70 ack 1
    2.02s < ACK 1 ack 2861
    3s    ! too_big mtu 1500        # never larger again
    3s    ! send m3 bytes 1430
    3s    > m3 2861+1360 ack 1
    3s    > m3 4221+70 ack 1
    3.02s < ACK 1 ack 4291
    99s   .
  )"));
}

TEST_CASE(
    "RFC 2923 2.1: without that ICMP, the large segment is lost again and again: a black hole") {
  models::TcpConfig config = on_wire::phone();
  config.data_retries = 6;
  CHECK_LADDER(Tcp{config}, told(1460, R"(
    1s     ! send m1 bytes 1430
    1s     > m1 1+1430 ack 1
    1.22s  = timeout after 220ms, rto 440ms
    1.22s  > m1 1+1430 ack 1
    1.66s  = timeout after 440ms, rto 880ms
    1.66s  > m1 1+1430 ack 1
    2.54s  = timeout after 880ms, rto 1.76s
    2.54s  > m1 1+1430 ack 1
    4.3s   = timeout after 1.76s, rto 3.52s
    4.3s   > m1 1+1430 ack 1
    7.82s  = timeout after 3.52s, rto 7.04s
    7.82s  > m1 1+1430 ack 1
    14.86s = timeout after 7.04s, rto 14.08s
    14.86s > m1 1+1430 ack 1
    28.94s = timed out
  )"));
}

TEST_CASE("RFC 4821, Linux tcp_mtu_probing 1: the fourth time-out makes segments of 1024 bytes") {
  CHECK_LADDER(Tcp{probing()}, told(1460, R"(
    1s     ! send m1 bytes 1430
    1s     > m1 1+1430 ack 1
    1.22s  = timeout after 220ms, rto 440ms
    1.22s  > m1 1+1430 ack 1
    1.66s  = timeout after 440ms, rto 880ms
    1.66s  > m1 1+1430 ack 1
    2.54s  = timeout after 880ms, rto 1.76s
    2.54s  > m1 1+1430 ack 1
    4.3s   = timeout after 1.76s, rto 3.52s
    4.3s   > m1 1+1024 ack 1
    4.32s  < ACK 1 ack 1025
    4.32s  > m1 1025+406 ack 1
    4.34s  < ACK 1 ack 1431
    99s    .
  )"));
}
