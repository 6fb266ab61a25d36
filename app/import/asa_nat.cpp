// NAT of Cisco ASA 8.3 and later: what it hides behind an interface, for whom it answers ARP.
#include <fmt/format.h>

#include <algorithm>

#include "app/import/asa_rules.hpp"
#include "app/import/ios_config.hpp"

namespace app {
namespace {

struct AsaNatReader {
  const Block& global;
  const std::deque<Block>& blocks;
  ConfigFile& file;
  AsaNat found{};

  void lost(const Fact* fact, std::string why) const {
    file.note(fact->line, LineFate::relevant, std::move(why));
  }

  const Fact* subnet_of(std::string_view name) const {
    for (const Block& block : blocks) {
      const bool ours = block.kind == "object" && block.name == name;
      if (ours && block.find("subnet") != nullptr) return block.find("subnet");
    }
    return nullptr;
  }

  void read() {
    for (const Block& block : blocks) {
      if (block.kind != "object") continue;
      for (const Fact* fact : block.all("nat")) one_nat(fact, subnet_of(block.name));
    }
    for (const Fact* fact : global.all("nat")) one_nat(fact, nullptr);
  }

  // `(inside,outside) dynamic interface`, `(inside,any) source static A A no-proxy-arp`.
  void one_nat(const Fact* fact, const Fact* subnet) {
    std::string text = fact->value;
    std::ranges::replace_if(
        text, [](char c) { return c == '(' || c == ')' || c == ','; }, ' ');
    auto words = words_of(text);
    const auto has = [&](std::string_view word) {
      return std::ranges::find(words, word) != words.end();
    };
    if (words.size() < 4 || is_number(words[1]))
      return lost(fact, "NAT of this form is not modelled");
    const bool twice = has("source");
    const bool dynamic = has("dynamic");
    if (dynamic && words.back() == "interface" && !has("destination")) {
      if (!found.hidden_behind.empty() && found.hidden_behind != words[1]) {
        return lost(fact, "hidden behind a second interface: one is modelled");
      }
      found.hidden_behind = words[1];
      if (twice) subnet = subnet_of(words[words.size() - 2]);
      found.from.push_back({&file, fact->line});
      found.hidden = subnet == nullptr ? std::nullopt : asa_network(subnet->value);
      if (subnet != nullptr) found.from.push_back({&file, subnet->line});
      return;
    }
    if (dynamic || !has("static")) return lost(fact, "a pool of NAT is not modelled");
    const auto real = std::ranges::find(words, std::string_view("static")) + 1;
    const bool identity = twice && real + 1 < words.end() && *real == real[1];
    if (has("no-proxy-arp") && identity) {
      return file.note(fact->line, LineFate::irrelevant,
                       "no-proxy-arp: it answers for none of them");
    }
    if (has("no-proxy-arp")) return lost(fact, "static NAT is not modelled");
    const std::string_view mapped = twice && real + 1 < words.end() ? real[1]
                                    : real < words.end()            ? *real
                                                                    : "";
    if (mapped == "any") {
      found.any.push_back({&file, fact->line});
      return;
    }
    const Fact* range = subnet_of(mapped);
    std::optional<sim::Ipv4Interface> addresses;
    if (range != nullptr) addresses = asa_network(range->value);
    if (const auto ip = sim::parse_ipv4(mapped)) addresses = sim::Ipv4Interface{*ip, 32};
    if (!addresses) return lost(fact, "for whom it answers ARP cannot be told");
    found.answers.push_back(sim::to_text(*addresses));
    if (range != nullptr) found.answers_from.push_back({&file, range->line});
    if (!identity) return lost(fact, "static NAT is not modelled, but that it answers ARP");
    found.answers_from.push_back({&file, fact->line});
  }
};

}  // namespace

std::optional<sim::Ipv4Interface> asa_network(std::string_view text) {
  const auto words = words_of(text);
  const auto ip = words.empty() ? std::nullopt : sim::parse_ipv4(words[0]);
  const auto mask = words.size() < 2 ? std::nullopt : sim::parse_ipv4(words[1]);
  if (!ip || !mask || prefix_length(*mask) < 0) return std::nullopt;
  return sim::Ipv4Interface{*ip, static_cast<std::uint8_t>(prefix_length(*mask))};
}

AsaNat asa_nat(const Block& global, const std::deque<Block>& blocks, ConfigFile& file) {
  AsaNatReader reader{global, blocks, file};
  reader.read();
  return std::move(reader.found);
}

}  // namespace app
