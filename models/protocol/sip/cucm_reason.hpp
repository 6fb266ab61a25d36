// Why a call manager dropped a registration: CcmDevUnregCauseCode of CISCO-CCM-MIB, [ccm-mib].
#pragma once

#include <cstdint>
#include <string_view>

namespace models {

enum class CucmReason : std::uint8_t {
  server_down = 0,  // it lost power: nothing is logged
  connectivity_error = 6,
  device_unregistered = 10,
  keepalive_timeout = 13,
  source_port_changed = 24,
};

constexpr std::string_view cucm_name(CucmReason reason) {  // as CUCM writes it
  switch (reason) {
    case CucmReason::server_down: return "";
    case CucmReason::connectivity_error: return "ConnectivityError";
    case CucmReason::device_unregistered: return "DeviceUnregistered";
    case CucmReason::keepalive_timeout: return "KeepAliveTimeout";
    case CucmReason::source_port_changed: return "SourcePortChanged";
  }
  return "Unknown";
}

constexpr std::string_view to_text(CucmReason reason) {  // as our JSON and expectations write it
  switch (reason) {
    case CucmReason::server_down: return "server_down";
    case CucmReason::connectivity_error: return "connectivity_error";
    case CucmReason::device_unregistered: return "device_unregistered";
    case CucmReason::keepalive_timeout: return "keepalive_timeout";
    case CucmReason::source_port_changed: return "source_port_changed";
  }
  return "unknown";
}

}  // namespace models
