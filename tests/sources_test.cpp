// Every source that is cited has its entry in models/SOURCES.md, every entry is cited, and nobody
// cites what the repository does not hold.
#include "tests/catch.hpp"
#include "tests/sources_rules.hpp"

using source::File;

namespace {

// All text of the repository but these two files, whose examples are made up.
std::vector<File> repository() {
  auto all = source::files({"sim", "models", "app", "tests", "bench", "scenarios", ".ci"},
                           {".hpp", ".cpp", ".md", ".yaml", ".js", ".mjs", ".json", ".txt",
                            ".cmake", ".css", ".html", ".py", ""});
  for (const char* name :
       {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CMakeLists.txt", "dev"}) {
    std::ostringstream text;
    text << std::ifstream(std::string(FASTBUSY_SOURCE_DIR) + '/' + name).rdbuf();
    all.push_back(source::file(name, text.str()));
  }
  std::erase_if(all, [](const File& f) { return f.path.starts_with("tests/sources_"); });
  return all;
}

// What is said of one file beside a register of two sources and a file that cites both.
std::string verdict_of(const std::string& path, const std::string& text) {
  const std::string entries = "| key | document |\n| [rfc6298] | RTO |\n| [linux-tcp] | tcp.h |\n";
  return sources::verdict({source::file("models/SOURCES.md", entries),
                           source::file("sim/b.cpp", "// RFC 6298 2.4, [linux-tcp]"),
                           source::file(path, text)});
}

}  // namespace

TEST_CASE("sources: every citation has its entry, every entry is cited") {
  const auto files = repository();
  REQUIRE(files.size() > 500);
  CHECK(sources::verdict(files) == "");
}

TEST_CASE("sources: each broken rule is found, with its line") {
  struct Case {
    std::string path, text, says;
  };
  const std::vector<Case> cases{
      {"sim/a.cpp", "int a;  // [linux-arp]", "linux-arp has no entry"},
      {"tests/a.cpp", "TEST_CASE(\"[rfc826]: the last reply wins\") {", "rfc826 has no entry"},
      {"tests/a.cpp", "run(R\"(2s ! next  # [linux-arp])\");", "linux-arp has no entry"},
      {"app/README.md", "As RFC 5227 wants.", "rfc5227 has no entry"},
      {"scenarios/a.yaml", "count: 6  # assumed [linux-arp]", "linux-arp has no entry"},
      {"scenarios/a.yaml", "source: a manual [asa-guide]", "asa-guide has no entry"},
      {"models/profiles/a.yaml", "  ports: {is: 24, source: \"assumed\"}", "has a key"},
      {"models/profiles/a.yaml", "  ports: {is: 2, source: \"[asa-guide]\"}", "asa-guide has no"},
      {"sim/a.cpp", "// facts 6.5: what an ALG breaks", "notes that are not here"},
      {"tests/a.cpp", "// Facts 2, sequence", "notes that are not here"},
      {"bench/README.md", "Budgets of `performance.md`.", "performance.md is not here"},
  };
  for (const Case& c : cases) {
    const std::string found = verdict_of(c.path, "\n" + c.text + "\n");
    CAPTURE(c.path, c.text, found);
    CHECK(found.starts_with(c.path + ":2: "));
    CHECK(found.find(c.says) != std::string::npos);
  }
  const File unused = source::file("models/SOURCES.md", "| [rfc826] | ARP |\n| [rfc826] | ARP |\n");
  CHECK(sources::verdict({unused}) ==
        "models/SOURCES.md:2: rfc826 stands twice\nmodels/SOURCES.md:1: rfc826 is not cited\n");
  CHECK(sources::verdict({}) == "models/SOURCES.md is missing\n");
}

TEST_CASE("sources: what only looks like a citation is let pass") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"sim/a.cpp",
       "auto last = list[n-1] + name[rfc1] + f()[ab-1];  // of list[rx-1], f()[rx-1], [0-9], "
       "[a-z]"},
      {"sim/a.cpp", "auto f = [node-1] { return 1; };"},
      {"app/README.md", "[linux-arp](https://example.com), [the manual], [x]"},
      {"scenarios/a.yaml", "devices: {phone: {servers: [cucm-a]}}  # see [linux-tcp]"},
      {"scenarios/a.yaml", "source: >-\n  two\ndevices:\n  phone: {servers: [cucm-a]}"},
      {"app/a.js", "const [key-1] = list;"},
      {"app/README.md", "Four facts: artefacts 3, facts. See SOURCES.md and a.mdx."},
      {"models/SOURCES.md", "| [rfc6298] | RTO | *background* |\n"},
  };
  for (const auto& [path, text] : cases) {
    CAPTURE(path, text);
    if (path == sources::register_path) {
      CHECK(sources::verdict({source::file(path, text)}) == "");
    } else {
      CHECK(verdict_of(path, text) == "");
    }
  }
}
