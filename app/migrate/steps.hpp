// The versions of the scenario file's format. A change of the format is an array of rules here and
// a FormatStep of it behind the last one; CHANGELOG.md tells people.
#pragma once

#include <array>

#include "app/migrate/step.hpp"

namespace app {

// One phone, one call server: what differed is a setting, which a profile gives, or a key that
// format 1 did not have: such a file lacks only its version.
inline constexpr std::string_view of_a_later_phone =
    "profile transport user_agent discovery domain local_port backups display";
inline constexpr std::array to_2{
    insert_key("devices.*.user_agent", "cisco").of_kind("phone").unless(of_a_later_phone),
    insert_key("devices.*.transport", "tcp")
        .of_kind("phone")
        .unless("profile transport discovery domain local_port backups display"),
    rename_key("devices.*.registrar", "call_servers").of_kind("sip_phone").as_list(),
    rename_value("devices.*.kind", "sip_phone", "phone"),
    rename_key("devices.*.registrars", "call_servers").of_kind("lync_phone"),
    rename_key("devices.*.sip_domain", "domain").of_kind("lync_phone"),
    insert_key("devices.*.transport", "tls").of_kind("lync_phone"),
    rename_value("devices.*.kind", "lync_phone", "phone").and_key("discovery", "lync"),
    insert_key("devices.*.registrar", "cucm")
        .of_kind("call_server")
        .unless("profile registrar port load"),
    rename_value("devices.*.kind", "pbx", "call_server")};

inline constexpr std::array<FormatStep, 1> format_steps{FormatStep{to_2}};
inline constexpr int first_format = 1;  // files without `version:` are of it
inline constexpr int present_format = first_format + static_cast<int>(format_steps.size());

}  // namespace app
