// What a run remembers: a count for every fate, who was registered where and when, and the
// deviations (drops, retransmissions) that explain a loss. A healthy run adds nothing but counts.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/device/fate.hpp"
#include "models/protocol/dhcp/dhcp_server.hpp"
#include "models/protocol/dns/dns_resolver.hpp"
#include "models/protocol/sip/sip_call.hpp"
#include "models/protocol/sip/sip_client.hpp"
#include "models/protocol/sip/sip_dialog.hpp"
#include "models/wire/names.hpp"
#include "sim/base/copy.hpp"

namespace models {

// The setting that decided a frame's fate: the address of the config's member that holds it; null:
// none did. Its path is found by the field tables, so nothing else need know it, and nobody follows
// it. It stays valid when the config gets other values; an item's does, if its list is a
// sim::PointedInto.
class Setting {
 public:
  constexpr Setting() = default;
  template <class T>
  Setting(const T* member)  // NOLINT(google-explicit-constructor)
      : address_(reinterpret_cast<std::uintptr_t>(member)) {}
  bool operator==(const Setting&) const = default;

  const void* address() const { return reinterpret_cast<const void*>(address_); }
  // The same setting of the copied config.
  Setting copied(sim::CopyUnderWay& copy) const {
    return address_ == 0 ? Setting{} : copy.copy_of(static_cast<const std::byte*>(address()));
  }

 private:
  std::uintptr_t address_ = 0;
};

// What an operator did, and no setting says.
enum class Act : std::uint8_t { none, power, cable, service };

// How a server's registration of a phone ended. A PBX's `unreachable` peer stays registered, but no
// call finds it: here that is a loss, too.
enum class Unbound : std::uint8_t {
  server_down,  // it lost power, or its process ended: nothing is logged
  connectivity_error,
  device_unregistered,
  keepalive_timeout,
  source_port_changed,
  expired,
  unreachable,
};

inline constexpr std::uint32_t no_phone = ~std::uint32_t{0};

struct Cause {
  Setting setting{};
  Time since = never;  // the table entry's: when it had aged out; never: no such entry
  Duration limit{};    // the setting's value, where it is a duration
  Act act{};
};

struct DropFact {
  Time at{};
  NodeId device;  // where it died: the node that received it, or sent it onto the link
  NodeId origin;  // the device that made it
  std::uint32_t user = no_phone;  // the phone that its message is about, if it carries one
  Ipv4 destination;               // of the packet; the target for ARP
  Mac receiver;                   // of the frame, 0: it had none yet; of DHCP: whom it is about
  Cause cause;
  std::uint16_t port = 0;
  Fate fate{};
  bool is_arp : 1 = false;
  bool is_dhcp : 1 = false;
  bool is_media : 1 = false;  // RTP: of no registration
  bool is_call : 1 = false;   // a call's message: the same
  std::uint16_t times = 1;    // with earlier ones like it, that a thinned journal does not keep
};

// What became of a device's power from its port; its granted one, too.
struct PowerFact {
  enum class Kind : std::uint8_t { granted, denied, cut };
  Time at{};
  NodeId device;  // that is powered
  NodeId source;  // the switch; the device itself: no cable leads to one
  Cause cause;    // of a switch, a port of it, or of the device
  std::uint16_t port = 0;
  Kind kind{};
};

// In a copy of the network they name the settings of its own configs.
template <class Fact>
class WithCauses : public std::vector<Fact> {
 public:
  WithCauses() = default;
  WithCauses(const WithCauses& other) : std::vector<Fact>(other) {
    auto* const copy = sim::CopyUnderWay::current();
    if (copy == nullptr) return;
    for (Fact& fact : *this) {
      fact.cause.setting = fact.cause.setting.copied(*copy);
      if constexpr (requires { fact.media; }) fact.media.setting = fact.media.setting.copied(*copy);
    }
  }
  WithCauses(WithCauses&&) noexcept = default;
  WithCauses& operator=(const WithCauses&) = delete;
  WithCauses& operator=(WithCauses&&) noexcept = default;
  ~WithCauses() = default;
};
using Drops = WithCauses<DropFact>;

struct RetransmissionFact {
  Time at{};
  NodeId device;
  Ipv4 remote;
  Duration waited{};
  Duration rto{};  // from now on
  bool probe = false;
};

// The server's view: it took a phone in, or dropped it.
struct BindingFact {
  Time at{};
  std::uint32_t phone = 0;
  NodeId server;
  Duration waited{};              // of an end: how long the server had been patient
  std::int32_t last_qualify = 0;  // of `unreachable`: ms, as the PBX logs it
  Unbound why{};                  // of an end
  bool bound = false;
};

// The phone's view.
struct PhoneFact {
  enum class Kind : std::uint8_t {
    registered,
    lost,
    moved,
    all_failed,
    powered_off,
    address_lost,    // DHCP took it away, or gave another
    power_lost,      // of its port, or of what stands before it
    sign_in_failed,  // Lync: `status` is the LyncStep
    unprovisioned,   // `status` is the ProvisioningFailure
    clock_unset,     // `status` is the SntpFailure
    trust_refused,   // a trust list that nobody it trusts has signed
    tls_failed,      // `status` is the TlsAlert
  };
  // It concerns what comes before the line, and ends no registration.
  constexpr bool is_of_boot() const { return kind >= Kind::unprovisioned; }

  Time at{};
  std::uint32_t phone = 0;
  OutOfService why{};              // of `lost` and all_failed
  std::uint16_t status = 0;        // of a rejection
  SipRefusal refusal{};            // the same, as its registrar's log has it
  bool gave_up = false;            // it will not try again
  bool goes_on = false;            // of unprovisioned: with what it has stored
  bool by_wrong_clock = false;     // of tls_failed: nobody had set its clock
  std::optional<DnsFailed> dns{};  // what DNS said, where it knew no server to ask
  Ipv4 about{};                    // of what happens before its line: the server
  ServerIndex server = 0;
  Kind kind{};
};

// How a call to a phone ended, as its caller's PBX sees it.
struct CallFact {
  Time at{};
  Time began{};
  std::uint32_t phone = 0;
  NodeId server;
  SipCallEnd how{};
  std::uint16_t status = 0;  // of the answer; 0: none
};

// How a call ended that was to be answered, as one of its two sides saw it.
struct TalkFact {
  Time at{};
  Time began{};
  Time answered = never;
  Time silent_since = never;  // the longest time in which it should have heard something, and did
  Duration silence{};         // not; never: none
  std::uint32_t phone = 0;
  NodeId side;  // that tells: the phone, or its call server
  Cause cause;  // what ended it; or where its requests within the call went, and why
  Cause media;  // why its media went where they did
  std::uint16_t call = 0;
  std::uint16_t status = 0;  // of a refusal
  ServerIndex server = 0;    // as the phone numbers them
  DialogEnd how{};
  bool by_phone = false;  // that side is the phone
  bool calls = false;     // and it has called
};

// What a DHCP server logs.
struct DhcpFact {
  Time at{};
  NodeId server;
  Ipv4 address;
  Mac mac;
  DhcpLogKind kind{};
};

class Journal {
 public:
  // Of each kind of deviation so many are kept; beyond it they are only counted. Drops are thinned
  // before: see Network::thin_journal.
  static constexpr std::size_t limit = 1'000'000;

  void add(const DropFact& fact) {
    if (drops.size() == limit && incomplete_since == never) incomplete_since = fact.at;
    keep(drops, fact);
  }
  void add(const RetransmissionFact& fact) { keep(retransmissions, fact); }
  void add(const BindingFact& fact) { bindings.push_back(fact); }
  void add(const PhoneFact& fact) { phones.push_back(fact); }
  void add(const DhcpFact& fact) { keep(dhcp, fact); }
  void add(const CallFact& fact) { calls.push_back(fact); }
  void add(const TalkFact& fact) { talks.push_back(fact); }
  void add(const PowerFact& fact) { keep(powers, fact); }

  std::array<std::uint64_t, fate_count> fates{};
  Drops drops;
  std::vector<RetransmissionFact> retransmissions;
  std::vector<BindingFact> bindings;
  std::vector<PhoneFact> phones;
  std::vector<DhcpFact> dhcp;
  std::vector<CallFact> calls;
  WithCauses<TalkFact> talks;
  WithCauses<PowerFact> powers;
  std::uint64_t not_kept = 0;
  Time incomplete_since = never;   // not every drop has been kept from then on
  std::uint64_t transactions = 0;  // final responses that phones received
  std::uint64_t misdirected = 0;   // answers of another phone, that a PBX took for the right one

 private:
  template <class Fact>
  void keep(std::vector<Fact>& facts, const Fact& fact) {
    if (facts.size() < limit) {
      facts.push_back(fact);
    } else {
      ++not_kept;
    }
  }
};

}  // namespace models
