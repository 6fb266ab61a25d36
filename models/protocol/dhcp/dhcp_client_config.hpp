// What a DHCP client lets one choose. Defaults are RFC 2131, and RFC 5227 for address conflict
// detection; the quirks are those of optiPoint phones ([netphone-report]).
#pragma once

#include "models/wire/names.hpp"
#include "sim/base/random.hpp"

namespace models {

struct DhcpRetransmission {  // RFC 2131 4.1
  Duration initial = 4s;     // then doubled; [avaya-1100]: DHCP_INITIAL_TIMEOUT 4
  Duration max = 64s;
  Duration jitter = 1s;  // uniform, either way; at most half of the interval
};

// How long to wait for an answer to what was sent `sent` times.
Duration wait_after(const DhcpRetransmission& retransmission, int sent, sim::Random& random);

enum class DhcpConflictDetection : std::uint8_t {
  none,         // the address is used as soon as it is granted, whoever else has it
  arp_once,     // RFC 2131 4.4.1: one ARP probe, then one announcement
  rfc5227,      // probes, announcements, and defence while the address is in use
  asks_router,  // unconfirmed ([catalyst-1300-dai]): an ARP request in its own name to its router,
                // before the address is used; without an answer it is declined
};
struct DhcpAcd {
  Duration arp_wait = 1s;              // arp_once: from the probe to the use (assumed);
                                       // asks_router: until it is declined
  Duration probe_wait = 1s;            // RFC 5227 1.1 PROBE_WAIT: before the first, from 0 to this
  int probe_num = 3;                   // PROBE_NUM
  Duration probe_min = 1s;             // PROBE_MIN
  Duration probe_max = 2s;             // PROBE_MAX
  Duration announce_wait = 2s;         // ANNOUNCE_WAIT: from the last probe to the use
  int announce_num = 2;                // ANNOUNCE_NUM
  Duration announce_interval = 2s;     // ANNOUNCE_INTERVAL
  int max_conflicts = 10;              // MAX_CONFLICTS: then no more often than once in
  Duration rate_limit_interval = 60s;  // RATE_LIMIT_INTERVAL
  Duration defend_interval = 10s;      // DEFEND_INTERVAL: a second conflict within it is the end
};

enum class DhcpOnNak : std::uint8_t {
  discover,    // RFC 2131 3.1 (5), 3.2 (3): the address is forgotten, and given up if in use
  retry_same,  // [netphone-report]: asked for again; while in use, the NAK is not heeded (assumed)
};
enum class DhcpOnSilence : std::uint8_t {
  discover,                // RFC 2131 3.2 (4)
  keep_until_expiry,       // RFC 2131 3.2 (4), MAY: use the address for the rest of its lease
  keep_if_router_answers,  // dhclient: the same, if the router is there; else begin anew
};
enum class DhcpOnExpiry : std::uint8_t {
  release,  // RFC 2131 4.4.5
  keep,     // [avaya-dhcpstd], [unify-dhcp]: used on, until a server or another host objects
};

struct DhcpClientConfig {
  Duration start_wait_min = 1s;   // RFC 2131 4.4.1: before the first DISCOVER; many phones 0 s
  Duration start_wait_max = 10s;  // RFC 2131 4.4.1
  DhcpRetransmission retransmission = {};
  int request_tries = 4;           // RFC 2131 3.1 (5): 60 s in all
  int t1_permille = 500;           // RFC 2131 4.4.5: of the lease
  int t2_permille = 875;           // RFC 2131 4.4.5
  Duration renew_retry_min = 60s;  // RFC 2131 4.4.5: half of what is left, but not less
  Duration decline_wait = 10s;     // RFC 2131 3.1 (5): at least
  Duration nak_wait = 0s;          // from a NAK to DISCOVER: the RFC has none; udhcpc 3 s
  bool broadcast_flag = false;     // RFC 2131 4.1: answer me by broadcast
  bool suggests_address = false;   // RFC 2131 4.4.1: DISCOVER names the last address (50)
  bool init_reboot = true;         // RFC 2131 3.2: boot with the address of an unexpired lease
  bool remembers = true;           // the lease outlives a power cycle
  DhcpOnSilence on_silence = DhcpOnSilence::discover;  // to the REQUEST at boot
  Duration router_wait = 1s;  // keep_if_router_answers: for its answer (assumed)
  DhcpOnExpiry on_expiry = DhcpOnExpiry::release;
  Duration expired_retry = 60s;    // keep: between REQUESTs after the lease: [avaya-dhcpstd]
  Duration expired_arp = 5s;       // keep: between ARPs for one's own address; 0 s: none: the same
  Duration reuse_after = forever;  // no address so long after the boot: the last one, though its
                                   // lease be over ([avaya-reuse]: REUSETIME 60 s), until as above
  DhcpConflictDetection conflict_detection = DhcpConflictDetection::arp_once;  // 4.4.1: SHOULD
  DhcpAcd acd = {};

  // Quirks: [netphone-report], [assumed-octophone].
  bool sticky_address = false;  // the last bound address is asked for first, always: though its
                                // lease has expired, it was refused, or another host has it
  bool stale_options = false;   // router, DNS and servers stay as they were first given
  DhcpOnNak on_nak = DhcpOnNak::discover;
  Duration same_again = 4s;  // retry_same: from the NAK to the next REQUEST (assumed)
  int same_again_tries = 0;  // so often in one boot, then DISCOVER; 0: without end (assumed)
  int same_again_boots = 0;  // after so many refused boots one begins with DISCOVER; 0: never
                             // (assumed)
  Duration give_up_after = forever;  // no address for so long: the phone restarts
                                     // ([optipoint-410] p. 38; it does not say how long)
};

}  // namespace models
