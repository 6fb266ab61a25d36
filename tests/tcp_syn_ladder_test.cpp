// RFC 6298 in the handshake: lost SYNs and SYN,ACKs, giving up, and the RTO that data begins with.
#include "tests/tcp_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("[linux-tcp]: Linux sends SYN at 0 1 3 7 15 31 63 s and gives up at 127 s") {
  const models::TcpConfig linux_now{.rto_max = 120s};
  CHECK_LADDER(Tcp{linux_now}, R"(
      0s ! open
      0s > SYN 0
      1s = timeout after 1s, rto 2s
      1s > SYN 0
      3s = timeout after 2s, rto 4s
      3s > SYN 0
      7s = timeout after 4s, rto 8s
      7s > SYN 0
     15s = timeout after 8s, rto 16s
     15s > SYN 0
     31s = timeout after 16s, rto 32s
     31s > SYN 0
     63s = timeout after 32s, rto 1min 4s
     63s > SYN 0
    127s = timed out
    999s .
  )");
  const models::TcpConfig linux_old{.rto_initial = 3s, .rto_max = 120s, .syn_retries = 5};
  CHECK_LADDER(Tcp{linux_old}, R"(
      0s ! open                     # before Linux 3.1: 3 9 21 45 93, then 189 s
      0s > SYN 0
      3s = timeout after 3s, rto 6s
      3s > SYN 0
      9s = timeout after 6s, rto 12s
      9s > SYN 0
     21s = timeout after 12s, rto 24s
     21s > SYN 0
     45s = timeout after 24s, rto 48s
     45s > SYN 0
     93s = timeout after 48s, rto 1min 36s
     93s > SYN 0
    189s = timed out
  )");
}

TEST_CASE("[rfc5461], [linux-tcp-errors]: host unreachable ends a connect, not a connection") {
  const models::TcpConfig linux{.soft_errors = models::TcpSoftErrors::end_connect};
  CHECK_LADDER(Tcp{linux}, R"(
      0s ! open
      0s > SYN 0
      1s = timeout after 1s, rto 2s
      1s > SYN 0
    2.5s ! host_unreachable
    2.5s = unreachable
    999s .
  )");
  CHECK_LADDER(Tcp{linux}, R"(
      0s ! open
      0s > SYN 0
   0.02s < SYN,ACK 0 ack 1
   0.02s > ACK 1 ack 1
   0.02s = established
      3s ! host_unreachable
      4s ! show
      4s = established, rto 1s
  )");
}

TEST_CASE("RFC 1122 4.2.3.9: host unreachable is a hint, port unreachable is not") {
  const models::TcpConfig rfc{.rto_max = 120s, .syn_retries = 2};
  CHECK_LADDER(Tcp{rfc}, R"(
      0s ! open
      0s > SYN 0
   0.02s ! host_unreachable
      1s = timeout after 1s, rto 2s
      1s > SYN 0
      3s = timeout after 2s, rto 4s
      3s > SYN 0
      7s = timed out
  )");
  CHECK_LADDER(Tcp{rfc}, R"(
      0s ! open
      0s > SYN 0
   0.02s ! port_unreachable
   0.02s = refused
  )");
}

TEST_CASE("[rfc5461]: BSD gives up at a second host unreachable, after more than three repeats") {
  const models::TcpConfig bsd{.rto_max = 64s, .soft_errors = models::TcpSoftErrors::end_repeated};
  CHECK_LADDER(Tcp{bsd}, R"(
      0s ! open
      0s > SYN 0
    0.1s ! host_unreachable
      1s = timeout after 1s, rto 2s
      1s > SYN 0
    1.1s ! host_unreachable
      3s = timeout after 2s, rto 4s
      3s > SYN 0
      7s = timeout after 4s, rto 8s
      7s > SYN 0
    7.1s ! host_unreachable
     15s = timeout after 8s, rto 16s
     15s > SYN 0
   15.1s ! host_unreachable
   15.1s = unreachable
  )");
}

TEST_CASE("RFC 6298 (2.5): the RTO of a SYN has a maximum too") {
  const models::TcpConfig config{.rto_max = 2s, .syn_retries = 3};
  CHECK_LADDER(Tcp{config}, R"(
      0s ! open
      0s > SYN 0
      1s = timeout after 1s, rto 2s
      1s > SYN 0
      3s = timeout after 2s, rto 2s
      3s > SYN 0
      5s = timeout after 2s, rto 2s
      5s > SYN 0
      7s = timed out
  )");
}

TEST_CASE("RFC 6298 (5.5): SYN,ACK is sent again, and given up") {
  models::TcpConfig config{.synack_retries = 2};
  CHECK_LADDER(Tcp{config}, R"(
      0s < SYN 0
      0s > SYN,ACK 0 ack 1
      1s = timeout after 1s, rto 2s
      1s > SYN,ACK 0 ack 1
      3s = timeout after 2s, rto 4s
      3s > SYN,ACK 0 ack 1
      7s = timed out
     99s .
  )");
}

TEST_CASE("RFC 6298 (3): a SYN that comes again gets the SYN,ACK again, which gives no sample") {
  CHECK_LADDER(Tcp{on_wire::phone()}, R"(
      0s     < SYN 0
      0s     > SYN,ACK 0 ack 1
      0.9s   < SYN 0
      0.9s   > SYN,ACK 0 ack 1
      0.901s < ACK 1 ack 1         # of the first or of the second?
      0.901s = established
      0.901s ! show
      0.901s = established, rto 1s
  )");
}

TEST_CASE("RFC 6298 (5.7): after a lost SYN data begins with an RTO of 3 s") {
  CHECK_LADDER(Tcp{on_wire::phone()}, R"(
      0s    ! open
      0s    > SYN 0
      1s    = timeout after 1s, rto 2s
      1s    > SYN 0
      1.02s < SYN,ACK 0 ack 1
      1.02s > ACK 1 ack 1
      1.02s = established
      1.02s ! send m1
      1.02s > m1 1+100 ack 1
      4.02s = timeout after 3s, rto 6s
      4.02s > m1 1+100 ack 1
      4.04s < ACK 1 ack 101        # Karn: no sample, 6 s stays
      5s    ! send m2
      5s    > m2 101+100 ack 1
      5.02s < ACK 1 ack 201
      5.02s ! show
      5.02s = established, rto 220ms
  )");
}

TEST_CASE("RFC 6298 (5.7): the same for the server, whose SYN,ACK was lost") {
  CHECK_LADDER(Tcp{on_wire::phone()}, R"(
      0s    < SYN 0
      0s    > SYN,ACK 0 ack 1
      1s    = timeout after 1s, rto 2s
      1s    > SYN,ACK 0 ack 1
      1.02s < ACK 1 ack 1
      1.02s = established
      1.02s ! show
      1.02s = established, rto 3s
  )");
}
