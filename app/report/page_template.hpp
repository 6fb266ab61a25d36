// html/page.html with its style, scripts and uPlot inside; html/embed.cmake writes the .cpp.
#pragma once

#include <string_view>

namespace app {

// Holds {{title}} and {{data}} once each, in this order.
extern const std::string_view page_template;

}  // namespace app
