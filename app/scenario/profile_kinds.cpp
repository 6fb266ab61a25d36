// Whom a profile is for, and so what it may say.
#include <algorithm>
#include <array>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/profile.hpp"

namespace app {
namespace {

constexpr std::string_view host = "host";

std::string_view name_of(models::NodeKind kind) {
  return models::kind_word(kind);
}

bool is_host(models::NodeKind kind) { return host_of(empty_spec(kind)) != nullptr; }

// Without what makes a device what it is.
sim::Shape shape_of_profile(models::NodeKind kind) {
  sim::Shape shape = shape_of(kind);
  std::erase_if(shape.keys,
                [](const auto& key) { return key.name == "kind" || key.name == "profile"; });
  return shape;
}

// What the key means to most kinds of end device; null: none of them has it.
const sim::Shape::Key* common_key(std::string_view name, const std::vector<sim::Shape>& hosts) {
  const sim::Shape::Key* common = nullptr;
  std::ptrdiff_t most = 0;
  for (const sim::Shape& shape : hosts) {
    const sim::Shape::Key* key = shape.find(name);
    if (key == nullptr) continue;
    const auto agree = std::ranges::count_if(hosts, [&](const sim::Shape& other) {
      const sim::Shape::Key* same = other.find(name);
      return same != nullptr && is_same(same->shape, key->shape);
    });
    if (agree > most) {
      common = key;
      most = agree;
    }
  }
  return common;
}

// Every key that an end device may have.
sim::Shape shape_of_host(const std::vector<sim::Shape>& hosts) {
  sim::Shape all;
  all.kind = sim::Shape::Kind::section;
  for (const sim::Shape& shape : hosts) {
    for (const sim::Shape::Key& key : shape.keys) {
      if (all.find(key.name) == nullptr) all.keys.push_back(*common_key(key.name, hosts));
    }
  }
  return all;
}

struct Shapes {
  std::array<sim::Shape, models::kind_count> of_kind;
  sim::Shape of_host;
};

Shapes make_shapes() {
  Shapes shapes;
  std::vector<sim::Shape> hosts;
  for (std::size_t i = 0; i < models::kind_count; ++i) {
    const auto kind = static_cast<models::NodeKind>(i);
    shapes.of_kind[i] = shape_of_profile(kind);
    if (is_host(kind)) hosts.push_back(shapes.of_kind[i]);
  }
  shapes.of_host = shape_of_host(hosts);
  return shapes;
}

const Shapes& shapes() {
  static const Shapes all = make_shapes();
  return all;
}

}  // namespace

const std::vector<std::string>& profile_kinds() {
  static const std::vector<std::string> kinds = [] {
    std::vector<std::string> all(models::kind_words.begin(), models::kind_words.end());
    all.emplace_back(host);
    return all;
  }();
  return kinds;
}

const sim::Shape* profile_shape(std::string_view kind) {
  if (kind == host) return &shapes().of_host;
  const auto found = std::ranges::find(models::kind_words, kind);
  if (found == models::kind_words.end()) return nullptr;
  return &shapes().of_kind[static_cast<std::size_t>(found - models::kind_words.begin())];
}

bool suits(const Profile& profile, models::NodeKind kind) {
  return profile.kind == host ? is_host(kind) : profile.kind == name_of(kind);
}

sim::Node values_for(const Profile& profile, models::NodeKind kind) {
  if (profile.kind != host) return profile.values;
  const sim::Shape& device = *profile_shape(name_of(kind));
  sim::Node values = profile.values;
  std::erase_if(values.entries, [&](const sim::Node::Entry& entry) {
    const sim::Shape::Key* key = device.find(entry.key);
    return key == nullptr || !is_same(key->shape, shapes().of_host.find(entry.key)->shape);
  });
  return values;
}

}  // namespace app
