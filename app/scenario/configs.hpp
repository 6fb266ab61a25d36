// What a file says about a device, as the models' configs; and the models' settings, as the file's
// paths.
#pragma once

#include <string_view>

#include "app/scenario/scenario.hpp"

namespace app {

models::PhoneConfig phone_config(const PhoneSpec& spec, const Scenario& scenario);
models::CallServerConfig call_server_config(const CallServerSpec& spec);
models::SwitchConfig switch_config(const SwitchSpec& spec);
models::LinkConfig link_config(const LinkSpec& spec);
// Below the device, or the link: port_security.aging_time. Empty: no setting of a file.
std::string_view path_below_device(models::Setting setting);

}  // namespace app
