// html/page.html with its style, scripts and uPlot inside: the target `page` makes it,
// html/page.cmake.
#pragma once

#include <optional>
#include <string>

namespace app {

// Holds {{title}} and {{data}} once each, in this order. Nothing: page_file() cannot be read.
std::optional<std::string> read_page_template();
// What to say then: which file is missing, and where it comes from.
std::string no_page_template();

}  // namespace app
