// No allocation after the start: in a healthy, warm network an hour passes without operator new.
// The replaced operator new counts for the whole test program; it changes nothing else.
#include <atomic>
#include <cstdlib>
#include <new>

#include "tests/catch.hpp"
#include "tests/routed_fixture.hpp"

namespace {

std::atomic<std::uint64_t> allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  void* memory =
      alignment <= alignof(std::max_align_t)
          ? std::malloc(size)
          : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) std::abort();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return counted(size, 1); }
void* operator new[](std::size_t size) { return counted(size, 1); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size, 1); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted(size, 1); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
// Not inlined: g++ would see that what `new` gave goes to free(), and warn.
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { ::operator delete(memory); }
void operator delete(void* memory, std::size_t) noexcept { ::operator delete(memory); }
void operator delete[](void* memory, std::size_t) noexcept { ::operator delete(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { ::operator delete(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { ::operator delete(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { ::operator delete(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  ::operator delete(memory);
}

using sim::operator""h;
using sim::operator""min;

TEST_CASE("allocation: a healthy, warm network runs an hour without allocating") {
  fixture::Settings settings;
  settings.phones = 100;
  fixture::Site site(settings, fixture::Shape::access_and_core);
  site.start_and_run(10min);
  REQUIRE(site.registered() == 100);
  const std::uint64_t before = allocations;
  site.run(1h);
  CHECK(allocations - before == 0);
  CHECK(site.network.journal().transactions > 6000);
}

TEST_CASE("allocation: nor does one with a router, over TCP or over UDP through NAT") {
  for (const auto transport : {fixture::Transport::tcp, fixture::Transport::udp}) {
    fixture::RoutedSite site(100, transport);
    site.start_and_run(10min);
    REQUIRE(site.registered() == 100);
    const std::uint64_t before = allocations;
    site.run(1h);
    CHECK(allocations - before == 0);
    CHECK(site.registered() == 100);
    CHECK(site.network.journal().drops.empty());
    CHECK(site.network.journal().transactions > 3000);
  }
}

TEST_CASE("allocation: the counter counts") {
  const std::uint64_t before = allocations;
  delete new int(1);
  CHECK(allocations > before);
}
