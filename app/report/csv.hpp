// Losses as a table for spreadsheets: RFC 4180, one header line, units in the column names.
#pragma once

#include <string>
#include <string_view>

#include "app/judge/run.hpp"

namespace app {

std::string csv_header();
std::string csv_losses(const RunResult& result);  // lines without the header
// RFC 4180 2.5 to 2.7: quoted if it holds a comma, a quote or a line break. What a spreadsheet
// would take for a formula stays as it is: names come from the scenario's own author.
std::string csv_field(std::string_view text);

}  // namespace app
