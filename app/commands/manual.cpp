// The manual page as roff, made from the command line's own tree.
#include <fmt/format.h>

#include "app/commands/command_text.hpp"

namespace app {
namespace {

// Text that roff reads as it stands: no escapes, no requests, and hyphens that can be copied.
std::string roff(std::string_view text) {
  std::string result;
  if (text.starts_with('.') || text.starts_with('\'')) result += "\\&";
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '\'') {
      result += "\\(aq";
    } else {
      result += c;
    }
  }
  return result;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string synopsis(const std::string& program, const CommandText& command) {
  std::string text = bold(program) + " " + bold(command.name);
  bool has_options = false;
  for (const OptionText& option : command.options) has_options |= !option.by_place;
  if (has_options) text += " [" + italic("OPTIONS") + "]";
  for (const OptionText& option : command.options) {
    if (!option.by_place) continue;
    const std::string word = italic(option.names[0]) + (option.may_repeat ? " ..." : "");
    text += option.is_required ? " " + word : " [" + word + "]";
  }
  return text;
}

std::string head(const OptionText& option) {
  std::string text;
  for (const std::string& name : option.names) {
    text += (text.empty() ? "" : ", ") + (option.by_place ? italic(name) : bold(name));
  }
  if (!option.by_place && !option.value.empty()) text += " " + italic(option.value);
  return text;
}

void tell_options(std::string& text, const CommandText& command, bool by_place) {
  for (const OptionText& option : command.options) {
    if (option.by_place != by_place) continue;
    text += fmt::format(".TP\n{}\n{}\n", head(option), roff(option.about));
  }
}

// Examples as they are typed, everything else as running text.
void tell_lines(std::string& text, std::string_view lines) {
  bool is_example = false;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const bool indented = line.starts_with("  ");
    if (indented != is_example) text += indented ? ".PP\n.RS 4\n.nf\n" : ".fi\n.RE\n.PP\n";
    is_example = indented;
    text += roff(indented ? line.substr(2) : line) + "\n";
  }
  if (is_example) text += ".fi\n.RE\n";
}

}  // namespace

std::string manual_of(const CommandText& program, std::string_view version) {
  std::string text = fmt::format(
      ".TH FASTBUSY 1 \"\" \"fastbusy {}\" \"User Commands\"\n"
      ".nh\n.ad l\n"
      ".SH NAME\n{} \\- predict when and why IP phones lose their registration\n"
      ".SH SYNOPSIS\n{} {} [{}]\n",
      roff(version), roff(program.name), bold(program.name), italic("COMMAND"),
      italic("ARGUMENTS"));
  text += fmt::format(
      ".SH DESCRIPTION\n{}\n"
      "A scenario, written in YAML, describes phones, call servers and the network between them;\n"
      "{} writes a first one, {} shows those that are there.\n"
      "Where a command takes a scenario it takes the path of a file, the name of one that came "
      "with\n"
      "the program, such as {}, or {} for standard input.\n",
      roff(program.about), bold(program.name + " new"), bold(program.name + " list"),
      italic("cisco/sip-healthy"), bold("-"));
  text += ".SH OPTIONS\n";
  tell_options(text, program, false);
  text += ".SH COMMANDS\n";
  for (const CommandText& command : program.commands) {
    text += fmt::format(".SS {}\n{}\n.PP\n{}.\n", roff(command.name),
                        synopsis(program.name, command), roff(command.about));
    tell_options(text, command, true);
    tell_options(text, command, false);
    if (!command.footer.empty()) text += ".PP\n";
    tell_lines(text, command.footer);
  }
  text += ".SH EXIT STATUS\n";
  tell_lines(text, program.footer);
  text += fmt::format(
      ".SH ENVIRONMENT\n"
      ".TP\n{}\nIf set and not empty, nothing is coloured.\n"
      ".TP\n{}\nThe folder that holds scenarios, profiles and the page of {}, instead of the\n"
      "installed one.\n",
      bold("NO_COLOR"), bold("FASTBUSY_DATA"), bold("--html"));
  text += ".SH SEE ALSO\n.BR tshark (1),\n.BR wireshark (1)\n";
  return text;
}

}  // namespace app
