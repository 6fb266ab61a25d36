// The causal chain, newest link first.
#include "app/proof/explain.hpp"

#include <algorithm>

#include "app/proof/dead_frame.hpp"
#include "app/scenario/setting.hpp"
#include "app/scenario/short_text.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

// Does each wait take about twice as long as the one before?
bool doubles(const std::vector<Duration>& delays) {
  for (std::size_t i = 1; i < delays.size(); ++i) {
    const double ratio = sim::seconds(delays[i]) / sim::seconds(delays[i - 1]);
    if (ratio < 1.9 || ratio > 2.1) return false;
  }
  return delays.size() > 1;
}

std::string ellipsis(const std::vector<Duration>& delays) {
  if (delays.size() == 1) return short_text(delays.front());
  return short_text(delays.front()) + (delays.size() > 2 ? ", ... " : " and ") +
         short_text(delays.back());
}

class Chain {
 public:
  Chain(const Run& result, std::size_t phone)
      : scenario_(result.scenario), result_(result), phone_(phone) {
    chain_.phone = scenario_.devices[phone].name;
  }

  Explanation of_loss(const Stay& stay, const Progress& progress) {
    const std::string& server = scenario_.devices[stay.server].name;
    Step end{stay.to, chain_.phone + " lost " + server};
    end.details.push_back("registered since " + sim::clock_text(stay.from) + ", for " +
                          short_text(stay.held()));
    end.details.push_back(
        server + " logged: " + (stay.server_text.empty() ? "nothing yet" : stay.server_text));
    end.details.push_back("the phone saw: " +
                          (stay.phone_text.empty() ? "nothing" : stay.phone_text));
    chain_.steps.push_back(std::move(end));
    if (stay.patience > Duration{}) {
      chain_.steps.push_back(
          {stay.to - stay.patience,
           server + " heard " + chain_.phone + " for the last time",
           {"it waited " + short_text(stay.patience) + " for the next message"}});
    }
    return of_cause(stay.cause, progress, stay.to);
  }

  Explanation of_never(const Absence& never, const Progress& progress) {
    Step end{result_.history.end, chain_.phone + " has never been registered"};
    if (!never.phone_text.empty()) end.details.push_back("its user reads: " + never.phone_text);
    chain_.steps.push_back(std::move(end));
    return of_cause(never.cause, progress);
  }

  Explanation of_absence(const Absence& away, bool is_back, const Progress& progress) {
    const std::string& server = scenario_.devices[away.server].name;
    Step end{result_.history.end,
             !is_back ? chain_.phone + " is registered nowhere since " + sim::clock_text(away.since)
                      : chain_.phone + " has never been at " + server + ", its first call server"};
    if (!away.phone_text.empty()) end.details.push_back("its user reads: " + away.phone_text);
    chain_.steps.push_back(std::move(end));
    return of_cause(away.cause, progress);
  }

  Explanation of_call(const Call& call, const Progress& progress) {
    Step end{call.ended, "a call to " + chain_.phone + " failed: " + call.text};
    end.details.push_back("it began at " + sim::clock_text(call.began));
    for (const Stay& stay : result_.history.stays) {
      if (stay.phone != phone_ || stay.from > call.began || stay.to < call.began) continue;
      end.details.push_back(chain_.phone + " was registered at " +
                            scenario_.devices[stay.server].name + ", since " +
                            sim::clock_text(stay.from));
    }
    chain_.steps.push_back(std::move(end));
    return of_cause(call.cause, progress);
  }

 private:
  // `lost`: when, of what was lost. Without power nothing that died tells the time.
  Explanation of_cause(const Cause& cause, const Progress& progress, Time lost = models::never) {
    if (cause.drop) add_death(cause, progress);
    if (!cause.delays.empty()) add_retransmissions(cause.delays);
    if (cause.drop && cause.drop->cause.since != models::never) add_age(*cause.drop);
    if (!cause.log.empty()) chain_.steps.push_back({models::never, "the DHCP log of " + cause.log});
    if (!cause.dns.empty()) chain_.steps.push_back({models::never, "DNS said: " + cause.dns});
    if (!cause.power.empty()) chain_.steps.push_back({models::never, cause.power});
    if (!cause.answered.empty())
      chain_.steps.push_back({models::never, "the registrar answered: " + cause.answered});
    if (!cause.event.empty())
      chain_.steps.push_back({models::never, "the timeline says: " + cause.event});
    chain_.setting = cause.setting;
    const Time at = cause.drop ? cause.drop->at : cause.power.empty() ? models::never : lost;
    const ValueThen then = value_then(scenario_, cause.setting, at);
    chain_.value = then.value;
    chain_.place = place_of(scenario_, then.by.empty() ? cause.setting : then.by);
    chain_.cause = cause;
    return std::move(chain_);
  }

  void add_death(const Cause& cause, const Progress& progress) {
    const models::DropFact& drop = *cause.drop;
    const models::FateText& fate = models::describe(drop.fate);
    const DeadFrame dead = find_dead_frame(result_, drop, progress);
    const std::string at = dead.place.empty() ? "" : " at " + dead.place;  // interrupted
    Step death{drop.at, (dead.message.empty() ? "a frame" : dead.message) + " died" + at + ": " +
                            std::string(fate.name)};
    death.details.emplace_back(fate.meaning);
    if (dead.made != models::never && dead.made < drop.at) {
      death.details.push_back(dead.maker + " had sent it at " + sim::clock_text(dead.made));
    }
    if (cause.drops > 1) {
      death.details.push_back("it was the last of " + std::to_string(cause.drops) +
                              " frames that died on this way in that time");
    }
    chain_.steps.push_back(std::move(death));
    died_at_ = dead.device;
  }

  void add_retransmissions(const std::vector<Duration>& delays) {
    Step again{models::never, "TCP sent " + std::to_string(delays.size()) +
                                  " of them again, after " + ellipsis(delays)};
    if (doubles(delays)) {
      again.details.emplace_back(
          "each wait is twice the one before: the RTO doubles (RFC 6298, 5.5),");
      again.details.emplace_back("and the ACK of what was sent again measures nothing (Karn, 3)");
    }
    chain_.steps.push_back(std::move(again));
  }

  void add_age(const models::DropFact& drop) {
    Step aged{drop.cause.since, "the entry in the table" +
                                    (died_at_.empty() ? "" : " of " + died_at_) + " had aged out"};
    aged.details.push_back(short_text(drop.at - drop.cause.since) + " before; its limit is " +
                           sim::to_text(drop.cause.limit));
    if (drop.cause.limit > Duration{} && drop.cause.limit < models::forever) {
      aged.details.push_back("it had last been used at " +
                             sim::clock_text(drop.cause.since - drop.cause.limit));
    }
    chain_.steps.push_back(std::move(aged));
  }

  const Scenario& scenario_;
  const Run& result_;
  std::size_t phone_;
  std::string died_at_;  // the device
  Explanation chain_;
};

}  // namespace

std::optional<Explanation> explain(Run& run, std::size_t phone, Time from,
                                   const Progress& progress) {
  Chain chain(run, phone);
  const auto told = [&](Explanation explanation, const Cause& cause) {
    for (Story& story : stories_of(run.scenario, run.history)) {
      if (std::ranges::find(story.causes, &cause) == story.causes.end()) continue;
      explanation.story = std::move(story);
      break;
    }
    return explanation;
  };
  for (const Stay& stay : run.history.stays) {
    if (stay.phone != phone || !stay.lost || stay.to < from) continue;
    return told(chain.of_loss(stay, progress), stay.cause);
  }
  for (const Absence& never : run.history.never_registered) {
    if (never.phone == phone) return told(chain.of_never(never, progress), never.cause);
  }
  for (const Call& call : run.history.calls) {
    if (call.phone != phone || !call.failed || call.began < from) continue;
    return told(chain.of_call(call, progress), call.cause);
  }
  for (const Absence& away : run.history.never_back) {
    if (away.phone == phone) return told(chain.of_absence(away, false, progress), away.cause);
  }
  for (const Absence& away : run.history.never_at_first) {
    if (away.phone == phone) return told(chain.of_absence(away, true, progress), away.cause);
  }
  return std::nullopt;
}

std::vector<Cure> all_cures(const Run& run, const Story& story, const Effort& effort,
                            const Progress& progress) {
  Trials trials(run, effort, progress);
  return cures_of(run, story, trials, Knowledge(run.scenario), true);
}

}  // namespace app
