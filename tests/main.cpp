// main() of the tests: Catch2 version 2 generates it here, version 3 brings it as a library.
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_CONSOLE_WIDTH 160  // path:line: message stays on one line
#include "tests/catch.hpp"
