// What it costs to copy a running network of N phones, and to throw the copy away; beside it, what
// fork() costs, the other way to have two. Prints a Markdown table. Usage: copy_bench [N ...].
#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <vector>

#include "tests/routed_fixture.hpp"

namespace {

using sim::operator""min;
using sim::operator""s;

double ms(clockid_t clock) {
  timespec t;
  if (clock_gettime(clock, &t) != 0) std::abort();
  return 1e3 * static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_nsec);
}

double took(clockid_t clock, const std::function<void()>& work) {
  const double begin = ms(clock);
  work();
  return ms(clock) - begin;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

double allocated() {
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

void fork_once() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
}

bool row(std::uint32_t phones, fixture::Transport transport) {
  fixture::Settings settings;
  settings.phone.start_spread = 115s;
  fixture::RoutedSite site(phones, transport, settings);
  site.start_and_run(10min);
  const int rounds = phones < 5000 ? 101 : 31;
  std::unique_ptr<fixture::RoutedSite> copy;
  const double before = allocated();
  copy = std::make_unique<fixture::RoutedSite>(site);
  const double bytes = allocated() - before;
  std::vector<double> copying;
  std::vector<double> again;
  std::vector<double> discarding;
  const auto one = [&] { copy = std::make_unique<fixture::RoutedSite>(site); };
  for (int i = 0; i < rounds; ++i) {
    discarding.push_back(took(CLOCK_PROCESS_CPUTIME_ID, [&] { copy = nullptr; }));
    again.push_back(took(CLOCK_PROCESS_CPUTIME_ID, one));
    copy = nullptr;
    malloc_trim(0);  // the next one gets its memory from the system
    copying.push_back(took(CLOCK_PROCESS_CPUTIME_ID, one));
  }
  std::vector<double> forking;
  // A child's time is not the parent's: by the wall.
  for (int i = 0; i < rounds; ++i) forking.push_back(took(CLOCK_MONOTONIC, fork_once));
  copy->run(2min);
  site.run(2min);
  const bool same = copy->network.events() == site.network.events() &&
                    copy->network.frames_made() == site.network.frames_made();
  std::printf("| %s | %u | %.3f | %.3f | %.3f | %.3f | %.0f | %.0f | %s |\n",
              transport == fixture::Transport::tcp ? "TCP" : "UDP", phones, median(copying),
              median(again), median(discarding), median(forking), bytes / 1024, bytes / phones,
              same ? "yes" : "NO");
  std::fflush(stdout);
  return same;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::uint32_t> sizes;
  for (int i = 1; i < argc; ++i) {
    sizes.push_back(static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)));
  }
  if (sizes.empty()) sizes = {12, 500, 5000};
  std::puts(
      "| | N | ms per copy | where one was | ms to discard | ms per fork | KiB | bytes per phone "
      "| as the original |");
  std::puts("|---|---|---|---|---|---|---|---|---|");
  bool same = true;
  for (const auto transport : {fixture::Transport::tcp, fixture::Transport::udp}) {
    for (const std::uint32_t phones : sizes) same = row(phones, transport) && same;
  }
  return same ? 0 : 1;
}
