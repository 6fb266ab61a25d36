#include "app/report/html.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/report/json_parts.hpp"
#include "app/report/page_data.hpp"
#include "app/report/page_template.hpp"
#include "app/scenario/data_dir.hpp"

namespace app {
namespace {

// For text between tags.
std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += c;
    }
  }
  return out;
}

// For JSON in a <script>: in JSON a '<' stands only within strings, so no </script> and no <!--
// remain.
std::string escaped_json(const std::string& json) {
  std::string out;
  out.reserve(json.size() + 64);
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::optional<std::string> read_page_template() {
  std::ifstream file(page_file(), std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  const bool is_whole = text.find("{{title}}") < text.find("{{data}}");
  return is_whole ? std::optional(std::move(text)) : std::nullopt;
}

std::string no_page_template() {
  return "there is no page to fill in at " + page_file().string() +
         "; in the source tree './dev run FILE --html PAGE' makes it, else install fastbusy anew";
}

std::string html_report(std::string_view page_template, const RunResult& result,
                        std::string_view scenario_text, const PageEvidence& evidence) {
  const std::string title =
      result.scenario.title.empty() ? result.scenario.path : result.scenario.title;
  std::string page;
  std::string_view rest = page_template;
  const auto copy_up_to = [&](std::string_view mark) {
    const std::size_t at = rest.find(mark);
    page += rest.substr(0, at);
    rest.remove_prefix(at + mark.size());
  };
  copy_up_to("{{title}}");
  // Through JSON and back: what is no UTF-8 is replaced.
  page += html_escaped(nlohmann::json::parse(dump(title, -1)).get<std::string>());
  copy_up_to("{{data}}");
  page += escaped_json(dump(page_data(result, scenario_text, evidence), -1));
  page += rest;
  return page;
}

}  // namespace app
