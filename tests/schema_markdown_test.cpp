// What field tables give away: the reference, and what several tables share; one value or a list.
#include <string>

#include "sim/schema/emit.hpp"
#include "sim/schema/markdown.hpp"
#include "tests/catch.hpp"
#include "tests/schema_complaints.hpp"

namespace {

using sample::Lan;

// Both have the same links; their calls are something else, or as many as Host's are not.
struct Wan {
  std::vector<sample::Call> links;
  std::vector<Lan> calls;
};
inline sim::Fields<Wan> fields(Wan*) {
  return {sim::field("links", &Wan::links, "its links"), sim::field("calls", &Wan::calls, "LANs")};
}
struct Man {
  std::vector<sample::Call> links;
  std::vector<sample::Call> calls;
};
inline sim::Fields<Man> fields(Man*) {
  return {sim::field("links", &Man::links, "others"), sim::field("calls", &Man::calls, "placed")};
}

struct Words {
  sim::OneOrMore<std::string> names;
};
inline sim::Fields<Words> fields(Words*) {
  return {sim::field("names", &Words::names, "in order").at_most(2)};
}

sim::Node node(std::string_view yaml) {
  sim::Diagnostics diagnostics;
  return *sim::parse_yaml(yaml, "x.yaml", diagnostics);
}

}  // namespace

TEST_CASE("schema: the reference has a row per value, with the default of its place") {
  CHECK(sim::markdown_table<Lan>() ==
        "| key | default | range | meaning |\n"
        "|---|---|---|---|\n"
        "| tcp.rto_initial | 3s | 1ms to 2min | RTO before a sample, RFC 6298 (2.1) |\n"
        "| tcp.keepalive | forever | 1s to 24h, or forever | probe after this silence |\n"
        "| tcp.timestamps | false | true, false | offer RFC 7323 timestamps |\n"
        "| tcp.syn_retries | 6 | 0 to 255 | SYNs after the first |\n"
        "| tcp.floor | total | total, rttvar, none | what the minimum RTO applies to; "
        "total: RFC 6298 (2.4); rttvar: Linux |\n"
        "| up | true | true, false |  |\n");
  const std::string table = sim::markdown_table<sample::Host>();
  const auto has = [&](const std::string& row) { return table.find(row) != std::string::npos; };
  CHECK(has("| address | required | such as 192.0.2.1/24 | address \\| prefix length |\n"));
  CHECK(has("| gateway | none | such as 192.0.2.1 | default gateway |\n"));
  CHECK(has("| seed | 1 | 0 or more | of all dice |\n"));
  CHECK(has("| loss | 0% | 0% to 50% | frames lost |\n"));
  CHECK(has("| servers | [] | up to 3 of: such as 192.0.2.1 | in this order |\n"));
  CHECK(has("| calls[].to | required | text | name of a phone |\n"));
}

TEST_CASE("schema: the reference describes once what several tables share") {
  const std::vector<sim::Shape> tables{sim::shape_of<Lan>(), sim::shape_of<sample::Host>(),
                                       sim::shape_of<Wan>(), sim::shape_of<Man>()};
  const auto shared = sim::shared_sections(tables);
  REQUIRE(shared.size() == 2);  // the calls of each have other limits or are something else
  CHECK(shared[0].title == "Section tcp");
  CHECK(shared[0].tables == std::vector<std::size_t>{0, 1});
  CHECK(shared[1].title == "Section links");
  CHECK(shared[1].tables == std::vector<std::size_t>{2, 3});
  CHECK(sim::markdown_table(shared[1]) ==
        "| key | default | range | meaning |\n"
        "|---|---|---|---|\n"
        "| links | [] | up to 4096 of: a section | its links |\n"
        "| links[].to | required | text | name of a phone |\n"
        "| links[].at | 0s | 0s or more | when |\n");
  const std::string host = sim::markdown_table(tables[1], shared);
  const auto rows = [](const std::string& table, const std::string& key) {
    std::string found;
    for (std::size_t at = 0, end = 0; at < table.size(); at = end + 1) {
      end = table.find('\n', at);
      const std::string line = table.substr(at, end + 1 - at);
      if (line.starts_with("| " + key)) found += line;
    }
    return found;
  };
  CHECK(rows(host, "tcp") ==
        "| tcp | | see [Section tcp](#section-tcp) | transport |\n"
        "| tcp.rto_initial | 1s | 1ms to 2min | RTO before a sample, RFC 6298 (2.1) |\n");
  CHECK(rows(host, "backup").find("| backup.rto_initial | ") == 0);
  CHECK(rows(sim::markdown_table(tables[0], shared), "tcp") ==
        "| tcp | | see [Section tcp](#section-tcp) | transport |\n");
}

TEST_CASE("schema: one value or a list of them") {
  const auto read = [](std::string_view yaml) {
    sim::Diagnostics diagnostics;
    Words words;
    sim::read(node(yaml), words, diagnostics);
    std::string text = sim::flow_text(sim::dump(words));
    for (const auto& problem : diagnostics.problems()) text += " " + problem.message;
    return text;
  };
  CHECK(read("{names: a}") == "{names: a}");
  CHECK(read("{names: [a]}") == "{names: a}");
  CHECK(read("{names: [a, b]}") == "{names: [a, b]}");
  CHECK(read("{names: []}") == "{}");
  CHECK(read("{names: [a, b, c]}") == "{} 'names' has 3 items; at most 2 are allowed");
  CHECK(read("{names: {a: b}}") == "{} expected text; found a map");
  CHECK(read("{names: ~}") == "{} 'names' has no value; expected text");
  CHECK(sim::markdown_table<Words>().ends_with(
      "| names | none | text, or up to 2 of: text | in order |\n"));
  const sim::Shape shape = sim::shape_of<Words>();
  CHECK_FALSE(sim::check_path(shape, sim::split_path("names")));
  CHECK_FALSE(sim::check_path(shape, sim::split_path("names.2")));
  CHECK(sim::check_path(shape, sim::split_path("names.x")));
  CHECK(sim::json_schema(shape, "x").find("\"maxItems\": 2") != std::string::npos);
}
