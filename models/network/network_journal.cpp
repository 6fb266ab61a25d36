// A long run loses the same frames for the same reason again and again. What tells why a phone lost
// its registration is the last of them before it did, and how many there were: so many are kept.
#include <algorithm>
#include <map>
#include <tuple>

#include "models/network/network.hpp"

namespace models {
namespace {

// What is told of a phone between two of its facts is one thing: a loss ends there, or begins.
class Chapters {
 public:
  explicit Chapters(const Journal& journal) {
    for (const BindingFact& fact : journal.bindings) add(fact.phone, fact.at);
    for (const PhoneFact& fact : journal.phones) add(fact.phone, fact.at);
    for (const CallFact& fact : journal.calls) {
      add(fact.phone, fact.began);
      add(fact.phone, fact.at);
    }
    for (std::vector<Time>& ends : ends_) std::ranges::sort(ends);
  }
  // What happened at the moment that ends one belongs to it and to the next, and is one of its own.
  std::size_t of(std::uint32_t phone, Time at) const {
    if (phone >= ends_.size()) return 0;
    const auto [first, last] = std::ranges::equal_range(ends_[phone], at);
    return static_cast<std::size_t>((first - ends_[phone].begin()) + (last - ends_[phone].begin()));
  }

 private:
  void add(std::uint32_t phone, Time at) {
    if (ends_.size() <= phone) ends_.resize(phone + std::size_t{1});
    ends_[phone].push_back(at);
  }
  std::vector<std::vector<Time>> ends_;  // by phone
};

}  // namespace

// ARP, DHCP and what is said in calls are looked for by moments that are no fact of a phone: all of
// them are kept.
void Network::thin_journal() {
  constexpr Duration longest = 5min;  // assumed: longer than any test call, told at its end
  Drops& drops = outbox_.journal.drops;
  std::map<Ipv4, std::uint32_t> phones;  // whose address stays the same
  for (std::uint32_t number = 0; number < number_of_phones(); ++number) {
    const Station& station = device<Phone>(phone_nodes_[number]).station();
    const bool has_own = station.dhcp() == nullptr && station.host().address() != Ipv4{};
    if (has_own) phones.emplace(station.host().address(), number);
  }
  const auto phone_of = [&](const DropFact& drop) {
    if (drop.user != no_phone) return drop.user;
    if (const auto origin = phone_number(drop.origin)) return *origin;
    const auto known = phones.find(drop.destination);
    return known == phones.end() ? no_phone : known->second;
  };
  struct One {
    std::uint32_t phone;
    std::size_t chapter;
    std::size_t place;
  };
  const Chapters chapters(outbox_.journal);
  std::vector<One> all;
  for (std::size_t i = 0; i < drops.size(); ++i) {
    const std::uint32_t phone = phone_of(drops[i]);
    const bool is_kept =
        drops[i].is_arp || drops[i].is_dhcp || drops[i].is_media || drops[i].is_call;
    if (phone == no_phone || is_kept) continue;
    if (drops[i].at + longest > now()) break;  // in order of time
    all.push_back({phone, chapters.of(phone, drops[i].at), i});
  }
  const auto told = [&](const One& one) {
    const DropFact& d = drops[one.place];
    return std::tuple(one.phone, one.chapter, d.device, d.port, d.fate, d.origin, d.user,
                      d.destination, d.receiver, d.cause.act, d.cause.setting.address());
  };
  std::ranges::sort(all, [&](const One& a, const One& b) {
    const auto first = told(a);
    const auto second = told(b);
    return first != second ? first < second : a.place < b.place;
  });
  std::vector<bool> goes(drops.size());
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (told(all[i - 1]) != told(all[i])) continue;
    const std::size_t before = all[i - 1].place;
    const auto times = std::size_t{drops[all[i].place].times} + drops[before].times;
    drops[all[i].place].times = static_cast<std::uint16_t>(std::min(times, std::size_t{0xffff}));
    goes[before] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < drops.size(); ++i) {
    if (!goes[i]) drops[kept++] = drops[i];
  }
  drops.resize(kept);
  if (thin_at_ == 1) return;
  // Not again before it can gain as much; never again where it gains too little.
  thin_at_ = kept > Journal::limit / 2 ? ~std::size_t{0} : std::max(thin_at_, 2 * kept);
}

}  // namespace models
