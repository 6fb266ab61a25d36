// What a run came to for each phone, and whether another run ends a story without harm to anybody.
#pragma once

#include <vector>

#include "app/proof/story.hpp"

namespace app {

class Balance {
 public:
  Balance(const Scenario& scenario, const History& history);

  Duration served() const;  // all phones together: for how long they were registered

  // Does `trial` no longer have the story that `base` has, as far as `until`?
  friend bool ends(const Story& story, const Balance& base, const Balance& trial, Time until);
  // Is anybody worse off: registered for less time, or with a symptom that it had not? Who was away
  // and is now there may lose what it could not lose before.
  friend bool harms(const Story& story, const Balance& base, const Balance& trial);
  // Has anybody a symptom that it had not: more losses, never there, a call that fails?
  friend bool has_more_symptoms(const Balance& base, const Balance& trial);

 private:
  struct Loss {
    std::size_t server;
    std::string reason;
    Time at;
  };
  struct Phone {
    Duration registered{};  // at any server
    bool never = false;
    bool never_back = false;
    bool never_at_first = false;
    std::vector<Loss> losses{};
    std::vector<Time> failed{};  // calls: when they began
    std::size_t calls = 0;       // that came through
  };
  std::size_t losses_of(std::size_t phone, const Story& story, Time from, Time until) const;

  Duration duration_{};
  std::vector<Phone> phones_;  // by device; of others nothing
};

}  // namespace app
