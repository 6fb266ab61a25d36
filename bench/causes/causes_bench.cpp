// How often a run names the fault: healthy networks with one injected fault each (--two: two), as
// many with a symptom of every family. Prints Markdown.
// Usage: causes_bench [--networks N] [--seed S] [--family F] [--two] [--kinds] [--dump DIR]
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "app/run/all_cores.hpp"
#include "bench/causes/mutant.hpp"
#include "bench/causes/named.hpp"

namespace {

struct Options {
  std::size_t networks = 500;  // with a symptom, of all families together
  std::uint64_t seed = 1;
  std::string family;  // one only
  bool two = false;
  bool kinds = false;  // a row for each kind of fault, too
  std::filesystem::path dump;
};

struct Trial {
  std::optional<bench::Mutant> mutant;
  bool has_symptom = false;
  bench::Naming naming{};
};

struct Counts {
  std::size_t tried = 0, symptoms = 0, alone = 0, found = 0, innocent = 0, none = 0;
  std::size_t some = 0;  // one fault of two

  void add(const Trial& trial) {
    const bench::Naming& naming = trial.naming;
    const bool all = naming.found == trial.mutant->faults.size();
    ++symptoms;
    found += all ? 1 : 0;
    alone += all && naming.innocent == 0 ? 1 : 0;
    some += !all && naming.found > 0 ? 1 : 0;
    innocent += naming.found == 0 && naming.innocent > 0 ? 1 : 0;
    none += naming.named.empty() ? 1 : 0;
  }
  void add(const Counts& other) {
    tried += other.tried;
    symptoms += other.symptoms;
    alone += other.alone;
    found += other.found;
    innocent += other.innocent;
    none += other.none;
    some += other.some;
  }
};

std::optional<app::Scenario> scenario_of(const bench::Mutant& mutant) {
  sim::Diagnostics diagnostics;
  return app::load({mutant.base, mutant.text}, {}, diagnostics);
}

bool has_symptom(const bench::Base& base, const bench::Fault& fault) {
  const auto mutant = bench::mutant_of(base, {fault});
  const auto scenario = mutant ? scenario_of(*mutant) : std::nullopt;
  return scenario && !bench::is_healthy(bench::run_of(*scenario).history);
}

// A file that is refused, or fails without a symptom, does not count; of two faults each must have
// a symptom by itself.
Trial tried(const bench::Base& base, std::vector<bench::Fault> faults) {
  if (faults.size() > 1) {
    for (const bench::Fault& fault : faults) {
      if (!has_symptom(base, fault)) return {};
    }
  }
  Trial trial{.mutant = bench::mutant_of(base, std::move(faults))};
  const auto scenario = trial.mutant ? scenario_of(*trial.mutant) : std::nullopt;
  if (!scenario) return trial;
  const app::History history = bench::run_of(*scenario).history;
  trial.has_symptom = !bench::is_healthy(history);
  trial.naming = bench::judged(bench::named_settings(history), trial.mutant->faults);
  return trial;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "-" : text;
}

class Bench {
 public:
  explicit Bench(const Options& options) : options_(options), bases_(bench::all_bases()) {
    std::fprintf(stderr, "%zu healthy networks\n", bases_.size());
    if (!options_.dump.empty()) {
      std::filesystem::create_directories(options_.dump);
      log_.open(options_.dump / "log.txt");
    }
  }

  void measure(const bench::Family& family, std::size_t wanted) {
    const auto all = bench::candidates(bases_, family, options_.seed);
    if (options_.two) others_ = of_other_families(family);
    Counts& counts = rows_[std::string(family.name)];
    for (std::size_t next = 0; next < all.size() && counts.symptoms < wanted;) {
      const std::size_t missing = wanted - counts.symptoms;
      const std::size_t count = std::min(all.size() - next, missing + missing / 2 + 1);
      std::vector<Trial> trials(count);
      app::on_all_cores(count, 0, [&](std::size_t i) {
        const bench::Candidate& one = all[next + i];
        trials[i] = tried(bases_[one.base], faults_of(one, next + i));
      });
      for (std::size_t i = 0; i < count && counts.symptoms < wanted; ++i, ++next) {
        Counts& kind = kinds_[std::string(family.name) + ": " + all[next].fault.kind];
        ++counts.tried;
        ++kind.tried;
        if (!trials[i].has_symptom) continue;
        counts.add(trials[i]);
        kind.add(trials[i]);
        keep(trials[i], counts.symptoms);
      }
      std::fprintf(stderr, "%s: %zu of %zu\n", std::string(family.name).c_str(), counts.symptoms,
                   wanted);
    }
  }

  void print() const {
    std::printf(options_.two ? "| families | tried | with symptom | both named, alone | both "
                               "named | one named | only innocent | none named |\n"
                             : "| family | tried | with symptom | named, alone | named | only "
                               "innocent | none named |\n");
    std::printf(options_.two ? "|---|---|---|---|---|---|---|---|\n"
                             : "|---|---|---|---|---|---|---|\n");
    Counts sum;
    for (const auto& [name, counts] : rows_) {
      row(name, counts);
      sum.add(counts);
    }
    row("all", sum);
    if (!options_.kinds) return;
    std::printf("\n");
    for (const auto& [name, counts] : kinds_) row(name, counts);
  }

 private:
  void row(const std::string& name, const Counts& counts) const {
    const auto percent = [&](std::size_t part) {
      return counts.symptoms == 0
                 ? 0.0
                 : 100.0 * static_cast<double>(part) / static_cast<double>(counts.symptoms);
    };
    std::printf("| %s | %zu | %zu | %.0f %% | %.0f %% |", name.c_str(), counts.tried,
                counts.symptoms, percent(counts.alone), percent(counts.found));
    if (options_.two) std::printf(" %.0f %% |", percent(counts.some));
    std::printf(" %.0f %% | %.0f %% |\n", percent(counts.innocent), percent(counts.none));
  }

  std::vector<bench::Candidate> of_other_families(const bench::Family& but) const {
    std::vector<bench::Candidate> all;
    for (const bench::Family& family : bench::families()) {
      if (family.name == but.name) continue;
      for (bench::Candidate& one : bench::candidates(bases_, family, options_.seed)) {
        all.push_back(std::move(one));
      }
    }
    return all;
  }

  std::vector<bench::Fault> faults_of(const bench::Candidate& one, std::size_t number) const {
    if (!options_.two) return {one.fault};
    sim::Random random(options_.seed, one.fault.text, std::to_string(number));
    std::vector<const bench::Fault*> beside;
    for (const bench::Candidate& other : others_) {
      if (other.base == one.base) beside.push_back(&other.fault);
    }
    if (beside.empty()) return {one.fault};
    return {one.fault, *beside[random.below(beside.size())]};
  }

  void keep(const Trial& trial, std::size_t number) {
    if (options_.dump.empty()) return;
    const bench::Fault& first = trial.mutant->faults[0];
    const std::string file = std::string(first.family) + '-' + std::to_string(number) + ".yaml";
    std::ofstream(options_.dump / file) << trial.mutant->text;
    for (const bench::Fault& fault : trial.mutant->faults) {
      const auto naming = bench::judged(trial.naming.named, {fault});
      log_ << (naming.found > 0       ? "named"
               : naming.named.empty() ? "none"
                                      : "innocent")
           << " | " << fault.family << " | " << fault.kind << " | " << fault.text << " | "
           << joined(fault.answers) << " | " << joined(naming.named) << " | " << trial.mutant->base
           << " | " << file << '\n';
    }
  }

  Options options_;
  std::vector<bench::Base> bases_;
  std::vector<bench::Candidate> others_;  // with --two: the second fault is one of these
  std::map<std::string, Counts> rows_;
  std::map<std::string, Counts> kinds_;
  std::ofstream log_;
};

template <class Number>
bool read(const std::string& text, Number& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size();
}

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    const std::string value = i + 1 < argc ? argv[i + 1] : "";
    bool good = true;
    if (option == "--two") {
      options.two = true;
      continue;
    }
    if (option == "--kinds") {
      options.kinds = true;
      continue;
    }
    if (option == "--networks") {
      good = read(value, options.networks);
    } else if (option == "--seed") {
      good = read(value, options.seed);
    } else if (option == "--family") {
      options.family = value;
      good = std::ranges::any_of(bench::families(), [&](const auto& f) { return f.name == value; });
    } else if (option == "--dump") {
      options.dump = value;
      good = !value.empty();
    } else {
      good = false;
    }
    if (!good) return false;
    ++i;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse(argc, argv, options)) {
    std::string names;
    for (const bench::Family& family : bench::families()) names += ' ' + std::string(family.name);
    std::fprintf(stderr,
                 "usage: causes_bench [--networks N] [--seed S] [--family F] [--two] [--kinds] "
                 "[--dump DIR]\nfamilies:%s\n",
                 names.c_str());
    return 2;
  }
  const std::size_t families = options.family.empty() ? bench::families().size() : 1;
  Bench bench(options);
  for (const bench::Family& family : bench::families()) {
    if (!options.family.empty() && options.family != family.name) continue;
    bench.measure(family, (options.networks + families - 1) / families);
  }
  bench.print();
  return 0;
}
