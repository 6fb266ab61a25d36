#include "app/migrate/apply.hpp"

#include <algorithm>

#include "app/migrate/paths.hpp"
#include "sim/schema/override.hpp"

namespace app {
namespace {

using sim::Node;

class Rewriter {
 public:
  Rewriter(const Rule& rule, Node& root, TextEdits* edits)
      : rule_(rule), root_(root), edits_(edits) {}

  Applied apply() {
    switch (rule_.kind) {
      case Rule::Kind::rename_key: rename_key(); break;
      case Rule::Kind::rename_value: rename_value(); break;
      case Rule::Kind::insert_key: insert_key(); break;
      case Rule::Kind::remove_key: remove_key(); break;
      case Rule::Kind::rename_fact: rename_fact(); break;
    }
    std::ranges::stable_sort(applied_.changes, {}, &Change::at);
    return std::move(applied_);
  }

 private:
  std::string last() const { return sim::split_path(rule_.path).back(); }
  void changed(sim::Position at, std::string what) {
    applied_.changes.push_back({at, std::move(what)});
  }
  void replace(sim::Position at, std::string& text, const std::string& now) {
    if (text == now) return;
    changed(at, text + " is now " + now);
    if (edits_ != nullptr) edits_->replace(at, text, now);
    text = now;
  }
  void insert_after(Node& map, std::size_t index, std::string_view key, std::string_view value) {
    const sim::Position at = map.entries[index].at;
    changed(at, std::string(key) + ": " + std::string(value) + " is added");
    if (edits_ != nullptr) edits_->insert_after(map, index, key, value);
    map.entries.insert(map.entries.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                       {std::string(key), at, Node::scalar(std::string(value), at)});
  }

  void rename_key() {
    each_entry(root_, rule_.path, rule_.device_kind, [&](Node& map, std::size_t i) {
      Node::Entry& entry = map.entries[i];
      const std::string now(rule_.to);
      if (map.find(now) != nullptr) {
        applied_.conflicts.push_back(
            {entry.at, entry.key + ": became " + now + ":, which stands here, too; remove one"});
        return;
      }
      replace(entry.at, entry.key, now);
      if (rule_.makes_list && entry.value.is_scalar()) {
        if (edits_ != nullptr) edits_->bracket(entry.value);
        Node list = Node::list(entry.value.at);
        list.items.push_back(std::move(entry.value));
        entry.value = std::move(list);
      }
    });
    const auto path = [&](sim::Position at, std::string& text) {
      Pieces pieces = sim::split_path(text);
      const std::size_t meet = meets_at(rule_, root_, pieces);
      if (meet == std::string::npos) return;
      pieces[meet] = rule_.to;
      if (rule_.makes_list && meet + 1 == pieces.size()) pieces.emplace_back("1");
      replace(at, text, joined_path(pieces));
    };
    each_set([&](Node& map, std::size_t i) { path(map.entries[i].at, map.entries[i].key); });
    each_text({"expect.*.names", "remedies.*.expect.*.names"}, path);
  }

  void rename_value() {
    each_entry(root_, rule_.path, rule_.device_kind, [&](Node& map, std::size_t i) {
      if (!has_old_value(map.entries[i])) return;
      if (!rule_.beside_key.empty() && map.find(rule_.beside_key) == nullptr) {
        insert_after(map, i, rule_.beside_key, rule_.beside_value);  // behind the old value
      }
      replace(map.entries[i].value.at, map.entries[i].value.text, std::string(rule_.to));
    });
    each_set([&](Node& map, std::size_t i) {
      Node::Entry& set = map.entries[i];
      const Pieces pieces = sim::split_path(set.key);
      const std::size_t meet = meets_at(rule_, root_, pieces);
      if (!has_old_value(set) || meet == std::string::npos || meet + 1 != pieces.size()) return;
      replace(set.value.at, set.value.text, std::string(rule_.to));
    });
  }
  bool has_old_value(const Node::Entry& entry) const {
    return entry.value.is_scalar() && entry.value.text == rule_.from;
  }

  void insert_key() {
    const std::string_view parent = rule_.path.substr(0, rule_.path.rfind('.'));
    const std::string key = last();
    each_entry(root_, parent, rule_.device_kind, [&](Node& above, std::size_t i) {
      Node& map = above.entries[i].value;
      if (map.entries.empty() || map.find(key) != nullptr) return;
      std::string_view keys = rule_.unless_keys;
      while (!keys.empty()) {
        const std::size_t end = std::min(keys.find(' '), keys.size());
        if (map.find(keys.substr(0, end)) != nullptr) return;
        keys.remove_prefix(std::min(end + 1, keys.size()));
      }
      insert_after(map, 0, key, rule_.to);
    });
  }

  void remove_key() {
    each_entry(root_, rule_.path, rule_.device_kind, [&](Node& map, std::size_t i) {
      changed(map.entries[i].at, map.entries[i].key + ": is removed");
      if (edits_ != nullptr) edits_->remove(map, i);
      map.entries.erase(map.entries.begin() + static_cast<std::ptrdiff_t>(i));
    });
  }

  void rename_fact() {
    const Pieces wanted = sim::split_path(rule_.path);
    each_text(
        {"expect.*.that", "expect.*.why", "remedies.*.expect.*.that", "remedies.*.expect.*.why"},
        [&](sim::Position at, std::string& text) {
          Pieces pieces = split_fact(text);
          if (pieces.size() < wanted.size()) return;
          for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (wanted[i] != "*" && wanted[i] != pieces[i]) return;
          }
          pieces[wanted.size() - 1] = rule_.to;
          replace(at, text, joined_fact(pieces, text.ends_with(')')));
        });
  }

  void each_set(const FoundEntry& found) {  // each `path: value`
    each_entry(root_, "timeline.*.set.*", found);
    each_entry(root_, "remedies.*.set.*", found);
  }
  template <class Found>
  void each_text(std::initializer_list<std::string_view> paths, const Found& found) {
    for (const std::string_view path : paths) {
      each_entry(root_, path, [&](Node& map, std::size_t i) {
        Node& value = map.entries[i].value;
        if (value.is_scalar()) found(value.at, value.text);
      });
    }
  }

  const Rule& rule_;
  Node& root_;
  TextEdits* edits_;
  Applied applied_;
};

}  // namespace

Applied apply(const Rule& rule, Node& root, TextEdits* edits) {
  return Rewriter(rule, root, edits).apply();
}

Change apply_version(int version, Node& root, TextEdits* edits) {
  const std::string text = std::to_string(version);
  if (Node* value = root.find("version")) {
    Change change{value->at, "version: " + value->text + " is now " + text};
    if (edits != nullptr) edits->replace(value->at, value->text, text);
    value->text = text;
    return change;
  }
  const sim::Position at = root.entries.front().at;
  if (edits != nullptr) edits->insert_first(root, "version", text);
  root.entries.insert(root.entries.begin(), {"version", at, Node::scalar(text, at)});
  return {at, "version: " + text + " is added"};
}

}  // namespace app
