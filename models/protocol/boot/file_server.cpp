#include "models/protocol/boot/file_server.hpp"

#include <algorithm>

namespace models {

bool FileServer::listens_on(std::uint16_t port) const {
  if (!config_->enabled || !config_->tftp) return false;
  return port == tftp_port ||
         std::ranges::any_of(transfers_, [&](const Transfer& t) { return t.tid == port; });
}

std::uint32_t FileServer::size_of(PhoneFile file) const {
  return static_cast<std::uint32_t>(is_trust_list(file) ? config_->trust_list_bytes
                                                        : config_->configuration_bytes);
}

void FileServer::receive(const TftpMessage& m, Endpoint from, std::uint16_t to, Time now,
                         FileServerActions& out) {
  if (to == tftp_port) {
    if (m.op == TftpOp::rrq) begin(m, from, now, out);
    return;
  }
  const auto found = std::ranges::find_if(
      transfers_, [&](const Transfer& t) { return t.tid == to && t.client == from; });
  if (found == transfers_.end()) return;
  if (m.op == TftpOp::error) {
    transfers_.erase(found);
    return;
  }
  if (m.op != TftpOp::ack || m.block != found->block) return;
  const bool was_last =
      found->block > 0 && found->block * std::uint32_t{found->blksize} > found->size;
  if (was_last) {
    transfers_.erase(found);
    return;
  }
  ++found->block;
  found->tries = 0;
  send(*found, now, out);
}

// RFC 1350 4: a TID of its own; who asks again has not heard, and begins anew.
void FileServer::begin(const TftpMessage& rrq, Endpoint from, Time now, FileServerActions& out) {
  std::erase_if(transfers_, [&](const Transfer& t) { return t.client == from; });
  const std::uint16_t tid = next_tid_++;
  if (next_tid_ == 0) next_tid_ = 49'152;
  if (!has(rrq.file)) {
    out.push_back(TftpReply{{.user = rrq.user,
                             .op = TftpOp::error,
                             .error = TftpError::file_not_found,
                             .file = rrq.file},
                            from,
                            tid});
    return;
  }
  Transfer t{.client = from,
             .user = rrq.user,
             .size = size_of(rrq.file),
             .tid = tid,
             .block = 1,
             .file = rrq.file};
  if (rrq.blksize != 0) {  // RFC 2348: no more than was asked for
    t.blksize = std::min(rrq.blksize, static_cast<std::uint16_t>(config_->max_blksize));
    t.block = 0;
  }
  transfers_.push_back(t);
  send(transfers_.back(), now, out);
}

void FileServer::send(Transfer& t, Time now, FileServerActions& out) const {
  t.deadline = now + config_->tftp_timeout;
  ++t.tries;
  TftpMessage m{.user = t.user, .block = t.block, .file = t.file};
  if (t.block == 0) {
    m.op = TftpOp::oack;
    m.blksize = t.blksize;
  } else {
    const std::uint32_t before = (t.block - 1U) * t.blksize;
    m.op = TftpOp::data;
    m.length = static_cast<std::uint16_t>(std::min<std::uint32_t>(t.blksize, t.size - before));
    if (is_trust_list(t.file)) m.trust = config_->trust;
  }
  out.push_back(TftpReply{m, t.client, t.tid});
}

HttpMessage FileServer::segment(const HttpMessage& request, std::uint32_t sent) const {
  HttpMessage m{.user = request.user, .status = 404, .file = request.file, .is_first = sent == 0};
  if (has(request.file)) {
    m.status = 200;
    m.content = size_of(request.file);
    if (is_trust_list(request.file)) m.trust = config_->trust;
  }
  const std::uint32_t header = m.is_first ? http_header_bytes : 0;
  const std::uint32_t part = std::min(m.content - sent, http_segment_bytes - header);
  m.length = static_cast<std::uint16_t>(header + part);
  m.is_last = sent + part == m.content;
  return m;
}

void FileServer::wake(Time now, FileServerActions& out) {
  const auto due =
      std::ranges::find_if(transfers_, [&](const Transfer& t) { return now >= t.deadline; });
  if (due == transfers_.end()) return;
  if (due->tries < config_->tftp_tries) return send(*due, now, out);
  transfers_.erase(due);
}

Time FileServer::deadline() const {
  Time first = never;
  for (const Transfer& t : transfers_) first = std::min(first, t.deadline);
  return first;
}

}  // namespace models
