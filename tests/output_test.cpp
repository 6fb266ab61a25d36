// Output goes through what is there: a device stays one, a link stays, mode and hard links stay; a
// file is whole or untouched; and no two outputs are one.
#include "app/report/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <thread>

#include "tests/catch.hpp"
#include "tests/files_fixture.hpp"

namespace {

namespace fs = std::filesystem;

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

}  // namespace

TEST_CASE("output: a symbolic link stays, its target is written and keeps its mode") {
  const tests::Folder folder("output");
  const std::string real = folder.write("real", "old");
  REQUIRE(::chmod(real.c_str(), 0600) == 0);
  fs::create_symlink("real", folder.file("link"));
  CHECK(app::write_whole(folder.file("link"), "new").empty());
  CHECK(fs::is_symlink(folder.file("link")));
  CHECK(tests::contents(real) == "new");
  CHECK(mode_of(real) == 0600);
  fs::create_symlink("later", folder.file("dangling"));
  CHECK(app::write_whole(folder.file("dangling"), "made").empty());
  CHECK(fs::is_symlink(folder.file("dangling")));
  CHECK(tests::contents(folder.file("later")) == "made");
}

TEST_CASE("output: a hard link, a FIFO and a device are written through") {
  const tests::Folder folder("output");
  fs::create_hard_link(folder.write("one", "old"), folder.file("two"));
  CHECK(app::write_whole(folder.file("one"), "new").empty());
  CHECK(tests::contents(folder.file("two")) == "new");
  const std::string fifo = folder.file("fifo");
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  std::string read;
  std::thread reader([&] { read = tests::contents(fifo); });
  CHECK(app::write_whole(fifo, "through").empty());
  reader.join();
  CHECK(read == "through");
  CHECK(fs::is_fifo(fifo));
  CHECK(app::write_whole("/dev/full", "lost").find("No space left") != std::string::npos);
  CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("output: what cannot be written leaves what was there; a dead run's part is removed") {
  const tests::Folder folder("output");
  const std::string file = folder.write("file", "old");
  CHECK_FALSE(app::write_whole(folder.file("missing/file"), "new").empty());
  const std::string dead = folder.write("file.part2147483646", "half");  // no such process
  const std::string alive = folder.write("file.part1", "half");
  const std::string other = folder.write("file.partial", "whole");
  CHECK(app::write_whole(file, "new").empty());
  CHECK_FALSE(fs::exists(dead));
  CHECK(fs::exists(alive));
  CHECK(fs::exists(other));
}

TEST_CASE("output: no output is an input, and no two are one") {
  const tests::Folder folder("output");
  const std::string input = folder.write("in.yaml", "x");
  fs::create_symlink("in.yaml", folder.file("alias"));
  const std::string out = folder.file("out");
  using Outputs = std::vector<app::Output>;
  CHECK(
      app::refuse_outputs(Outputs{{"--json", out}, {"--csv", ""}, {"--html", ""}}, input).empty());
  CHECK(
      app::refuse_outputs(Outputs{{"--json", "/dev/null"}, {"--csv", "/dev/null"}}, input).empty());
  CHECK(app::refuse_outputs(Outputs{{"--json", input}}, input) ==
        "--json would overwrite " + input + ", which is read");
  CHECK_FALSE(app::refuse_outputs(Outputs{{"--csv", folder.file("alias")}}, input).empty());
  CHECK(app::refuse_outputs(Outputs{{"--json", out}, {"--csv", folder.path() + "/./out"}}, input) ==
        "--json and --csv name one file: " + folder.path() + "/./out");
  CHECK_FALSE(app::refuse_outputs(Outputs{{"--json", "-"}, {"--csv", "-"}}, input).empty());
}
