#include "app/cause/contact.hpp"

namespace app {

void blame_contact(const World& world, std::size_t phone, std::size_t server, bool is_answer,
                   Cause& cause) {
  using enum models::Fate;
  if (!cause.drop || cause.drop->origin != world.node(server)) return;
  const auto& pbx = world.config<models::CallServer>(server);
  if (pbx.registrar != models::RegistrarKind::standard) return;
  const auto& own = world.config<models::Phone>(phone);
  const models::Fate fate = cause.drop->fate;
  const bool at_nat = fate == nat_unsolicited || fate == nat_filtered;
  const bool misses_port = at_nat || fate == port_unreachable;
  const bool to_via = !pbx.sip.force_rport && !own.sip.rport;
  if (is_answer && misses_port && (to_via || own.contact_port)) {
    cause.setting = world.path(server, &pbx.sip.force_rport);
    return;
  }
  if (is_answer) return;
  const models::Ipv4 address =
      world.network().at<models::Phone>(world.node(phone)).station().host().address();
  if ((at_nat || fate == nat_mapping_aged) && pbx.sip.max_contacts > 1 &&
      pbx.sip.calls_to != models::CallsTo::all) {
    cause.walked_too = world.path(server, &pbx.sip.calls_to);  // a contact that it had before
  }
  using enum models::ContactUse;
  const bool to_inside = pbx.sip.contact != received && cause.drop->destination == address;
  const bool to_other_port = pbx.sip.contact == as_written && misses_port;
  if (to_inside || to_other_port || (own.contact_port && fate == port_unreachable)) {
    cause.setting = world.path(server, &pbx.sip.contact);
  }
}

}  // namespace app
