// Languages of statements that end with a semicolon, or have others in braces: ISC's.
#pragma once

#include <string>
#include <vector>

#include "app/import/config_file.hpp"

namespace app {

struct BracedStatement {
  std::vector<std::string> words{};
  std::size_t line = 0;
  std::size_t last = 0;
  bool opens = false;
  std::vector<BracedStatement> inside{};
};

std::vector<BracedStatement> braced_statements(const ConfigFile& file);

}  // namespace app
