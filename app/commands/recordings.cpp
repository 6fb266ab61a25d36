#include "app/commands/recordings.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/evidence/ladders/make_ladder.hpp"
#include "app/report/ladder.hpp"
#include "app/report/output.hpp"
#include "app/scenario/parts.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr std::size_t lines_on_terminal = 70;
constexpr std::size_t lines_in_file = 300;

Time read_time(std::string_view option, const std::string& text, Time otherwise,
               sim::Diagnostics& diagnostics) {
  if (text.empty()) return otherwise;
  const auto time = sim::parse_duration(text);
  if (time) return Time{} + *time;
  diagnostics.error({diagnostics.add_argument(option, text), 1, 1},
                    "'" + text + "' is no time of the run, such as 15min 30s");
  return otherwise;
}

std::vector<Tap> taps_of(const RunResult& result, const RecordingRequest& request) {
  if (request.captures.empty()) return {};
  return request.taps.empty() ? default_taps(result.scenario, result.history) : request.taps;
}

bool is_text(std::string_view file) { return file.empty() || file.ends_with(".txt"); }

}  // namespace

std::optional<std::size_t> read_device(std::string_view option, const std::string& word,
                                       const Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto device = scenario.device(word);
  if (device) return device;
  const Entry* entry = scenario.entry(word);
  const std::string message =
      entry != nullptr && entry->counted
          ? fmt::format("{} is {} devices; name one, such as {}1", word, entry->count, word)
          : unknown_device(word, scenario);
  diagnostics.error({diagnostics.add_argument(option, word), 1, 1}, message);
  return std::nullopt;
}

RecordingRequest read_recording(const RecordingArguments& arguments, const Scenario& scenario,
                                sim::Diagnostics& diagnostics) {
  RecordingRequest request;
  request.from = read_time("--from", arguments.from, Time{}, diagnostics);
  request.to = read_time("--to", arguments.to, models::never, diagnostics);
  request.all = arguments.all;
  request.ladder_file = arguments.ladder_file;
  if (request.to < request.from) {
    diagnostics.error({diagnostics.add_argument("--to", arguments.to), 1, 1},
                      "the end lies before the beginning");
  }
  for (const std::string& word : arguments.ladder) {
    const auto device = read_device("--ladder", word, scenario, diagnostics);
    if (device && std::ranges::find(request.participants, *device) == request.participants.end()) {
      request.participants.push_back(*device);
    }
  }
  const std::string& file = arguments.ladder_file;
  if (!is_text(file) && !file.ends_with(".svg") && !file.ends_with(".mmd")) {
    diagnostics.error({diagnostics.add_argument("--ladder-out", file), 1, 1},
                      "the name must end with .txt, .mmd (Mermaid) or .svg");
  }
  if (diagnostics.ok() && request.participants.size() < 2 &&
      (!arguments.ladder.empty() || !file.empty())) {
    const std::string text = arguments.ladder.empty() ? "" : arguments.ladder.front();
    diagnostics.error({diagnostics.add_argument("--ladder", text), 1, 1},
                      "a ladder needs at least two devices, such as phone1,sw1,cucm1");
  }
  request.captures = arguments.captures;
  for (const std::string& text : arguments.taps) {
    read_tap(text, scenario, request.taps, diagnostics);
  }
  if (request.captures.empty() && !arguments.taps.empty()) {
    diagnostics.error({diagnostics.add_argument("--tap", arguments.taps.front()), 1, 1},
                      "captures need a folder: --pcap DIR");
  }
  return request;
}

Time RecordingRequest::last() const {
  constexpr std::chrono::minutes under_way{1};  // what was sent before the end may still arrive
  return to == models::never ? to : to + under_way;
}

ShownRecording::ShownRecording(const RunResult& result, const RecordingRequest& request)
    : result_(result),
      request_(request),
      ladder_(result.scenario, request.participants, request.from, request.to),
      captures_(result.scenario, taps_of(result, request), request.from, request.to) {}

void ShownRecording::read(const World& world, const std::vector<models::TraceRecord>& records) {
  if (!request_.participants.empty()) ladder_.read(world, records);
  if (!request_.captures.empty()) captures_.read(world, records);
}

std::string ShownRecording::show(bool quiet) {
  std::string failure;
  if (!request_.participants.empty()) failure = show_ladder(quiet);
  if (!failure.empty() || request_.captures.empty()) return failure;
  return write_captures(result_, request_, captures_, quiet);
}

std::string ShownRecording::show_ladder(bool quiet) {
  const std::string& file = request_.ladder_file;
  const LadderView view{.all = request_.all,
                        .most_lines = file.empty() ? lines_on_terminal : lines_in_file};
  Ladder ladder =
      make_ladder(result_, request_.participants, ladder_.take(), view, request_.from, request_.to);
  ladder.not_kept = ladder_.not_kept();
  if (file.ends_with(".svg")) return write_whole(file, ladder_svg(ladder, SvgPlace::file));
  if (file.ends_with(".mmd")) return write_whole(file, ladder_mermaid(ladder));
  if (!file.empty()) return write_whole(file, ladder_text(ladder, Style(false), 100));
  if (!quiet) {
    fmt::print("{}", ladder_text(ladder, style_for(STDOUT_FILENO), terminal_width(STDOUT_FILENO)));
  }
  return "";
}

}  // namespace app
