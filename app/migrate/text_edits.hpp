// Edits of a YAML text at the positions that the reader gives; every other byte stays. What they
// cannot follow (an odd way of writing) is left as it is: the caller reads the result and compares.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/schema/node.hpp"

namespace app {

class TextEdits {
 public:
  explicit TextEdits(std::string_view text);  // must outlive this; without a byte order mark

  // A key or a scalar that begins at `at` and says `old`; its quotes stay.
  void replace(sim::Position at, std::string_view old, std::string_view now);
  // `key: value`, in the way of the entry beside which it is put: on a line of its own, or with a
  // comma. The map has an entry.
  void insert_first(const sim::Node& map, std::string_view key, std::string_view value);
  void insert_after(const sim::Node& map, std::size_t index, std::string_view key,
                    std::string_view value);
  // The entry, its value, and the comment behind it in its line.
  void remove(const sim::Node& map, std::size_t index);
  void bracket(const sim::Node& scalar);  // x becomes [x]

  std::string result() const;

 private:
  struct Edit {
    std::size_t at = 0;
    std::size_t size = 0;  // bytes that go
    std::string text;      // what comes instead
  };
  std::size_t offset(sim::Position at) const;
  bool is_flow(const sim::Node& node) const;
  std::size_t scalar_end(std::size_t at, std::string_view value) const;
  std::size_t end_of(const sim::Node& node) const;
  std::size_t end_of(const sim::Node::Entry& entry) const;
  std::size_t line_start(std::size_t at) const;
  std::size_t line_end(std::size_t at) const;  // where its \n or \r\n stands
  std::size_t next_line(std::size_t at) const;
  bool is_alone_before(std::size_t at) const;  // nothing but blanks before it in its line
  std::string written(const sim::Node::Entry& like, std::string_view key,
                      std::string_view value) const;
  std::string new_line(const sim::Node::Entry& like) const;
  void remove_from_flow(const sim::Node& map, std::size_t index);
  void remove_lines(const sim::Node& map, std::size_t index);

  std::string_view text_;
  std::vector<std::size_t> lines_;          // where each begins
  std::vector<std::size_t> points_before_;  // code points before each line
  std::vector<std::size_t> points_;         // where every 256th code point stands
  std::vector<Edit> edits_;
};

}  // namespace app
