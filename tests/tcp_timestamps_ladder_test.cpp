// RFC 7323: when timestamps are in force, and which one an ACK echoes. Samples:
// tcp_rto_ladder_test.
#include "tests/tcp_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("RFC 7323 3.2: timestamps when both ends offer them") {
  const models::TcpConfig config{.timestamps = true};
  CHECK_LADDER(Tcp{config}, R"(
    0s    ! open
    0s    > SYN 0 ts 1 ecr 0
    0.02s < SYN,ACK 0 ack 1 ts 700 ecr 1
    0.02s > ACK 1 ack 1 ts 21 ecr 700
    0.02s = established
    1s    ! send m1
    1s    > m1 1+100 ack 1 ts 1001 ecr 700
    1.02s < ACK 1 ack 101 ts 1700 ecr 1001
    2s    ! send m2
    2s    > m2 101+100 ack 1 ts 2001 ecr 1700
  )");
}

TEST_CASE("RFC 7323 3.2: no timestamps when one end does not offer them") {
  const models::TcpConfig with{.timestamps = true};
  CHECK_LADDER(Tcp{with}, R"(
    0s    ! open
    0s    > SYN 0 ts 1 ecr 0
    0.02s < SYN,ACK 0 ack 1
    0.02s > ACK 1 ack 1
    0.02s = established
  )");
  CHECK_LADDER(Tcp{with}, R"(
    0s    < SYN 0
    0s    > SYN,ACK 0 ack 1
  )");
  CHECK_LADDER(Tcp{}, R"(
    0s    < SYN 0 ts 9 ecr 0
    0s    > SYN,ACK 0 ack 1
  )");
  CHECK_LADDER(Tcp{with}, R"(
    0s    < SYN 0 ts 9 ecr 0
    0s    > SYN,ACK 0 ack 1 ts 1 ecr 9
  )");
}

TEST_CASE("RFC 7323 4.3: an ACK of two segments echoes the earlier one's timestamp") {
  const models::TcpConfig config{.timestamps = true};
  CHECK_LADDER(Tcp{config}, R"(
    0s    < SYN 0 ts 9 ecr 0
    0s    > SYN,ACK 0 ack 1 ts 1 ecr 9
    0.02s < ACK 1 ack 1 ts 29 ecr 1
    0.02s = established
    1s    < m1 1+100 ack 1 ts 1000 ecr 1
    1s    = delivered m1
    1.03s < m2 101+100 ack 1 ts 1030 ecr 1
    1.03s > ACK 1 ack 201 ts 1031 ecr 1000
    1.03s = delivered m2
    2s    < m4 301+100 ack 1 ts 2000 ecr 1    # ahead: does not count, nor did m2
    2s    > ACK 1 ack 201 ts 2001 ecr 1000
    2.2s  < m3 201+100 ack 1 ts 2200 ecr 1    # fills the gap
    2.2s  > ACK 1 ack 401 ts 2201 ecr 2200
    2.2s  = delivered m3
    2.2s  = delivered m4
    2.3s  < m1 1+100 ack 1 ts 1001 ecr 1      # overtaken on the way: older than what is known
    2.3s  > ACK 1 ack 401 ts 2301 ecr 2200
  )");
}
