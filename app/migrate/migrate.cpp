#include "app/migrate/migrate.hpp"

#include <algorithm>

#include "sim/schema/document.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

using sim::Node;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

int last_version(FormatSteps steps) { return first_format + static_cast<int>(steps.size()); }

// Of a file without the key: the first.
std::optional<int> version_of(const Node& root, FormatSteps steps, sim::Diagnostics& diagnostics) {
  const Node* value = root.find("version");
  if (value == nullptr) return first_format;
  const int last = last_version(steps);
  std::int64_t version = 0;
  if (!sim::read_scalar(*value, {.name = "version"}, version, diagnostics)) return std::nullopt;
  if (version < first_format) {
    diagnostics.error(value->at, "versions of the format are counted from " +
                                     std::to_string(first_format) + "; the present one is " +
                                     std::to_string(last));
    return std::nullopt;
  }
  if (version > last) {
    diagnostics.error(value->at, "format " + std::to_string(version) +
                                     " is newer than this fastbusy, which reads formats up to " +
                                     std::to_string(last) + "; install a newer fastbusy");
    return std::nullopt;
  }
  return static_cast<int>(version);
}

// Where a tree that was read differs from what it should say: the place in `wanted`.
std::optional<sim::Position> difference(const Node& wanted, const Node& got) {
  if (wanted.kind != got.kind || wanted.text != got.text ||
      wanted.items.size() != got.items.size() || wanted.entries.size() != got.entries.size()) {
    return wanted.at;
  }
  for (std::size_t i = 0; i < wanted.items.size(); ++i) {
    if (const auto at = difference(wanted.items[i], got.items[i])) return at;
  }
  for (std::size_t i = 0; i < wanted.entries.size(); ++i) {
    if (wanted.entries[i].key != got.entries[i].key) return wanted.entries[i].at;
    if (const auto at = difference(wanted.entries[i].value, got.entries[i].value)) return at;
  }
  return std::nullopt;
}

void complain(const std::vector<Change>& conflicts, sim::Diagnostics& diagnostics) {
  for (const Change& conflict : conflicts) diagnostics.error(conflict.at, conflict.what);
}

// A file on its way from version to version: the tree with the positions of the older text, and
// the text with a tree of its own. After each change both must say the same.
class Rewrite {
 public:
  Rewrite(Node root, std::string_view text, sim::Diagnostics& diagnostics)
      : root_(std::move(root)), written_(root_), text_(text), diagnostics_(diagnostics) {}

  bool apply(const Rule& rule) {
    const Applied applied = app::apply(rule, root_, nullptr);
    complain(applied.conflicts, diagnostics_);
    if (applied.changes.empty() || !applied.conflicts.empty()) return applied.conflicts.empty();
    changes_.insert(changes_.end(), applied.changes.begin(), applied.changes.end());
    TextEdits edits(text_);
    app::apply(rule, written_, &edits);
    return read_again(edits.result(), applied.changes.front().at);
  }
  bool apply_version(int version) {
    const sim::Position at = root_.entries.front().at;
    changes_.push_back(app::apply_version(version, root_, nullptr));
    TextEdits edits(text_);
    app::apply_version(version, written_, &edits);
    return read_again(edits.result(), at);
  }
  Migrated take() && {
    std::ranges::stable_sort(changes_, {}, &Change::at);
    return {std::move(text_), std::move(changes_)};
  }

 private:
  bool read_again(std::string text, sim::Position near) {
    sim::Diagnostics unseen;
    auto tree = sim::parse_yaml(text, "", unseen);
    const bool read = tree && unseen.ok();
    const auto differs = read ? difference(root_, *tree) : std::optional(near);
    if (differs) {
      diagnostics_.error(*differs,
                         "what must change here is written in a way that cannot be rewritten; "
                         "write it on lines of its own, or change it by hand");
      return false;
    }
    text_ = std::move(text);
    written_ = *std::move(tree);
    return true;
  }

  Node root_;
  Node written_;
  std::string text_;
  sim::Diagnostics& diagnostics_;
  std::vector<Change> changes_;
};

}  // namespace

bool to_present_format(Node& root, std::string_view path, sim::Diagnostics& diagnostics,
                       FormatSteps steps) {
  const auto version = version_of(root, steps, diagnostics);
  if (!version) return false;
  if (*version == last_version(steps)) return true;
  bool changes = false;
  for (const FormatStep& step : steps.subspan(static_cast<std::size_t>(*version - first_format))) {
    for (const Rule& rule : step.rules) {
      const Applied applied = apply(rule, root, nullptr);
      changes = changes || !applied.changes.empty();
      complain(applied.conflicts, diagnostics);
      if (!applied.conflicts.empty()) return false;
    }
  }
  const Node* key = root.find("version");
  const sim::Position at = key == nullptr ? root.at : key->at;
  if (root.is_map() && !root.entries.empty()) apply_version(last_version(steps), root, nullptr);
  if (!changes) return true;
  const std::string message = "format " + std::to_string(*version) +
                              " of this file is older than " + std::to_string(last_version(steps)) +
                              ", the present one; " + "'fastbusy migrate " + std::string(path) +
                              "' rewrites it";
  diagnostics.warning(at, message);
  return true;
}

std::optional<Migrated> migrate(std::string_view text, std::string_view path,
                                sim::Diagnostics& diagnostics, FormatSteps steps) {
  auto root = sim::parse_yaml(text, path, diagnostics);
  if (!root || !diagnostics.ok()) return std::nullopt;
  if (root->find("devices") == nullptr && root->find("title") == nullptr) {
    diagnostics.error(root->at, "this is no scenario: it has neither 'title:' nor 'devices:'");
    return std::nullopt;  // a folder may hold YAML files of other programs
  }
  const auto version = version_of(*root, steps, diagnostics);
  if (!version) return std::nullopt;
  const bool marked = text.starts_with(byte_order_mark);
  if (marked) text.remove_prefix(byte_order_mark.size());
  const int last = last_version(steps);
  const bool is_written = root->find("version") != nullptr;
  Rewrite rewrite(*std::move(root), text, diagnostics);
  for (const FormatStep& step : steps.subspan(static_cast<std::size_t>(*version - first_format))) {
    for (const Rule& rule : step.rules) {
      if (!rewrite.apply(rule)) return std::nullopt;
    }
  }
  if (*version != last || !is_written) {
    if (!rewrite.apply_version(last)) return std::nullopt;
  }
  Migrated migrated = std::move(rewrite).take();
  if (marked) migrated.text.insert(0, byte_order_mark);
  return migrated;
}

}  // namespace app
