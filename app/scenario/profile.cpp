#include "app/scenario/profile.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

#include "app/scenario/data_dir.hpp"
#include "sim/schema/document.hpp"
#include "sim/schema/field.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

struct ProfileFile {
  std::string profile;
  std::string kind;
  std::string about;
  sim::Node values;
};
inline sim::Fields<ProfileFile> fields(ProfileFile*) {
  using F = ProfileFile;
  return {sim::required("profile", &F::profile, "its name, as the file's"),
          sim::required("kind", &F::kind, "the kind of device"),
          sim::required("about", &F::about, "product and release"),
          sim::required("values", &F::values, "keys of the device, each {is, source}")};
}

// {is: 200ms, source: "..."} becomes 200ms; maps of such become maps.
sim::Node values_of(const sim::Node& node, sim::Diagnostics& diagnostics) {
  if (!node.is_map()) {
    diagnostics.error(node.at, "a profile's value is written {is: VALUE, source: \"where from\"}");
    return {};
  }
  if (const sim::Node* is = node.find("is")) {
    const sim::Node* source = node.find("source");
    if (source == nullptr || source->text.empty() || node.entries.size() != 2) {
      diagnostics.error(node.at,
                        "a profile's value is written {is: VALUE, source: \"where from\"}");
    }
    return *is;
  }
  sim::Node map = sim::Node::map(node.at);
  for (const auto& entry : node.entries) {
    map.entries.push_back({entry.key, entry.at, values_of(entry.value, diagnostics)});
  }
  return map;
}

struct Known {
  Profile profile;
  sim::SourcePtr source;
};

struct Cache {
  std::mutex mutex;
  std::map<std::filesystem::path, std::vector<std::string>> folders{};
  std::map<std::filesystem::path, Known> files{};
};
Cache& cache() {
  static Cache all;
  return all;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;  // no such folder: no profiles, and the reader names the missing file
  for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
    if (file.path().extension() == ".yaml") names.push_back(file.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

const std::vector<std::string>& profile_names() {
  const auto folder = profiles_dir();
  auto& [mutex, folders, files] = cache();
  const std::lock_guard lock(mutex);
  const auto known = folders.find(folder);
  return known != folders.end() ? known->second : folders[folder] = names_in(folder);
}

const Profile* read_profile(const std::string& name, sim::Diagnostics& diagnostics) {
  const auto path = profiles_dir() / (name + ".yaml");
  auto& [mutex, folders, files] = cache();
  const std::lock_guard lock(mutex);
  if (const auto known = files.find(path); known != files.end()) {
    diagnostics.add_source(known->second.source);
    return &known->second.profile;
  }
  const std::size_t before = diagnostics.count();
  const auto root = sim::read_yaml_file(path.string(), diagnostics);
  ProfileFile file;
  if (!root || !sim::read(*root, file, diagnostics)) return nullptr;
  if (file.profile != name) {
    diagnostics.error(root->at,
                      "the profile is called '" + file.profile + "', its file '" + name + ".yaml'");
  }
  Known known{{name, file.kind, file.about, values_of(file.values, diagnostics)},
              diagnostics.source_of(root->at)};
  if (diagnostics.count() != before) return nullptr;  // and it is complained about again
  return &files.emplace(path, std::move(known)).first->second.profile;
}

}  // namespace app
