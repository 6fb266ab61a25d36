// Complaints about what people wrote: where, what, and what would be right; all at once, in the
// order of the text, each with its line and a caret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/schema/position.hpp"

namespace sim {

// A text that complaints quote. Its id is unique in the process, so that what was read once may be
// complained about later, by whoever knows its source.
struct Source {
  std::string name;
  std::string text;
  bool argument = false;  // given on the command line
  std::uint32_t id = next_id();

 private:
  static std::uint32_t next_id();
};
using SourcePtr = std::shared_ptr<const Source>;

class Diagnostics {
 public:
  enum class Severity : std::uint8_t { error, warning };
  struct Note {
    Position at;
    std::string message;
  };
  struct Problem {
    Severity severity{};
    Position at;
    std::string message;
    std::vector<Note> notes;
  };

  // Sources are kept so that a complaint can show its line. The answer is the source's id.
  std::uint32_t add_file(std::string_view name, std::string_view text);
  std::uint32_t add_source(SourcePtr source);  // one that was read before; twice is once
  // A value given on the command line: option "--set", text "phone.lines=2".
  std::uint32_t add_argument(std::string_view option, std::string_view text);

  void error(Position at, std::string message);
  void warning(Position at, std::string message);
  void note(Position at, std::string message);  // belongs to the latest error or warning
  void error_in_file(std::string_view name, std::string message);

  bool ok() const { return errors_ == 0; }
  std::size_t count() const { return errors_; }  // of errors; warnings do not count
  // Each once. Sorted by source, in the order in which they came, and position. At most 1000 are
  // kept; the rest is only counted.
  std::vector<Problem> problems() const;
  std::string text(std::size_t most_problems = 50) const;
  std::string where(Position at) const;    // scenarios/demo.yaml:4:16
  SourcePtr source_of(Position at) const;  // null: unknown here

 private:
  std::size_t rank(Position at) const;  // of its source; past the last one: unknown
  void add(Severity severity, Position at, std::string message);
  void describe(Position at, std::string_view severity, const std::string& message,
                std::string& out) const;
  void excerpt(Position at, std::string& out) const;

  std::vector<SourcePtr> sources_;
  std::vector<Problem> problems_;
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace sim
