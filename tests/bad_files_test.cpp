// Files that must be refused: tests/bad/<name>.yaml with the exact complaint in <name>.txt, and
// hostile input that is made here. Every command answers them with exit code 2 and writes nothing.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands/commands.hpp"
#include "app/judge/run.hpp"
#include "tests/catch.hpp"

namespace {

namespace fs = std::filesystem;

std::string complaint(const std::string& path, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  for (const std::string& text : sets) {
    if (auto set = sim::parse_assignment("--set", text, diagnostics)) options.sets.push_back(*set);
  }
  const auto source = app::read_source(path, diagnostics);
  if (source && diagnostics.ok()) CHECK_FALSE(app::run(*source, options, {}, diagnostics));
  CHECK_FALSE(diagnostics.ok());
  return diagnostics.text();
}

std::string contents(const fs::path& path) {
  std::ifstream file(path);
  REQUIRE(file);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct TemporaryFile {
  fs::path path;
  TemporaryFile(const std::string& name, const std::string& text)
      : path(fs::temp_directory_path() / ("fastbusy_" + name)) {
    std::ofstream(path, std::ios::binary) << text;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { fs::remove(path); }
};

const std::string good = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("bad files: every complaint of tests/bad is the expected one, word for word") {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator("tests/bad")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    INFO(entry.path().string());
    fs::path expected = entry.path();
    CHECK(complaint(entry.path().string()) == contents(expected.replace_extension(".txt")));
    CHECK(app::run_command({.file = entry.path().string()}) == app::exit_usage);
  }
  CHECK(files >= 10);
}

TEST_CASE("bad files: a directory, a missing file, binary garbage, a line of a megabyte") {
  CHECK(contains(complaint("scenarios"), "directory"));
  CHECK(contains(complaint("scenarios/nobody.yaml"), "No such file"));
  const TemporaryFile garbage("garbage.yaml", std::string("\x7f"
                                                          "ELF\x02\x01\x00\xff\xfe",
                                                          9));
  CHECK(contains(complaint(garbage.path.string()), garbage.path.string() + ":1:"));
  const TemporaryFile line("line.yaml", "title: " + std::string(1'000'000, 'x') + "\n");
  const std::string text = complaint(line.path.string());
  CHECK(contains(text, line.path.string() + ":1:8: error: "));
  CHECK(text.size() < 4000);  // the line is shown in part
  CHECK(app::run_command({.file = "scenarios"}) == app::exit_usage);
  CHECK(app::run_command({.file = garbage.path.string()}) == app::exit_usage);
}

TEST_CASE("bad --set: the path or the value is shown with a caret, and what would be right") {
  CHECK(complaint(good, {"phone.tcp.rto_mni=1s"}) ==
        "--set: error: unknown key 'rto_mni'; did you mean 'rto_min'?\n"
        "  --set phone.tcp.rto_mni=1s\n"
        "                  ^\n");
  CHECK(contains(complaint(good, {"fone.tcp.rto_min=1s"}),
                 "unknown device 'fone'; did you mean 'phone'?"));
  CHECK(contains(complaint(good, {"phone13.tcp.rto_min=1s"}), "there are phone1 to phone12"));
  CHECK(contains(complaint(good, {"phone.tcp=1s"}), "phone.tcp"));
  CHECK(contains(complaint(good, {"phone.tcp.rto_min=1"}), "is not a duration with its unit"));
  CHECK(contains(complaint(good, {"phone.tcp.rto_min"}), "expected PATH=VALUE"));
  CHECK(contains(complaint(good, {"links.9.loss=1%"}), "links are counted from 1 to 3"));
  CHECK(app::run_command({.file = good, .sets = {"phone.tcp.rto_mni=1s"}}) == app::exit_usage);
  CHECK(app::run_command({.file = good, .duration = "3600"}) == app::exit_usage);
}

TEST_CASE("output files: --json is written whole or not at all") {
  const fs::path folder = fs::temp_directory_path() / "fastbusy_json_test";
  fs::remove_all(folder);
  fs::create_directory(folder);
  const std::string path = (folder / "answer.json").string();
  CHECK(app::run_command({.file = "tests/bad/channels.yaml", .json = path, .quiet = true}) ==
        app::exit_usage);
  CHECK(fs::is_empty(folder));
  CHECK(app::run_command({.file = good, .json = path, .quiet = true}) == app::exit_ok);
  CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}) == 1);
  CHECK(contents(path).front() == '{');
  CHECK(app::run_command(
            {.file = good, .json = (folder / "no/where.json").string(), .quiet = true}) ==
        app::exit_usage);
  fs::remove_all(folder);
}
