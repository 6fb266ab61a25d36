// Who was registered where and for how long, what was lost and why, and what repeats: read from the
// journal of a run, after it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/device/journal.hpp"

namespace app {

using models::Duration;
using models::Time;

// Something that ends a symptom when it is taken away, and harms nobody.
struct Deciding {
  std::string setting{};  // the path that --set takes, or timeline.N
  std::string with{};     // a second one, where neither is enough alone
  std::string event{};    // what the timeline did
  std::string cure{};     // with which change it was tried
};

// Why a registration was lost, from the symptom back to the setting.
struct Cause {
  std::string setting{};                   // the path that --set takes; empty: none is to blame
  std::string walked{};                    // where the walk from the symptom ended, tried or not
  std::vector<Deciding> deciding{};        // all that were found, the first one is `setting`
  bool is_proven = false;                  // else `setting` is where the walk ended, not tried
  std::string event{};                     // what the timeline did to bring it about
  std::string log{};                       // what a DHCP server logged about it
  std::string power{};                     // what became of it at its port
  std::string answered{};                  // what the registrar said instead of a grant
  std::string dns{};                       // what DNS said, where it knew no server
  std::string advice{};                    // better than that of the fate
  std::optional<models::DropFact> drop{};  // the last frame that should have arrived in time
  std::optional<std::size_t> died_at{};    // the device where it died
  std::string walked_too{};                // a second end of it
  std::optional<std::size_t> culprit{};    // the device of the second, if it is another's doing
  std::optional<std::size_t> died_on{};    // the cable, of Scenario::links, if it died there
  std::size_t drops = 0;                   // such frames during the whole registration
  std::vector<Duration> delays{};          // how long TCP waited before each retransmission
};

// One registration of a phone at a call server.
struct Stay {
  std::size_t phone = 0;   // device number in the scenario
  std::size_t server = 0;  // the same
  Time from{};
  Time to{};  // its end, or the run's
  bool ended = false;
  bool confirmed = false;     // the phone knows of it, too
  bool lost = false;          // ended against the phone's will, by no hand of an operator
  bool switched_off = false;  // the phone, by an operator
  std::string reason;         // keepalive_timeout, ...
  Duration patience{};        // how long the server had waited before it ended this
  int reason_code = 0;        // CUCM's, or the phone's LastOutOfServiceInformation
  std::string server_text;    // what the server logged; empty: it noticed nothing
  std::string phone_text;     // what the phone saw
  Cause cause;                // of a loss
  Duration held() const { return to - from; }
};

// A phone's registrations repeat: the mean over all full repeats.
struct Cycle {
  struct Phase {
    std::size_t server = 0;
    double held_s = 0;
  };
  std::size_t phone = 0;
  double period_s = 0;
  std::vector<Phase> phases;
  std::size_t repeats = 0;
};

// A phone that is not where it should be, though it lost nothing: no call server ever took it in,
// or not its first one, or it left one and came to none.
struct Absence {
  std::size_t phone = 0;
  std::size_t server = 0;  // that it should be at: its first one
  Time since{};
  std::string phone_text{};  // what its user reads; empty: nothing yet
  Cause cause{};
};

// Of a call that is answered: what its two sides saw of it.
struct Talk {
  std::optional<models::TalkFact> phone{};
  std::optional<models::TalkFact> server{};
  Time answered = models::never;
  Time silent_since = models::never;  // the longest time in which one side heard nothing
  Duration silence{};
  bool phone_is_deaf = false;
  bool server_is_deaf = false;  // or who is behind it
  bool phone_ended_it = false;  // was the first to end it
  const models::TalkFact& ender() const { return phone_ended_it ? *phone : *server; }
  // The other side's, if it knows of the call.
  const models::TalkFact* other() const {
    const auto& other = phone_ended_it ? server : phone;
    return other ? &*other : nullptr;
  }
};

// A call of a phone: to it from outside, or one that it makes.
struct Call {
  std::size_t phone = 0;   // device number
  std::size_t server = 0;  // its PBX: the same
  Time began{};
  Time ended{};  // rang, was refused, or was given up
  models::SipCallEnd how{};
  std::string end;   // rings, no_answer, ...
  std::string text;  // as its caller's side would tell it
  bool failed = false;
  Cause cause{};  // of its failure
  std::optional<Talk> talk{};
};

struct History {
  Time end{};
  std::vector<Stay> stays;                // by phone, then by time
  std::vector<std::string> phone_texts;   // by phone number: the last trouble that it showed
  std::vector<Cycle> cycles;              // by phone
  std::vector<Absence> never_registered;  // these three by phone
  std::vector<Absence> never_back;        // registered once, nowhere at the end: lost nothing, or
                                          // what was taken from them is there again
  std::vector<Absence> never_at_first;    // registered, but never at the first of several servers
  std::vector<Call> calls;                // in order of time
  std::vector<std::size_t> registered_at_end;  // phones
  std::array<std::uint64_t, models::fate_count> fates{};
  std::uint64_t not_kept = 0;     // deviations beyond what the journal holds
  std::uint64_t misdirected = 0;  // answers of another phone, that a PBX took for the right one

  std::size_t losses() const {
    return static_cast<std::size_t>(std::ranges::count_if(stays, &Stay::lost));
  }
  std::size_t failed_calls() const {
    return static_cast<std::size_t>(std::ranges::count_if(calls, &Call::failed));
  }
};

}  // namespace app
