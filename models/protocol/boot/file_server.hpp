// A file service for phones: TFTP as RFC 1350 has it (an answer comes from another port than 69,
// one for each transfer), with blksize (RFC 2348). What it holds are switches and sizes. HTTP's
// answers are cut here, too. Left out: WRQ, tsize, timeout (2349), limits of transfers at once.
#pragma once

#include <variant>
#include <vector>

#include "models/wire/endpoint.hpp"
#include "models/wire/http.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct FileServerConfig {
  bool enabled = false;
  bool tftp = true;
  bool http = true;
  bool has_configurations = true;
  bool has_trust_lists = true;
  int configuration_bytes = 12'000;  // assumed: a SEP<MAC>.cnf.xml has 8 to 15 kB
  int trust_list_bytes = 6000;       // assumed
  int max_blksize = 1428;            // assumed: it fits Ethernet's MTU
  Duration tftp_timeout = 1s;        // [tftp-hpa]
  int tftp_tries = 6;                // assumed
  TrustList trust{};                 // that the trust lists name
};

struct TftpReply {
  TftpMessage message;
  Endpoint to;
  std::uint16_t from;
};
using FileServerActions = sim::StaticVector<TftpReply, 2>;

class FileServer {
 public:
  explicit FileServer(const FileServerConfig& config) : config_(&config) {}

  bool has(PhoneFile file) const {
    return is_trust_list(file) ? config_->has_trust_lists : config_->has_configurations;
  }
  bool listens_on(std::uint16_t port) const;
  // To port 69, or to that of a transfer.
  void receive(const TftpMessage& message, Endpoint from, std::uint16_t to, Time now,
               FileServerActions& out);
  // HTTP: the answer's segment after `sent` bytes of the file.
  HttpMessage segment(const HttpMessage& request, std::uint32_t sent) const;
  void wake(Time now, FileServerActions& out);  // one transfer that is due for each call
  void stop() { transfers_.clear(); }
  Time deadline() const;

 private:
  struct Transfer {
    Endpoint client;
    Time deadline{};
    std::uint32_t user = 0;
    std::uint32_t size = 0;
    int tries = 0;
    std::uint16_t tid = 0;
    std::uint16_t block = 0;  // sent last; 0: OACK
    std::uint16_t blksize = tftp_block;
    PhoneFile file{};
  };

  std::uint32_t size_of(PhoneFile file) const;
  void begin(const TftpMessage& rrq, Endpoint from, Time now, FileServerActions& out);
  void send(Transfer& transfer, Time now, FileServerActions& out) const;

  sim::Beside<const FileServerConfig> config_;
  std::vector<Transfer> transfers_;
  std::uint16_t next_tid_ = 49'152;  // RFC 6335: dynamic ports
};

}  // namespace models
