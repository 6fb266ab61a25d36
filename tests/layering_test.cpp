// The layer table of the architecture, room by room, against every #include of sim/ models/ app/.
// Two floors never include upwards, and a third-party header stands in its one place.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/catch.hpp"
#include "tests/source_files.hpp"

namespace {

using Prefixes = std::vector<std::string_view>;

// A folder, and what its files may include beside their own folder.
struct Layer {
  std::string_view folder;
  Prefixes may_include;
};
const std::vector<Layer> layers{
    {"sim/base/", {}},
    {"sim/kernel/", {"sim/base/"}},
    {"sim/schema/", {"sim/base/"}},
    {"sim/stats/", {"sim/base/"}},
    {"models/wire/", {"sim/base/"}},
    {"models/protocol/access/", {"models/wire/", "sim/base/"}},
    {"models/protocol/arp/", {"models/wire/", "sim/base/"}},
    {"models/protocol/boot/", {"models/wire/", "sim/base/"}},
    {"models/protocol/dhcp/", {"models/wire/", "sim/base/"}},
    {"models/protocol/dns/", {"models/wire/", "sim/base/"}},
    {"models/protocol/fhrp/", {"models/wire/", "sim/base/"}},
    {"models/protocol/ip/", {"models/wire/", "sim/base/"}},
    {"models/protocol/l2/", {"models/wire/", "sim/base/"}},
    {"models/protocol/lync/", {"models/protocol/dns/", "models/wire/", "sim/base/"}},
    {"models/protocol/nat/", {"models/wire/", "sim/base/"}},
    {"models/protocol/rtp/", {"models/wire/", "sim/base/"}},
    {"models/protocol/sccp/", {"models/protocol/sip/", "models/wire/", "sim/base/"}},
    {"models/protocol/sip/", {"models/protocol/dns/", "models/wire/", "sim/base/"}},
    {"models/protocol/tcp/", {"models/wire/", "sim/base/"}},
    {"models/protocol/tls/", {"models/wire/", "sim/base/"}},
    {"models/device/", {"models/protocol/", "models/wire/", "sim/kernel/", "sim/base/"}},
    {"models/network/",
     {"models/device/", "models/protocol/", "models/wire/", "sim/kernel/", "sim/stats/",
      "sim/base/"}},
    {"app/migrate/", {"sim/"}},
    {"app/scenario/", {"app/migrate/", "models/", "sim/"}},
    {"app/import/", {"app/scenario/", "sim/"}},
    {"app/run/", {"app/scenario/", "models/", "sim/"}},
    {"app/evidence/", {"app/run/", "app/scenario/", "models/", "sim/"}},
    {"app/cause/", {"app/evidence/", "app/run/", "app/scenario/", "models/", "sim/"}},
    {"app/proof/", {"app/cause/", "app/evidence/", "app/run/", "app/scenario/", "models/", "sim/"}},
    {"app/judge/",
     {"app/proof/", "app/cause/", "app/evidence/", "app/run/", "app/scenario/", "models/", "sim/"}},
    {"app/what_if/",
     {"app/judge/", "app/proof/", "app/cause/", "app/evidence/", "app/run/", "app/scenario/",
      "models/", "sim/"}},
    {"app/lint/",
     {"app/proof/", "app/cause/", "app/evidence/", "app/run/", "app/scenario/", "models/", "sim/"}},
    {"app/report/",
     {"app/lint/", "app/what_if/", "app/judge/", "app/proof/", "app/cause/", "app/evidence/",
      "app/run/", "app/scenario/", "models/", "sim/"}},
    {"app/show/",
     {"app/report/", "app/judge/", "app/evidence/", "app/run/", "app/scenario/", "models/",
      "sim/"}},
    {"app/lab/",
     {"app/show/", "app/report/", "app/what_if/", "app/judge/", "app/proof/", "app/cause/",
      "app/evidence/", "app/run/", "app/scenario/", "models/", "sim/"}},
    {"app/commands/",
     {"app/import/", "app/lab/", "app/show/", "app/report/", "app/lint/", "app/what_if/",
      "app/judge/", "app/proof/", "app/cause/", "app/evidence/", "app/run/", "app/scenario/",
      "app/migrate/", "models/", "sim/"}},
    {"app/main", {"app/commands/", "app/scenario/", "models/", "sim/"}},
};

// Field tables: *_fields.hpp in models/ describe a Config to the schema; only the roof reads them.
const Prefixes fields_may_include{"sim/schema/field.hpp", "sim/schema/value_types.hpp"};

// A third party's headers, and the only places that may include them.
struct ThirdParty {
  std::string_view headers;
  Prefixes places;
};
const Prefixes fmt_places{"app/", "models/network/"};
const std::vector<ThirdParty> third_parties{
    {"yaml-cpp/", {"sim/schema/document.cpp"}},
    {"Eigen/", {"sim/stats/"}},
    {"boost/", {"models/network/topology.cpp"}},
    {"CLI/", {"app/main"}},  // main.cpp, main_import.cpp and their like
    {"nlohmann/",
     {"sim/schema/emit.cpp", "app/report/", "app/import/", "app/lab/grade_json.cpp",
      "app/show/json.cpp"}},
    {"pugixml.hpp", {"app/import/cucm_phone.cpp"}},
    {"fmt/", fmt_places},
    {"tins/", {"models/wire/bytes/frame_bytes.cpp"}},
    {"pcap/", {"app/evidence/captures/capture_reader.cpp"}},
    {"sodium.h", {"app/lab/seal.cpp"}},
    {"histedit.h", {"app/commands/lab.cpp"}},
    {"sys/ioctl.h", {"app/commands/progress.cpp"}},  // the width of the terminal
    {"sys/stat.h", {"app/report/output.cpp"}},       // the mode of a file that is rewritten
    {"unistd.h", {"app/"}},                          // isatty
};

bool is_fields(std::string_view path) {
  return path.starts_with("models/") && path.ends_with("_fields.hpp");
}

std::string list(const Prefixes& names) {
  std::string text;
  for (const auto name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text.empty() ? "the standard library only" : text;
}

std::optional<std::string> wrong_system_header(std::string_view path, std::string_view header) {
  for (const ThirdParty& party : third_parties) {
    if (!header.starts_with(party.headers)) continue;
    if (source::starts_with_any(path, party.places)) return std::nullopt;
    return "<" + std::string(header) + "> belongs to " + list(party.places);
  }
  if (header.find_first_of("./") == std::string_view::npos) return std::nullopt;  // <vector>
  return "<" + std::string(header) + "> has no place; name one in tests/layering_test.cpp";
}

std::optional<std::string> wrong_own_header(std::string_view path, std::string_view header) {
  const auto layer =
      std::ranges::find_if(layers, [&](const Layer& l) { return path.starts_with(l.folder); });
  if (layer == layers.end()) return "this folder is not in the layer table";
  const std::string quoted = '"' + std::string(header) + '"';
  const bool roof = layer->folder.starts_with("app/");
  if (is_fields(header) && !roof && !is_fields(path)) {
    return quoted + " is a field table: for app/ and other field tables";
  }
  if (header.starts_with(layer->folder)) return std::nullopt;
  if (source::starts_with_any(header, layer->may_include)) return std::nullopt;
  if (is_fields(path) && source::starts_with_any(header, fields_may_include)) return std::nullopt;
  return quoted + " is not for " + std::string(layer->folder) + ", which may include " +
         list(layer->may_include);
}

// Reads `#include <a>` and `#include "a"`, with any spaces, and reports those against the tables.
void check(const source::File& f, source::Report& report) {
  for (std::size_t i = 0; i < f.lines.size(); ++i) {
    std::string_view line = f.lines[i];
    const auto skip_spaces = [&] {
      line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    };
    const auto take = [&](std::string_view word) {
      skip_spaces();
      if (!line.starts_with(word)) return false;
      line.remove_prefix(word.size());
      return true;
    };
    if (!take("#") || !take("include")) continue;
    skip_spaces();
    const bool system = line.starts_with('<');
    const auto end = line.find(system ? '>' : '"', 1);
    if (line.empty() || end == std::string_view::npos) {
      report.add(f, i + 1, "an #include that this test cannot read");
      continue;
    }
    const std::string_view header = line.substr(1, end - 1);
    const auto wrong =
        system ? wrong_system_header(f.path, header) : wrong_own_header(f.path, header);
    if (wrong) report.add(f, i + 1, *wrong);
  }
}

std::string verdict(const std::string& path, const std::string& text) {
  source::Report report;
  check(source::file(path, text), report);
  return report.text();
}

}  // namespace

TEST_CASE("layering: no file includes upwards or sideways, third parties stay in their place") {
  const auto files = source::files({"sim", "models", "app"});
  REQUIRE(!files.empty());
  source::Report report;
  for (const auto& f : files) check(f, report);
  CHECK(report.text() == "");
}

TEST_CASE("layering: each wrong include is found, with its line") {
  struct Case {
    std::string path, include, says;
  };
  const std::vector<Case> cases{
      {"sim/base/x.hpp", R"("sim/kernel/event.hpp")", "the standard library only"},
      {"sim/kernel/x.hpp", R"("sim/schema/field.hpp")", "is not for sim/kernel/"},
      {"sim/stats/x.hpp", R"("models/wire/sip.hpp")", "is not for sim/stats/"},
      {"models/wire/x.hpp", R"("models/protocol/arp.hpp")", "is not for models/wire/"},
      {"models/protocol/tcp/x.cpp", R"("sim/kernel/event.hpp")", "is not for models/protocol/tcp/"},
      {"models/protocol/dns/x.cpp", R"("models/protocol/sip/sip_ua.hpp")",
       "is not for models/protocol/dns/"},
      {"models/protocol/x.cpp", R"("sim/base/time.hpp")", "not in the layer table"},
      {"models/device/x.cpp", R"("models/network/link.hpp")", "is not for models/device/"},
      {"models/network/x.cpp", R"("sim/schema/field.hpp")", "is not for models/network/"},
      {"models/network/x.cpp", R"("app/report/json.hpp")", "is not for models/network/"},
      {"models/device/phone.cpp", R"("models/device/phone_fields.hpp")", "is a field table"},
      {"models/device/phone_fields.hpp", R"("sim/schema/reader.hpp")", "is not for"},
      {"models/other/x.hpp", R"("sim/base/time.hpp")", "not in the layer table"},
      {"app/run/x.cpp", R"("tests/catch.hpp")", "is not for app/run/"},
      {"app/run/x.cpp", R"("x.hpp")", "is not for app/run/"},
      {"app/scenario/x.cpp", R"("app/evidence/history.hpp")", "is not for app/scenario/"},
      {"app/evidence/x.cpp", R"("app/cause/read_history.hpp")", "is not for app/evidence/"},
      {"app/report/x.cpp", R"("app/commands/commands.hpp")", "is not for app/report/"},
      {"sim/base/x.cpp", "<fmt/format.h>", "belongs to app/, models/network/"},
      {"sim/schema/reader.cpp", "<yaml-cpp/yaml.h>", "belongs to sim/schema/document.cpp"},
      {"models/network/link.cpp", "<boost/any.hpp>", "belongs to models/network/topology.cpp"},
      {"app/report/html.cpp", "<CLI/CLI.hpp>", "belongs to app/main"},
      {"app/main.cpp", "<nlohmann/json.hpp>",
       "belongs to sim/schema/emit.cpp, app/report/, app/import/"},
      {"sim/kernel/x.cpp", "<sys/time.h>", "has no place"},
      {"sim/kernel/x.cpp", "HEADER", "cannot read"},
  };
  for (const Case& c : cases) {
    const std::string found = verdict(c.path, "#pragma once\n # include  " + c.include + "\n");
    CAPTURE(c.path, c.include, found);
    CHECK(found.starts_with(c.path + ":2: "));
    CHECK(found.find(c.says) != std::string::npos);
  }
}

TEST_CASE("layering: right includes are let pass, and every violation is reported") {
  CHECK(verdict("sim/schema/document.cpp", "#include <yaml-cpp/yaml.h>\n#include <vector>\n") ==
        "");
  CHECK(verdict("models/device/phone.hpp", "#include \"sim/kernel/event.hpp\"\n") == "");
  CHECK(verdict("models/wire/sip_fields.hpp", "#include \"sim/schema/field.hpp\"\n") == "");
  CHECK(verdict("app/scenario/read.cpp", "#include \"models/wire/sip_fields.hpp\"\n") == "");
  const std::string both =
      verdict("sim/base/x.cpp", "#include \"app/a.hpp\"\n#include <CLI/CLI.hpp>");
  CHECK(both.find("sim/base/x.cpp:1: ") != std::string::npos);
  CHECK(both.find("sim/base/x.cpp:2: ") != std::string::npos);
}
