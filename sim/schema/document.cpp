#include "sim/schema/document.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <numeric>
#include <sstream>

#include "sim/schema/syntax.hpp"
#include "sim/schema/utf8.hpp"

namespace sim {
namespace {

struct Stop {};  // the complaint is made, nothing more can be read

// Builds the tree from yaml-cpp's events, without its own node graph and its aliases.
class Builder : public YAML::EventHandler {
 public:
  Builder(const TextMap& map, Diagnostics& diagnostics) : map_(map), diagnostics_(diagnostics) {}

  std::optional<Node> root() && { return std::move(root_); }
  std::optional<std::size_t> open_flow() const {
    if (stack_.empty() || stack_.back().offset >= map_.text().size()) return std::nullopt;
    const char c = map_.text()[stack_.back().offset];
    return c == '[' || c == '{' ? std::optional(stack_.back().offset) : std::nullopt;
  }

  std::size_t last() const { return last_; }  // where the last good value stands

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (!root_) return;
    const bool marked = map_.text().substr(offset(mark)).starts_with("---");
    stop(mark, marked ? "a second document begins here; write it into a file of its own"
                      : "this continues neither the list nor the map above; check the indentation");
  }
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    error(mark, "anchors (&" + name + ") are not supported; write the value where it is needed");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    error(mark, "aliases (*name) are not supported; put a value that begins with '*' in quotes");
    add(made(Node::Kind::invalid, mark));
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    if (needs_key()) stop(mark, "a key is missing before ':' (null and ~ need quotes)");
    add(made(Node::Kind::null, mark));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    const char first = offset(mark) < map_.text().size() ? map_.text()[offset(mark)] : ' ';
    if (tag != "!" || first == '!') check_tag(mark, tag);  // yaml-cpp says "!" for a quoted one
    Node node = made(Node::Kind::scalar, mark);
    node.quoted = tag == "!";
    if ((first == '"' || first == '\'') &&
        closing_quote(map_.text(), offset(mark)) == std::string_view::npos) {
      stop(mark, "this quote is never closed");
    }
    if (needs_key()) {
      if (value == "<<" && !node.quoted) {
        error(mark, "merge keys (<<) are not supported; write the keys where they are needed");
      }
      stack_.back().key = Node::Entry{value, node.at, {}};
      return;
    }
    node.text = visible(value);
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, Node::Kind::list);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, Node::Kind::map);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override {
    check_keys(stack_.back().node);
    close();
  }

 private:
  struct Frame {
    Node node;
    std::size_t offset = 0;
    std::optional<Node::Entry> key;  // of a map: read, and waiting for its value
  };

  static std::size_t offset(const YAML::Mark& mark) {
    return static_cast<std::size_t>(std::max(mark.pos, 0));
  }
  void error(const YAML::Mark& mark, std::string message) {
    diagnostics_.error(map_.at(offset(mark)), std::move(message));
  }
  [[noreturn]] void stop(const YAML::Mark& mark, std::string message) {
    error(mark, std::move(message));
    throw Stop{};
  }
  Node made(Node::Kind kind, const YAML::Mark& mark) {
    last_ = offset(mark);
    if (++nodes_ > most_nodes) stop(mark, "more than a million values; split the file");
    Node node;
    node.kind = kind;
    node.at = map_.at(offset(mark));
    return node;
  }
  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?") return;
    error(mark, "tags (!name) are not supported; put a value that begins with '!' in quotes");
  }
  bool needs_key() const {
    return !stack_.empty() && stack_.back().node.is_map() && !stack_.back().key;
  }
  void open(const YAML::Mark& mark, const std::string& tag, Node::Kind kind) {
    check_tag(mark, tag);
    if (needs_key()) stop(mark, explain_key(map_.text(), offset(mark)).message);
    if (stack_.size() >= deepest_nesting) {
      stop(mark, "nested deeper than " + std::to_string(deepest_nesting) + " levels");
    }
    stack_.push_back({made(kind, mark), offset(mark), {}});
  }
  void close() {
    Node node = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(node));
  }
  void add(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
    } else if (Frame& top = stack_.back(); top.node.is_list()) {
      top.node.items.push_back(std::move(node));
    } else {
      if (node.is_null()) node.at = top.key->at;  // yaml-cpp names the next token, a line below
      top.key->value = std::move(node);
      top.node.entries.push_back(std::move(*top.key));
      top.key.reset();
    }
  }
  void check_keys(const Node& node) {
    std::vector<std::size_t> order(node.entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) -> const std::string& { return node.entries[i].key; };
    std::ranges::stable_sort(order, {}, key);
    for (std::size_t i = 0, first = 0; i < order.size(); ++i) {
      if (key(order[i]) != key(order[first])) first = i;
      if (i == first) continue;
      diagnostics_.error(node.entries[order[i]].at, sim::quoted(key(order[i])) + " is given twice");
      diagnostics_.note(node.entries[order[first]].at, "it is given here first");
    }
  }

  const TextMap& map_;
  Diagnostics& diagnostics_;
  std::vector<Frame> stack_;
  std::optional<Node> root_;
  std::size_t nodes_ = 0;
  std::size_t last_ = 0;
};

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, std::string_view name,
                               Diagnostics& diagnostics) {
  if (text.size() > largest_file) {
    diagnostics.error_in_file(name, "larger than 16 MiB");
    return std::nullopt;
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // a byte order mark
  const TextMap map(diagnostics.add_file(name, text), text);
  if (const auto complaint = check_text(text)) {
    const bool whole = complaint->offset == std::string_view::npos;
    diagnostics.error(whole ? Position{map.at(0).file, 0, 0} : map.at(complaint->offset),
                      complaint->message);
    return std::nullopt;
  }
  Builder builder(map, diagnostics);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
    auto root = std::move(builder).root();
    if (!root) diagnostics.error(map.at(0), "there is nothing in this file");
    return root;
  } catch (const Stop&) {
  } catch (const YAML::Exception& e) {
    const auto offset = e.mark.is_null() ? text.size() : static_cast<std::size_t>(e.mark.pos);
    const auto complaint = explain_syntax(text, offset, e.msg, builder.open_flow(), builder.last());
    diagnostics.error(map.at(complaint.offset), complaint.message);
  }
  return std::nullopt;
}

}  // namespace sim
