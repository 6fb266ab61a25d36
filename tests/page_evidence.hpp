// Evidence made by hand for the page: how old phone1's entry is in sw1's port security during the
// 16-minute cycle, as the manuals have it (keepalives 115 s after the last answer, entries of 60 s,
// retransmission after 220 ms, twice as late every time).
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "app/report/html.hpp"
#include "app/report/page_template.hpp"

namespace tests {

inline std::string page_of(const app::RunResult& result, std::string_view scenario_text,
                           const app::PageEvidence& evidence = {}) {
  static const auto page_template = app::read_page_template();
  if (!page_template) {
    std::fprintf(stderr, "%s\n", app::no_page_template().c_str());
    std::abort();
  }
  return app::html_report(*page_template, result, scenario_text, evidence);
}

inline app::AgeingSeries port_security_ages(const app::RunResult& result) {
  using Direction = app::AgeingSeries::Direction;
  using std::chrono::milliseconds, std::chrono::seconds;
  const std::size_t phone = *result.scenario.device("phone1");
  app::AgeingSeries series{.title = "Port security of sw1, phone1's address",
                           .device = "sw1",
                           .setting = "sw1.port_security.aging_time",
                           .limit_s = 60,
                           .phone = phone,
                           .passages = {},
                           .deaths = {}};
  const auto pass = [&](sim::Time at) {
    series.passages.push_back({at, Direction::from_phone, true});
    series.passages.push_back({at + milliseconds{1}, Direction::to_phone, false});
  };
  for (const app::Stay& stay : result.history.stays) {
    if (stay.phone != phone) continue;
    if (stay.server != *result.scenario.device("cucm1")) {  // it asks for its primary
      for (sim::Time at = stay.from; at < stay.to; at += seconds{30}) pass(at);
      continue;
    }
    pass(stay.from);
    sim::Time answered = stay.from;
    for (milliseconds wait{220};; wait *= 2) {
      const sim::Time sent = answered + seconds{115};
      if (sent >= stay.to) break;
      series.deaths.push_back({.at = sent,
                               .fate = models::Fate::port_security_relearn,
                               .age = sent - answered,
                               .begins_anew = true});
      if (sent + wait >= stay.to) break;
      pass(sent + wait);
      answered = sent + wait;
    }
  }
  return series;
}

inline app::LadderPicture a_ladder(sim::Time at) {
  return {.title = "phone1 and cucm1",
          .at = at,
          .svg =
              "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"420\" height=\"90\">"
              "<g stroke=\"currentColor\"><path d=\"M40 20V85M380 20V85M40 40L380 50\"/></g>"
              "<g fill=\"currentColor\"><text x=\"40\" y=\"14\">phone1</text>"
              "<text x=\"360\" y=\"14\">cucm1</text><text x=\"150\" y=\"36\">REGISTER</text></g>"
              "<script>document.title = 'hacked'</script></svg>"};
}

inline app::PageEvidence evidence_by_hand(const app::RunResult& result) {
  const auto loss = std::ranges::find_if(result.history.stays, &app::Stay::lost);
  return {.ladders = {a_ladder(loss->to)}, .ageing = {port_security_ages(result)}};
}

}  // namespace tests
