// fastbusy schema: what may stand in a scenario file, for editors and for people.
#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/report/json.hpp"
#include "app/scenario/file_spec.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/link_fields.hpp"
#include "app/scenario/profile.hpp"
#include "sim/schema/emit.hpp"
#include "sim/schema/markdown.hpp"

namespace app {
namespace {

using sim::Shape;

Shape of_kind(Shape::Kind kind) {
  Shape shape;
  shape.kind = kind;
  return shape;
}

// A device's `kind` is just that one word.
Shape device_shape(std::size_t kind) {
  Shape shape = shape_of(static_cast<models::NodeKind>(kind));
  Shape& word = shape.find("kind")->shape;
  word = of_kind(Shape::Kind::choice);
  word.choices.push_back({models::kind_words[kind], {}});
  return shape;
}

Shape named(Shape one) {
  Shape all = of_kind(Shape::Kind::named);
  all.of.push_back(std::move(one));
  return all;
}

// One of the file's own: what its values may be, its kind decides.
Shape own_profile_shape() {
  Shape shape = sim::shape_of<ProfileSpec>();
  Shape& kind = shape.find("kind")->shape;
  kind = of_kind(Shape::Kind::choice);
  for (const std::string_view name : profile_kinds()) kind.choices.push_back({name, {}});
  shape.find("values")->shape = named(of_kind(Shape::Kind::raw));
  return shape;
}

Shape text_shape() {
  Shape text = of_kind(Shape::Kind::text);
  text.rules.low = sim::Range<std::string>::low;
  text.rules.high = sim::Range<std::string>::high;
  return text;
}

Shape list_of(Shape item) {
  Shape list = of_kind(Shape::Kind::list);
  list.of.push_back(std::move(item));
  return list;
}

}  // namespace

std::string scenario_schema() {
  Shape file = sim::shape_of<ScenarioFile>();
  Shape device = of_kind(Shape::Kind::one_of);
  for (std::size_t kind = 0; kind < models::kind_words.size(); ++kind) {
    device.of.push_back(device_shape(kind));
  }
  Shape link = of_kind(Shape::Kind::one_of);
  link.of.push_back(text_shape());
  link.of.push_back(sim::shape_of<LinkSpec>());
  file.find("profiles")->shape = named(own_profile_shape());
  file.find("devices")->shape = named(std::move(device));
  file.find("links")->shape = list_of(std::move(link));
  file.find("timeline")->shape = list_of(sim::shape_of<TimelineSpec>());
  file.find("expect")->shape = list_of(sim::shape_of<ExpectationSpec>());
  Shape remedy = sim::shape_of<RemedySpec>();
  remedy.find("expect")->shape = list_of(sim::shape_of<ExpectationSpec>());
  file.find("remedies")->shape = list_of(std::move(remedy));
  return sim::json_schema(file, "fastbusy scenario");
}

std::string scenario_reference() {
  std::string text;
  const auto section = [&](std::string_view title, const std::string& table) {
    text += fmt::format("### {}\n\n{}\n", title, table);
  };
  section("The file", sim::markdown_table<ScenarioFile>());
  std::vector<Shape> kinds;
  for (std::size_t kind = 0; kind < models::kind_words.size(); ++kind) {
    kinds.push_back(shape_of(static_cast<models::NodeKind>(kind)));
  }
  const auto shared = sim::shared_sections(kinds);
  for (std::size_t kind = 0; kind < models::kind_words.size(); ++kind) {
    section("kind: " + std::string(models::kind_words[kind]), sim::markdown_table(kinds[kind], shared));
  }
  for (const sim::SharedSection& one : shared) {
    std::string who;
    for (const std::size_t kind : one.tables) {
      who += (who.empty() ? "" : ", ") + std::string(models::kind_words[kind]);
    }
    section(one.title, "Of " + who + ".\n\n" + sim::markdown_table(one));
  }
  section("An item of profiles", sim::markdown_table<ProfileSpec>());
  section("A link", sim::markdown_table<LinkSpec>());
  section("An item of timeline", sim::markdown_table<TimelineSpec>());
  section("An item of expect", sim::markdown_table<ExpectationSpec>());
  text += "### Fates of frames\n\n| fate | loss | meaning | what to do |\n|---|---|---|---|\n";
  for (const models::FateText& fate : models::fates) {
    text += fmt::format("| {} | {} | {} | {} |\n", fate.name, fate.is_loss ? "yes" : "no",
                        fate.meaning, fate.advice);
  }
  text += "\n### Profiles\n\n| profile | kind | what it is |\n|---|---|---|\n";
  for (const std::string& name : profile_names()) {
    sim::Diagnostics ignored;
    if (const auto profile = read_profile(name, ignored)) {
      text += fmt::format("| {} | {} | {} |\n", profile->name, profile->kind, profile->about);
    }
  }
  return text;
}

int schema_command(const SchemaArguments& arguments) {
  if (arguments.report) {
    fmt::print("{}", report_schema());
    return exit_ok;
  }
  fmt::print("{}", arguments.markdown ? scenario_reference() : scenario_schema());
  return exit_ok;
}

}  // namespace app
