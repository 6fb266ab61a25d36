// The house rules of tidy_rules.hpp hold in the whole repository, and each of them can fail.
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/tidy_rules.hpp"

using source::File;
using tidy::verdict;

TEST_CASE("tidy: house rules hold in every source file") {
  const auto files = source::files({"sim", "models", "app", "tests", "bench"});
  REQUIRE(!files.empty());
  std::string all;
  for (const File& f : files) all += verdict(f);
  CHECK(all == "");
}

TEST_CASE("tidy: every folder of sim, models and app has its chapter, README.md") {
  namespace fs = std::filesystem;
  const fs::path root = FASTBUSY_SOURCE_DIR;
  std::string missing;
  const auto check = [&](const fs::path& folder) {
    const fs::path chapter = folder / "README.md";
    if (!fs::exists(chapter)) missing += fs::relative(chapter, root).string() + " is missing\n";
  };
  for (const char* floor : {"sim", "models", "app"}) {
    check(root / floor);
    for (const auto& entry : fs::recursive_directory_iterator(root / floor)) {
      if (entry.is_directory() && !source::is_foreign(entry.path())) check(entry.path());
    }
  }
  CHECK(missing == "");
}

TEST_CASE("tidy: each broken rule is found, with its line") {
  struct Case {
    std::string path, line, says;  // the line is the second one, below a good header
  };
  const std::string longest(100, 'x');
  const std::vector<Case> cases{
      {"sim/a.cpp", "auto t = std::chrono::system_clock::now();", "use pass Time"},
      {"app/a.cpp", "using C = std::chrono::steady_clock;", "use pass Time"},
      {"sim/a.cpp", "int i = rand();", "use sim::Random"},
      {"sim/a.cpp", "std::mt19937 dice;", "use sim::Random"},
      {"app/a.cpp", "std::uniform_int_distribution<int> d;", "use sim::Random"},
      {"app/a.cpp", "#include <unordered_map>", "use FlatTable"},
      {"models/a.hpp", "std::function<void()> f;", "use a value"},
      {"models/a.hpp", "std::shared_ptr<int> p;", "use a value"},
      {"models/a.hpp", "virtual void f();", "use a switch"},
      {"app/a.hpp", "using namespace sim;", "in a header"},
      {"models/device/a.hpp", "  const TcpConfig* config_;", "use sim::Beside"},
      {"models/network/a.hpp", "Pool& pool;  // theirs", "use sim::Beside"},
      {"models/protocol/a.hpp", "  const A<B>* a_ = nullptr;", "use sim::Beside"},
      {"tests/a.cpp", "// \x54ODO: more", "code that is done"},
      {"sim/a.cpp", "int a;  // \x46IXME", "code that is done"},
      {"bench/a.cpp", "// \x58XX", "code that is done"},
      {"tests/a.cpp", longest + "y", "101 columns"},
      {"tests/a.cpp", "TEST_CASE(\"~ a\") {", "name must not begin"},
  };
  for (const Case& c : cases) {
    const std::string found = verdict(source::file(c.path, "// Header.\n" + c.line + "\n"));
    CAPTURE(c.path, c.line, found);
    CHECK(found.starts_with(c.path + ":2: "));
    CHECK(found.find(c.says) != std::string::npos);
  }
  const std::string code(300, '\n');
  const auto of = [](const std::string& text) { return verdict(source::file("sim/a.cpp", text)); };
  CHECK(of("// Header.\n" + code).starts_with("sim/a.cpp:301: more than 300 lines"));
  CHECK(of("int a;\n").starts_with("sim/a.cpp:1: begin with a comment"));
  CHECK(of("").starts_with("sim/a.cpp:1: begin with a comment"));
  CHECK(of("//\n//\n//\n//\n//\n").starts_with("sim/a.cpp:5: the file's header is longer"));
}

TEST_CASE("tidy: what only looks like a broken rule is let pass") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"models/a.hpp", "VlanId virtual_lan = 1'000;  // a virtual LAN; no std::function"},
      {"models/a.hpp", "const char* text = \"a \\\"virtual\\\" LAN\";"},
      {"app/a.hpp", "auto html = R\"x(a \"virtual\nusing namespace sim; rand())x\";"},
      {"models/device/a.hpp", "  const Slot* slot = find(key);"},
      {"models/device/a.hpp", "  Duration wait = 2 * rto;"},
      {"models/wire/a.hpp", "const int* read_only;"},
      {"app/a.cpp", "using namespace std::literals; int operand(int); std::function<int()> f;"},
      {"app/commands/run.cpp", "const auto begin = std::chrono::steady_clock::now();"},
      {"tests/a.cpp", "std::mt19937 oracle;"},
      {"sim/a.cpp", std::string(99, 'x') + "\u00a7"},  // 100 columns, 101 bytes
      {"tests/a.cpp",
       "TEST_CASE(\"RFC 2131 \u00a74.4.5: renew at T1, rebind at T2 [a-z]; 100%\") {"},
  };
  for (const auto& [path, line] : cases) {
    CAPTURE(path, line);
    CHECK(verdict(source::file(path, "// Header.\n" + line + "\n")) == "");
  }
  const std::string code(300, '\n');
  CHECK(verdict(source::file("sim/a.cpp", "#include \"sim/a.hpp\"\n")) == "");
  const std::string reason = "// Longer than 300 lines because it is.\n// So it is.\n";
  CHECK(verdict(source::file("sim/a.hpp", reason + code)) == "");
}
