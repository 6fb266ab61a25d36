// How complaints are printed: position, line, caret; long lines, foreign bytes, limits.
#include <string>

#include "sim/schema/diagnostic.hpp"
#include "sim/schema/utf8.hpp"
#include "tests/catch.hpp"

namespace {

std::string one_error(std::string_view text, int line, int column) {
  sim::Diagnostics diagnostics;
  const auto file = diagnostics.add_file("x.yaml", text);
  diagnostics.error({file, line, column}, "wrong");
  return diagnostics.text();
}

}  // namespace

TEST_CASE("diagnostics: the line and a caret under the column") {
  CHECK(one_error("devices:\n    registrar: 192.168.0.256\nx: 1\n", 2, 16) ==
        "x.yaml:2:16: error: wrong\n"
        "      registrar: 192.168.0.256\n"
        "                 ^\n");
  CHECK(one_error("a: 1\r\nb: 2\r\n", 2, 4) == "x.yaml:2:4: error: wrong\n  b: 2\n     ^\n");
  CHECK(one_error("a: 1", 1, 99) == "x.yaml:1:99: error: wrong\n  a: 1\n      ^\n");
  CHECK(one_error("a: 1", 7, 1) == "x.yaml:7:1: error: wrong\n  \n  ^\n");
  CHECK(one_error("", 1, 1) == "x.yaml:1:1: error: wrong\n  \n  ^\n");
}

TEST_CASE(
    "diagnostics: the caret stands right after tabs, accents, wide and combining characters") {
  CHECK(one_error("\ta:\tb", 1, 5) == "x.yaml:1:5: error: wrong\n  \ta:\tb\n  \t  \t^\n");
  CHECK(one_error("h\u00f6rer: x", 1, 8) ==
        "x.yaml:1:8: error: wrong\n  h\u00f6rer: x\n         ^\n");
  CHECK(one_error("\u65e5\u672c: x", 1, 5) ==
        "x.yaml:1:5: error: wrong\n  \u65e5\u672c: x\n        ^\n");
  CHECK(one_error("e\u0301: x", 1, 5) == "x.yaml:1:5: error: wrong\n  e\u0301: x\n     ^\n");
}

TEST_CASE("diagnostics: controls, bad bytes and direction overrides are shown, never sent on") {
  CHECK(one_error("a\x1b[31m: x", 1, 3) == "x.yaml:1:3: error: wrong\n  a\\x1b[31m: x\n       ^\n");
  CHECK(one_error("\xff\xc3: x", 1, 4) ==
        "x.yaml:1:4: error: wrong\n  \\xff\\xc3: x\n           ^\n");
  CHECK(one_error("a\u202eb", 1, 3) == "x.yaml:1:3: error: wrong\n  a\\u202eb\n         ^\n");
  CHECK(sim::quoted(std::string_view("a\0\n\t\x7f\xed\xa0\x80", 8)) ==
        R"('a\x00\n\x09\x7f\xed\xa0\x80')");
  CHECK(sim::quoted(std::string(1 << 20, 'x')) == "'" + std::string(60, 'x') + "...'");
}

TEST_CASE("diagnostics: of a line of a megabyte, a hundred columns around the caret") {
  const std::string line(1 << 20, 'x');
  const std::string window(100, 'x');
  CHECK(one_error(line, 1, 1) == "x.yaml:1:1: error: wrong\n  " + window + "...\n  ^\n");
  CHECK(one_error(line, 1, 5000) == "x.yaml:1:5000: error: wrong\n  ..." + window + "...\n     " +
                                        std::string(50, ' ') + "^\n");
  CHECK(one_error(line, 1, 1 << 20) == "x.yaml:1:1048576: error: wrong\n  ..." +
                                           std::string(51, 'x') + "\n     " + std::string(50, ' ') +
                                           "^\n");
}

TEST_CASE("diagnostics: sorted by file and position, each note with its error") {
  sim::Diagnostics diagnostics;
  const auto first = diagnostics.add_file("a.yaml", "a: 1\nb: 2\n");
  const auto second = diagnostics.add_file("b.yaml", "c: 3\n");
  diagnostics.error({second, 1, 1}, "third");
  diagnostics.error({first, 2, 1}, "second");
  diagnostics.note({first, 1, 1}, "note of the second");
  diagnostics.warning({first, 1, 4}, "first");
  diagnostics.error_in_file("b.yaml", "of the whole file");
  diagnostics.error_in_file("c.yaml", "No such file or directory");
  CHECK(diagnostics.text() ==
        "a.yaml:1:4: warning: first\n  a: 1\n     ^\n"
        "a.yaml:2:1: error: second\n  b: 2\n  ^\n"
        "a.yaml:1:1: note: note of the second\n  a: 1\n  ^\n"
        "b.yaml: error: of the whole file\n"
        "b.yaml:1:1: error: third\n  c: 3\n  ^\n"
        "c.yaml: error: No such file or directory\n");
  CHECK(diagnostics.count() == 4);
  CHECK_FALSE(diagnostics.ok());
}

TEST_CASE("diagnostics: warnings alone are no failure") {
  sim::Diagnostics diagnostics;
  diagnostics.warning({diagnostics.add_file("a.yaml", "a: 1"), 1, 1}, "odd");
  CHECK(diagnostics.ok());
  CHECK(diagnostics.text() == "a.yaml:1:1: warning: odd\n  a: 1\n  ^\n");
}

TEST_CASE("diagnostics: the same complaint at the same place is shown once") {
  sim::Diagnostics diagnostics;
  const auto file = diagnostics.add_file("a.yaml", "a: 1");
  for (int i = 0; i < 3; ++i) diagnostics.error({file, 1, 4}, "wrong");
  diagnostics.error({file, 1, 4}, "too small");
  diagnostics.warning({file, 1, 4}, "wrong");
  CHECK(diagnostics.problems().size() == 3);
  CHECK(diagnostics.count() == 4);  // whoever counts before and after sees each
}

TEST_CASE("diagnostics: fifty are printed, the rest is counted") {
  sim::Diagnostics diagnostics;
  const auto file = diagnostics.add_file("a.yaml", "a: 1");
  for (int i = 0; i < 2'000'000; ++i) diagnostics.error({file, 1, i}, "wrong");
  const std::string text = diagnostics.text();
  CHECK(std::ranges::count(text, '^') == 50);
  CHECK(text.ends_with("\n... and 1999950 more\n"));
  CHECK(diagnostics.count() == 2'000'000);
  CHECK(diagnostics.problems().size() == 1000);
}

TEST_CASE("diagnostics: UTF-8 as RFC 3629 has it") {
  const auto valid = [](std::string_view text) { return sim::decode(text, 0).valid; };
  CHECK(sim::decode("\u20ac", 0).code == 0x20ac);
  CHECK(sim::decode("\U0001f4de", 0).size == 4);
  CHECK_FALSE(valid("\xc0\x80"));          // overlong
  CHECK_FALSE(valid("\xe0\x80\x80"));      // overlong
  CHECK_FALSE(valid("\xed\xa0\x80"));      // a surrogate
  CHECK_FALSE(valid("\xf4\x90\x80\x80"));  // past U+10FFFF
  CHECK_FALSE(valid("\xe2\x82"));          // cut off
  CHECK_FALSE(valid("\x80"));
}
