// A driver for compilers without libFuzzer: mutates the files of a corpus folder, the same way in
// every run, a fixed number of times.   reader_fuzz FOLDER [INPUTS] [SEED]
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
// A target's own way to damage what it reads; without one, bytes and morsels of YAML.
extern "C" [[gnu::weak]] std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data1,
                                                               std::size_t size1,
                                                               const std::uint8_t* data2,
                                                               std::size_t size2, std::uint8_t* out,
                                                               std::size_t max_size, unsigned seed);

namespace {

constexpr std::size_t largest_input = 4096;
constexpr std::size_t largest_of_its_own = 16'384;
// What makes YAML go wrong: its indicators, and the bytes that are not text.
constexpr std::array<std::string_view, 44> morsels{
    "[",       "]",    "{",    "}",     ":",     ": ",    ",",
    "- ",      "? ",   "#",    "&a ",   "*a",    "!",     "!!str ",
    "!<",      "|",    ">",    "|+2\n", "'",     "\"",    "\\",
    "%",       "@",    "`",    "<<: ",  "---\n", "...\n", "\n",
    "\r\n",    "\r",   "\t",   "  ",    "null",  "~",     "\xef\xbb\xbf",
    "\xff",    "\x04", "\xc3", "\x7f",  "1s",    "-1",    "010",
    "forever", "1e9"};

std::vector<std::string> corpus(const char* folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".md") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);  // directories have no order of their own
  std::vector<std::string> texts;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

std::string piece_of(const std::string& text, sim::Random& dice) {
  const std::size_t from = dice.below(text.size() + 1);
  return text.substr(from, dice.below(64));
}

void mutate(std::string& text, const std::vector<std::string>& seeds, sim::Random& dice) {
  const std::size_t at = dice.below(text.size() + 1);
  switch (dice.below(8)) {
    case 0: text.insert(at, 1, static_cast<char>(dice.below(256))); break;
    case 1: text.erase(at, 1 + dice.below(8)); break;
    case 2: text.erase(at); break;
    case 3: text.insert(at, piece_of(text, dice)); break;
    case 4: text.insert(at, piece_of(seeds[dice.below(seeds.size())], dice)); break;
    case 5:
      if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << dice.below(8)));
      break;
    case 6:
      for (auto n = dice.below(100); n > 0; --n) text.insert(at, morsels[at % morsels.size()]);
      break;
    default: text.insert(at, morsels[dice.below(morsels.size())]); break;
  }
  if (text.size() > largest_input) text.resize(largest_input);
}

void mutate_its_own_way(std::string& text, const std::vector<std::string>& seeds,
                        sim::Random& dice) {
  const auto bytes = [](const std::string& of) {
    return reinterpret_cast<const std::uint8_t*>(of.data());
  };
  const std::string& other = dice.below(2) == 0 ? text : seeds[dice.below(seeds.size())];
  std::vector<std::uint8_t> out(largest_of_its_own);
  const auto seed = static_cast<unsigned>(dice.below(1U << 31U));
  out.resize(LLVMFuzzerCustomCrossOver(bytes(text), text.size(), bytes(other), other.size(),
                                       out.data(), out.size(), seed));
  text.assign(out.begin(), out.end());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FOLDER [INPUTS] [SEED]\n", argv[0]);
    return 2;
  }
  const auto seeds = corpus(argv[1]);
  if (seeds.empty()) {
    std::fprintf(stderr, "%s: no files\n", argv[1]);
    return 2;
  }
  const long inputs = argc > 2 ? std::atol(argv[2]) : 20'000;
  const auto seed = static_cast<std::uint64_t>(argc > 3 ? std::atol(argv[3]) : 1);
  const char* trace = std::getenv("FUZZ_TRACE");  // a file that holds the latest input
  for (long i = 0; i < inputs; ++i) {
    sim::Random dice(seed, "fuzz", std::to_string(i));
    std::string text = seeds[static_cast<std::size_t>(i) % seeds.size()];
    const bool own_way = LLVMFuzzerCustomCrossOver != nullptr;  // few, or nothing can be read
    for (auto n = own_way ? 1 + dice.below(3) : dice.below(8); n > 0; --n) {
      if (!own_way) {
        mutate(text, seeds, dice);
      } else {
        mutate_its_own_way(text, seeds, dice);
      }
    }
    if (trace != nullptr) std::ofstream(trace, std::ios::binary) << text;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
  std::printf("%ld inputs from %zu files tried: every one was read or answered\n", inputs,
              seeds.size());
}
