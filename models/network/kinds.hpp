// The kinds of device, one line each: the file's word for it, and its class. Arrays, dispatch,
// configs and specs are folded from this list; nothing else enumerates kinds.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "models/device/call_server.hpp"
#include "models/device/computer.hpp"
#include "models/device/phone.hpp"
#include "models/device/router.hpp"
#include "models/device/server.hpp"
#include "models/device/switch.hpp"

namespace models {

template <std::size_t size>
struct KindWord {
  constexpr KindWord(const char (&word)[size]) { std::copy_n(word, size, text.begin()); }
  constexpr std::string_view view() const { return {text.data(), size - 1}; }
  std::array<char, size> text{};
};

template <KindWord text, class D>
struct Kind {
  static constexpr std::string_view word = text.view();
  using Device = D;
};

// In the order in which they are switched on.
using Kinds =
    std::tuple<Kind<"server", Server>, Kind<"phone", Phone>, Kind<"computer", Computer>,
               Kind<"call_server", CallServer>, Kind<"switch", Switch>, Kind<"router", Router>>;
inline constexpr std::size_t kind_count = std::tuple_size_v<Kinds>;

enum class NodeKind : std::uint8_t {};  // a place in Kinds

// What Of makes of each kind's class, in order: ForKinds<std::tuple, Rack> with
// `template <class Device> using Rack = std::vector<Device>`.
template <template <class...> class List, template <class> class Of, class All = Kinds>
struct ForKindsOf;
template <template <class...> class List, template <class> class Of, class... All>
struct ForKindsOf<List, Of, std::tuple<All...>> {
  using type = List<Of<typename All::Device>...>;
};
template <template <class...> class List, template <class> class Of>
using ForKinds = typename ForKindsOf<List, Of>::type;

// Calls do_it.operator()<Device>() for each kind, in order.
template <class Action>
constexpr void for_each_kind(Action do_it) {
  [&]<class... All>(std::tuple<All...>*) {
    (do_it.template operator()<typename All::Device>(), ...);
  }(static_cast<Kinds*>(nullptr));
}

template <class Device>
constexpr NodeKind node_kind() {
  std::uint8_t place = 0;
  std::uint8_t found = 0;
  for_each_kind([&]<class D>() { found = std::is_same_v<D, Device> ? place++ : (place++, found); });
  return NodeKind{found};
}

constexpr NodeKind kind_of(NodeId node) { return static_cast<NodeKind>(node.kind()); }
template <class Device>
constexpr bool is(NodeKind kind) {
  return kind == node_kind<Device>();
}
template <class Device>
constexpr bool is(NodeId node) {
  return is<Device>(kind_of(node));
}
constexpr std::size_t place_of(NodeKind kind) { return static_cast<std::size_t>(kind); }

template <class Device>
constexpr bool is_phone = requires {
  Device::is_phone;
};

// By kind.
inline constexpr auto kind_words = []<class... All>(std::tuple<All...>*) {
  return std::array{All::word...};
}(static_cast<Kinds*>(nullptr));
constexpr std::string_view kind_word(NodeKind kind) { return kind_words[place_of(kind)]; }

}  // namespace models
