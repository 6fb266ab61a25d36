// Captures of recorded runs: every passage at a tapped port is a packet, in order, and nothing
// else.
#include <filesystem>
#include <fstream>

#include "app/commands/commands.hpp"
#include "app/evidence/captures/taps.hpp"
#include "tests/recording_fixture.hpp"

namespace {

using models::TraceRecord;

std::uint32_t number_at(const std::string& text, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(text[at + i]);
  return value;
}

// Of a pcapng: how many blocks of each type. Fails unless the blocks fill the file.
std::map<std::uint32_t, std::size_t> blocks(const std::string& text) {
  std::map<std::uint32_t, std::size_t> counts;
  std::size_t at = 0;
  while (at + 12 <= text.size()) {
    const std::uint32_t length = number_at(text, at + 4);
    REQUIRE(length % 4 == 0);
    REQUIRE(length <= text.size() - at);
    REQUIRE(number_at(text, at + length - 4) == length);
    ++counts[number_at(text, at)];
    at += length;
  }
  REQUIRE(at == text.size());
  return counts;
}

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("captures: as many packets as frames left and arrived at the tapped ports") {
  const auto [path, device] = GENERATE(table<std::string, std::string>({
      {"scenarios/cisco/sccp-asa-proxy-arp.yaml", "asa"},
      {"scenarios/cisco/sip-sixteen-minute-cycle.yaml", "phone1"},
      {"scenarios/starface/nat-61s-one-lost-packet.yaml", "nat"},
      {"scenarios/netphone/dhcp-healthy.yaml", "sbs"},
      {"scenarios/lync/healthy.yaml", "phone1"},
  }));
  INFO(path);
  const app::RunResult result = tests::run_scenario(path, {}, "20min");
  const std::size_t number = result.scenario.device(device).value();
  app::Captures captures(result.scenario, {{.device = number}}, {}, models::never);
  std::size_t passages = 0;
  tests::record(result, [&](const app::World& world, const auto& records) {
    captures.read(world, records);
    for (const TraceRecord& record : records) {
      if (world.device(record.device) != number) continue;
      const bool lost = record.fate == models::Fate::lost_on_link;
      passages += record.kind != TraceRecord::Kind::ended || lost ? 1U : 0U;
    }
  });
  REQUIRE(captures.files().size() == 1);
  const app::Captures::File& one = captures.files()[0];
  CHECK(passages > 20);
  CHECK(one.packets == passages);
  CHECK(one.not_kept == 0);
  auto counts = blocks(one.capture.text());
  CHECK(counts[6] == passages);
  CHECK(counts[1] == one.ports.size());
}

TEST_CASE("captures: a frame that dies where it arrives carries its fate, setting and advice") {
  const std::string path = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";
  const app::RunResult result = tests::run_scenario(path, {}, "5min");
  const std::size_t sw1 = result.scenario.device("sw1").value();
  app::Captures captures(result.scenario, {{.device = sw1, .port = 0}}, {}, models::never);
  tests::record(
      result, [&](const app::World& world, const auto& records) { captures.read(world, records); });
  const std::string& text = captures.files()[0].capture.text();
  CHECK(captures.files()[0].ports.size() == 1);
  CHECK(text.find("sw1:1") != text.npos);
  CHECK(text.find("died here: port_security_relearn. ") != text.npos);
  CHECK(text.find("Decided by sw1.port_security.aging_time.") != text.npos);
  CHECK(text.find("Let secure addresses live longer") != text.npos);
}

TEST_CASE("captures: run writes a file for each lost phone and each server, or complains first") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("fastbusy_captures_" + std::to_string(::getpid()));
  app::RunArguments arguments;
  arguments.file =
      std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/cisco/sip-sixteen-minute-cycle.yaml";
  arguments.quiet = true;
  arguments.recording.captures = folder.string();
  arguments.recording.taps = {"phone1", "sw1:99"};
  CHECK(app::run_command(arguments) == app::exit_usage);
  CHECK_FALSE(std::filesystem::exists(folder));
  arguments.recording.taps.clear();
  arguments.recording.from = "15min 50s";
  arguments.recording.to = "16min 30s";
  CHECK(app::run_command(arguments) == app::exit_ok);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    ++files;
    CHECK(blocks(file(entry.path().string()))[6] > 0);
  }
  CHECK(files == app::most_phones_tapped + 2);
  std::filesystem::remove_all(folder);
}

TEST_CASE("captures: the first packet is stamped with the scenario's own time") {
  const std::string path = "scenarios/lync/healthy.yaml";
  const app::RunResult result = tests::run_scenario(path, {}, "1min");
  app::Captures captures(result.scenario, {{.device = result.scenario.device("phone1").value()}},
                         {}, models::never);
  sim::Time first = models::never;
  tests::record(result, [&](const app::World& world, const auto& records) {
    captures.read(world, records);
    for (const TraceRecord& record : records) {
      const bool here = result.scenario.devices[world.device(record.device)].name == "phone1";
      if (here && record.kind != TraceRecord::Kind::ended) first = std::min(first, record.at);
    }
  });
  const std::string& text = captures.files()[0].capture.text();
  std::size_t at = 0;
  while (number_at(text, at) != 6) at += number_at(text, at + 4);
  const std::uint64_t stamp =
      std::uint64_t{number_at(text, at + 12)} << 32U | number_at(text, at + 16);
  const std::chrono::nanoseconds begins = result.scenario.begins.time_since_epoch();
  CHECK(begins > std::chrono::hours{24 * 365 * 30});
  CHECK(stamp == static_cast<std::uint64_t>((begins + first.time_since_epoch()).count()));
}
