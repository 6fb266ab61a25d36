// A step of the format on files in every way of writing YAML: only what must change changes.
#include "app/migrate/migrate.hpp"

#include "sim/schema/document.hpp"
#include "tests/catch.hpp"
#include "tests/migrate_steps.hpp"

namespace {

using tests::after;
using tests::before;

std::string migrated(std::string_view text) {
  sim::Diagnostics diagnostics;
  const auto result = app::migrate(text, "x.yaml", diagnostics, tests::invented);
  return result ? result->text : diagnostics.text();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// A file with one device, which the rules change.
std::string device(const std::string& text) { return "devices:\n  a:" + text; }
std::string device_of_3(const std::string& text) { return "version: 3\n" + device(text); }

}  // namespace

TEST_CASE("migrate: two invented steps change every place that they mean, and no other byte") {
  CHECK(migrated(before) == after);
}

TEST_CASE("migrate: what was migrated is not migrated again") { CHECK(migrated(after) == after); }

TEST_CASE("migrate: a file of format 2 takes the second step only") {
  CHECK(migrated("version: 2   # ours\ndevices: {a: {registrar: b, fallbacks: [c]}}\n") ==
        "version: 3   # ours\ndevices: {a: {registrar: b, spares: [c]}}\n");
}

TEST_CASE("migrate: CRLF, a byte order mark, a missing last line end, JSON stay as they are") {
  CHECK(migrated(replaced(std::string(before), "\n", "\r\n")) ==
        replaced(std::string(after), "\n", "\r\n"));
  CHECK(migrated("\xef\xbb\xbf" + std::string(before)) == "\xef\xbb\xbf" + std::string(after));
  CHECK(migrated(before.substr(0, before.size() - 1)) == after.substr(0, after.size() - 1));
  CHECK(migrated(R"({"title": "x", "devices": {"a": {"kind": "sip_phone", "registrar": "b"}}})") ==
        R"({"version": 3, "title": "x", "devices": )"
        R"({"a": {"kind": "phone", "protocol": "sip", "call_servers": ["b"]}}})");
}

TEST_CASE("migrate: a key goes with its value, in every way of writing a map") {
  const auto of = [](const std::string& text) { return migrated(device(text)); };
  const std::string item = "\n    start_spread:";
  CHECK(of(item + " 1s\n    b: 1\n") == device_of_3("\n    b: 1\n"));
  CHECK(of("\n    b: 1" + item + " 1s") == device_of_3("\n    b: 1\n"));
  CHECK(of(item + " 1s  # one\n") == device_of_3("\n    {}  # one\n"));
  CHECK(of(item +
           "\n      x: [1,\n        2]\n      y: |\n        text\n\n        more\n    b: 1\n") ==
        device_of_3("\n    b: 1\n"));
  CHECK(of(item + "\n    # of b\n    b: 1\n") == device_of_3("\n    # of b\n    b: 1\n"));
  CHECK(of(item + " a plain text\n      of two lines  # c\n    b: 1\n") ==
        device_of_3("\n    b: 1\n"));
  CHECK(of(" {start_spread: 1s}\n") == device_of_3(" {}\n"));
  CHECK(of(" {start_spread: 1s, b: 1}\n") == device_of_3(" {b: 1}\n"));
  CHECK(of(" {b: 1, start_spread: {x: [1, {}]}}\n") == device_of_3(" {b: 1}\n"));
  CHECK(of(" {b: 1,  # of b\n      start_spread: 1s,  # gone\n      c: 2}\n") ==
        device_of_3(" {b: 1,  # of b\n        # gone\n      c: 2}\n"));
  CHECK(of(" {b: 1,  # of b\n      start_spread: 1s}\n") ==
        device_of_3(" {b: 1,  # of b\n      }\n"));
  CHECK(of(" {b: 1, start_spread: , c: 2}\n") == device_of_3(" {b: 1, c: 2}\n"));
  CHECK(of(" {b: 1, start_spread}\n") == device_of_3(" {b: 1}\n"));
}

TEST_CASE("migrate: texts with paths in quotes, in a block of one line, and with escapes") {
  const auto expect = [](const std::string& fact) {
    return "devices: {a: {}}\nexpect:\n  - that: " + fact + "\n    is: 1\n";
  };
  const auto of = [&](const std::string& fact) { return migrated(expect(fact)); };
  CHECK(of("'a.losses'") == "version: 3\n" + expect("'a.outages'"));
  CHECK(of("\"\\u0061.losses\"") == "version: 3\n" + expect("\"a.outages\""));
  CHECK(of(">-\n      a.losses") == "version: 3\n" + expect(">-\n      a.outages"));
  CHECK(of("|  # why\n      a.losses") == "version: 3\n" + expect("|  # why\n      a.losses"));
}

TEST_CASE("migrate: what it cannot rewrite, and two names for one thing, are said at their place") {
  const auto first_line = [](const std::string& text) { return text.substr(0, text.find('\n')); };
  CHECK(first_line(migrated("devices:\n  a: {backups: [b], fallbacks: [c]}\n")) ==
        "x.yaml:2:7: error: backups: became fallbacks:, which stands here, too; remove one");
  CHECK(first_line(migrated("devices:\n  ? a\n  : ? kind\n    : sip_phone\n")) ==
        "x.yaml:3:7: error: what must change here is written in a way that cannot be rewritten; "
        "write it on lines of its own, or change it by hand");
}

TEST_CASE("an older format is read as it was meant: lines stay, one warning names the command") {
  sim::Diagnostics diagnostics;
  auto old = sim::parse_yaml(before, "old.yaml", diagnostics);
  const auto present = sim::parse_yaml(after, "new.yaml", diagnostics);
  REQUIRE((old && present));
  CHECK(app::to_present_format(*old, "a/old.yaml", diagnostics, tests::invented));
  CHECK(sim::flow_text(*old->find("devices")) == sim::flow_text(*present->find("devices")));
  CHECK(sim::flow_text(*old->find("expect")) == sim::flow_text(*present->find("expect")));
  CHECK(old->find("devices")->find("phone")->find("spares")->at.line == 16);
  CHECK(old->find("version")->text == "3");
  const std::string warning =
      "old.yaml:3:1: warning: format 1 of this file is older than 3, the present one; "
      "'fastbusy migrate a/old.yaml' rewrites it\n"
      "  title: \"Zweigstelle M\u00fcnchen: backups\"   # backups: stays\n"
      "  ^\n";
  CHECK(diagnostics.text() == warning);
}

TEST_CASE("an older format: what `migrate` says of each line, with the lines of the older file") {
  sim::Diagnostics diagnostics;
  const auto result =
      app::migrate("# first\ntitle: x\ndevices:\n  a:\n    kind: sip_phone\n    backups: [b]\n",
                   "x.yaml", diagnostics, tests::invented);
  REQUIRE(result);
  std::string said;
  for (const app::Change& change : result->changes) {
    said += std::to_string(change.at.line) + ": " + change.what + "\n";
  }
  CHECK(said ==
        "2: version: 3 is added\n5: protocol: sip is added\n5: sip_phone is now phone\n"
        "6: backups is now fallbacks\n6: fallbacks is now spares\n");
}
