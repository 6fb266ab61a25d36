// At which server each phone may be called: where it and the server both hold it registered; read
// from the journal while the run goes on.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "app/evidence/service.hpp"

namespace app {

struct Standing {
  std::optional<Deaf> out{};  // why nobody would even try; none: registered
  models::NodeId server{};    // there
  bool operator==(const Standing&) const = default;
};

class Standings {
 public:
  Standings(const World& world, const Scenario& scenario);  // before its first event

  struct Change {
    Time at;
    Standing now;
  };
  // Of each phone since the last time, in order.
  std::vector<std::vector<Change>> read(const World& world);
  const Standing& of(std::uint32_t phone) const { return phones_[phone].last; }

 private:
  struct Phone {
    bool is_on = false;
    bool has_been = false;                        // registered, since then
    std::optional<models::NodeId> believes{};     // that it is registered there
    std::map<std::uint32_t, Standing> servers{};  // by their index: what they say
    bool is_lync = false;                         // its facts do not say at which server
    Standing last{.out = Deaf::switched_off};
  };
  struct Power {
    Time at;
    std::uint32_t phone;
    bool on;
  };

  void take(const World& world, const models::PhoneFact& fact);
  void take(const models::BindingFact& fact);
  static Standing standing(const Phone& phone);

  std::vector<Phone> phones_;
  std::vector<Power> power_;  // in order
  std::size_t next_power_ = 0;
  std::size_t next_binding_ = 0;
  std::size_t next_fact_ = 0;
};

}  // namespace app
