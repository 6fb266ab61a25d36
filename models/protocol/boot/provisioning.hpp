// How a phone fetches its configuration between lease and registration: by TFTP (RFC 1350, 2347,
// 2348; tftp_client part in provisioning_tftp.cpp) or HTTP, from one server after the other, and
// what it does without. Left out: firmware, ERROR 5 to a wrong TID, dallying after the last ACK.
#pragma once

#include <variant>
#include <vector>

#include "models/wire/dhcp.hpp"
#include "models/wire/endpoint.hpp"
#include "models/wire/http.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

enum class FileProtocol : std::uint8_t { tftp, http };
enum class FileSet : std::uint8_t { mac_cfg, cisco };
enum class BootOptions : std::uint8_t { none, option_66, option_150, option_160 };
enum class Unprovisioned : std::uint8_t { stored, waits, restarts };

struct ProvisioningConfig {
  bool enabled = false;
  FileProtocol protocol = FileProtocol::tftp;
  FileSet files = FileSet::mac_cfg;
  BootOptions options = BootOptions::option_66;  // RFC 2132 9.4
  std::vector<Ipv4> servers{};                   // its own, where no option names one
  bool prefers_own = false;                      // before what an option names
  Duration timeout = 5s;                         // assumed: of a question, or of silence
  int tries = 3;                                 // assumed: of one file at one server
  int blksize = 512;                             // RFC 2348; 512 is not asked for
  Unprovisioned without = Unprovisioned::stored;
  bool stored = true;        // it has a configuration from before the run
  Duration ask_again = 60s;  // assumed: who waits or restarts, after all servers failed
};

enum class ProvisioningFailure : std::uint8_t {
  no_server,
  unresolved,
  no_answer,
  refused,
  missing
};

struct TftpSend {
  TftpMessage message;
  Endpoint to;
  std::uint16_t from;
};
struct HttpFetch {  // on a new connection
  HttpMessage request;
  Ipv4 from;
};
struct HttpClose {};
struct ProvisioningResolve {
  Name name;
};
struct TrustListArrived {
  TrustList list;
};
struct Provisioned {};  // with the file, or with the one that it had
// No server had it. `goes_on`: Provisioned follows, with the stored one.
struct ProvisioningFailed {
  ProvisioningFailure why;
  Ipv4 server;  // the last one asked
  bool goes_on;
};
struct ProvisioningRestart {};  // the phone boots again
using ProvisioningActions = sim::StaticVector<
    std::variant<TftpSend, HttpFetch, HttpClose, ProvisioningResolve, TrustListArrived, Provisioned,
                 ProvisioningFailed, ProvisioningRestart>,
    6>;

class Provisioning {
 public:
  enum class State : std::uint8_t { off, resolving, asking, transferring, getting, resting, done };

  Provisioning(const ProvisioningConfig& config, std::uint32_t user)
      : config_(&config), user_(user), stored_(config.stored) {}

  // It has an address. What the lease says; nothing without DHCP.
  void start(const DhcpBoot& told, Time now, ProvisioningActions& out);
  void stop() { enter(State::off, never); }                         // what it has stored stays
  void resolved(Ipv4 address, Time now, ProvisioningActions& out);  // 0.0.0.0: it is not
  void receive(const TftpMessage& message, Endpoint from, Time now, ProvisioningActions& out);
  void receive(const HttpMessage& message, Time now, ProvisioningActions& out);
  void connection_ended(bool refused, Time now, ProvisioningActions& out);
  void wake(Time now, ProvisioningActions& out);

  Time deadline() const { return deadline_; }
  State state() const { return state_; }
  HttpMessage request() const { return {.user = user_, .file = file()}; }  // while getting
  bool is_done() const { return state_ == State::done; }
  bool listens_on(std::uint16_t port) const {
    return port == port_ && (state_ == State::asking || state_ == State::transferring);
  }
  Ipv4 server() const {  // that is asked, or was asked last
    return servers_.empty() ? Ipv4{}
                            : servers_[std::min<std::size_t>(server_, servers_.size() - 1)];
  }

 private:
  void enter(State state, Time deadline) {
    state_ = state;
    deadline_ = deadline;
  }
  void begin(Time now, ProvisioningActions& out);
  void ask(Time now, ProvisioningActions& out);
  void ask_once(Time now, ProvisioningActions& out);
  void next_server(ProvisioningFailure why, Time now, ProvisioningActions& out);
  void missing(Time now, ProvisioningActions& out);
  void got(const TrustList& list, Time now, ProvisioningActions& out);
  void give_up(ProvisioningFailure why, Time now, ProvisioningActions& out);
  PhoneFile file() const;
  // provisioning_tftp.cpp
  void send(const TftpMessage& message, std::uint16_t to, Time now, ProvisioningActions& out);
  void acknowledge(std::uint16_t block, Time now, ProvisioningActions& out);

  sim::Beside<const ProvisioningConfig> config_;
  sim::StaticVector<Ipv4, 2> servers_;
  Time deadline_ = never;
  TftpMessage last_{};  // sent, for when nothing comes
  TrustList trust_{};   // of the file that comes
  std::uint32_t user_;
  int tries_ = 0;
  std::uint16_t port_ = 49'999;  // its own TID
  std::uint16_t to_ = 0;         // where last_ went
  std::uint16_t tid_ = 0;        // the server's; 0: not known yet
  std::uint16_t block_ = 0;      // expected
  std::uint16_t blksize_ = tftp_block;
  std::uint8_t server_ = 0;
  std::uint8_t file_ = 0;
  State state_ = State::off;
  bool stored_;
};

}  // namespace models
