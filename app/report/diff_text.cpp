#include "app/report/diff_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "app/report/phrases.hpp"
#include "app/scenario/short_text.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;
using Sense = BehaviourChange::Turn;
using Use = SettingChange::Use;

std::string or_nothing(const std::string& value) { return value.empty() ? "not there" : value; }

// "sw1.mac_aging is 1h instead of 5min"
std::string setting_phrase(const SettingChange& change) {
  std::string who = change.paths[0];
  if (change.paths.size() > 1) who += fmt::format(" (and {} more)", change.paths.size() - 1);
  if (change.kind == SettingChange::Kind::act || change.kind == SettingChange::Kind::link ||
      change.kind == SettingChange::Kind::device) {
    return fmt::format("{} ({}) is {}", who, change.after.empty() ? change.before : change.after,
                       change.before.empty()  ? "new"
                       : change.after.empty() ? "gone"
                                              : "of another kind");
  }
  return fmt::format("{} is {} instead of {}", who, or_nothing(change.after),
                     or_nothing(change.before));
}

std::string settings_sentence(const Diff& diff) {
  constexpr std::size_t most = 3;
  if (diff.settings.empty()) return "Both are configured alike.";
  std::string text;
  for (std::size_t i = 0; i < std::min(most, diff.settings.size()); ++i) {
    text += (i == 0 ? "" : "; ") + setting_phrase(diff.settings[i]);
  }
  if (diff.settings.size() > most) {
    text += fmt::format("; and {} more changes", diff.settings.size() - most);
  }
  return text + ".";
}

// "12 of 12 phones no longer suffer: ..."
std::string suffering_sentence(const Diff& diff) {
  const Behaviour& b = diff.behaviour;
  std::string text;
  if (b.suffer_before == b.suffer_after) {
    text = b.suffer_after == 0
               ? fmt::format("None of {} phones suffers anything, before or after", b.phones)
               : fmt::format("{} of {} phones suffer, as many as before", b.suffer_after, b.phones);
  } else if (b.suffer_before > b.suffer_after) {
    text = fmt::format("{} of {} phones suffered, {} now", b.suffer_before, b.phones,
                       b.suffer_after == 0 ? "none does" : fmt::format("{} do", b.suffer_after));
  } else {
    text = fmt::format("{} of {} phones suffer, {} before", b.suffer_after, b.phones,
                       b.suffer_before == 0 ? "none did" : fmt::format("{} did", b.suffer_before));
  }
  const std::size_t was = diff.before.losses();
  const std::size_t now = diff.after.losses();
  if (was != now) text += fmt::format(" ({} -> {})", counted(was, "lost registration"), now);
  return text + ".";
}

// What decided before and does no longer, and the reverse.
std::string causes_sentence(const Diff& diff, bool vanished) {
  std::string causes;
  std::string fates;
  for (const BehaviourChange& one : diff.behaviour.changes) {
    if ((one.sum_after == 0) != vanished) continue;
    const bool is_cause = one.subject.starts_with("cause.");
    if (!is_cause && !one.subject.starts_with("drops.")) continue;
    std::string& list = is_cause ? causes : fates;
    list += (list.empty() ? "" : ", ") + one.subject.substr(6);
  }
  if (causes.empty() && fates.empty()) return "";
  std::string text;
  if (!causes.empty()) {
    text = fmt::format("{} {}", causes,
                       vanished ? "decided it, and decides nothing any more" : "decides it now");
  }
  if (!fates.empty()) {
    text +=
        fmt::format("{}{} of {}", text.empty() ? "" : "; ",
                    vanished ? text.empty() ? "No frame dies any more" : "no frame dies any more"
                    : text.empty() ? "Frames die now"
                                   : "frames die now",
                    fates);
  }
  return text + ".";
}

// "Better off: 12 phones (phone.losses 3 -> 0, ...)."; the first few things that are told.
std::string turned_sentence(const Diff& diff, Sense turn, const std::string& nobody) {
  constexpr std::size_t most = 3;
  std::set<std::string> who;
  std::string what;
  std::size_t told = 0;
  for (const BehaviourChange& one : diff.behaviour.changes) {
    if (one.turn != turn) continue;
    who.insert(one.who.begin(), one.who.end());
    if (told++ >= most) continue;
    what +=
        fmt::format("{}{} {} -> {}", what.empty() ? "" : ", ", one.subject, one.before, one.after);
  }
  if (who.empty()) return nobody;
  return fmt::format("{} off: {} ({}{}).", turn == Sense::worse ? "Worse" : "Better",
                     counted(who.size(), "phone"), what, told > most ? ", ..." : "");
}

std::string not_exercised_sentence(const Diff& diff) {
  std::size_t idle = 0;
  for (const SettingChange& one : diff.settings) {
    idle += one.use == Use::not_exercised || one.use == Use::cannot_act ? 1 : 0;
  }
  if (idle == 0) return "";
  if (idle == diff.settings.size()) {
    return "What is configured otherwise was not exercised: nothing in this file ever depended on "
           "it, so this says nothing about it.";
  }
  return fmt::format("{} of {} not exercised.", counted(idle, "change"),
                     counted(diff.settings.size(), "change") + (idle == 1 ? " was" : " were"));
}

std::string_view word_of(Sense turn) {
  switch (turn) {
    case Sense::better: return "better";
    case Sense::worse: return "worse";
    case Sense::moved: return "moved";
  }
  return "";
}

std::string_view word_of(Use use) {
  switch (use) {
    case Use::exercised: return "exercised";
    case Use::not_exercised: return "not_exercised";
    case Use::cannot_act: return "cannot_act";
    case Use::not_tried: return "not_tried";
  }
  return "";
}

std::string use_text(const SettingChange& change) {
  switch (change.use) {
    case Use::exercised: return "";
    case Use::not_exercised:
      return "not exercised: with and without it every frame goes the same way";
    case Use::cannot_act: return "not exercised: " + change.why;
    case Use::not_tried: return "whether it was exercised was not tried";
  }
  return "";
}

std::string who_text(const BehaviourChange& change) {
  if (change.who.empty()) return "";
  if (change.who.size() == change.of) {
    return change.of == 1 ? change.who[0] : fmt::format("all {} phones", change.of);
  }
  constexpr std::size_t most = 3;
  std::string names;
  for (std::size_t i = 0; i < std::min(most, change.who.size()); ++i) {
    names += (i == 0 ? "" : ", ") + change.who[i];
  }
  if (change.who.size() > most) names += ", ...";
  return fmt::format("{} of {} phones: {}", change.who.size(), change.of, names);
}

std::string places(const SettingChange& change) {
  if (change.place_before == change.place_after) return change.place_after;
  return (change.place_before.empty() ? "nowhere" : change.place_before) + " -> " +
         (change.place_after.empty() ? "nowhere" : change.place_after);
}

}  // namespace

std::string wrapped(const std::string& text, std::size_t width) {
  std::string all;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (column > 0 && column + 1 + end - at > width) {
      all += '\n';
      column = 0;
    } else if (column > 0) {
      all += ' ';
      ++column;
    }
    all += text.substr(at, end - at);
    column += end - at;
    at = end + 1;
  }
  return all + "\n";
}

std::string diff_paragraph(const Diff& diff) {
  std::string text = settings_sentence(diff);
  const auto add = [&](const std::string& sentence) {
    if (!sentence.empty()) text += " " + sentence;
  };
  if (diff.behaviour.changes.empty()) {
    add(
        fmt::format("Nothing that was compared is otherwise: {}, the same losses, times, frames' "
                    "fates and causes{}.",
                    counted(diff.behaviour.phones, "phone"),
                    diff.behaviour.calls_compared ? ", and the same calls would ring" : ""));
    if (diff.behaviour.small > 0) {
      add(fmt::format("But {} moved, by no more than the tolerance.",
                      counted(diff.behaviour.small, "time")));
    }
  } else {
    add(suffering_sentence(diff));
    add(causes_sentence(diff, true));
    add(causes_sentence(diff, false));
    add(turned_sentence(diff, Sense::better, ""));
    add(turned_sentence(diff, Sense::worse, "Nobody is worse off."));
  }
  add(not_exercised_sentence(diff));
  return text;
}

std::string diff_text(const Diff& diff, std::size_t width, const Style& style) {
  std::string text = wrapped(diff_paragraph(diff), width);
  if (!diff.settings.empty()) text += style.bold("CONFIGURATION") + "\n";
  for (const SettingChange& one : diff.settings) {
    std::string more;
    if (one.paths.size() > 1) more = fmt::format(" (and {} more)", one.paths.size() - 1);
    text += fmt::format("  {}{}   {} -> {}   {}{}\n", one.paths[0], more, or_nothing(one.before),
                        or_nothing(one.after), style.dim(places(one)),
                        diff.is_allowed(one) ? "   allowed" : "");
    if (const std::string use = use_text(one); !use.empty()) text += "    " + use + "\n";
  }
  if (!diff.behaviour.changes.empty()) text += style.bold("BEHAVIOUR") + "\n";
  for (const BehaviourChange& one : diff.behaviour.changes) {
    const std::string word = fmt::format("{:<7}", word_of(one.turn));
    text += fmt::format("  {} {}   {} -> {}   {}\n",
                        one.turn == Sense::worse    ? style.bad(word)
                        : one.turn == Sense::better ? style.good(word)
                                                    : word,
                        one.subject, one.before, one.after,
                        style.dim(one.what + (one.who.empty() ? "" : "; " + who_text(one)) +
                                  (diff.is_allowed(one) ? "; allowed" : "")));
  }
  if (diff.behaviour.small > 0) {
    text += fmt::format("{} moved by less than the tolerance (--tolerance 0s tells them)\n",
                        counted(diff.behaviour.small, "time"));
  }
  if (!diff.behaviour.calls_compared) return text + "who could be called was not compared\n";
  const Duration grid = std::max(diff.before.service->grid, diff.after.service->grid);
  return text +
         fmt::format(
             "called at least every {}: shorter outages of registered phones may be missed\n",
             short_text(grid));
}

std::string diff_json(const Diff& diff) {
  Json settings = Json::array();
  for (const SettingChange& one : diff.settings) {
    settings.push_back({{"settings", one.paths},
                        {"before", one.before},
                        {"after", one.after},
                        {"place_before", one.place_before},
                        {"place_after", one.place_after},
                        {"use", word_of(one.use)},
                        {"why", one.why},
                        {"allowed", diff.is_allowed(one)}});
  }
  Json changes = Json::array();
  for (const BehaviourChange& one : diff.behaviour.changes) {
    changes.push_back({{"subject", one.subject},
                       {"what", one.what},
                       {"turn", word_of(one.turn)},
                       {"before", one.before},
                       {"after", one.after},
                       {"phones", one.who},
                       {"of", one.of},
                       {"allowed", diff.is_allowed(one)}});
  }
  const Json all = {{"before", diff.before.scenario.path},
                    {"after", diff.after.scenario.path},
                    {"seed", diff.after.seed},
                    {"summary", diff_paragraph(diff)},
                    {"configuration", settings},
                    {"behaviour", changes},
                    {"phones", diff.behaviour.phones},
                    {"suffer_before", diff.behaviour.suffer_before},
                    {"suffer_after", diff.behaviour.suffer_after},
                    {"moved_within_tolerance", diff.behaviour.small},
                    {"calls_compared", diff.behaviour.calls_compared},
                    {"unexpected", diff.unexpected()}};
  return all.dump(2) + "\n";
}

}  // namespace app
