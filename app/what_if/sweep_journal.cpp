#include "app/what_if/sweep_journal.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>

namespace app {
namespace {

// "RUN STATE VALUE ... ."
std::string line_of(std::size_t run, const SweepOutcome& outcome) {
  std::string line = fmt::format("{} {}", run, static_cast<int>(outcome.state));
  for (const std::int64_t value : outcome.values) line += fmt::format(" {}", value);
  return line + " .\n";
}

std::optional<std::pair<std::size_t, SweepOutcome>> outcome_of(std::string_view line,
                                                               std::size_t metrics) {
  if (!line.ends_with(" .")) return std::nullopt;
  line.remove_suffix(2);
  std::vector<std::int64_t> numbers;
  while (!line.empty()) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc{}) return std::nullopt;
    numbers.push_back(number);
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    if (!line.empty() && line.front() != ' ') return std::nullopt;
    if (!line.empty()) line.remove_prefix(1);
  }
  const auto last = static_cast<std::int64_t>(SweepOutcome::State::stopped);
  if (numbers.size() < 2 || numbers[0] < 0 || numbers[1] <= 0 || numbers[1] > last) {
    return std::nullopt;
  }
  SweepOutcome outcome{.state = static_cast<SweepOutcome::State>(numbers[1])};
  outcome.values.assign(numbers.begin() + 2, numbers.end());
  const bool has_values = outcome.state != SweepOutcome::State::refused;
  if (outcome.values.size() != (has_values ? metrics : 0)) return std::nullopt;
  return std::pair(static_cast<std::size_t>(numbers[0]), std::move(outcome));
}

}  // namespace

SweepJournal::SweepJournal(const std::string& path, std::uint64_t question, std::size_t metrics,
                           std::vector<SweepOutcome>& outcomes) {
  const std::string header = fmt::format("fastbusy-sweep 1 {:016x}\n", question);
  std::string text;
  std::error_code unknown;
  if (std::filesystem::exists(path, unknown) && !std::filesystem::is_regular_file(path, unknown)) {
    failure_ = path + ": a journal is a file of its own, which is read and written again";
    return;
  }
  {
    std::ifstream old(path, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(old), {});
  }
  // A journal that was killed at its very first line holds nothing.
  const bool is_new = header.starts_with(text);
  if (!is_new && !text.starts_with(header)) {
    failure_ = path + (text.starts_with("fastbusy-sweep ")
                           ? ": the journal of another sweep (other values, seeds, file or version "
                             "of fastbusy): remove it, or name another file"
                           : ": no journal of a sweep");
    return;
  }
  const std::size_t whole = is_new ? 0 : read(text, header, metrics, outcomes);
  std::error_code error;
  if (whole < text.size()) std::filesystem::resize_file(path, whole, error);
  file_ = error ? nullptr : std::fopen(path.c_str(), "ab");
  if (file_ == nullptr) {
    failure_ = path + ": " + (error ? error.message() : std::strerror(errno));
  } else if (whole == 0) {
    std::fputs(header.c_str(), file_);
    std::fflush(file_);
  }
}

SweepJournal::~SweepJournal() {
  if (file_ != nullptr) std::fclose(file_);
}

std::size_t SweepJournal::read(const std::string& text, const std::string& header,
                               std::size_t metrics, std::vector<SweepOutcome>& outcomes) {
  std::size_t whole = header.size();
  while (true) {
    const std::size_t end = text.find('\n', whole);
    if (end == text.npos) return whole;
    const auto line = outcome_of(std::string_view(text).substr(whole, end - whole), metrics);
    if (!line || line->first >= outcomes.size()) return whole;
    SweepOutcome& outcome = outcomes[line->first];
    known_ += outcome.state == SweepOutcome::State::missing ? 1 : 0;
    outcome = line->second;
    whole = end + 1;
  }
}

MergedJournals merge_journals(const std::vector<std::string>& paths) {
  struct Known {
    std::string line;
    const std::string* path;
  };
  std::string header;
  std::map<std::size_t, Known> runs;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return {.failure = path + ": " + std::strerror(errno)};
    std::string line;
    std::getline(file, line);
    if (!line.starts_with("fastbusy-sweep 1 ")) {
      return {.failure = path + ":1: no journal of a sweep"};
    }
    if (!header.empty() && line != header) {
      return {.failure = path + ":1: the journal of another sweep than " + paths.front()};
    }
    header = line;
    for (std::size_t number = 2; std::getline(file, line); ++number) {
      std::size_t run = 0;
      const auto parsed = std::from_chars(line.data(), line.data() + line.size(), run);
      // Killed while it was written: that run is done again.
      if (parsed.ec != std::errc{} || !line.ends_with(" .")) break;
      const auto [known, is_new] = runs.try_emplace(run, Known{line, &path});
      if (!is_new && known->second.line != line) {
        return {.failure = fmt::format("{}:{}: run {} came to something else than in {}", path,
                                       number, run, *known->second.path)};
      }
    }
  }
  MergedJournals merged{.text = header + "\n", .runs = runs.size()};
  for (const auto& [run, known] : runs) merged.text += known.line + "\n";
  return merged;
}

void SweepJournal::add(std::size_t run, const SweepOutcome& outcome) {
  if (file_ == nullptr) return;
  const std::string line = line_of(run, outcome);
  const std::lock_guard lock(mutex_);
  // The system has it then, whatever becomes of this process.
  std::fwrite(line.data(), 1, line.size(), file_);
  std::fflush(file_);
}

}  // namespace app
