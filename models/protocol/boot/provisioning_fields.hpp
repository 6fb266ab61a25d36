// ProvisioningConfig, FileServerConfig and SntpConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/boot/file_server.hpp"
#include "models/protocol/boot/provisioning.hpp"
#include "models/protocol/boot/sntp_client.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(FileProtocol*) {
  return std::array{sim::Name{FileProtocol::tftp, "tftp", "UDP 69 (RFC 1350)"},
                    sim::Name{FileProtocol::http, "http", "TCP 80"}};
}
constexpr auto names(FileSet*) {
  return std::array{sim::Name{FileSet::mac_cfg, "mac_cfg", "<mac>.cfg"},
                    sim::Name{FileSet::cisco, "cisco", "CTL, ITL, SEP<MAC>.cnf.xml"}};
}
constexpr auto names(BootOptions*) {
  using enum BootOptions;
  return std::array{sim::Name{none, "none", "its own servers only"},
                    sim::Name{option_66, "option_66", "a name or an address"},
                    sim::Name{option_150, "option_150", "two addresses (Cisco), else option 66"},
                    sim::Name{option_160, "option_160", "a name (Polycom), else option 66"}};
}
constexpr auto names(Unprovisioned*) {
  using enum Unprovisioned;
  return std::array{
      sim::Name{stored, "stored", "it goes on with what it has stored; without, it waits"},
      sim::Name{waits, "waits", "it asks again after ask_again, for ever"},
      sim::Name{restarts, "restarts", "it boots again after ask_again"}};
}

inline sim::Fields<ProvisioningConfig> fields(ProvisioningConfig*) {
  using C = ProvisioningConfig;
  using sim::field;
  return {field("enabled", &C::enabled, "it fetches its configuration before it registers"),
          field("protocol", &C::protocol, "by which protocol"),
          field("files", &C::files, "what it asks for"),
          field("options", &C::options, "by which option of DHCP it finds the server"),
          field("servers", &C::servers, "its own, where no option names one").at_most(2),
          field("prefers_own", &C::prefers_own, "its own before those of an option"),
          field("timeout", &C::timeout, "for an answer, and for what follows it", 100ms, 5min),
          field("tries", &C::tries, "of one file at one server", 1, 100),
          field("blksize", &C::blksize, "of TFTP (RFC 2348)", 8, 1428),
          field("without", &C::without, "when no server has it"),
          field("stored", &C::stored, "it has a configuration from before the run"),
          field("ask_again", &C::ask_again, "who waits or restarts does so after this", 1s, 24h)};
}

inline sim::Fields<FileServerConfig> fields(FileServerConfig*) {
  using C = FileServerConfig;
  using sim::field;
  return {field("enabled", &C::enabled, "it serves phones' files"),
          field("tftp", &C::tftp, "by TFTP"),
          field("http", &C::http, "by HTTP"),
          field("has_configurations", &C::has_configurations, "SEP<MAC>.cnf.xml, <mac>.cfg"),
          field("has_trust_lists", &C::has_trust_lists, "CTL and ITL"),
          field("configuration_bytes", &C::configuration_bytes, "of each", 1, 1'000'000),
          field("trust_list_bytes", &C::trust_list_bytes, "of each", 1, 1'000'000),
          field("max_blksize", &C::max_blksize, "that a phone may ask for", 8, 1428),
          field("tftp_timeout", &C::tftp_timeout, "for a phone's ACK", 10ms, 1min),
          field("tftp_tries", &C::tftp_tries, "of one block", 1, 100)};
}

inline sim::Fields<SntpConfig> fields(SntpConfig*) {
  using C = SntpConfig;
  using sim::field;
  return {field("enabled", &C::enabled, "its clock is set by SNTP; else it is right"),
          field("servers", &C::servers, "its own, after that of option 42").at_most(2),
          field("uses_option", &C::uses_option, "it heeds option 42 of DHCP"),
          field("timeout", &C::timeout, "for an answer", 100ms, 5min),
          field("tries", &C::tries, "of one server", 1, 100),
          field("retry", &C::retry, "after all have failed", 1s, 24h),
          field("poll", &C::poll, "after an answer", 15s, 720h),
          field("keeps_time", &C::keeps_time, "its clock goes on without power")};
}

}  // namespace models
