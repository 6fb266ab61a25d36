// libFuzzer target: any bytes are a file of a site; each line is accounted for, and nothing
// crashes. Without libFuzzer (g++), fuzz_main.cpp drives it.
#include <cstddef>
#include <cstdint>
#include <string>

#include "app/import/site.hpp"
#include "sim/base/ensure.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  app::ImportedSite site;
  site.files.emplace_back("SEP0024142DDF24.cnf.xml",
                          std::string(reinterpret_cast<const char*>(data), size));
  sim::Diagnostics diagnostics;
  app::import_site(site, "", diagnostics);
  const app::ConfigFile& file = site.files.front();
  ENSURE(file.notes.size() == file.lines.size());
  std::size_t lines = 0;
  for (const auto fate : {app::LineFate::blank, app::LineFate::used, app::LineFate::irrelevant,
                          app::LineFate::relevant, app::LineFate::unknown}) {
    lines += file.count(fate);
  }
  ENSURE(lines == file.lines.size());
  ENSURE(!app::coverage_text(site).empty() && !app::coverage_json(site).empty());
  return 0;
}
