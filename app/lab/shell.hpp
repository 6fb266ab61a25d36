// The shell of a lab: one line in, its answer out. A clock that goes forward and back, what devices
// show then, and what the student does to them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lab/session.hpp"
#include "app/lab/submission.hpp"

namespace app {

// What other commands of the program answer with, of a network at rest.
struct ShellTools {
  std::function<std::string(const World&, const Scenario&)> scan{};
  std::function<std::string(const World&, const Scenario&, std::size_t device)> probe{};
};

class Shell {
 public:
  Shell(const Lab& lab, std::string language, ShellTools tools);

  struct Answer {
    std::string text{};
    std::optional<std::string> submitted{};  // to that file; empty: to the usual one
    bool leaves = false;
  };
  Answer execute(std::string_view line);
  std::string prompt() const;  // sw1 20:03>
  Submission submission() const;
  std::string greeting() const;
  std::vector<std::string> words() const;  // of commands, and names of devices: for completion

 private:
  using Words = std::vector<std::string>;
  std::optional<std::size_t> device_of(const std::string& word, std::string& why) const;

  // shell_looks.cpp
  std::string show_on(std::size_t device, std::string_view command);
  std::string topology() const;
  std::string log(const Words& words);
  std::string settings(const Words& words) const;
  std::string call(const Words& words);
  std::string probe(const Words& words);

  std::string help() const;
  std::string advance(const Words& words);
  std::string go_to(const Words& words);
  std::string set(const Words& words);
  std::string act(const Words& words);
  std::string hint();
  std::string done() const;

  const Lab& lab_;
  std::string language_;
  ShellTools tools_;
  Session session_;
  std::optional<std::size_t> connected_{};
  int hints_ = 0;
  int looks_ = 0;
};

}  // namespace app
