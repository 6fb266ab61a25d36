// What an hour of a healthy telephone network costs: time and memory for each of N phones. Prints a
// Markdown table. Usage: phones_bench [N ...]; without arguments 100, 1000, 5000 and 10 000.

// What is modelled. N Cisco 8961 phones on 48-port access switches, one core switch, two CUCM; all
// in one VLAN, every link 100 Mbit/s and 1 us. Each phone refreshes its registration 115 s after
// the last answer, and keeps the standby server alive 120 s after its last answer: some 61
// transactions an hour. A transaction is REGISTER, 100 Trying, 200 OK and a TCP ACK over three
// links each: 12 arrivals of frames. In force for all of it: Ethernet with serialisation and FIFO,
// MAC learning and ageing, ARP, IPv4 addresses, TCP with sequence numbers, RTO per RFC 6298 (Linux
// variant), delayed ACK and timestamps negotiated, SIP transactions as values, the registrar's
// timer and answer delays, one fate per frame, registration facts. Not modelled: bytes of text,
// windows and congestion control, and a router. No frame is lost, and no phone leaves.
//
// Phones are switched on over 115 s. That phase is run first, with the four minutes that follow,
// and reported apart: every ARP request reaches every phone and every switch learns every phone,
// so it costs N^2, in time and in the switches' tables. "On one switch" is the memory of the same
// phones on a single switch with N ports, without those N/48 tables. Each run is a process of its
// own; medians of several; time is processor time.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "tests/network_fixture.hpp"

namespace {

using sim::operator""h;
using sim::operator""min;
using sim::operator""s;

struct Result {
  double transactions = 0;
  double seconds = 0;  // of the measured hour
  double events = 0;
  double build = 0;  // seconds
  double boot = 0;
  double bytes = 0;  // resident, grown since before the building
  bool healthy = false;
};

// Of the processor, so that what else the machine does is not counted.
double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double resident_bytes() {
  long total = 0;
  long resident = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr || std::fscanf(file, "%ld %ld", &total, &resident) != 2) std::abort();
  std::fclose(file);
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

bool is_healthy(const fixture::Site& site) {
  std::uint64_t losses = 0;
  for (std::size_t i = 0; i < models::fate_count; ++i) {
    if (models::fates[i].is_loss) losses += site.network.journal().fates[i];
  }
  return losses == 0 && site.network.journal().retransmissions.empty() &&
         site.registered() == site.settings.phones;
}

Result measure(std::uint32_t phones, fixture::Shape shape) {
  Result r;
  fixture::Settings settings;
  settings.phones = phones;
  settings.phone.start_spread = 115s;
  settings.access.mac_capacity = 16'384;  // one VLAN: every switch meets every phone
  const double memory = resident_bytes();
  const double begin = now();
  fixture::Site site(settings, shape);
  const double built = now();
  site.start_and_run(6min);
  const double booted = now();
  const auto transactions = site.network.journal().transactions;
  const auto events = site.network.events();
  site.run(1h);
  r.seconds = now() - booted;
  r.transactions = static_cast<double>(site.network.journal().transactions - transactions);
  r.events = static_cast<double>(site.network.events() - events);
  r.build = built - begin;
  r.boot = booted - built;
  r.bytes = resident_bytes() - memory;
  r.healthy = is_healthy(site);
  return r;
}

// In a process of its own, so that no run finds memory that another one has left.
Result measure_apart(std::uint32_t phones, fixture::Shape shape) {
  Result r;
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  const pid_t child = fork();
  if (child == 0) {
    r = measure(phones, shape);
    _exit(write(ends[1], &r, sizeof r) == sizeof r ? 0 : 1);
  }
  close(ends[1]);
  if (read(ends[0], &r, sizeof r) != sizeof r) r.healthy = false;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return r;
}

double median(const std::vector<Result>& runs, double Result::*value) {
  std::vector<double> values;
  for (const Result& run : runs) values.push_back(run.*value);
  std::ranges::sort(values);
  return values[values.size() / 2];
}

bool row(std::uint32_t phones) {
  std::vector<Result> runs;
  for (int i = 0; i < (phones < 5000 ? 7 : 3); ++i) {
    runs.push_back(measure_apart(phones, fixture::Shape::access_and_core));
  }
  const Result one_switch = measure_apart(phones, fixture::Shape::one_switch);
  const Result& first = runs.front();
  const double seconds = median(runs, &Result::seconds);
  std::printf("| %u | %.0f | %.2f | %.1f | %.1f | %.0f | %.0f | %.2f | %.1f | %s |\n", phones,
              first.transactions, 1e6 * seconds / first.transactions, first.events / seconds / 1e6,
              first.events / first.transactions, median(runs, &Result::bytes) / phones,
              one_switch.bytes / phones, 1e6 * median(runs, &Result::build) / phones,
              1e6 * median(runs, &Result::boot) / phones, first.healthy ? "yes" : "NO");
  std::fflush(stdout);
  return first.healthy;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::uint32_t> sizes{100, 1000, 5000, 10'000};
  if (argc > 1) sizes.clear();
  for (int i = 1; i < argc; ++i) {
    sizes.push_back(static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)));
  }
  std::printf(
      "| N | transactions | us per transaction | million events/s | events per transaction "
      "| bytes per phone | on one switch | us to build a phone | us to boot a phone | healthy |\n");
  std::printf("|---|---|---|---|---|---|---|---|---|---|\n");
  bool healthy = true;
  for (const std::uint32_t phones : sizes) healthy = row(phones) && healthy;
  return healthy ? 0 : 1;
}
