// The runs of a sweep that are done, a line each, so that an interrupted one goes on where it was:
// a line that is not whole is none.
#pragma once

#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

#include "app/what_if/sweep.hpp"

namespace app {

class SweepJournal {
 public:
  // `question`: what was asked, as a number: a journal of another sweep is refused.
  SweepJournal(const std::string& path, std::uint64_t question, std::size_t metrics,
               std::vector<SweepOutcome>& outcomes);
  ~SweepJournal();
  SweepJournal(const SweepJournal&) = delete;
  SweepJournal& operator=(const SweepJournal&) = delete;

  std::size_t known() const { return known_; }             // runs that were there
  const std::string& failure() const { return failure_; }  // empty: none
  void add(std::size_t run, const SweepOutcome& outcome);  // from any thread

 private:
  // How much of the file is whole.
  std::size_t read(const std::string& text, const std::string& header, std::size_t metrics,
                   std::vector<SweepOutcome>& outcomes);

  std::FILE* file_ = nullptr;
  std::size_t known_ = 0;
  std::string failure_;
  std::mutex mutex_;
};

// The journals of one sweep's shards as one: its text, runs in order. What went wrong, with its
// file and line: a journal of another sweep, or two that disagree.
struct MergedJournals {
  std::string text{};
  std::size_t runs = 0;
  std::string failure{};
};
MergedJournals merge_journals(const std::vector<std::string>& paths);

}  // namespace app
