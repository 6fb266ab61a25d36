// Each message's real bytes, as Wireshark reads them: nothing malformed, every checksum good, and
// the values that were put in.
#include <algorithm>
#include <map>

#include "app/evidence/captures/capture_file.hpp"
#include "tests/tshark.hpp"
#include "tests/wire_bytes_cases.hpp"

namespace {

using app::CaptureDirection;

const std::string warning = "6291456";  // Wireshark's PI_WARN; below it are chats and notes

std::string capture_of(const tests::WireCases& cases) {
  app::CaptureFile file(1'436'964'176);  // 2015-07-15 12:42:56 UTC, [cisco-200410]'s REGISTER
  file.add_interface("phone1", "the phone's port");
  sim::Time at{};
  std::vector<std::uint8_t> bytes;
  for (const tests::WireCase& c : cases.all()) {
    models::encode(c.frame, cases.names(), cases.parties(), bytes);
    file.add_packet(0, at, bytes, CaptureDirection::outbound, c.name);
    at += std::chrono::milliseconds(1);
  }
  return file.text();
}

}  // namespace

TEST_CASE("bytes: Wireshark reads every message without complaint, and the values in it") {
  const tests::WireCases cases;
  std::vector<std::string> fields{"frame.comment", "_ws.malformed", "_ws.expert.severity",
                                  "_ws.expert.message", "frame.protocols"};
  const std::vector<std::string> checksums{"ip.checksum.status", "tcp.checksum.status",
                                           "udp.checksum.status", "icmp.checksum.status"};
  fields.insert(fields.end(), checksums.begin(), checksums.end());
  for (const auto& c : cases.all()) {
    for (const auto& [field, value] : c.reads) {
      if (std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
    }
  }
  const tests::TemporaryFile file("wire.pcapng", capture_of(cases));
  const auto packets = tests::tshark(file.path(), fields);
  REQUIRE(packets.size() == cases.all().size());
  for (std::size_t i = 0; i < packets.size(); ++i) {
    std::map<std::string, std::string> read;
    for (std::size_t f = 0; f < fields.size(); ++f) read[fields[f]] = packets[i].at(f);
    const tests::WireCase& expected = cases.all()[i];
    INFO(expected.name);
    INFO(read["frame.protocols"] + " " + read["_ws.expert.message"]);
    CHECK(read["frame.comment"] == expected.name);
    CHECK(read["_ws.malformed"] == "");
    for (const std::string& severity : tests::split(read["_ws.expert.severity"], ';')) {
      const bool is_bad_news = expected.name == "RST" || expected.name == "ERROR";
      if (is_bad_news && severity == warning) continue;  // that it is one
      CHECK((severity.empty() || std::stoul(severity) < std::stoul(warning)));
    }
    for (const std::string& field : checksums) {
      for (const std::string& status : tests::split(read[field], ';')) {
        CAPTURE(field);
        CHECK((status.empty() || status == "1"));
      }
    }
    for (const auto& [field, value] : expected.reads) {
      CAPTURE(field);
      if (value.starts_with('*')) {
        CHECK(read[field].find(value.substr(1)) != std::string::npos);
      } else {
        CHECK(read[field] == value);
      }
    }
  }
}
