// The files of a site, and what each of them is.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "app/import/file_kind.hpp"
#include "app/import/ios_config.hpp"
#include "app/import/readers.hpp"
#include "app/import/site.hpp"
#include "sim/schema/document.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t most_files = 10'000;

std::vector<std::string> files_of(const std::vector<std::string>& paths,
                                  sim::Diagnostics& diagnostics) {
  std::set<std::string> all;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied,
                                          error);
      for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (name.starts_with('.')) {
          if (at->is_directory(error)) at.disable_recursion_pending();
          continue;
        }
        if (!at->is_symlink(error) && at->is_regular_file(error)) all.insert(at->path().string());
      }
      if (error) diagnostics.error_in_file(path, error.message());
    } else if (fs::is_regular_file(path, error)) {
      all.insert(path);
    } else {
      diagnostics.error_in_file(path, "no such file or folder");
    }
  }
  if (all.size() > most_files) diagnostics.error_in_file(paths[0], "more than 10000 files");
  return {all.begin(), all.end()};
}

// sw1.cfg where that is clear, else configs/sw1.cfg.
std::vector<std::string> short_names(const std::vector<std::string>& paths) {
  std::map<std::string, int> seen;
  const auto last = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
  for (const std::string& path : paths) ++seen[last(path)];
  std::vector<std::string> names;
  for (const std::string& path : paths) names.push_back(seen[last(path)] == 1 ? last(path) : path);
  return names;
}

}  // namespace

std::size_t ImportedSite::lost() const {
  std::size_t n = 0;
  for (const ConfigFile& file : files) {
    n += file.count(LineFate::relevant) + file.count(LineFate::unknown);
  }
  return n;
}

std::size_t ImportedSite::refused() const {
  return static_cast<std::size_t>(std::ranges::count(files, FileKind::refused, &ConfigFile::kind));
}

bool read_site(const std::vector<std::string>& paths, const std::string& with, ImportedSite& site,
               sim::Diagnostics& diagnostics) {
  auto all = files_of(paths, diagnostics);
  std::error_code other;
  std::erase_if(all, [&](const std::string& path) { return fs::equivalent(path, with, other); });
  const auto names = short_names(all);
  for (std::size_t i = 0; i < all.size() && diagnostics.ok(); ++i) {
    auto text = sim::read_file(all[i], diagnostics);
    if (text) site.files.emplace_back(names[i], std::move(*text));
  }
  return diagnostics.ok();
}

// What is for the most part unlike IOS is not half-read.
void read_ios_file(ConfigFile& file, Draft& draft) {
  const IosConfig config = read_ios(file);
  constexpr std::size_t few = 20;
  if (file.count(LineFate::unknown) > few + file.count(LineFate::used) +
                                          file.count(LineFate::relevant) +
                                          file.count(LineFate::irrelevant)) {
    file.kind = FileKind::refused;
    file.whose = "a language that looks like Cisco IOS, and";
    return;
  }
  build_ios(config, draft);
}

void read_kinds(ImportedSite& site) {
  for (ConfigFile& file : site.files) {
    tell_kind(file);
    site.draft.secrets.add_salt(file.text);
  }
  for (ConfigFile& file : site.files) {
    Draft& draft = site.draft;
    switch (file.kind) {
      case FileKind::ios: read_ios_file(file, draft); break;
      case FileKind::asa: import_asa(file, draft); break;
      case FileKind::cucm_phone: import_cucm_phone(file, draft); break;
      case FileKind::isc_dhcpd: import_isc_dhcpd(file, draft); break;
      case FileKind::dnsmasq: import_dnsmasq(file, draft); break;
      case FileKind::kea: import_kea(file, draft); break;
      case FileKind::pjsip:
      case FileKind::chan_sip: import_asterisk(file, draft); break;
      case FileKind::sysctl:
      case FileKind::iptables: import_linux(file, draft); break;
      case FileKind::batfish_topology: import_topology(file, draft); break;
      case FileKind::refused:
        for (std::size_t i = 1; i <= file.lines.size(); ++i) {
          if (file.notes[i - 1].fate != LineFate::blank) {
            file.note(i, LineFate::relevant, "of " + file.whose + ", which is not read");
          }
        }
        break;
      case FileKind::no_configuration:
        for (std::size_t i = 1; i <= file.lines.size(); ++i) {
          file.note(i, LineFate::irrelevant, "no configuration: " + file.whose);
        }
        break;
    }
  }
}

}  // namespace app
