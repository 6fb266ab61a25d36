// fastbusy check: which scenarios it tries, and that their number at a time changes nothing.
#include "app/commands/commands.hpp"
#include "tests/catch.hpp"
#include "tests/files_fixture.hpp"

namespace {

const std::vector<std::string> few{"scenarios/cisco/sip-healthy.yaml",
                                   "scenarios/everyday/firewall-idle-timeout.yaml",
                                   "scenarios/everyday/double-nat.yaml"};

std::string losses(const app::CheckArguments& arguments, int code = app::exit_ok) {
  const tests::Folder folder("check");
  app::CheckArguments to_file = arguments;
  to_file.csv = folder.file("losses.csv");
  to_file.quiet = true;
  CHECK(app::check_command(to_file) == code);
  return tests::contents(to_file.csv);
}

}  // namespace

TEST_CASE("check: several at a time give the same file as one after the other") {
  const std::string one = losses({.paths = few, .jobs = 1});
  CHECK(one.find("firewall-idle-timeout") < one.find("double-nat"));
  CHECK(losses({.paths = few, .jobs = 3}) == one);
}

TEST_CASE("check: -k and --shard choose; nothing chosen is inconclusive") {
  const std::string firewall = losses({.paths = few, .pattern = "firewall"});
  CHECK(firewall.find("firewall-idle-timeout") != std::string::npos);
  CHECK(firewall.find("double-nat") == std::string::npos);
  CHECK(losses({.paths = few, .shard = "2/3"}) == firewall);
  losses({.paths = few, .pattern = "no such"}, app::exit_inconclusive);
  CHECK(app::check_command({.paths = few, .shard = "4/3"}) == app::exit_usage);
  CHECK(app::check_command({.paths = few, .shard = "x"}) == app::exit_usage);
}

TEST_CASE("check: --set and --seed count in each of them") {
  const std::string path = "scenarios/everyday/double-nat.yaml";
  CHECK(losses({.paths = {path}, .seed = 2}) != losses({.paths = {path}}));
  CHECK(app::check_command({.paths = {path}, .sets = {"nothing.here=1"}, .quiet = true}) ==
        app::exit_usage);
}
