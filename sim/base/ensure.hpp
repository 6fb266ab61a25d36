// ENSURE: a condition that only a bug in fastbusy can break. Always on; prints where and aborts.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace sim {

[[noreturn]] inline void ensure_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "fastbusy: internal error: %s (%s:%d)\n", what, file, line);
  std::abort();
}

}  // namespace sim

#define ENSURE(condition) \
  ((condition) ? static_cast<void>(0) : ::sim::ensure_failed(#condition, __FILE__, __LINE__))
