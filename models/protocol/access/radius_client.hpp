// The RADIUS client of a switch: [rfc2865] 2.4, 2.5 and 5, with the lists, retries and dead times
// of [catalyst-radius]. Each server is tried in turn. Left out: accounting, load balancing, and
// more than 256 requests at once.
#pragma once

#include <variant>
#include <vector>

#include "models/wire/radius.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct RadiusClientConfig {
  std::vector<Ipv4> servers;     // in order
  Duration timeout = 5s;         // for each attempt
  int retransmits = 3;           // after the first one
  Duration dead_time = 0s;       // so long a server that was silent is not asked; 0: it is
  Duration probe_interval = 0s;  // of a server that is dead; 0: it is believed in after dead_time
};

struct RadiusSend {
  Ipv4 to;
  RadiusMessage message;
};
struct RadiusAnswered {
  std::uint16_t port;
  RadiusMessage answer;
};
struct RadiusUnanswered {  // no server is left
  std::uint16_t port;
  Mac station;
};
struct RadiusServerBack {};  // after none was left
using RadiusActions =
    sim::StaticVector<std::variant<RadiusSend, RadiusAnswered, RadiusUnanswered, RadiusServerBack>,
                      4>;

class RadiusClient {
 public:
  explicit RadiusClient(const RadiusClientConfig& config) : config_(&config) {}

  // `port`: who asks; a newer question of the same device takes the place of an older one.
  void ask(std::uint16_t port, RadiusMessage request, Time now, RadiusActions& out);
  void receive(const RadiusMessage& answer, Ipv4 from, Time now, RadiusActions& out);
  void wake(Time now, RadiusActions& out);  // does one thing that is due
  void stop();

  Time deadline() const;
  std::size_t under_way() const { return requests_.size(); }

 private:
  struct Server {
    Time dead_until{};  // never: until a probe is answered
    Time probe_at = never;
    bool failed = false;  // its last request was not answered
  };
  struct Request {
    RadiusMessage message{};
    Time deadline{};
    std::uint16_t port = 0;
    std::uint8_t server = 0;
    int sent = 0;
  };

  bool is_dead(std::size_t server, Time now) const {
    return server < servers_.size() && servers_[server].dead_until > now;
  }
  std::size_t next_server(std::size_t from, Time now) const;  // the number of servers: none
  void send(Request& request, Time now, RadiusActions& out);
  void gave_up(std::size_t server, Time now);
  Server& server(std::size_t number);

  sim::Beside<const RadiusClientConfig> config_;
  std::vector<Server> servers_;
  std::vector<Request> requests_;
  std::uint8_t identifier_ = 0;
  bool none_left_ = false;  // somebody was told so
};

}  // namespace models
