// YAML text -> tree: what is refused, where the caret stands, and what the advice is.
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/schema_complaints.hpp"

using sample::syntax_complaints;

namespace {

std::string tree(std::string_view yaml) {
  sim::Diagnostics diagnostics;
  const auto node = sim::parse_yaml(yaml, "x.yaml", diagnostics);
  return node ? sim::flow_text(*node) : "none";
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("document: each mistake in YAML gets its place and an advice") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a: 1\nb:2\nc: 3\n", "2:2: error: a space is missing after ':'"},
      {"a:\n  - b: 1\n    c:2\n  - d: 3\n", "3:6: error: a space is missing after ':'"},
      {"a:\n\tb: 1\n", "2:1: error: a tab cannot indent YAML; use spaces"},
      {"a:\n  b: 1\n  \tc: 2\n", "3:3: error: a tab cannot indent YAML; use spaces"},
      {"a: \"x\nb: 2\n", "1:4: error: this quote is never closed"},
      {"a: [\"x\", 'it''s]", "1:10: error: this quote is never closed"},
      {"a: [1, 2\nb: 3\n", "1:4: error: no ']' closes this"},
      {"- {x: 1, y: 2\n- z\n", "1:3: error: no '}' closes this"},
      {"a: ]\n",
       "1:4: error: nothing is open that this could close; put it in quotes if it is text"},
      {"{\n  \"a\": 1\n  \"b\": 2\n}\n",
       "3:6: error: this does not continue the list or map around it; is a ',' missing before?"},
      {"a: x: y\n",
       "1:5: error: a second ': ' in one line; put a value that contains it in quotes"},
      {"a: {b: c: d}\n",
       "1:9: error: a second ': ' in one value; put a value that contains it in quotes"},
      {"a:\n  b: 1\n   c: 2\n",
       "3:4: error: indented deeper than the line above, which has a value already"},
      {"a:\n  b: 1\n c: 2\n",
       "3:2: error: this indentation fits no line above; align it with the keys it belongs to"},
      {"a: 1\nb\nc: 2\n", "2:1: error: this line has no ': ' after its key"},
      {"a: 1\n- b\n", "2:1: error: a list item among the keys of a map; indent it below its key"},
      {"- a\nb: 1\n",
       "2:1: error: this continues neither the list nor the map above; check the indentation"},
      {"a: @b\n", "1:4: error: a value cannot begin with '@'; put it in quotes"},
      {"a: 'it's'\n",
       "1:8: error: more text after the end of the value; put the whole value in quotes"},
      {"a: [phone{1-12} - sw1:{1-12}]\n",
       "1:17: error: '- ' begins a list item, and only at the start of a line; "
       "put a value that contains it in quotes"},
      {"a: \"\\q\"\n", "1:7: error: this is not YAML: unknown escape character: q"},
      {": a\n", "1:1: error: a key is missing before ':' (null and ~ need quotes)"},
      {"? [a]\n: b\n", "1:3: error: a list or a map cannot be a key; put it in quotes"},
      {"{{ x }}: 1\n", "1:1: error: a list or a map cannot be a key; put it in quotes"},
      {"%YAML 1.2\n---\na: 1\n", "1:1: error: YAML directives have no use here; remove the line"},
      {"a: 1\n---\nb: 2\n",
       "2:1: error: a second document begins here; write it into a file of its own"},
  };
  for (const auto& [yaml, expected] : cases) {
    CAPTURE(yaml);
    CHECK(syntax_complaints(yaml) == expected);
  }
}

TEST_CASE("document: anchors, aliases, merge keys and tags are refused, all at once") {
  CHECK(
      syntax_complaints("a: &x 1\nb: *x\n<<: *x\nc: !!int 1\nd: ! 2\n") ==
      "1:4: error: anchors (&x) are not supported; write the value where it is needed\n"
      "2:4: error: aliases (*name) are not supported; put a value that begins with '*' in quotes\n"
      "3:1: error: merge keys (<<) are not supported; write the keys where they are needed\n"
      "3:5: error: aliases (*name) are not supported; put a value that begins with '*' in quotes\n"
      "4:4: error: tags (!name) are not supported; put a value that begins with '!' in quotes\n"
      "5:4: error: tags (!name) are not supported; put a value that begins with '!' in quotes");
  CHECK(syntax_complaints("a: *nope\n") ==
        "1:4: error: anchors and aliases are not supported; "
        "put a value that begins with & or * in quotes");
}

TEST_CASE("document: a key given twice names both places") {
  sim::Diagnostics diagnostics;
  const auto node = sim::parse_yaml("a: 1\nb: {c: 1, c: 2}\na: 3\n", "x.yaml", diagnostics);
  CHECK(node);  // so that the reader can add its complaints
  CHECK(diagnostics.text() ==
        "x.yaml:2:11: error: 'c' is given twice\n  b: {c: 1, c: 2}\n            ^\n"
        "x.yaml:2:5: note: it is given here first\n  b: {c: 1, c: 2}\n      ^\n"
        "x.yaml:3:1: error: 'a' is given twice\n  a: 3\n  ^\n"
        "x.yaml:1:1: note: it is given here first\n  a: 1\n  ^\n");
}

TEST_CASE("document: what is not text is refused before yaml-cpp sees it") {
  using std::string_literals::operator""s;
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a: 1\n\0b"s, "2:1: error: control character \\x00; is this a text file?"},
      {"a: \x04\n", "1:4: error: control character \\x04; is this a text file?"},  // yaml-cpp: EOF
      {"a\rb", "1:2: error: a carriage return without a line feed"},
      {"\u00e9: \xff", "1:4: error: \\xff is not UTF-8 text; is this a text file?"},
      {"\xff\xfe\x61\0"s, "1:1: error: this is UTF-16; save the file as UTF-8"},
      {"\xef\xbb\xbf\xef\xbb\xbf", "1:1: error: an invisible byte order mark; remove it"},
      {"", " error: there is nothing in this file; it needs lines such as 'title: ...'"},
      {" \n# x\n\t\r\n",
       " error: there is nothing in this file; it needs lines such as 'title: ...'"},
      {std::string(sim::largest_file + 1, 'x'), " error: larger than 16 MiB"},
  };
  for (const auto& [yaml, expected] : cases) {
    CAPTURE(expected);
    CHECK(syntax_complaints(yaml) == expected);
  }
}

TEST_CASE("document: hostile texts meet a limit") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {repeated("[", 1 << 20), "1:1001: error: a thousand brackets are open here"},
      {repeated("{", 1 << 20), "1:1001: error: a thousand brackets are open here"},
      {"a: " + repeated("[", 70) + repeated("]", 70), "1:67: error: nested deeper than 64 levels"},
      {repeated("- ", 500'000), "1:129: error: nested deeper than 64 levels"},
      {"a: [" + repeated("1,", 1'000'001) + "]",
       "1:1999999: error: more than a million values; split the file"},
      {"a: \"" + std::string(1 << 20, 'x'), "1:4: error: this quote is never closed"},
  };
  for (const auto& [yaml, expected] : cases) {
    CAPTURE(expected);
    CHECK(syntax_complaints(yaml) == expected);
  }
  std::string bomb = "a0: &a0 [x, x]\n";  // a billion laughs: nine aliases each, nine times
  for (int i = 1; i < 10; ++i) {
    const std::string name = "a" + std::to_string(i);
    bomb += name + ": &" + name + " [" + repeated("*a" + std::to_string(i - 1) + ", ", 9) + "1]\n";
  }
  CHECK(syntax_complaints(bomb).ends_with("... and 41 more"));
}

TEST_CASE("document: what YAML can say, as far as we use it") {
  CHECK(tree("a: 1\r\nb: [x, {c: d}]\r\n") == "{a: 1, b: [x, {c: d}]}");
  CHECK(tree("\xef\xbb\xbf{\"a\": 1, \"b\": []}") == "{a: 1, b: []}");
  CHECK(tree("---\na: |\n  x\n   y\nb: >\n  x\n  y\n...\n") == "{a: x\n y\n, b: x y\n}");
  CHECK(tree("a:\nb: ~\nc: \"\"\n") == "{a: null, b: null, c: }");
  CHECK(tree("a: 010\nb: on\nc: 1_0\n") ==
        "{a: 010, b: on, c: 1_0}");  // text until a field reads it
  CHECK(tree("? a\n: b\n") == "{a: b}");
  CHECK(tree("a: phone{1-12} - sw1:{1-12}\n") == "{a: phone{1-12} - sw1:{1-12}}");
  CHECK(tree("just text\n") == "just text");
}

TEST_CASE("document: files that cannot be read say why") {
  const auto said = [](const std::string& path) {
    sim::Diagnostics diagnostics;
    CHECK_FALSE(sim::read_yaml_file(path, diagnostics));
    return diagnostics.text();
  };
  const std::string folder = std::filesystem::temp_directory_path().string();
  CHECK(said(folder) == folder + ": error: this is a directory, not a file\n");
  CHECK(said("no/such.yaml") == "no/such.yaml: error: No such file or directory\n");
  CHECK(said("/dev/null") ==
        "/dev/null: error: there is nothing in this file; it needs lines such as 'title: ...'\n");
}
