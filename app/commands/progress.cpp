// Colours, the width of the terminal, the progress line, and Ctrl-C.
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>

#include "app/commands/commands.hpp"

namespace app {
namespace {

std::atomic<bool> interrupted = false;  // read by every thread that runs something
static_assert(std::atomic<bool>::is_always_lock_free);
void on_interrupt(int) {
  if (interrupted.exchange(true)) std::_Exit(130);  // the second time: at once
}

double wall_clock() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Style style_for(int descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  return Style(::isatty(descriptor) != 0 && (no_colour == nullptr || *no_colour == '\0'));
}

std::size_t terminal_width(int descriptor) {
  constexpr std::size_t usual = 100;
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
  return std::clamp<std::size_t>(size.ws_col, 60, 200);
}

bool shows_bars(int descriptor) {
  if (::isatty(descriptor) == 0) return true;  // a file, or who reads a pipe: UTF-8
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale = value;
    return locale.find("UTF-8") != locale.npos || locale.find("utf8") != locale.npos;
  }
  return false;
}

ProgressLine::ProgressLine(bool quiet) : started_(wall_clock()), quiet_(quiet) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, on_interrupt);
}

ProgressLine::~ProgressLine() {
  if (visible_) fmt::print(stderr, "\r\x1b[K");
}

double ProgressLine::elapsed() const { return wall_clock() - started_; }

Progress ProgressLine::callback() {
  return [this](std::string_view what, double done) { return show(what, done); };
}

bool ProgressLine::show(std::string_view what, double done) {
  const double now = elapsed();
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  if (!quiet_ && now > 1 && now - shown_ > (terminal ? 0.2 : 5)) {
    shown_ = now;
    visible_ = terminal;
    const bool is_told = done > 0.02 && done < 1;  // before, nobody knows
    const std::string left = is_told ? fmt::format(", {:.0f} s left", now / done - now) : "";
    fmt::print(stderr, "{}{}: {:.0f} %, {:.0f} s{}{}", terminal ? "\r\x1b[K" : "", what, 100 * done,
               now, left, terminal ? "" : "\n");
  }
  return interrupted;
}

}  // namespace app
