// Other profiles, by --set or a remedy: changed is what the file read with them gives.
#include "tests/changed_fixture.hpp"
#include "tests/files_fixture.hpp"

using tests::compare;
using tests::loaded;
using tests::sets_of;

TEST_CASE("changed: other profiles, shipped ones and the file's own") {
  const std::string text = tests::contents("scenarios/cisco/sip-sixteen-minute-cycle.yaml");
  const app::SourceText source{
      "profiles.yaml",
      "profiles:\n"
      "  office: {kind: phone, values: {start: 7s, tcp: {rto_min: 300ms}}}\n"
      "  slow: {kind: host, values: {arp: {retry: 2s}, tcp: {rto_min: 3s}}}\n" +
          text};
  const app::Scenario base = loaded(source);
  for (const std::vector<std::string>& texts : std::vector<std::vector<std::string>>{
           {"phone.profile=office"},
           {"phone.profile=[cisco-8961-sip, office]", "cucm1.profile=[cisco-cucm, slow]"},
           {"phone.profile=[slow, office]", "phone.tcp.rto_max=30s", "phone3.tcp.rto_min=1s"},
           {"phone.profile=[]", "phone3.start=3s"},
           {"phone.profile=slow", "phone.count=5", "links.1.between=phone{1-5} - sw1:{1-5}"}}) {
    compare(source, base, sets_of(texts));
    const app::Scenario once = loaded(source, sets_of({"phone.profile=[office, slow]"}));
    compare(source, once, sets_of(texts));
  }
}
