// What an hour of a healthy telephone network costs: time and memory for each of N phones. Prints
// Markdown tables. Usage: phones_bench [--flat|--recorded] [N ...]; else 100, 1000, 5000, 10 000.

// What is modelled. N phones on 48-port access switches, a core switch, a router, call servers;
// every access switch is a network of its own; every link 100 Mbit/s and 1 us. No frame is lost,
// and no phone leaves.
// TCP: Cisco 8961 phones with two CUCM. Each phone refreshes its registration 115 s after the last
// answer, and keeps the standby server alive 120 s after its last answer: some 61 transactions an
// hour. A transaction is REGISTER, 100 Trying, 200 OK and a TCP ACK over four links each: 16
// arrivals of frames. UDP: SIP phones that refresh at one PBX every 115 s through the router's NAT:
// REGISTER and 200 OK, 8 arrivals.
// In force for all of it: Ethernet with serialisation and FIFO, MAC learning and ageing, ARP, IPv4
// routing, NAT (UDP), TCP with sequence numbers, RTO per RFC 6298 (Linux variant), delayed ACK and
// timestamps negotiated, SIP transactions as values, the registrar's timer and answer delays, one
// fate per frame, registration facts. Not modelled: bytes of text, windows, congestion control.
// --flat: the TCP phones in one VLAN without a router (12 arrivals), as this bench had them until
// routers existed: every ARP request reaches every switch, and every switch learns every phone. And
// on a single switch with N ports.
// --recorded: the routed TCP phones with and without a trace of every frame in that hour, taken
// slice by slice as replays take it.
//
// Phones are switched on over 115 s. That phase is run first, with the four minutes that follow,
// and reported apart. Each run is a process of its own; medians of several; time is processor time.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string_view>
#include <vector>

#include "tests/routed_fixture.hpp"

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

enum class Work : std::uint8_t { tcp, tcp_recorded, udp, flat, one_switch };

template <class Site>
bool is_healthy(const Site& site, std::uint32_t phones) {
  std::uint64_t losses = 0;
  for (std::size_t i = 0; i < models::fate_count; ++i) {
    if (models::fates[i].is_loss) losses += site.network.journal().fates[i];
  }
  return losses == 0 && site.network.journal().retransmissions.empty() &&
         site.registered() == phones;
}

template <class Build>
Result measure(std::uint32_t phones, bool recorded, Build build) {
  Result r;
  models::Trace trace;
  const double memory = resident_bytes();
  const double begin = now();
  const auto site = build();
  const double built = now();
  site->start_and_run(6min);
  const double booted = now();
  const auto transactions = site->network.journal().transactions;
  const auto events = site->network.events();
  if (recorded) site->network.record(&trace);
  const double begun = now();
  for (int slice = 0; slice < 200; ++slice) {
    site->run(18s);
    trace.records.clear();
  }
  r.seconds = now() - begun;
  r.transactions = static_cast<double>(site->network.journal().transactions - transactions);
  r.events = static_cast<double>(site->network.events() - events);
  r.build = built - begin;
  r.boot = booted - built;
  r.bytes = resident_bytes() - memory;
  r.healthy = is_healthy(*site, phones);
  return r;
}

Result measure(std::uint32_t phones, Work work) {
  fixture::Settings settings;
  settings.phones = phones;
  settings.phone.start_spread = 115s;
  if (work == Work::tcp || work == Work::tcp_recorded || work == Work::udp) {
    const auto transport = work == Work::udp ? fixture::Transport::udp : fixture::Transport::tcp;
    return measure(phones, work == Work::tcp_recorded, [&] {
      return std::make_unique<fixture::RoutedSite>(phones, transport, settings);
    });
  }
  settings.access.mac_capacity = 16'384;  // one VLAN: every switch meets every phone
  const auto shape =
      work == Work::flat ? fixture::Shape::access_and_core : fixture::Shape::one_switch;
  return measure(phones, false, [&] { return std::make_unique<fixture::Site>(settings, shape); });
}

// In a process of its own, so that no run finds memory that another one has left.
Result measure_apart(std::uint32_t phones, Work work) {
  Result r;
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  const pid_t child = fork();
  if (child == 0) {
    r = measure(phones, work);
    _exit(write(ends[1], &r, sizeof r) == sizeof r ? 0 : 1);
  }
  close(ends[1]);
  if (read(ends[0], &r, sizeof r) != sizeof r) r.healthy = false;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return r;
}

using Value = double Result::*;
double median(const std::vector<Result>& runs, Value value) {
  std::vector<double> values;
  for (const Result& run : runs) values.push_back(run.*value);
  std::ranges::sort(values);
  return values[values.size() / 2];
}

bool row(std::uint32_t phones, Work work) {
  std::vector<Result> runs;
  for (int i = 0; i < (phones < 5000 ? 7 : 3); ++i) runs.push_back(measure_apart(phones, work));
  const Result& first = runs.front();
  const double seconds = median(runs, &Result::seconds);
  std::printf("| %u | %.0f | %.2f | %.1f | %.1f | %.0f | %.2f | %.1f | %s |\n", phones,
              first.transactions, 1e6 * seconds / first.transactions, first.events / seconds / 1e6,
              first.events / first.transactions, median(runs, &Result::bytes) / phones,
              1e6 * median(runs, &Result::build) / phones,
              1e6 * median(runs, &Result::boot) / phones, first.healthy ? "yes" : "NO");
  std::fflush(stdout);
  return first.healthy;
}

bool table(const char* title, const std::vector<std::uint32_t>& sizes, Work work) {
  std::printf("\n%s\n\n", title);
  std::printf(
      "| N | transactions | us per transaction | million events/s | events per transaction "
      "| bytes per phone | us to build a phone | us to boot a phone | healthy |\n");
  std::printf("|---|---|---|---|---|---|---|---|---|\n");
  bool healthy = true;
  for (const std::uint32_t phones : sizes) healthy = row(phones, work) && healthy;
  return healthy;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  const bool flat = wanted == "--flat";
  const bool recorded = wanted == "--recorded";
  std::vector<std::uint32_t> sizes;
  for (int i = flat || recorded ? 2 : 1; i < argc; ++i) {
    sizes.push_back(static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)));
  }
  if (sizes.empty()) sizes = {100, 1000, 5000, 10'000};
  bool healthy = true;
  if (flat) {
    healthy = table("TCP, one VLAN", sizes, Work::flat) && healthy;
    healthy = table("TCP, one switch", sizes, Work::one_switch) && healthy;
  } else if (recorded) {
    healthy = table("TCP, routed", sizes, Work::tcp) && healthy;
    healthy = table("TCP, routed, recorded", sizes, Work::tcp_recorded) && healthy;
  } else {
    healthy = table("TCP, routed", sizes, Work::tcp) && healthy;
    healthy = table("UDP, routed, NAT", sizes, Work::udp) && healthy;
  }
  return healthy ? 0 : 1;
}
