// Who could be called, in words: for the verdict, and a line for each group of phones.
#pragma once

#include <string>
#include <vector>

#include "app/report/phrases.hpp"

namespace app {

// "; every phone can be called", "; 3 of 12 phones cannot be called at times, for up to 5min 28s"
std::vector<Phrase> service_phrases(const RunResult& result);

// Of groups in which somebody could not be called; empty: all could.
struct ServiceLine {
  std::string group;
  std::string text;  // "45.2 % of the time; longest outage 5min 28s (phone3 from 3:00.01); ..."
};
std::vector<ServiceLine> service_lines(const RunResult& result);
// "asked at least every 24s: shorter outages may be missed"
std::string service_note(const Service& service);

}  // namespace app
