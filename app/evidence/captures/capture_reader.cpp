#include "app/evidence/captures/capture_reader.hpp"

#include <fmt/format.h>
#include <pcap/pcap.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace app {
namespace {

constexpr std::int64_t per_second = 1'000'000'000;
constexpr std::int64_t latest = 0xffff'ffff;  // seconds since 1970: a file may say anything

struct CloseCapture {
  void operator()(pcap_t* file) const { pcap_close(file); }
};

std::optional<LinkLayer> link_layer(int type) {
  switch (type) {
    case DLT_EN10MB: return LinkLayer::ethernet;
    case DLT_LINUX_SLL: return LinkLayer::linux_sll;
    case DLT_LINUX_SLL2: return LinkLayer::linux_sll2;
    case DLT_RAW:
    case DLT_IPV4: return LinkLayer::raw_ip;
    default: return std::nullopt;
  }
}

void add(Capture& capture, LinkLayer layer, const pcap_pkthdr& header, const std::uint8_t* data) {
  // libpcap was asked for nanoseconds: it puts them where microseconds usually are.
  const std::int64_t seconds = std::clamp<std::int64_t>(header.ts.tv_sec, 0, latest);
  const std::int64_t at =
      seconds * per_second + std::clamp<std::int64_t>(header.ts.tv_usec, 0, per_second - 1);
  capture.first = capture.packets == 0 ? at : std::min(capture.first, at);
  capture.last = capture.packets == 0 ? at : std::max(capture.last, at);
  ++capture.packets;
  auto segment = dissect(layer, {data, header.caplen});
  if (!segment || !segment->says_something()) return;
  if (segment->cut && !segment->tcp) {
    ++capture.cut;
    return;
  }
  segment->at = at;
  segment->number = capture.packets;
  capture.segments.push_back(std::move(*segment));
}

// Takes the file over.
void read(std::FILE* file, Capture& capture) {
  char reason[PCAP_ERRBUF_SIZE] = "";
  const std::unique_ptr<pcap_t, CloseCapture> pcap(
      pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, reason));
  if (pcap == nullptr) {
    std::fclose(file);
    capture.error = fmt::format("not a capture: {}", reason);
    return;
  }
  const auto layer = link_layer(pcap_datalink(pcap.get()));
  if (!layer) {
    const char* name = pcap_datalink_val_to_name(pcap_datalink(pcap.get()));
    capture.error = fmt::format("link type {} ({}): known are Ethernet, Linux cooked and raw IP",
                                pcap_datalink(pcap.get()), name != nullptr ? name : "unknown");
    return;
  }
  pcap_pkthdr* header = nullptr;
  const std::uint8_t* data = nullptr;
  int result = 0;
  while ((result = pcap_next_ex(pcap.get(), &header, &data)) == 1) {
    if (capture.segments.size() == most_segments) {
      capture.error = fmt::format("after packet {}: more than {} segments; split the file",
                                  capture.packets, most_segments);
      return;
    }
    add(capture, *layer, *header, data);
  }
  if (result == PCAP_ERROR) {
    capture.error = fmt::format("after packet {}: {}", capture.packets, pcap_geterr(pcap.get()));
  }
}

}  // namespace

Capture read_capture(const std::string& path) {
  Capture capture{.path = path};
  errno = 0;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    read(file, capture);
  } else {
    capture.error = std::strerror(errno);
  }
  return capture;
}

Capture parse_capture(std::string_view bytes) {
  Capture capture{.path = "memory"};
  std::string copy(bytes);  // fmemopen wants to be able to write
  if (std::FILE* file = copy.empty() ? nullptr : ::fmemopen(copy.data(), copy.size(), "rb")) {
    read(file, capture);
  } else {
    capture.error = "not a capture: empty";
  }
  return capture;
}

}  // namespace app
