#include "bench/causes/named.hpp"

#include <algorithm>
#include <set>

namespace bench {
namespace {

void collect(const app::Cause& cause, std::set<std::string>& into) {
  if (!cause.setting.empty()) into.insert(cause.setting);
  for (const app::Deciding& one : cause.deciding) {
    into.insert(one.setting);
    if (!one.with.empty()) into.insert(one.with);
  }
}

}  // namespace

std::vector<std::string> named_settings(const app::History& history) {
  std::set<std::string> found;
  for (const app::Stay& stay : history.stays) {
    if (stay.lost) collect(stay.cause, found);
  }
  for (const auto* absences :
       {&history.never_registered, &history.never_back, &history.never_at_first}) {
    for (const app::Absence& absence : *absences) collect(absence.cause, found);
  }
  for (const app::Call& call : history.calls) {
    if (call.failed) collect(call.cause, found);
  }
  return {found.begin(), found.end()};
}

Naming judged(std::vector<std::string> named, const std::vector<Fault>& faults) {
  Naming naming{.named = std::move(named)};
  const auto answers = [](const Fault& fault, const std::string& name) {
    return std::ranges::any_of(fault.answers, [&](const std::string& answer) {
      return name == answer || name.starts_with(answer + ".");  // an item of a list
    });
  };
  for (const Fault& fault : faults) {
    naming.found +=
        std::ranges::any_of(naming.named, [&](const auto& name) { return answers(fault, name); })
            ? 1
            : 0;
  }
  naming.innocent =
      static_cast<std::size_t>(std::ranges::count_if(naming.named, [&](const std::string& name) {
        return std::ranges::none_of(faults,
                                    [&](const Fault& fault) { return answers(fault, name); });
      }));
  return naming;
}

}  // namespace bench
