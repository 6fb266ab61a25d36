#include "app/scenario/profile.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

#include "app/scenario/data_dir.hpp"
#include "app/scenario/file_spec.hpp"
#include "app/scenario/parts.hpp"
#include "sim/schema/document.hpp"
#include "sim/schema/partial.hpp"
#include "sim/schema/reader.hpp"

namespace app {

inline sim::Fields<Limit> fields(Limit*) {
  return {sim::required("what", &Limit::what, "what real ones do, and is not modelled"),
          sim::required("so", &Limit::so, "what their users see of it")};
}

namespace {

struct ProfileFile {
  std::string profile;
  std::string kind;
  std::string about;
  sim::Node values;
  std::vector<Limit> not_modelled;
};
inline sim::Fields<ProfileFile> fields(ProfileFile*) {
  using F = ProfileFile;
  return {sim::required("profile", &F::profile, "its name, as the file's"),
          sim::required("kind", &F::kind, "the kind of device"),
          sim::required("about", &F::about, "product and release"),
          sim::required("values", &F::values, "keys of the device, each {is, source}"),
          sim::field("not_modelled", &F::not_modelled, "what the product does beyond that")};
}

// kinds/phone.yaml
struct KindFile {
  std::string kind;
  std::vector<Limit> not_modelled;
};
inline sim::Fields<KindFile> fields(KindFile*) {
  using F = KindFile;
  return {sim::required("kind", &F::kind, "its name, as the file's"),
          sim::required("not_modelled", &F::not_modelled, "what such devices do beyond the model")};
}

constexpr const char* with_source =
    "a profile's value is written {is: VALUE, source: \"where from\"}; if assumed, plausible: "
    "[LOW, "
    "HIGH] beside it";

// {is: 200ms, source: "..."} becomes 200ms; maps of such become maps. A value alone stays, where
// no source is asked for.
class Values {
 public:
  Values(bool needs_source, Profile& profile, sim::Diagnostics& diagnostics)
      : needs_source_(needs_source), profile_(profile), diagnostics_(diagnostics) {}

  sim::Node of(const sim::Node& node) {
    if (node.find("is") != nullptr) return value_of(node);
    if (!node.is_map()) {
      if (needs_source_) diagnostics_.error(node.at, with_source);
      return node;
    }
    sim::Node map = sim::Node::map(node.at);
    for (const auto& entry : node.entries) {
      path_.push_back(entry.key);
      map.entries.push_back({entry.key, entry.at, of(entry.value)});
      path_.pop_back();
    }
    return map;
  }

 private:
  sim::Node value_of(const sim::Node& node) {
    const sim::Node& is = *node.find("is");
    const sim::Node* source = node.find("source");
    const sim::Node* plausible = node.find("plausible");
    if (source == nullptr || source->text.empty() ||
        node.entries.size() != (plausible != nullptr ? 3U : 2U) ||
        (plausible != nullptr && plausible->items.size() < 2)) {
      diagnostics_.error(node.at, with_source);
      return is;
    }
    if (!is.is_scalar() || (source->text.find("assumed") == std::string::npos)) return is;
    AssumedValue assumed{.key = path_, .value = is.text, .source = source->text};
    if (plausible != nullptr) {
      for (const sim::Node& one : plausible->items) assumed.plausible.push_back(one.text);
    }
    profile_.assumed.push_back(std::move(assumed));
    return is;
  }

  bool needs_source_;
  Profile& profile_;
  sim::Diagnostics& diagnostics_;
  std::vector<std::string> path_;
};

// What is complained about by `read`, with the profile's name.
template <class Read>
void read_named(const std::string& name, sim::Diagnostics& diagnostics, Read read) {
  sim::Diagnostics of_profile;
  read(of_profile);
  for (const auto& problem : of_profile.problems()) {
    diagnostics.error(problem.at, "profile '" + name + "': " + problem.message);
  }
}

// One of `profiles:`. What is wrong is left out.
Profile read_own_profile(const sim::Node::Entry& item, sim::Diagnostics& diagnostics) {
  Profile profile{.name = item.key, .kind = {}, .about = {}, .values = {}, .at = item.at};
  if (!is_name(item.key)) {
    diagnostics.error(item.at, "such a name is not possible: letters, digits, _ and - only");
  }
  if (std::ranges::binary_search(profile_names(), item.key)) {
    diagnostics.error(item.at,
                      "there is a shipped profile of that name; call this one differently");
  }
  ProfileSpec spec;
  sim::read(item.value, spec, diagnostics);
  profile.about = spec.about;
  if (spec.kind.value.empty()) return profile;  // missing
  if (profile_shape(spec.kind.value) == nullptr) {
    diagnostics.error(spec.kind.at, unknown("kind", spec.kind.value, profile_kinds()));
    return profile;
  }
  profile.kind = spec.kind.value;
  if (spec.values.is_null()) return profile;  // missing, too
  profile.values = Values(false, profile, diagnostics).of(spec.values);
  sim::check_partial(*profile_shape(profile.kind), profile.values, diagnostics);
  return profile;
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
  Known known{{name, file.kind, file.about, {}, root->at}, diagnostics.source_of(root->at)};
  known.profile.values = Values(true, known.profile, diagnostics).of(file.values);
  known.profile.not_modelled = std::move(file.not_modelled);
  if (const sim::Shape* shape = profile_shape(file.kind)) {
    read_named(name, diagnostics, [&](sim::Diagnostics& own) {
      if (diagnostics.count() == before) sim::check_partial(*shape, known.profile.values, own);
    });
  } else {
    diagnostics.error(root->at, unknown("kind", file.kind, profile_kinds()));
  }
  if (diagnostics.count() != before) return nullptr;  // and it is complained about again
  return &files.emplace(path, std::move(known)).first->second.profile;
}

std::vector<Limit> limits_of_kind(const std::string& kind, sim::Diagnostics& diagnostics) {
  const auto path = profiles_dir() / "kinds" / (kind + ".yaml");
  const auto root = sim::read_yaml_file(path.string(), diagnostics);
  KindFile file;
  if (!root || !sim::read(*root, file, diagnostics)) return {};
  return std::move(file.not_modelled);
}

std::vector<Profile> read_own_profiles(const sim::Node& section, sim::Diagnostics& diagnostics) {
  std::vector<Profile> profiles;
  if (!section.is_map()) {
    diagnostics.error(section.at,
                      "profiles: a map, such as my-phone: {kind: phone, values: {...}}");
    return profiles;
  }
  for (const auto& item : section.entries) {
    read_named(item.key, diagnostics, [&](sim::Diagnostics& of_profile) {
      profiles.push_back(read_own_profile(item, of_profile));
    });
  }
  return profiles;
}

}  // namespace app
