#include "bench/causes/base.hpp"

#include <algorithm>
#include <memory>

#include "app/run/all_cores.hpp"
#include "app/scenario/data_dir.hpp"
#include "bench/causes/edit.hpp"
#include "bench/causes/yaml_text.hpp"
#include "sim/schema/document.hpp"

namespace bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_devices = 60;
constexpr auto longest = std::chrono::hours(4);

std::vector<fs::path> yaml_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// The root's path of a setting that --set names.
std::string path_in_file(const sim::Assignment& set) {
  const std::string path = sim::path_of(set);
  return path.starts_with("links.") ? path : "devices." + path;
}

}  // namespace

std::optional<Base> base_of(const std::string& name, sim::Node tree) {
  std::erase_if(tree.entries, [](const sim::Node::Entry& entry) {
    return entry.key == "expect" || entry.key == "remedies";
  });
  sim::Diagnostics diagnostics;
  auto scenario = app::load({name, yaml_text(tree)}, {}, diagnostics);
  if (!scenario) return std::nullopt;
  return Base{name, std::move(tree), std::move(*scenario)};
}

std::optional<Base> base_of(const fs::path& file, bool cured) {
  sim::Diagnostics diagnostics;
  const auto source = app::read_source(file.string(), diagnostics);
  if (!source) return std::nullopt;
  auto tree = sim::parse_yaml(source->text, source->path, diagnostics);
  if (!tree) return std::nullopt;
  if (cured) {
    const auto scenario = app::load(*source, {}, diagnostics);
    if (!scenario || scenario->remedies.empty()) return std::nullopt;
    for (const sim::Assignment& set : scenario->remedies[0].sets) {
      sim::Node* device = tree->find("devices")->find(set.pieces[0]);
      if (device == nullptr) {
        if (!apply(bench::set(path_in_file(set), set.value), *tree)) return std::nullopt;
      } else if (!sim::set_scalar(*device, std::span(set.pieces).subspan(1), set.value, {})) {
        return std::nullopt;
      }
    }
  }
  return base_of(file.parent_path().filename().string() + "/" + file.stem().string(),
                 std::move(*tree));
}

app::RunResult run_of(const app::Scenario& scenario, const app::Progress& progress) {
  app::RunOptions options;
  options.proof = app::Effort{};
  options.remedies = false;
  return app::run(scenario, options, progress);
}

bool is_healthy(const app::History& history) {
  return history.losses() == 0 && history.never_registered.empty() && history.never_back.empty() &&
         history.never_at_first.empty() && history.failed_calls() == 0;
}

std::vector<fs::path> healthy_files() {
  std::vector<fs::path> files = yaml_files(fs::path(FASTBUSY_SOURCE_DIR) / "bench/causes/bases");
  for (const fs::path& file : yaml_files(app::scenarios_dir())) {
    if (file.stem().string().find("healthy") != std::string::npos) files.push_back(file);
  }
  files.push_back(app::scenarios_dir() / "everyday" / "every-transport.yaml");
  return files;
}

std::vector<Base> cured_scenarios() {
  std::vector<Base> bases;
  for (const fs::path& file : yaml_files(app::scenarios_dir())) {
    auto base = base_of(file, true);
    if (base && base->scenario.devices.size() <= most_devices &&
        base->scenario.duration <= longest) {
      bases.push_back(std::move(*base));
    }
  }
  return bases;
}

std::vector<Base> all_bases() {
  std::vector<Base> bases;
  for (const fs::path& file : healthy_files()) {
    if (auto base = base_of(file)) bases.push_back(std::move(*base));
  }
  std::ranges::move(cured_scenarios(), std::back_inserter(bases));
  std::vector<char> healthy(bases.size());
  app::on_all_cores(bases.size(), 0, [&](std::size_t i) {
    healthy[i] = is_healthy(run_of(bases[i].scenario).history) ? 1 : 0;
  });
  std::vector<Base> result;
  for (std::size_t i = 0; i < bases.size(); ++i) {
    if (healthy[i] != 0) result.push_back(std::move(bases[i]));
  }
  return result;
}

}  // namespace bench
