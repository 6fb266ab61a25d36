// The process of a server, above a kernel that goes on without it: while it hangs, the kernel
// answers ping, ARP and SYN, acknowledges what TCP brings, and keeps it for when the process goes
// on. Left out: a listener's backlog, and TCP's window, which fills after many hours of signalling.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace models {

enum class ProcessAct : std::uint8_t { stop, start, hang, resume };

// Item: what the process will find. Datagrams are limited, as the socket's buffer is.
template <class Item>
class Process {
 public:
  bool runs() const { return state_ == State::runs; }
  bool hangs() const { return state_ == State::hangs; }
  bool is_stopped() const { return state_ == State::stopped; }

  void stop() { enter(State::stopped); }
  void start() { enter(State::runs); }
  void hang() {
    if (runs()) state_ = State::hangs;
  }
  // What it has to work through, in order.
  std::vector<Item> resume() {
    if (!hangs()) return {};
    state_ = State::runs;
    datagrams_ = 0;
    return std::exchange(kept_, {});
  }

  void keep(Item item) { kept_.push_back(std::move(item)); }
  // False: the socket is full.
  bool keep_datagram(Item item, int socket_queue) {
    if (datagrams_ >= socket_queue) return false;
    ++datagrams_;
    keep(std::move(item));
    return true;
  }
  const std::vector<Item>& kept() const { return kept_; }

 private:
  enum class State : std::uint8_t { runs, hangs, stopped };

  void enter(State state) {
    state_ = state;
    kept_.clear();
    datagrams_ = 0;
  }

  std::vector<Item> kept_;
  int datagrams_ = 0;  // of them
  State state_ = State::runs;
};

}  // namespace models
