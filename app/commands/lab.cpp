// fastbusy lab: drafts, seals, the shell, and grades.
#include "app/lab/lab.hpp"

#include <fmt/format.h>
#include <histedit.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/commands/commands.hpp"
#include "app/lab/grade.hpp"
#include "app/lab/shell.hpp"
#include "app/report/output.hpp"
#include "app/run/all_cores.hpp"

namespace app {
namespace {

std::optional<SourceText> read_file_of(const std::string& name, sim::Diagnostics& diagnostics) {
  return read_source(find_scenario(name), diagnostics);
}

int complain(const sim::Diagnostics& diagnostics) {
  fmt::print(stderr, "{}", diagnostics.text());
  return exit_usage;
}

// A line of a terminal, with editing, history and completion; of anything else as it comes.
class Lines {
 public:
  explicit Lines(std::vector<std::string> words) : words_(std::move(words)) {
    if (::isatty(STDIN_FILENO) == 0) return;
    edit_.reset(el_init("fastbusy", stdin, stdout, stderr));
    history_.reset(history_init());
    if (!edit_ || !history_) return;
    HistEvent event;
    history(history_.get(), &event, H_SETSIZE, 500);
    el_set(edit_.get(), EL_EDITOR, "emacs");
    el_set(edit_.get(), EL_HIST, history, history_.get());
    el_set(edit_.get(), EL_CLIENTDATA, this);
    el_set(edit_.get(), EL_PROMPT, &Lines::prompt_of);
    el_set(edit_.get(), EL_ADDFN, "complete", "completes the word", &Lines::complete);
    el_set(edit_.get(), EL_BIND, "^I", "complete", nullptr);
  }

  // None: there are no more.
  std::optional<std::string> next(const std::string& prompt) {
    if (!edit_) {
      std::string line;
      if (!std::getline(std::cin, line)) return std::nullopt;
      return line;
    }
    prompt_ = prompt;
    int length = 0;
    const char* line = el_gets(edit_.get(), &length);
    if (line == nullptr || length <= 0) return std::nullopt;
    HistEvent event;
    history(history_.get(), &event, H_ENTER, line);
    std::string text(line, static_cast<std::size_t>(length));
    if (text.ends_with('\n')) text.pop_back();
    return text;
  }
  bool is_edited() const { return edit_ != nullptr; }

 private:
  static Lines& of(EditLine* edit) {
    void* self = nullptr;
    el_get(edit, EL_CLIENTDATA, &self);
    return *static_cast<Lines*>(self);
  }
  static char* prompt_of(EditLine* edit) { return of(edit).prompt_.data(); }
  // As far as all words that begin so are alike.
  static unsigned char complete(EditLine* edit, int) {
    const LineInfo* line = el_line(edit);
    const std::string_view before(line->buffer,
                                  static_cast<std::size_t>(line->cursor - line->buffer));
    const std::string_view begun = before.substr(before.rfind(' ') + 1);
    std::optional<std::string> common;
    for (const std::string& word : of(edit).words_) {
      if (begun.empty() || !word.starts_with(begun)) continue;
      if (!common) common = word + " ";
      const auto [same, other] = std::ranges::mismatch(*common, word + " ");
      common->erase(same, common->end());
    }
    if (!common || common->size() <= begun.size()) return CC_ERROR;
    return el_insertstr(edit, common->substr(begun.size()).c_str()) == 0 ? CC_REFRESH : CC_ERROR;
  }
  struct End {
    void operator()(EditLine* edit) const { el_end(edit); }
    void operator()(::History* list) const { history_end(list); }
  };

  std::unique_ptr<EditLine, End> edit_;
  std::unique_ptr<::History, End> history_;
  std::vector<std::string> words_;
  std::string prompt_;
};

bool write_submission(const Shell& shell, std::string file, const std::string& lab) {
  if (file.empty()) file = std::filesystem::path(lab).stem().string() + ".submission.yaml";
  std::string failure = refuse_outputs({{"submit", file}}, lab);
  if (failure.empty()) failure = write_whole(file, submission_file(shell.submission()));
  fmt::print("{}\n", failure.empty() ? "Written: " + file : failure);
  return failure.empty();
}

}  // namespace

int lab_new_command(const LabArguments& arguments) {
  sim::Diagnostics diagnostics;
  const auto source = read_file_of(arguments.file, diagnostics);
  std::optional<Scenario> scenario;
  if (source) scenario = load(*source, {}, diagnostics);
  if (!scenario) return complain(diagnostics);
  fmt::print("{}", lab_draft(*scenario));
  return exit_ok;
}

int lab_seal_command(const LabArguments& arguments) {
  sim::Diagnostics diagnostics;
  const auto source = read_file_of(arguments.file, diagnostics);
  std::optional<Lab> lab;
  if (source) lab = read_lab(*source, diagnostics);
  if (!lab) return complain(diagnostics);
  fmt::print("{}", sealed_file(*lab, lab->source.text));
  return exit_ok;
}

int lab_open_command(const LabArguments& arguments) {
  sim::Diagnostics diagnostics;
  const auto source = read_file_of(arguments.file, diagnostics);
  std::optional<Lab> lab;
  if (source) lab = read_lab(*source, diagnostics);
  if (!lab) return complain(diagnostics);
  const ShellTools tools{
      .scan = [](const World& world,
                 const Scenario& scenario) { return scan_text(world, scenario, false); },
      .probe = [](const World& world, const Scenario& scenario,
                  std::size_t device) { return probe_text(world, scenario, device); }};
  Shell shell(*lab, arguments.language, tools);
  Lines lines(shell.words());
  fmt::print("{}", shell.greeting());
  bool failed = false;
  while (true) {
    std::fflush(stdout);
    const auto line = lines.next(shell.prompt());
    if (!line) break;
    if (!lines.is_edited()) fmt::print("{}{}\n", shell.prompt(), *line);
    const Shell::Answer answer = shell.execute(*line);
    fmt::print("{}", answer.text);
    if (answer.submitted) {
      failed = !write_submission(shell, *answer.submitted, arguments.file) || failed;
    }
    if (answer.leaves) break;
  }
  return failed ? exit_usage : exit_ok;
}

int lab_grade_command(const LabArguments& arguments) {
  const std::vector<Output> outputs{{"--json", arguments.json}, {"--junit", arguments.junit}};
  if (const auto why = refuse_outputs(outputs, arguments.file); !why.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", why);
    return exit_usage;
  }
  sim::Diagnostics diagnostics;
  const auto source = read_file_of(arguments.file, diagnostics);
  std::optional<Lab> lab;
  if (source) lab = read_lab(*source, diagnostics);
  if (lab && lab->was_sealed) {
    diagnostics.error_in_file(arguments.file, "is sealed: its teacher grades, with the lab itself");
  }
  std::vector<Submission> submissions;
  for (const std::string& file : arguments.submissions) {
    const auto text = read_source(file, diagnostics);
    auto submission = text ? read_submission(*text, diagnostics) : std::nullopt;
    if (submission) submissions.push_back(std::move(*submission));
  }
  if (!lab || !diagnostics.ok()) return complain(diagnostics);
  std::vector<Grade> grades(submissions.size());
  on_all_cores(submissions.size(), arguments.jobs,
               [&](std::size_t i) { grades[i] = grade(*lab, submissions[i], arguments.language); });
  for (const auto& [path, text] :
       {std::pair{arguments.json, grade_json(grades)},
        std::pair{arguments.junit, grade_junit(grades, arguments.file)}}) {
    if (path.empty()) continue;
    if (const auto failure = write_whole(path, text); !failure.empty()) {
      fmt::print(stderr, "fastbusy: {}\n", failure);
      return exit_usage;
    }
  }
  if (arguments.json != "-" && arguments.junit != "-") fmt::print("{}", grade_text(grades));
  return std::ranges::all_of(grades, &Grade::passed) ? exit_ok : exit_failed;
}

}  // namespace app
