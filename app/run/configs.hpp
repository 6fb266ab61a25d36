// What a file says about a device, as the models' configs; config_fields.hpp is the way back.
// `names` gets the host names and classes that the configs hold as numbers.
#pragma once

#include "app/scenario/scenario.hpp"

namespace app {

models::PhoneConfig config_of(const PhoneSpec& spec, const Scenario& scenario,
                              models::NameTable& names);
models::CallServerConfig config_of(const CallServerSpec& spec, const Scenario& scenario,
                                   models::NameTable& names);
models::SwitchConfig config_of(const SwitchSpec& spec, const Scenario& scenario,
                               models::NameTable& names);
models::RouterConfig config_of(const RouterSpec& spec, const Scenario& scenario,
                               models::NameTable& names);
models::ServerConfig config_of(const ServerSpec& spec, const Scenario& scenario,
                               models::NameTable& names);
models::ComputerConfig config_of(const ComputerSpec& spec, const Scenario& scenario,
                                 models::NameTable& names);
models::LinkConfig link_config(const LinkSpec& spec);

}  // namespace app
