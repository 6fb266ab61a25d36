// The manual page and the completion of shells, from a command line as plain text.
#include "app/commands/command_text.hpp"

#include "tests/catch.hpp"

namespace {

app::CommandText small_program() {
  app::OptionText file{.names = {"FILE"}, .about = "a scenario", .by_place = true};
  file.is_required = true;
  app::OptionText set{.names = {"--set", "-s"}, .about = "it's [x]: y", .value = "PATH=VALUE"};
  set.may_repeat = true;
  app::CommandText run{.name = "run", .about = ".run\\it", .options = {file, set}};
  run.footer = "Example:\n  fastbusy run 'a b'";
  return {.name = "fastbusy", .about = "It runs.", .footer = "Codes: 0.", .commands = {run}};
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Manual page: what roff would read as its own is escaped") {
  const std::string page = app::manual_of(small_program(), "1.0");
  CHECK(has(page, "\n\\&.run\\eit.\n"));
  CHECK(has(page, "\\fB\\-\\-set\\fR, \\fB\\-s\\fR \\fIPATH=VALUE\\fR\nit\\(aqs [x]: y\n"));
  CHECK(has(page, "\\fBfastbusy\\fR \\fBrun\\fR [\\fIOPTIONS\\fR] \\fIFILE\\fR\n"));
  CHECK(has(page, ".nf\nfastbusy run \\(aqa b\\(aq\n.fi\n"));
}

TEST_CASE("Completion: a word's quotes and a shell's marks are escaped") {
  const auto zsh = app::completion_of(small_program(), "zsh");
  REQUIRE(zsh);
  CHECK(has(*zsh, "'*--set=[it'\\''s \\[x\\]\\: y]:PATH=VALUE: '"));
  CHECK(has(*zsh, "'1:FILE:_fastbusy_scenarios'"));
  const auto fish = app::completion_of(small_program(), "fish");
  REQUIRE(fish);
  CHECK(has(*fish, "-l set -s s -x -d 'it'\\''s [x]: y'"));
  const auto bash = app::completion_of(small_program(), "bash");
  REQUIRE(bash);
  CHECK(has(*bash, "-*) _fastbusy_words '--set -s' ;;"));
  CHECK_FALSE(app::completion_of(small_program(), "tcsh"));
}

TEST_CASE("Completion: what is offered follows from what a value is called") {
  const auto offer = [](std::string value, bool by_place) {
    app::OptionText option{.value = value, .by_place = by_place};
    option.names = {by_place ? value : "--x"};
    return app::offer_for(option);
  };
  CHECK(offer("FILE", false) == app::Offer::files);
  CHECK(offer("FILE", true) == app::Offer::scenarios);
  CHECK(offer("DIR", false) == app::Offer::folders);
  CHECK(offer("PROFILE", false) == app::Offer::profiles);
  CHECK(offer("TIME", false) == app::Offer::nothing);
  CHECK(app::offer_for({.choices = {"udp"}}) == app::Offer::choices);
}
