#include "app/report/csv.hpp"

#include <fmt/format.h>

namespace app {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string csv_header() {
  return "scenario,seed,phone,server,registered_at_s,lost_at_s,held_s,reason,reason_code,setting,"
         "event,fate,died_at,died_at_s,server_text,phone_text\r\n";
}

std::string csv_losses(const RunResult& result) {
  const auto& devices = result.scenario.devices;
  const auto seconds_at = [](Time at) { return sim::seconds(at.time_since_epoch()); };
  std::string text;
  for (const Stay& stay : result.history.stays) {
    if (!stay.lost) continue;
    const Cause& cause = stay.cause;
    text += fmt::format(
        "{},{},{},{},{:.6f},{:.6f},{:.6f},{},{},{},{},", csv_field(result.scenario.path),
        result.seed, csv_field(devices[stay.phone].name), csv_field(devices[stay.server].name),
        seconds_at(stay.from), seconds_at(stay.to), sim::seconds(stay.held()), stay.reason,
        stay.reason_code, csv_field(cause.setting), csv_field(cause.event));
    if (cause.drop) {
      text += fmt::format("{},{},{:.6f},", models::describe(cause.drop->fate).name,
                          csv_field(devices[*cause.died_at].name), seconds_at(cause.drop->at));
    } else {
      text += ",,,";
    }
    text += csv_field(stay.server_text) + "," + csv_field(stay.phone_text) + "\r\n";
  }
  return text;
}

}  // namespace app
