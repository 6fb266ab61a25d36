#include "app/main_shell.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "app/commands/command_text.hpp"
#include "app/commands/commands.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/room.hpp"

namespace app {
namespace {

struct Value {
  std::string_view word;
  std::vector<std::string_view> options;
};
const std::vector<Value> values{
    {"DEVICE[:PORT]", {"--tap"}},
    {"DEVICE", {"--ladder", "--reboot"}},
    {"DIR", {"--logs", "--pcap"}},
    {"FACT", {"--check", "--until"}},
    {"FILE",
     {"--baseline", "--csv", "--html", "--json", "--junit", "--ladder-out", "--resume", "--sarif",
      "--save-baseline"}},
    {"I/N", {"--shard"}},
    {"N", {"--jobs", "--phones", "--seed"}},
    {"PATH", {"--for"}},
    {"PATH=DISTRIBUTION", {"--draw"}},
    {"PATH=VALUE", {"--set"}},
    {"PATH=VALUES", {"--vary"}},
    {"PATTERN", {"--allow", "--only", "-k"}},
    {"PROFILE", {"--call-server", "--dhcp", "--nat", "--phone", "--switch"}},
    {"TIME", {"--at", "--duration", "--outage", "--tolerance"}},
};

bool takes_value(const CLI::Option& option) { return option.get_expected_max() > 0; }

// CLI11 knows that a value is text; a reader wants to know of what kind.
void name_value(CLI::Option& option) {
  const std::string type = option.get_type_name();
  if (type == "TEXT") option.type_name(option.get_positional() ? "" : "VALUE");
  if (type.starts_with("TEXT:")) option.type_name("WORD");
  if (type == "UINT") option.type_name("N");
  for (const auto& [word, options] : values) {
    for (const std::string_view name : options) {
      if (takes_value(option) && option.check_name(std::string(name))) {
        option.type_name(std::string(word));
      }
    }
  }
}

// {udp,tcp,tls} is how CLI11 tells of a value that must be one of them.
std::vector<std::string> choices_of(const std::string& type) {
  std::vector<std::string> choices;
  const std::size_t begin = type.find('{');
  if (begin == type.npos || !type.ends_with('}')) return choices;
  std::string inner = type.substr(begin + 1, type.size() - begin - 2);
  for (std::size_t end = 0; end != inner.npos; inner.erase(0, end + 1)) {
    end = inner.find(',');
    choices.push_back(inner.substr(0, end));
    if (end == inner.npos) break;
  }
  return choices;
}

OptionText text_of(const CLI::Option& option) {
  OptionText text;
  text.about = option.get_description();
  text.by_place = option.get_positional();
  text.is_required = option.get_required();
  text.may_repeat = option.get_expected_max() > 1;
  if (text.by_place) {
    text.names = {option.get_name(true)};
  } else {
    for (const std::string& name : option.get_lnames()) text.names.push_back("--" + name);
    for (const std::string& name : option.get_snames()) text.names.push_back("-" + name);
  }
  if (!takes_value(option)) return text;
  const std::string type = option.get_type_name();
  text.choices = choices_of(type);
  text.value = type.substr(0, type.find(':'));
  return text;
}

CommandText text_of(const CLI::App& cli) {
  CommandText text;
  text.name = cli.get_name();
  text.about = cli.get_description();
  text.footer = cli.get_footer();
  for (const CLI::Option* option : cli.get_options([](const CLI::Option*) { return true; })) {
    text.options.push_back(text_of(*option));
  }
  for (const CLI::App* command : cli.get_subcommands([](const CLI::App*) { return true; })) {
    text.commands.push_back(text_of(*command));
  }
  return text;
}

// A flag that takes something away is called --no-calls, not --no-calls{false}.
class Help : public CLI::Formatter {
 public:
  std::string make_option_name(const CLI::Option* option, bool by_place) const override {
    std::string name = CLI::Formatter::make_option_name(option, by_place);
    if (const std::size_t mark = name.find("{false}"); mark != name.npos) name.erase(mark, 7);
    return name;
  }
};

std::vector<std::string> long_names(const CLI::App& cli) {
  std::vector<std::string> names;
  for (const CLI::Option* option : cli.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

}  // namespace

void set_help(CLI::App& cli) { cli.formatter(std::make_shared<Help>()); }

void add_memory(CLI::App& cli) {
  const auto read = [](const std::string& text) {
    const auto bytes = parse_size(text);
    if (!bytes) throw CLI::ValidationError("--memory", "'" + text + "' is no size, such as 8GB");
    set_room(*bytes);
  };
  cli.add_option_function<std::string>(
         "--memory", read, "refuse a scenario that needs more; what the machine has, if missing")
      ->type_name("SIZE");
}

void add_shell(CLI::App& cli, int& code) {
  const auto print = [&code](const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    code = exit_ok;
  };
  CLI::App* completion = cli.add_subcommand(
      "completion", "print what a shell reads to complete commands, options and scenarios");
  completion->add_option("SHELL", "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->footer(
      "Examples:\n"
      "  source <(fastbusy completion bash)\n"
      "  fastbusy completion fish > ~/.config/fish/completions/fastbusy.fish");
  completion->callback([&cli, completion, print] {
    const auto shell = completion->get_option("SHELL")->as<std::string>();
    print(completion_of(text_of(cli), shell).value_or(""));
  });
  CLI::App* manual = cli.add_subcommand("man", "print the manual page, for man");
  manual->footer("Example:\n  fastbusy man | man -l -");
  manual->callback([&cli, print] { print(manual_of(text_of(cli), FASTBUSY_VERSION)); });
  for (CLI::App* command : cli.get_subcommands([](CLI::App*) { return true; })) {
    for (CLI::Option* option : command->get_options()) name_value(*option);
  }
}

std::string unknown_words(CLI::App& cli, const std::vector<std::string>& words) {
  if (words.empty()) return "";
  std::vector<std::string> names;
  std::vector<std::string> options = long_names(cli);
  const bool is_option = words[0].starts_with('-');  // then the command comes later
  const auto last = is_option ? words.end() : words.begin() + 1;
  bool is_known = is_option;
  for (const CLI::App* one : cli.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(one->get_name());
    if (std::find(words.begin(), last, one->get_name()) == last) continue;
    std::ranges::copy(long_names(*one), std::back_inserter(options));
    is_known = true;
  }
  if (!is_known) return unknown("command", words[0], names);
  for (const std::string& whole : words) {
    const std::string word = whole.substr(0, whole.find('='));
    if (word == "--" || !word.starts_with("--")) continue;
    if (std::ranges::find(options, word) != options.end()) continue;
    return unknown("option", word, options);
  }
  return "";
}

}  // namespace app
