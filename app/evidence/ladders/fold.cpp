// Exchanges that were answered, again and again, become one line; far from losses nothing is shown.
#include <algorithm>
#include <map>

#include "app/evidence/ladders/ladder.hpp"

namespace app {
namespace {

using Role = LadderMessage::Role;

// A request, what answered it, and their ways; or a message that is part of none.
struct Exchange {
  std::vector<std::size_t> messages;  // their numbers
  std::string signature;              // equal for exchanges that are alike
  bool clean = false;                 // answered, nothing died, nothing was repeated
};

bool is_crlf(const LadderMessage& m) { return m.label == "SIP CRLF keepalive"; }

std::vector<Exchange> exchanges_of(const std::vector<LadderMessage>& messages) {
  std::vector<Exchange> exchanges;
  std::map<std::uint64_t, std::size_t> open;  // by conversation
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const LadderMessage& m = messages[i];
    const auto known = open.find(m.conversation);
    const bool begins = m.role == Role::other || (m.role == Role::refresh && m.begins) ||
                        m.role == Role::acknowledgement || known == open.end();
    if (begins) {
      exchanges.emplace_back();
      if (m.role == Role::refresh) open[m.conversation] = exchanges.size() - 1;
    }
    Exchange& exchange = begins ? exchanges.back() : exchanges[known->second];
    exchange.messages.push_back(i);
    exchange.signature += std::to_string(m.conversation) + " " + std::to_string(m.from) + " " +
                          std::to_string(m.to) + " " + m.label + "\n";
  }
  for (Exchange& e : exchanges) {
    const auto is = [&](auto what) {
      return [&, what](std::size_t i) { return what(messages[i]); };
    };
    const auto troubled = [](const LadderMessage& m) { return m.death || m.repeated; };
    const auto answers = [](const LadderMessage& m) { return m.role == Role::answer; };
    const LadderMessage& first = messages[e.messages[0]];
    e.clean = first.role == Role::refresh && first.begins &&
              std::ranges::none_of(e.messages, is(troubled)) &&
              (is_crlf(first) || std::ranges::any_of(e.messages, is(answers)));
  }
  return exchanges;
}

// Of exchanges that follow each other with nothing else between them: those that are alike.
void fold_block(const std::vector<LadderMessage>& messages, std::span<const Exchange> block,
                std::vector<LadderLine>& lines) {
  std::map<std::string, std::vector<const Exchange*>> alike;
  for (const Exchange& e : block) alike[e.signature].push_back(&e);
  for (const auto& [signature, group] : alike) {
    if (group.size() == 1) {
      for (const std::size_t i : group[0]->messages) lines.emplace_back(messages[i]);
      continue;
    }
    LadderRun run;
    run.count = group.size();
    const LadderMessage& first = messages[group.front()->messages[0]];
    run.from = first.from;
    run.to = first.to;
    for (const std::size_t i : group.front()->messages) {
      run.from = std::min({run.from, messages[i].from, messages[i].to});
      run.to = std::max({run.to, messages[i].from, messages[i].to});
    }
    run.label = first.label;
    run.answered = !is_crlf(first);
    run.first = first.sent;
    run.last = messages[group.back()->messages[0]].sent;
    lines.emplace_back(run);
  }
}

}  // namespace

Time time_of(const LadderLine& line) {
  if (const auto* message = std::get_if<LadderMessage>(&line)) return message->sent;
  if (const auto* run = std::get_if<LadderRun>(&line)) return run->first;
  if (const auto* gap = std::get_if<LadderGap>(&line)) return gap->first;
  return std::get<LadderNote>(line).at;
}

std::vector<LadderLine> folded(std::vector<LadderMessage> messages, std::vector<LadderNote> notes,
                               const LadderView& view, std::size_t& acknowledgements) {
  std::vector<LadderLine> lines;
  if (view.all) {
    for (LadderMessage& m : messages) lines.emplace_back(std::move(m));
  } else {
    acknowledgements += std::erase_if(messages, [](const LadderMessage& m) {
      return m.role == Role::acknowledgement && !m.death;
    });
    const std::vector<Exchange> exchanges = exchanges_of(messages);
    for (std::size_t i = 0; i < exchanges.size();) {
      std::size_t end = i;
      while (end < exchanges.size() && exchanges[end].clean) ++end;
      fold_block(messages, std::span(exchanges).subspan(i, end - i), lines);
      if (end < exchanges.size()) {
        for (const std::size_t m : exchanges[end].messages) lines.emplace_back(messages[m]);
        ++end;
      }
      i = end;
    }
  }
  for (LadderNote& note : notes) lines.emplace_back(std::move(note));
  std::ranges::stable_sort(lines, {}, time_of);
  return lines;
}

std::vector<LadderLine> narrowed(std::vector<LadderLine> lines, const LadderView& view) {
  if (view.all || lines.size() <= view.most_lines) return lines;
  const auto last_of = [](const LadderLine& line) {
    const auto* run = std::get_if<LadderRun>(&line);
    return run != nullptr ? run->last : time_of(line);
  };
  std::vector<bool> shown(lines.size(), view.windows.empty());
  std::size_t count = view.windows.empty() ? lines.size() : 0;
  const auto show = [&](Time from, Time to) {
    std::vector<std::size_t> inside;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool touches = time_of(lines[i]) <= to && last_of(lines[i]) >= from;
      if (touches && !shown[i]) inside.push_back(i);
    }
    if (count + inside.size() > view.most_lines) return false;
    for (const std::size_t i : inside) shown[i] = true;
    count += inside.size();
    return true;
  };
  for (std::size_t i = 0; i < view.windows.size(); ++i) {
    const LadderView::Window& window = view.windows[i];
    if (i == 0 && show(window.whole, window.to)) continue;
    if (!show(window.from, window.to) && i > 0) break;
  }
  if (count == 0) shown.assign(lines.size(), true);  // the first lines, then
  std::vector<LadderLine> some;
  LadderGap gap;
  const auto close = [&] {
    if (gap.lines > 0) some.emplace_back(gap);
    gap.lines = 0;
  };
  std::size_t left = view.most_lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (shown[i] && left > 0) {
      close();
      some.push_back(std::move(lines[i]));
      --left;
      continue;
    }
    if (gap.lines++ == 0) gap.first = time_of(lines[i]);
    gap.last = last_of(lines[i]);
  }
  close();
  return some;
}

}  // namespace app
