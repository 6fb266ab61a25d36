// The command: which files it rewrites, what it leaves alone, and how a file outlives a failure.
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>

#include "app/commands/commands.hpp"
#include "tests/catch.hpp"
#include "tests/files_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using tests::contents;

const std::string old_text = "# above\ntitle: x\ndevices: {a: {kind: switch}}\n";
const std::string new_text = "# above\nversion: 2\ntitle: x\ndevices: {a: {kind: switch}}\n";

int migrate(const std::string& path, bool check = false) {
  return app::migrate_command({.paths = {path}, .check = check});
}

// Of a process of its own, because it gives up rights, or is killed; 128 + the signal then.
template <class Body>
int in_child(const Body& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

TEST_CASE(
    "migrate: a file is rewritten, and keeps its mode; a second time there is nothing to do") {
  const tests::Folder folder("migrate");
  const std::string file = folder.write("x.yaml", old_text);
  fs::permissions(file, fs::perms{0640});
  CHECK(migrate(file) == app::exit_ok);
  CHECK(contents(file) == new_text);
  CHECK(fs::status(file).permissions() == fs::perms{0640});
  const auto written = fs::last_write_time(file);
  CHECK(migrate(file) == app::exit_ok);
  CHECK(fs::last_write_time(file) == written);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator{}) == 1);
}

TEST_CASE("migrate --check: nothing is written, and 1 says that something would be") {
  const tests::Folder folder("migrate_check");
  const std::string file = folder.write("x.yaml", old_text);
  CHECK(migrate(file, true) == app::exit_failed);
  CHECK(contents(file) == old_text);
  CHECK(migrate("scenarios", true) == app::exit_ok);
}

TEST_CASE("migrate: a folder is walked; what is no scenario is named, and the others are done") {
  const tests::Folder folder("migrate_folder");
  fs::create_directory(folder.file("below"));
  const std::string good = folder.write("below/good.yaml", old_text);
  const std::string text = folder.write("notes.txt", old_text);
  CHECK(migrate(folder.path()) == app::exit_ok);
  CHECK(contents(good) == new_text);
  CHECK(contents(text) == old_text);
  const std::string late = folder.write("late.yaml", old_text);
  const std::string foreign = folder.write("compose.yaml", "services: {}\n");
  const std::string broken = folder.write("broken.yaml", "title: [x\n");
  CHECK(migrate(folder.path()) == app::exit_usage);
  CHECK(contents(late) == new_text);
  CHECK(contents(foreign) == "services: {}\n");
  CHECK(contents(broken) == "title: [x\n");
}

TEST_CASE(
    "migrate: a newer file, a version that is none, a missing file are refused, as `run` does") {
  const tests::Folder folder("migrate_newer");
  for (const char* version : {"3", "0", "-1", "x", "[1]", "99999999999999999999", ""}) {
    const std::string text = "version: " + std::string(version) + "\n" + old_text;
    const std::string file = folder.write("x.yaml", text);
    INFO(version);
    CHECK(migrate(file) == app::exit_usage);
    CHECK(contents(file) == text);
    CHECK(app::run_command({.file = file, .quiet = true}) == app::exit_usage);
  }
  CHECK(migrate(folder.file("nobody.yaml")) == app::exit_usage);
  CHECK(migrate(folder.write("garbage.yaml", std::string("\x7f"
                                                         "ELF\0",
                                                         5))) == app::exit_usage);
  const std::string twice = contents("tests/bad/duplicate_key.yaml");
  CHECK(migrate(folder.write("twice.yaml", twice)) == app::exit_usage);
  CHECK(contents(folder.file("twice.yaml")) == twice);
}

TEST_CASE("migrate: through a symbolic link the file is written, and the link stays one") {
  const tests::Folder folder("migrate_link");
  const std::string file = folder.write("x.yaml", old_text);
  fs::create_symlink("x.yaml", folder.file("link.yaml"));
  CHECK(migrate(folder.file("link.yaml")) == app::exit_ok);
  CHECK(fs::is_symlink(folder.file("link.yaml")));
  CHECK(contents(file) == new_text);
  fs::create_symlink("nobody.yaml", folder.file("dangling.yaml"));
  CHECK(migrate(folder.file("dangling.yaml")) == app::exit_usage);
}

TEST_CASE("migrate: a folder or a file that must not be written is left as it is") {
  const tests::Folder folder("migrate_read_only");
  const std::string file = folder.write("x.yaml", old_text);
  const auto as_nobody = [&] {
    return in_child([&] {
      if (::geteuid() == 0 && ::setuid(65534) != 0) return 99;
      return migrate(file);
    });
  };
  fs::permissions(file, fs::perms{0666});
  fs::permissions(folder.path(), fs::perms{0555});
  CHECK(as_nobody() == app::exit_usage);
  fs::permissions(folder.path(), fs::perms{0777});
  fs::permissions(file, fs::perms{0444});
  CHECK(as_nobody() == app::exit_usage);
  CHECK(contents(file) == old_text);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator{}) == 1);
  fs::permissions(file, fs::perms{0666});
  CHECK(as_nobody() == app::exit_ok);
}

TEST_CASE("migrate: killed while it writes, or on a full disk, it leaves the file whole") {
  const tests::Folder folder("migrate_killed");
  const std::string file = folder.write("x.yaml", old_text);
  const auto with_no_space = [&](void (*signal)(int)) {
    return in_child([&] {
      std::signal(SIGXFSZ, signal);
      const rlimit none{0, 0};
      ::setrlimit(RLIMIT_FSIZE, &none);
      std::freopen("/dev/null", "w", stdout);
      std::freopen("/dev/null", "w", stderr);
      return migrate(file);
    });
  };
  CHECK(with_no_space(SIG_DFL) == 128 + SIGXFSZ);
  CHECK(contents(file) == old_text);
  CHECK(with_no_space(SIG_IGN) == app::exit_usage);
  CHECK(contents(file) == old_text);
  CHECK(migrate(file) == app::exit_ok);
  CHECK(contents(file) == new_text);
}
