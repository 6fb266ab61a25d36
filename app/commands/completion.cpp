// Completion for bash, zsh and fish: commands, options, and what may stand after them.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands/command_text.hpp"

namespace app {
namespace {

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

// As a word of any of the shells. fish knows one escape between quotes that the others do not.
std::string shell_word(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "'\\''" : std::string(1, c);
  return result + "'";
}

std::vector<std::string> option_names(const CommandText& command) {
  std::vector<std::string> names;
  for (const OptionText& option : command.options) {
    if (!option.by_place) names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::string bash_offer(const OptionText& option) {
  switch (offer_for(option)) {
    case Offer::choices: return "_fastbusy_words " + shell_word(joined(option.choices));
    case Offer::files: return "_fastbusy_files";
    case Offer::folders: return "_fastbusy_files -d";
    case Offer::scenarios:
      return "_fastbusy_files; _fastbusy_words \"$(_fastbusy_list scenarios)\"";
    case Offer::profiles: return "_fastbusy_words \"$(_fastbusy_list profiles)\"";
    case Offer::nothing: break;
  }
  return ":";
}

std::string bash_command(const CommandText& command) {
  std::string text = fmt::format("    {})\n      case $before in\n", command.name);
  std::string by_place = ":";
  for (const OptionText& option : command.options) {
    if (option.by_place) {
      if (by_place == ":") by_place = bash_offer(option);
    } else if (!option.value.empty()) {
      text += fmt::format("        {}) {}; return ;;\n", fmt::join(option.names, " | "),
                          bash_offer(option));
    }
  }
  return text + fmt::format(
                    "      esac\n"
                    "      case $word in\n"
                    "        -*) _fastbusy_words {} ;;\n"
                    "        *) {} ;;\n"
                    "      esac ;;\n",
                    shell_word(joined(option_names(command))), by_place);
}

// `--json=x` is three words to bash: what stands before the `=` decides.
std::string bash(const CommandText& program) {
  std::vector<std::string> names = option_names(program);
  for (const CommandText& command : program.commands) names.push_back(command.name);
  std::string text = fmt::format(
      "# bash completion of fastbusy, made by: fastbusy completion bash\n"
      "_fastbusy_list() {{ fastbusy list \"$1\" 2>/dev/null | cut -d ' ' -f 1; }}\n"
      "_fastbusy_words() {{ COMPREPLY+=($(compgen -W \"$1\" -- \"$word\")); }}\n"
      "_fastbusy_files() {{\n"
      "  local IFS=$'\\n'\n"
      "  compopt -o filenames 2>/dev/null\n"
      "  COMPREPLY+=($(compgen \"${{1:--f}}\" -- \"$word\"))\n"
      "}}\n"
      "_fastbusy() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}}\n"
      "  COMPREPLY=()\n"
      "  if [ \"$word\" = = ]; then word=\n"
      "  elif [ \"$before\" = = ]; then before=${{COMP_WORDS[COMP_CWORD - 2]}}; fi\n"
      "  if [ \"$COMP_CWORD\" = 1 ]; then _fastbusy_words {}; return; fi\n"
      "  case ${{COMP_WORDS[1]}} in\n",
      shell_word(joined(names)));
  for (const CommandText& command : program.commands) text += bash_command(command);
  return text + "  esac\n}\ncomplete -F _fastbusy fastbusy\n";
}

// What zsh's _arguments and _describe read as their own marks.
std::string zsh_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_offer(const OptionText& option) {
  switch (offer_for(option)) {
    case Offer::choices: return "(" + joined(option.choices) + ")";
    case Offer::files: return "_files";
    case Offer::folders: return "_files -/";
    case Offer::scenarios: return "_fastbusy_scenarios";
    case Offer::profiles: return "_fastbusy_profiles";
    case Offer::nothing: break;
  }
  return " ";
}

std::string zsh_command(const CommandText& command) {
  std::string text = fmt::format("        {})\n          _arguments", command.name);
  int place = 0;
  for (const OptionText& option : command.options) {
    if (option.by_place) {
      const std::string where = option.may_repeat ? "*" : std::to_string(++place);
      text += " \\\n            " +
              shell_word(where + ":" + zsh_text(option.names[0]) + ":" + zsh_offer(option));
      continue;
    }
    for (const std::string& name : option.names) {
      std::string one = (option.may_repeat ? "*" : "") + name;
      if (!option.value.empty() && name.starts_with("--")) one += "=";
      one += "[" + zsh_text(option.about) + "]";
      if (!option.value.empty()) one += ":" + zsh_text(option.value) + ":" + zsh_offer(option);
      text += " \\\n            " + shell_word(one);
    }
  }
  return text + " ;;\n";
}

std::string zsh(const CommandText& program) {
  std::string text =
      "#compdef fastbusy\n"
      "# zsh completion of fastbusy, made by: fastbusy completion zsh\n"
      "_fastbusy_list() { fastbusy list \"$1\" 2>/dev/null | cut -d ' ' -f 1 }\n"
      "_fastbusy_names() { local -a names=(${(f)\"$(_fastbusy_list $1)\"}); compadd -a names }\n"
      "_fastbusy_profiles() { _fastbusy_names profiles }\n"
      "_fastbusy_scenarios() { _files; _fastbusy_names scenarios }\n"
      "_fastbusy() {\n"
      "  local context state line\n"
      "  typeset -A opt_args\n"
      "  _arguments -C";
  for (const OptionText& option : program.options) {
    for (const std::string& name : option.names) {
      text += " " + shell_word("(- *)" + name + "[" + zsh_text(option.about) + "]");
    }
  }
  text +=
      " '1: :->command' '*:: :->words'\n"
      "  case $state in\n"
      "    command)\n"
      "      local -a commands=(\n";
  for (const CommandText& command : program.commands) {
    text += "        " + shell_word(zsh_text(command.name) + ":" + zsh_text(command.about)) + "\n";
  }
  text +=
      "      )\n"
      "      _describe command commands ;;\n"
      "    words)\n"
      "      case $words[1] in\n";
  for (const CommandText& command : program.commands) text += zsh_command(command);
  return text +
         "      esac ;;\n"
         "  esac\n"
         "}\n"
         "if [ \"$funcstack[1]\" = _fastbusy ]; then _fastbusy \"$@\"; else compdef _fastbusy "
         "fastbusy; fi\n";
}

std::string fish_offer(const OptionText& option) {
  switch (offer_for(option)) {
    case Offer::choices: return " -a " + shell_word(joined(option.choices));
    case Offer::files: return " -F";
    case Offer::folders: return " -a '(__fish_complete_directories)'";
    case Offer::scenarios: return " -F -a '(__fastbusy_list scenarios)'";
    case Offer::profiles: return " -a '(__fastbusy_list profiles)'";
    case Offer::nothing: break;
  }
  return "";
}

std::string fish_option(const OptionText& option, const std::string& when) {
  std::string text = "complete -c fastbusy -n " + shell_word(when);
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.value.empty()) {
    text += (offer_for(option) == Offer::files ? " -r" : " -x") + fish_offer(option);
  }
  return text + " -d " + shell_word(option.about) + "\n";
}

std::string fish(const CommandText& program) {
  std::string text =
      "# fish completion of fastbusy, made by: fastbusy completion fish\n"
      "function __fastbusy_list; fastbusy list $argv[1] 2>/dev/null | string split -f 1 ' '; end\n"
      "complete -c fastbusy -f\n";
  for (const OptionText& option : program.options) {
    text += fish_option(option, "__fish_use_subcommand");
  }
  for (const CommandText& command : program.commands) {
    text += fmt::format("complete -c fastbusy -n __fish_use_subcommand -a {} -d {}\n", command.name,
                        shell_word(command.about));
    const std::string when = "__fish_seen_subcommand_from " + command.name;
    bool has_place = false;
    for (const OptionText& option : command.options) {
      if (!option.by_place) {
        text += fish_option(option, when);
      } else if (!has_place && offer_for(option) != Offer::nothing) {
        text += "complete -c fastbusy -n " + shell_word(when) + fish_offer(option) + "\n";
        has_place = true;
      }
    }
  }
  return text;
}

}  // namespace

Offer offer_for(const OptionText& option) {
  if (!option.choices.empty()) return Offer::choices;
  const std::string_view word = option.by_place ? option.names[0] : option.value;
  if (word == "PROFILE") return Offer::profiles;
  if (word == "DIR") return Offer::folders;
  if (!option.by_place) return word == "FILE" ? Offer::files : Offer::nothing;
  for (const std::string_view scenario : {"FILE", "PATH", "BEFORE", "AFTER"}) {
    if (word == scenario) return Offer::scenarios;
  }
  for (const std::string_view file : {"A", "B", "TO", "FROM"}) {
    if (word == file) return Offer::files;
  }
  return Offer::nothing;
}

std::optional<std::string> completion_of(const CommandText& program, std::string_view shell) {
  if (shell == "bash") return bash(program);
  if (shell == "zsh") return zsh(program);
  if (shell == "fish") return fish(program);
  return std::nullopt;
}

}  // namespace app
