// Lines of Cisco IOS: which block each stands in, what it takes back, and what is a text for
// people.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>

#include "app/import/ios_config.hpp"
#include "app/import/ios_rules.hpp"

namespace app {
namespace {

constexpr std::size_t most_facts = 400'000;  // of all ports together

std::size_t margin_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool is_statement(std::string_view line) {
  const std::size_t margin = margin_of(line);
  return margin < line.size() && line[margin] != '!';
}

// Of the whole text, as when it was pasted into something.
std::size_t least_margin(const ConfigFile& file) {
  std::size_t least = std::string_view::npos;
  for (const std::string_view line : file.lines) {
    if (is_statement(line)) least = std::min(least, margin_of(line));
  }
  return least;
}

// `sw1(config-if)#switchport ...` of a session that was saved.
std::string_view without_prompt(std::string_view line) {
  const std::size_t mark = line.find_first_of("#>");
  if (mark == std::string_view::npos || mark == 0 || mark > 40) return line;
  const std::string_view prompt = line.substr(0, mark);
  const bool is_prompt = prompt.find(' ') == std::string_view::npos && prompt.ends_with(')') &&
                         prompt.find("(config") != std::string_view::npos;
  return is_prompt ? line.substr(mark + 1) : line;
}

bool is_template(std::string_view text) {
  for (const std::string_view mark : {"{{", "{%", "${", "<#", "<@"}) {
    if (text.find(mark) != text.npos) return true;
  }
  return false;
}

class IosReader {
 public:
  explicit IosReader(ConfigFile& file) : file_(file), base_(least_margin(file)) {
    config_.file = &file;
    running_ = std::ranges::any_of(file.lines, [&](std::string_view line) {
      return is_statement(line) && margin_of(line) > base_;
    });
  }
  IosConfig read() {
    for (std::size_t i = 0; i < file_.lines.size(); ++i) line(i + 1);
    gather_ports();
    return std::move(config_);
  }

 private:
  void line(std::size_t number) {
    const std::string_view text = without_prompt(file_.lines[number - 1]);
    const auto words = words_of(text);
    if (words.empty()) return;
    if (!text_until_.empty()) {
      file_.note(number, LineFate::irrelevant, "a text for people");
      if (text.find(text_until_) != std::string_view::npos) text_until_.clear();
      return;
    }
    const bool margin = margin_of(text) > base_;
    if (words[0].front() == '!' || words[0].front() == ':') {
      if (!margin && running_ && style_ != Style::script) open_ = nullptr;
      return file_.note(number, LineFate::irrelevant, "a comment");
    }
    if (is_template(text)) {
      return file_.note(number, LineFate::relevant, "a template's part that is not filled in");
    }
    if (words[0] == "banner" && words.size() > 2) begins_text(words);
    if (style_ == Style::open) style_ = margin ? Style::indented : Style::script;
    if (!margin && style_ == Style::indented) open_ = nullptr;
    const bool ends = words[0] == "exit" || words[0] == "end" || words[0].starts_with("exit-");
    if (ends || words[0] == "quit") {
      if (ends && (!margin || style_ == Style::script)) open_ = nullptr;
      return file_.note(number, LineFate::irrelevant, "the end of a block");
    }
    if (words[0] == "Building" || words[0] == "Current" || words[0] == "do") {
      return file_.note(number, LineFate::irrelevant, "no statement");
    }
    statement(number, words);
  }

  void begins_text(const std::vector<std::string_view>& words) {
    const std::string_view first = words[2];
    const std::string mark(first.substr(0, first.starts_with('^') && first.size() > 1 ? 2 : 1));
    std::size_t seen = 0;  // a banner in one line
    for (const std::string_view word : words) {
      for (auto at = word.find(mark); at != word.npos; at = word.find(mark, at + mark.size()))
        ++seen;
    }
    if (seen < 2) text_until_ = mark;
  }

  void statement(std::size_t number, const std::vector<std::string_view>& words) {
    const bool negated = words[0] == "no" || words[0] == "default";
    const std::size_t from = negated ? 1 : 0;
    const bool in_other = open_ != nullptr && open_->kind == "other";
    if (open_ != nullptr && !in_other &&
        taken(number, words, from, negated, table_kind(), *open_)) {
      return;
    }
    const bool inside =
        open_ != nullptr && (style_ == Style::indented || (in_other && !has_meaning(words, from)));
    if (inside && in_other) {
      return file_.note(number, other_.otherwise, std::string(other_.why));
    }
    if (!inside && taken(number, words, from, negated, "", config_.global)) return;
    file_.note(number, LineFate::unknown, "no statement that is known");
  }

  std::string_view table_kind() const {
    return open_->kind == "template" ? std::string_view("interface")
                                     : std::string_view(open_->kind);
  }

  bool has_meaning(const std::vector<std::string_view>& words, std::size_t from) const {
    return table_.find("", words, from).rule != nullptr;
  }

  bool taken(std::size_t number, const std::vector<std::string_view>& words, std::size_t from,
             bool negated, std::string_view in, Block& block) {
    auto match = table_.find(in, words, from);
    if (match.rule == nullptr && negated) match = table_.find_shorter(in, words, from);
    if (match.rule == nullptr) return false;
    if (!match.rule->sets.starts_with('>')) {
      take(match, negated, number, block, file_);
      return true;
    }
    if (negated) {
      file_.note(
          number,
          match.rule->otherwise == LineFate::irrelevant ? LineFate::irrelevant : LineFate::relevant,
          "a block that is taken away");
      return true;
    }
    opens(match, number);
    return true;
  }

  void opens(const StatementTable::Match& match, std::size_t number) {
    const std::string_view sets = match.rule->sets.substr(1);
    Block block{std::string(sets.substr(0, sets.find(';'))),
                match.captured.empty() ? "" : match.captured[0], number};
    if (block.kind == "other") other_ = *match.rule;
    take(match, false, number, block, file_);
    if (block.kind == "interface") {
      auto names = interface_range(block.name);
      if (names.empty()) {
        file_.note(number, LineFate::relevant, "an interface that cannot be told");
        block.kind = "other";
        other_ = {"", "", "", LineFate::relevant, "of an interface that cannot be told"};
      } else {
        file_.note(number, LineFate::irrelevant, "where the following lines belong");
      }
      names_.push_back(std::move(names));
    } else {
      if (block.kind != "other") {
        file_.note(number, LineFate::irrelevant, "where the following lines belong");
      }
      names_.emplace_back();
    }
    config_.blocks.push_back(std::move(block));
    open_ = &config_.blocks.back();
    style_ = Style::open;
  }

  // Every interface once; of what is said twice, the later counts.
  void gather_ports() {
    std::map<std::string, std::size_t, std::less<>> index;
    std::size_t facts = 0;
    for (std::size_t b = 0; b < config_.blocks.size(); ++b) {
      const Block& block = config_.blocks[b];
      if (block.kind != "interface") continue;
      for (const std::string& name : names_[b]) {
        const auto at = index.try_emplace(name, config_.ports.size()).first;
        if (at->second == config_.ports.size()) {
          config_.ports.push_back({"interface", name, block.line});
        }
        Block& port = config_.ports[at->second];
        if ((facts += block.facts.size()) > most_facts) return too_many(block);
        port.facts.insert(port.facts.end(), block.facts.begin(), block.facts.end());
      }
    }
    for (Block& port : config_.ports) {
      const Fact* source = port.find("template");
      const Block* pattern = source == nullptr ? nullptr : config_.block("template", source->value);
      if (pattern == nullptr) continue;
      file_.used(source->line, port.name);
      port.facts.insert(port.facts.begin(), pattern->facts.begin(), pattern->facts.end());
    }
  }
  void too_many(const Block& block) {
    file_.note(block.line, LineFate::relevant, "from here on: more than can be kept");
  }

  // Whether what stands in a block is indented: its first statement says it.
  enum class Style : std::uint8_t { open, indented, script };

  ConfigFile& file_;
  std::size_t base_;
  bool running_ = false;  // something is indented
  Style style_ = Style::script;
  StatementTable table_{ios_rules(), true};
  IosConfig config_{};
  std::vector<std::vector<std::string>> names_{};  // of each block, if it is of interfaces
  Block* open_ = nullptr;
  StatementRule other_{};
  std::string text_until_{};
};

}  // namespace

const Block* IosConfig::block(std::string_view kind, std::string_view name) const {
  for (const Block& one : blocks) {
    if (one.kind == kind && one.name == name) return &one;
  }
  return nullptr;
}

const Block* IosConfig::port(std::string_view name) const {
  const std::string full = interface_name(name);
  const auto at = std::ranges::find(ports, full, &Block::name);
  return at == ports.end() ? nullptr : &*at;
}

Places IosConfig::at(const Fact* fact) const {
  return fact == nullptr ? Places{} : Places{{file, fact->line}};
}

Places IosConfig::at(const std::vector<const Fact*>& facts) const {
  Places places;
  for (const Fact* fact : facts) places.push_back({file, fact->line});
  return places;
}

IosConfig read_ios(ConfigFile& file) { return IosReader(file).read(); }

}  // namespace app
