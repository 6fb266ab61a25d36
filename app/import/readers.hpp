// One reader for each kind of file: it fills the draft, and says of each line what became of it.
#pragma once

#include "app/import/draft.hpp"

namespace app {

void import_cucm_phone(ConfigFile& file, Draft& draft);
void import_isc_dhcpd(ConfigFile& file, Draft& draft);
void import_dnsmasq(ConfigFile& file, Draft& draft);
void import_kea(ConfigFile& file, Draft& draft);
void import_asterisk(ConfigFile& file, Draft& draft);
void import_linux(ConfigFile& file, Draft& draft);
void import_asa(ConfigFile& file, Draft& draft);
void import_topology(ConfigFile& file, Draft& draft);

}  // namespace app
