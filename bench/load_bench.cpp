// What it costs to read a scenario: 50 000 phones with 0 to 1000 remedies, timelines of 200 to 3200
// changes, and a whole run of a small scenario. Prints Markdown; processor time, medians of five.
// Usage: load_bench SCENARIO (the small one).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "app/judge/run.hpp"

namespace {

template <class Work>
double median_ms(Work work, clockid_t clock) {
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) {
    timespec from{};
    timespec to{};
    clock_gettime(clock, &from);
    work();
    clock_gettime(clock, &to);
    times.push_back(static_cast<double>(to.tv_sec - from.tv_sec) * 1e3 +
                    static_cast<double>(to.tv_nsec - from.tv_nsec) / 1e6);
  }
  std::ranges::sort(times);
  return times[2];
}

// Phones behind 48-port switches, all at one core switch of as many ports as it takes.
std::string large(int phones, int remedies, int changes) {
  const int switches = (phones + 46) / 47;
  std::string text =
      "title: many phones\nsource: made up\nduration: 1h\ndevices:\n"
      "  cucm1: {kind: call_server, profile: cisco-cucm, address: 10.0.0.1/8}\n"
      "  core: {kind: switch, ports: 2000}\n"
      "  access: {kind: switch, ports: 48, count: " +
      std::to_string(switches) +
      "}\n"
      "  phone: {kind: phone, profile: cisco-8961-sip, address: 10.1.0.1/8, count: " +
      std::to_string(phones) +
      ", call_servers: [cucm1]}\n"
      "links:\n  - cucm1 - core:2000\n  - access:48 - core:{1-" +
      std::to_string(switches) + "}\n  - phone - access{1-" + std::to_string(switches) +
      "}:{1-47}\n";
  if (changes > 0) text += "timeline:\n";
  for (int i = 0; i < changes; ++i) {
    text += "  - {at: " + std::to_string(i + 1) +
            "ms, set: {phone.tcp.rto_min: " + std::to_string(i % 100 + 1) + "ms}}\n";
  }
  if (remedies > 0) text += "remedies:\n";
  for (int i = 0; i < remedies; ++i) {
    text += "  - {set: {phone.sip.register_delta: " + std::to_string(i % 50 + 1) +
            "s}, expect: [{that: phone.losses, is: 0}]}\n";
  }
  return text;
}

double load_ms(const std::string& text) {
  return median_ms(
      [&] {
        sim::Diagnostics diagnostics;
        if (!app::load({"large.yaml", text}, {}, diagnostics)) {
          std::fprintf(stderr, "%s", diagnostics.text().c_str());
          std::exit(1);
        }
      },
      CLOCK_PROCESS_CPUTIME_ID);
}

}  // namespace

int main(int argc, char** argv) {
  std::printf("| loading 50 000 phones with | ms |\n|---|---|\n");
  for (const int remedies : {0, 10, 100, 1000}) {
    std::printf("| %d remedies | %.0f |\n", remedies, load_ms(large(50'000, remedies, 0)));
  }
  std::printf("\n| loading 100 phones with | ms |\n|---|---|\n");
  for (const int changes : {0, 200, 400, 800, 1600, 3200}) {
    std::printf("| %d changes in the timeline | %.1f |\n", changes,
                load_ms(large(100, 0, changes)));
  }
  if (argc < 2) return 0;
  sim::Diagnostics diagnostics;
  const auto source = app::read_source(argv[1], diagnostics);
  if (!source) return 1;
  const auto run = [&](unsigned threads) {
    return median_ms(
        [&] {
          app::RunOptions options;
          options.threads = threads;
          if (!app::run(*source, options, {}, diagnostics)) std::exit(1);
        },
        CLOCK_MONOTONIC);
  };
  std::printf("\n| running %s with its remedies on | ms, elapsed |\n|---|---|\n", argv[1]);
  std::printf("| one core | %.1f |\n| all cores | %.1f |\n", run(1), run(0));
  return 0;
}
