// A frame in a few words, as Wireshark's columns Protocol and Info put it.
#pragma once

#include <string>
#include <string_view>

#include "models/wire/ethernet.hpp"

namespace app {

// "SIP REGISTER Expires: 120", "TCP [SYN]", "DHCP DISCOVER", "ARP Who has 10.0.0.1?"; printable.
std::string message_text(const models::Frame& frame, const models::NameTable& names);

std::string_view sccp_name(models::SccpId id);  // "KeepAlive"; empty: none of ours
std::string_view dhcp_name(models::DhcpType type);

}  // namespace app
