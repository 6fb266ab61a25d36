#include "sim/schema/diagnostic.hpp"

#include <algorithm>
#include <atomic>
#include <span>
#include <tuple>

#include "sim/schema/utf8.hpp"

namespace sim {
namespace {

constexpr std::size_t most_kept = 1000;
constexpr std::size_t window = 100;  // code points of a long line that are shown

std::string_view line_of(std::string_view text, int line) {
  for (; line > 1; --line) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::size_t length(std::string_view line) {
  std::size_t points = 0;
  for (std::size_t i = 0; i < line.size(); i += decode(line, i).size) ++points;
  return points;
}

}  // namespace

std::uint32_t Source::next_id() {
  static std::atomic<std::uint32_t> ids{0};
  return ++ids;  // 0 is nobody's: a position that names no source
}

std::uint32_t Diagnostics::add_source(SourcePtr source) {
  const std::uint32_t id = source->id;
  if (std::ranges::find(sources_, id, &Source::id) == sources_.end()) {
    sources_.push_back(std::move(source));
  }
  return id;
}

std::uint32_t Diagnostics::add_file(std::string_view name, std::string_view text) {
  return add_source(std::make_shared<Source>(Source{std::string(name), std::string(text)}));
}

std::uint32_t Diagnostics::add_argument(std::string_view option, std::string_view text) {
  const std::string name(option);
  return add_source(std::make_shared<Source>(Source{name, name + ' ' + std::string(text), true}));
}

void Diagnostics::add(Severity severity, Position at, std::string message) {
  if (severity == Severity::error) ++errors_;
  if (problems_.size() == most_kept) {
    ++dropped_;
    return;
  }
  const auto is_same = [&](const Problem& one) {
    return one.at == at && one.severity == severity && one.message == message;
  };
  if (std::ranges::any_of(problems_, is_same)) return;
  problems_.push_back({severity, at, std::move(message), {}});
}

void Diagnostics::error(Position at, std::string message) {
  add(Severity::error, at, std::move(message));
}

void Diagnostics::warning(Position at, std::string message) {
  add(Severity::warning, at, std::move(message));
}

void Diagnostics::note(Position at, std::string message) {
  if (problems_.empty() || dropped_ != 0) return;
  problems_.back().notes.push_back({at, std::move(message)});
}

void Diagnostics::error_in_file(std::string_view name, std::string message) {
  const auto known = std::ranges::find(sources_, name, &Source::name);
  const std::uint32_t id = known == sources_.end() ? add_file(name, {}) : (*known)->id;
  error({id, 0, 0}, std::move(message));
}

std::vector<Diagnostics::Problem> Diagnostics::problems() const {
  auto sorted = problems_;
  std::ranges::stable_sort(sorted, {}, [&](const Problem& problem) {
    return std::tuple(rank(problem.at), problem.at.line, problem.at.column);
  });
  return sorted;
}

std::size_t Diagnostics::rank(Position at) const {
  return static_cast<std::size_t>(std::ranges::find(sources_, at.file, &Source::id) -
                                  sources_.begin());
}

SourcePtr Diagnostics::source_of(Position at) const {
  const std::size_t place = rank(at);
  return place == sources_.size() ? nullptr : sources_[place];
}

std::string Diagnostics::where(Position at) const {
  const SourcePtr known = source_of(at);
  if (known == nullptr) return "fastbusy";
  const Source& source = *known;
  if (source.argument || at.line == 0) return source.name;
  return source.name + ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
}

// The line and a caret under column `at`. Tabs go into both lines, so any tab width fits.
void Diagnostics::excerpt(Position at, std::string& out) const {
  const Source& source = *source_of(at);
  const std::string_view line = line_of(source.text, at.line);
  std::size_t caret = static_cast<std::size_t>(std::max(at.column, 1)) - 1;  // counted from 0
  // The text of an argument begins with the option, which columns do not count.
  if (source.argument) caret += length(source.name) + 1;
  const std::size_t total = length(line);
  caret = std::min(caret, total);
  const bool is_long = total > window;
  const std::size_t first = is_long && caret > window / 2 ? caret - window / 2 : 0;
  const std::size_t last = std::min(first + window, total);
  std::string text = first > 0 ? "  ..." : "  ";
  std::string below(text.size(), ' ');
  std::size_t point = 0;
  for (std::size_t i = 0; i < line.size() && point < last; ++point) {
    const CodePoint next = decode(line, i);
    if (point >= first) {
      const bool tab = next.code == '\t';
      const Shown one = tab ? Shown{"\t", 1} : shown(line, i, next);
      text += one.text;
      if (point < caret) below += std::string(one.width, tab ? '\t' : ' ');
    }
    i += next.size;
  }
  if (last < total) text += "...";
  out += text + '\n' + below + "^\n";
}

void Diagnostics::describe(Position at, std::string_view severity, const std::string& message,
                           std::string& out) const {
  out += where(at) + ": ";
  out += severity;
  out += ": " + message + '\n';
  if (at.line > 0 && source_of(at) != nullptr) excerpt(at, out);
}

std::string Diagnostics::text(std::size_t most_problems) const {
  std::string out;
  const auto sorted = problems();
  const std::size_t printed = std::min(most_problems, sorted.size());
  for (const Problem& problem : std::span(sorted).first(printed)) {
    describe(problem.at, problem.severity == Severity::error ? "error" : "warning", problem.message,
             out);
    for (const Note& note : problem.notes) describe(note.at, "note", note.message, out);
  }
  const std::size_t more = sorted.size() - printed + dropped_;
  if (more > 0) out += "... and " + std::to_string(more) + " more\n";
  return out;
}

}  // namespace sim
