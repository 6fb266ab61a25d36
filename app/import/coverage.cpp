// The account of a site's lines, as text, JSON and a page; secrets are tokens in all of them.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/import/site.hpp"

namespace app {
namespace {

using enum LineFate;
constexpr LineFate fates[] = {used, irrelevant, relevant, unknown};

// What can be shown anywhere: no control characters, no broken UTF-8.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < ' ' || byte > 126 ? (byte == '\t' ? ' ' : '?') : c;
  }
  return out;
}

// A line as it may be shown: keys of whole blocks are no lines of text.
class ShownLines {
 public:
  ShownLines(const ConfigFile& file, const Secrets& secrets) : file_(file), secrets_(secrets) {}
  std::string next() {
    const std::string_view line = file_.lines[at_++];
    if (line.find("-----BEGIN") != line.npos && line.find("PRIVATE") != line.npos) key_ = true;
    std::string shown = key_ ? secrets_.token(line) : secrets_.masked(line);
    if (line.find("-----END") != line.npos) key_ = false;
    return printable(shown);
  }

 private:
  const ConfigFile& file_;
  const Secrets& secrets_;
  std::size_t at_ = 0;
  bool key_ = false;
};

std::string summary(const ConfigFile& file) {
  if (file.kind == FileKind::refused) return "refused: " + file.whose + " is not read";
  if (file.kind == FileKind::no_configuration) return "not read: " + file.whose;
  std::string text =
      fmt::format("{}, {} lines", to_text(file.kind), file.lines.size() - file.count(blank));
  for (const LineFate fate : fates) {
    if (const auto n = file.count(fate); n > 0) text += fmt::format(", {} {}", n, to_text(fate));
  }
  return text;
}

std::string html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string coverage_text(const ImportedSite& site) {
  std::string text;
  for (const ConfigFile& file : site.files) {
    text += fmt::format("{}: {}\n", file.path, summary(file));
    if (file.kind == FileKind::refused || file.kind == FileKind::no_configuration) continue;
    ShownLines lines(file, site.draft.secrets);
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string line = lines.next();
      const LineNote& note = file.notes[i];
      if (note.fate == blank) continue;
      text += fmt::format("{:>6}  {:<12}  {:<50}  {}\n", i + 1, to_text(note.fate), line,
                          printable(note.why));
    }
  }
  if (!site.draft.defaults.empty()) text += "what is nowhere said, and holds:\n";
  for (const ImpliedDefault& d : site.draft.defaults) {
    text += fmt::format("        {}.{}: {}   {}\n", d.device, d.path, d.value, d.because);
  }
  text += fmt::format("{} files, {} refused; {} lines that are relevant or unknown were lost\n",
                      site.files.size(), site.refused(), site.lost());
  return text;
}

std::string coverage_json(const ImportedSite& site) {
  using Json = nlohmann::ordered_json;
  Json files = Json::array();
  for (const ConfigFile& file : site.files) {
    Json one{{"path", printable(file.path)}, {"kind", to_text(file.kind)}, {"is", file.whose}};
    for (const LineFate fate : fates) one["lines"][std::string(to_text(fate))] = file.count(fate);
    Json all = Json::array();
    ShownLines lines(file, site.draft.secrets);
    const bool is_read = file.kind != FileKind::no_configuration;
    for (std::size_t i = 0; is_read && i < file.lines.size(); ++i) {
      const std::string line = lines.next();
      if (file.notes[i].fate == blank) continue;
      all.push_back({{"line", i + 1},
                     {"text", line},
                     {"fate", to_text(file.notes[i].fate)},
                     {"why", printable(file.notes[i].why)}});
    }
    one["account"] = std::move(all);
    files.push_back(std::move(one));
  }
  Json defaults = Json::array();
  for (const ImpliedDefault& d : site.draft.defaults) {
    defaults.push_back(
        {{"device", d.device}, {"path", d.path}, {"value", d.value}, {"because", d.because}});
  }
  const Json report{{"files", std::move(files)},
                    {"defaults", std::move(defaults)},
                    {"refused", site.refused()},
                    {"lost", site.lost()},
                    {"complete", site.complete}};
  return report.dump(1) + '\n';
}

std::string coverage_html(const ImportedSite& site) {
  std::string text =
      "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>What was "
      "imported</title>\n"
      "<style>body{font:14px sans-serif}td{font:12px monospace;white-space:pre-wrap;padding:0 6px;"
      "vertical-align:top}.used{background:#dfd}.irrelevant{color:#777}.not{background:#fd9}"
      ".unknown{background:#fbb}</style>\n<h1>What was imported</h1>\n";
  for (const ConfigFile& file : site.files) {
    text +=
        fmt::format("<h2>{}</h2>\n<p>{}</p>\n", html(printable(file.path)), html(summary(file)));
    if (file.kind == FileKind::no_configuration) continue;
    text += "<table>\n";
    ShownLines lines(file, site.draft.secrets);
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const LineNote& note = file.notes[i];
      text += fmt::format("<tr class=\"{}\"><td>{}<td>{}<td>{}<td>{}\n", to_text(note.fate), i + 1,
                          html(lines.next()), note.fate == blank ? "" : to_text(note.fate),
                          html(printable(note.why)));
    }
    text += "</table>\n";
  }
  text += "<h2>What is nowhere said, and holds</h2>\n<table>\n";
  for (const ImpliedDefault& d : site.draft.defaults) {
    text += fmt::format("<tr><td>{}.{}<td>{}<td>{}\n", html(d.device), html(d.path), html(d.value),
                        html(d.because));
  }
  return text + "</table></html>\n";
}

}  // namespace app
