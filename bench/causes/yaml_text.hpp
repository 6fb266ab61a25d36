// Node -> YAML text: what sim::parse_yaml reads back as the same tree. Maps and lists of the file
// and of its sections stand in lines of their own, what is deeper in one line.
// Left out: comments, and how the text was written before.
#pragma once

#include <string>

#include "sim/schema/node.hpp"

namespace bench {

std::string yaml_text(const sim::Node& root);

}  // namespace bench
