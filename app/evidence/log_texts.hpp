// What phones and servers themselves call the end of a registration.
#pragma once

#include <string>
#include <string_view>

#include "models/device/journal.hpp"

namespace app {

struct Seen {  // a Cisco phone's LastOutOfServiceInformation, [cisco-phone-alarm]
  std::string_view reason;
  std::string_view name;
};
Seen seen(models::OutOfService why);
std::string numbered(std::string_view name, int code);  // KeepAliveTimeout (13)

// CcmDevUnregCauseCode, [ccm-mib]; 0 and no name for other servers.
struct Logged {
  models::Unbound why;
  std::string_view reason;
  int code;
  std::string_view name;
};
const Logged& logged_by(models::Unbound why);
// The server's own words, for the phone of that name.
std::string server_log(const models::BindingFact& fact, const Logged& entry,
                       const std::string& phone);

}  // namespace app
