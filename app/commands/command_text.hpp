// The command line as plain text: what its manual page and the completion of shells are made from.
// app/main_shell.cpp walks the real one, so that neither can say anything else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace app {

struct OptionText {
  std::vector<std::string> names{};  // "--json", "-k"; of a word by its place: "FILE"
  std::string about{};
  std::string value{};                 // what stands after it, "FILE"; empty: nothing does
  std::vector<std::string> choices{};  // all values that there are; empty: any
  bool by_place = false;
  bool is_required = false;
  bool may_repeat = false;
};

struct CommandText {
  std::string name{};
  std::string about{};
  std::string footer{};  // lines; an example is a line that begins with two spaces
  std::vector<OptionText> options{};
  std::vector<CommandText> commands{};
};

// What a shell may offer for a value.
enum class Offer { nothing, choices, files, folders, scenarios, profiles };
Offer offer_for(const OptionText& option);

// roff, for man(1).
std::string manual_of(const CommandText& program, std::string_view version);

// A script that the shell reads: bash, zsh or fish. None for another.
std::optional<std::string> completion_of(const CommandText& program, std::string_view shell);

}  // namespace app
