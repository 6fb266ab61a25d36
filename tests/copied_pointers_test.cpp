// A copy's pointers lead to copies, and what nobody has named aborts.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <memory>
#include <vector>

#include "sim/base/copy.hpp"
#include "sim/base/pool.hpp"
#include "tests/catch.hpp"

namespace {

using sim::Beside;
using sim::CopyUnderWay;

bool aborts(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);
    close(STDERR_FILENO);
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}  // namespace

TEST_CASE("copy: pointers lead to the copies of what they led to, and so do loans") {
  struct Machine {
    Beside<const std::pair<int, int>> config;
    Beside<const int> part;  // of the config
    Beside<const int> none{};
    sim::Loan<int> loan;
  };
  const std::pair<int, int> config(1, 2);
  auto pool = std::make_unique<sim::Pool<int>>(10);
  std::vector<Machine> machines;
  for (int i = 0; i < 3; ++i) machines.push_back({&config, &config.second, {}, sim::Loan(*pool)});
  machines[1].loan.take();
  *machines[1].loan = 7;
  CHECK(aborts([&] { const std::vector<Machine> outside(machines); }));
  CHECK(aborts([&] {  // the pool is not known
    CopyUnderWay copy;
    copy.add(config, config);
    const std::vector<Machine> copied(machines);
  }));
  CHECK(aborts([] {
    const CopyUnderWay one;
    const CopyUnderWay two;
  }));
  const std::pair<int, int> new_config(3, 4);
  CopyUnderWay copy;
  copy.add(config, new_config);
  sim::Pool<int> new_pool(*pool);  // makes itself known
  std::vector<Machine> copied(machines);
  machines.clear();
  pool = nullptr;
  CHECK(copied[2].config->first == 3);
  CHECK(*copied[2].part == 4);
  CHECK(copied[2].none == nullptr);
  CHECK_FALSE(copied[0].loan);
  CHECK(*copied[1].loan == 7);
  copied[1].loan.give_back();
  CHECK(new_pool.in_use() == 0);
}

TEST_CASE(
    "copy: a list that others point into makes itself known, a box is copied with its content") {
  struct Machine {
    sim::PointedInto<int> list;
    Beside<const int> second;
    sim::Box<int> boxed;
    sim::LeftBehind<int> onlooker{};
  };
  Machine original{{5, 6}, nullptr, std::make_unique<int>(7)};
  original.second = &original.list[1];
  original.onlooker = &original.list[0];
  const CopyUnderWay under_way;
  const Machine copy(original);
  CHECK(&*copy.second == &copy.list[1]);
  *original.boxed = 8;
  CHECK(*copy.boxed == 7);
  CHECK(copy.onlooker == nullptr);
}

TEST_CASE("copy: a list that others point into keeps its place when it is given as many others") {
  sim::PointedInto<int> list{5, 6};
  const int* const second = &list[1];
  list = sim::PointedInto<int>{7, 8};
  CHECK(second == &list[1]);
  CHECK(*second == 8);
  list = sim::PointedInto<int>{9};
  CHECK(list.size() == 1);
}
