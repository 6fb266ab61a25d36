// A phone as TFTP client: RFC 1350 2 and 4 (each side has a TID, each block is acknowledged), 2347
// (OACK), 2348 (blksize). What was said last is said again when nothing comes.
#include "models/protocol/boot/provisioning.hpp"

namespace models {

using enum Provisioning::State;

void Provisioning::send(const TftpMessage& message, std::uint16_t to, Time now,
                        ProvisioningActions& out) {
  last_ = message;
  to_ = to;
  deadline_ = now + config_->timeout;
  out.push_back(TftpSend{message, {servers_[server_], to}, port_});
}

void Provisioning::acknowledge(std::uint16_t block, Time now, ProvisioningActions& out) {
  tries_ = 1;
  send({.user = user_, .block = block, .op = TftpOp::ack, .file = file()}, tid_, now, out);
}

void Provisioning::receive(const TftpMessage& m, Endpoint from, Time now,
                           ProvisioningActions& out) {
  if ((state_ != asking && state_ != transferring) || from.address != servers_[server_]) return;
  if (state_ == transferring && from.port != tid_) return;  // RFC 1350 4: of another transfer
  switch (m.op) {
    case TftpOp::error:
      if (m.error == TftpError::file_not_found) return missing(now, out);
      return next_server(ProvisioningFailure::missing, now, out);
    case TftpOp::oack:
    case TftpOp::data: break;
    case TftpOp::rrq:
    case TftpOp::wrq:
    case TftpOp::ack: return;
  }
  if (state_ == asking) {
    enter(transferring, deadline_);
    tid_ = from.port;
    block_ = 1;
    blksize_ = m.op == TftpOp::oack ? m.blksize : tftp_block;  // RFC 2347: no OACK, no option
  }
  if (m.op == TftpOp::oack) return acknowledge(0, now, out);
  if (m.block != block_) return acknowledge(static_cast<std::uint16_t>(block_ - 1), now, out);
  ++block_;
  if (m.length >= blksize_) return acknowledge(m.block, now, out);
  acknowledge(m.block, now, out);  // RFC 1350 6: a short block is the last one
  got(m.trust, now, out);
}

}  // namespace models
