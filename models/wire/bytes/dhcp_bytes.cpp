// DHCP messages as bytes: RFC 2131 figure 1, options of RFC 2132 in the order that most clients and
// servers use; long ones in parts (RFC 3396).
#include <string>

#include "models/wire/bytes/message_bytes.hpp"
#include "sim/base/ensure.hpp"

namespace models {
namespace {

constexpr std::uint32_t magic_cookie = 0x6382'5363;

class Options {
 public:
  explicit Options(ByteWriter& out) : out_(out) {}

  void add(std::uint8_t number, std::span<const std::uint8_t> value) {
    do {
      const auto part = value.first(std::min<std::size_t>(value.size(), 255));
      out_.u8(number);
      out_.u8(static_cast<std::uint32_t>(part.size()));
      for (const std::uint8_t byte : part) out_.u8(byte);
      value = value.subspan(part.size());
    } while (!value.empty());
  }
  template <class Write>
  void add(std::uint8_t number, Write&& write_value) {
    std::vector<std::uint8_t> value;
    ByteWriter writer(value);
    write_value(writer);
    add(number, std::span<const std::uint8_t>(value));
  }
  void address(std::uint8_t number, Ipv4 a) {
    if (a != Ipv4{}) add(number, [&](ByteWriter& w) { w.address(a); });
  }
  void number(std::uint8_t option, std::uint32_t value) {
    if (value != 0) add(option, [&](ByteWriter& w) { w.u32(value); });
  }

 private:
  ByteWriter& out_;
};

// MS-UC-Client's sub-options ([lync-gg412828]): where a Lync phone gets its certificate.
void uc_client_options(std::string_view web_service, ByteWriter& out) {
  std::uint32_t number = 0;
  for (const std::string_view value : {uc_client, uc_scheme, web_service, uc_port, uc_path}) {
    out.u8(++number);
    out.u8(static_cast<std::uint32_t>(value.size()));
    out.text(value);
  }
}

// Which switch and port put it in is not known: VLAN, module, port and MAC are zero.
void relay_info(ByteWriter& out) {
  constexpr std::array<std::uint8_t, 4> circuit_id{1, 6, 0, 4};  // vlan-mod-port
  constexpr std::array<std::uint8_t, 4> remote_id{2, 8, 0, 6};   // MAC
  for (const std::uint8_t byte : circuit_id) out.u8(byte);
  out.zeros(4);
  for (const std::uint8_t byte : remote_id) out.u8(byte);
  out.zeros(6);
}

void fixed_part(const DhcpMessage& m, ByteWriter& out) {
  out.u8(m.is_from_client() ? 1 : 2);  // op
  out.u8(1);                           // htype: Ethernet
  out.u8(6);                           // hlen
  out.u8(m.hops);
  out.u32(m.xid);
  out.u16(m.secs);
  out.u16(m.broadcast ? 0x8000 : 0);
  out.address(m.ciaddr);
  out.address(m.yiaddr);
  out.address({});  // siaddr: nobody boots from the network
  out.address(m.giaddr);
  out.mac(m.chaddr());
  out.zeros(10 + 64 + 128);  // the rest of chaddr, sname, file
}

}  // namespace

void write(const DhcpMessage& m, const NameTable& names, ByteWriter& out) {
  const std::size_t begin = out.size();
  fixed_part(m, out);
  out.u32(magic_cookie);
  Options options(out);
  options.add(53, [&](ByteWriter& w) { w.u8(static_cast<std::uint32_t>(m.type)); });
  if (m.is_from_client()) {
    options.add(61, [&](ByteWriter& w) {
      w.u8(1);
      w.mac(m.chaddr());
    });
  }
  const DhcpBoot boot = m.boot();
  options.address(50, m.asked_for());
  options.address(54, m.server_id);
  options.number(51, m.lease);
  options.number(1, m.prefix_length == 0
                        ? 0
                        : Ipv4Interface{{}, static_cast<std::uint8_t>(m.prefix_length)}.mask());
  options.address(3, m.router);
  if (m.dns[0] != Ipv4{} || m.dns[1] != Ipv4{}) {
    options.add(6, [&](ByteWriter& w) {
      for (const Ipv4 server : m.dns) {
        if (server != Ipv4{}) w.address(server);
      }
    });
  }
  if (m.own_class()) options.add(60, [&](ByteWriter& w) { w.text(names.text(m.own_class())); });
  options.address(42, boot.time_server);
  if (boot.tftp_servers[0] != Ipv4{}) {
    options.add(150, [&](ByteWriter& w) {
      for (const Ipv4 server : boot.tftp_servers) {
        if (server != Ipv4{}) w.address(server);
      }
    });
  }
  if (boot.option != 0) {
    options.add(boot.option, [&](ByteWriter& w) {
      if (boot.name) {
        w.text(names.text(boot.name));
      } else {
        w.text(to_text(boot.address));
      }
    });
  }
  if (m.voice_vlan != 0) options.add(132, [&](ByteWriter& w) { w.u16(m.voice_vlan); });
  if (m.relay_info) options.add(82, relay_info);
  if (m.web_service) {
    options.add(43, [&](ByteWriter& w) { uc_client_options(names.text(m.web_service), w); });
  }
  if (m.registrar_name()) {
    options.add(120, [&](ByteWriter& w) {
      w.u8(0);  // enc: names follow (RFC 3361 3.1)
      write_domain(names.text(m.registrar_name()), w);
    });
  }
  out.u8(255);
  const std::size_t bytes = out.size() - begin;
  ENSURE(bytes <= length_of(m));
  out.zeros(length_of(m) - bytes);
}

}  // namespace models
