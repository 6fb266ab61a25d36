#include "app/scenario/kinds/spec.hpp"

#include "app/scenario/kinds/call_server_fields.hpp"
#include "app/scenario/kinds/computer_fields.hpp"
#include "app/scenario/kinds/phone_fields.hpp"
#include "app/scenario/kinds/router_fields.hpp"
#include "app/scenario/kinds/server_fields.hpp"
#include "app/scenario/kinds/switch_fields.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

template <std::size_t... I>
auto shapes_of(std::index_sequence<I...>) {
  return std::array{sim::shape_of<std::variant_alternative_t<I, Spec>>()...};
}

}  // namespace

const sim::Shape& shape_of(models::NodeKind kind) {
  static const auto shapes = shapes_of(std::make_index_sequence<models::kind_count>{});
  return shapes[static_cast<std::size_t>(kind)];
}

bool read(const sim::Node& node, Spec& spec, sim::Diagnostics& diagnostics) {
  return std::visit([&](auto& s) { return sim::read(node, s, diagnostics); }, spec);
}

sim::Node dump(const Spec& spec) {
  return std::visit([](const auto& s) { return sim::dump(s); }, spec);
}

std::string value_text(const Spec& spec, std::span<const std::string> pieces) {
  return sim::value_text(dump(spec), pieces);
}

std::string key_of(const Spec& spec, const void* member) {
  return std::visit([&](const auto& s) { return sim::key_of(s, member); }, spec);
}

std::string flow_text(const Spec& spec) { return sim::flow_text(dump(spec)); }

}  // namespace app
