// The elements of a Cisco phone's file that set nothing, and why; what is said of several in one
// line.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/import/config_file.hpp"

namespace app {

struct CucmElement {
  std::string_view element;
  LineFate fate;
  std::string_view why;
};
// With all that stands in them. What is used is not here.
inline constexpr std::array cucm_elements{
    CucmElement{"dateTimeSetting", LineFate::irrelevant, "its clock and display"},
    CucmElement{"commonProfile", LineFate::irrelevant, "its menus"},
    CucmElement{"vendorConfig", LineFate::irrelevant, "its keys, display and ports"},
    CucmElement{"userLocale", LineFate::irrelevant, "its language"},
    CucmElement{"networkLocale", LineFate::irrelevant, "its tones"},
    CucmElement{"networkLocaleInfo", LineFate::irrelevant, "its tones"},
    CucmElement{"sipCallFeatures", LineFate::irrelevant, "features of calls"},
    CucmElement{"phoneServices", LineFate::irrelevant, "services on the display"},
    CucmElement{"speedDials", LineFate::irrelevant, "its keys"},
    CucmElement{"versionStamp", LineFate::irrelevant, "the file's own"},
    CucmElement{"loadInformation", LineFate::irrelevant, "its firmware"},
    CucmElement{"inactiveLoadInformation", LineFate::irrelevant, "its firmware"},
    CucmElement{"fullConfig", LineFate::irrelevant, "the file's own"},
    CucmElement{"sshUserId", LineFate::irrelevant, "access for people"},
    CucmElement{"sshPassword", LineFate::irrelevant, "access for people"},
    CucmElement{"commonConfig", LineFate::irrelevant, "its menus"},
    CucmElement{"authenticationURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"directoryURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"idleURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"idleTimeout", LineFate::irrelevant, "services on the display"},
    CucmElement{"informationURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"messagesURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"proxyServerURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"servicesURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"secureAuthenticationURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"secureDirectoryURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"secureInformationURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"secureMessagesURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"secureServicesURL", LineFate::irrelevant, "services on the display"},
    CucmElement{"dscpForSCCPPhoneConfig", LineFate::irrelevant, "priorities of packets"},
    CucmElement{"dscpForSCCPPhoneServices", LineFate::irrelevant, "priorities of packets"},
    CucmElement{"dscpForCm2Dvce", LineFate::irrelevant, "priorities of packets"},
    CucmElement{"dscpForAudio", LineFate::irrelevant, "priorities of packets"},
    CucmElement{"dscpVideo", LineFate::irrelevant, "priorities of packets"},
    CucmElement{"capfAuthMode", LineFate::irrelevant, "how it gets a certificate"},
    CucmElement{"capfList", LineFate::irrelevant, "how it gets a certificate"},
    CucmElement{"certHash", LineFate::irrelevant, "of a certificate"},
    CucmElement{"encrConfig", LineFate::irrelevant, "of the file"},
    CucmElement{"featurePolicyFile", LineFate::irrelevant, "its keys"},
    CucmElement{"ipAddressMode", LineFate::irrelevant, "IPv4 is what is modelled"},
    CucmElement{"ipPreferenceModeControl", LineFate::irrelevant, "IPv4 is what is modelled"},
    CucmElement{"allowAutoConfig", LineFate::irrelevant, "of IPv6"},
    CucmElement{"tzdata", LineFate::irrelevant, "its clock"},
    CucmElement{"phoneLabel", LineFate::irrelevant, "its display"},
    CucmElement{"stutterMsgWaiting", LineFate::irrelevant, "its tones"},
    CucmElement{"callStats", LineFate::irrelevant, "statistics"},
    CucmElement{"softKeyFile", LineFate::irrelevant, "its keys"},
    CucmElement{"dialTemplate", LineFate::irrelevant, "its dial plan"},
    CucmElement{"preferredCodec", LineFate::irrelevant, "of calls"},
    CucmElement{"dtmfAvtPayload", LineFate::irrelevant, "of calls"},
    CucmElement{"dtmfDbLevel", LineFate::irrelevant, "of calls"},
    CucmElement{"dtmfOutofBand", LineFate::irrelevant, "of calls"},
    CucmElement{"startMediaPort", LineFate::irrelevant, "of calls"},
    CucmElement{"stopMediaPort", LineFate::irrelevant, "of calls"},
    CucmElement{"silentPeriodBetweenCallWaitingBursts", LineFate::irrelevant, "its tones"},
    CucmElement{"enableVad", LineFate::irrelevant, "of calls"},
    CucmElement{"disableLocalSpeedDialConfig", LineFate::irrelevant, "its keys"},
    CucmElement{"poundEndOfDial", LineFate::irrelevant, "its dial plan"},
    CucmElement{"alwaysUsePrimeLine", LineFate::irrelevant, "its keys"},
    CucmElement{"alwaysUsePrimeLineVoiceMail", LineFate::irrelevant, "its keys"},
    CucmElement{"autoAnswerTimer", LineFate::irrelevant, "of calls"},
    CucmElement{"autoAnswerAltBehavior", LineFate::irrelevant, "of calls"},
    CucmElement{"autoAnswerOverride", LineFate::irrelevant, "of calls"},
    CucmElement{"transferOnhookEnabled", LineFate::irrelevant, "of calls"},
    CucmElement{"kpml", LineFate::irrelevant, "of calls"},
    CucmElement{"maxRedirects", LineFate::irrelevant, "of calls"},
    CucmElement{"timerInviteExpires", LineFate::irrelevant, "of calls"},
    CucmElement{"sipInviteRetx", LineFate::irrelevant, "of calls"},
    CucmElement{"remotePartyID", LineFate::irrelevant, "of calls"},
    CucmElement{"userInfo", LineFate::irrelevant, "of calls"},
    CucmElement{"advertiseG722Codec", LineFate::irrelevant, "of calls"},
    CucmElement{"mobility", LineFate::irrelevant, "its keys"},
    CucmElement{"singleButtonBarge", LineFate::irrelevant, "its keys"},
    CucmElement{"joinAcrossLines", LineFate::irrelevant, "its keys"},
    CucmElement{"TVS", LineFate::relevant, "trust verification (TVS) is not modelled"},
    CucmElement{"vpnGroup", LineFate::relevant, "the phone's VPN is not modelled"},
    CucmElement{"srstInfo", LineFate::relevant,
                "SRST: name it as the last of call_servers in site.yaml"},
    CucmElement{"mlppDomainId", LineFate::irrelevant, "of calls"},
    CucmElement{"mlppIndicationStatus", LineFate::irrelevant, "of calls"},
    CucmElement{"preemption", LineFate::irrelevant, "of calls"},
    CucmElement{"timerSubscribeExpires", LineFate::irrelevant,
                "subscriptions are not modelled, nor needed"},
    CucmElement{"timerSubscribeDelta", LineFate::irrelevant,
                "subscriptions are not modelled, nor needed"},
    CucmElement{"natEnabled", LineFate::relevant, "an address that the phone claims to have"},
    CucmElement{"natAddress", LineFate::relevant, "an address that the phone claims to have"},
    CucmElement{"natReceivedProcessing", LineFate::relevant,
                "NAT as the phone sees it is not modelled"},
    CucmElement{"outboundProxy", LineFate::relevant, "an outbound proxy is not modelled"},
    CucmElement{"backupProxy", LineFate::relevant,
                "a backup proxy is not modelled: name it in call_servers"},
    CucmElement{"emergencyProxy", LineFate::relevant, "a proxy for emergencies is not modelled"},
    CucmElement{"addOnModules", LineFate::relevant, "modules draw power: power.draw"},
    CucmElement{"revertPriority", LineFate::irrelevant, "its way back is by its firmware"},
    CucmElement{"sipLines", LineFate::irrelevant, "its extensions; one registration is modelled"},
    CucmElement{"lines", LineFate::irrelevant, "its extensions; one registration is modelled"},
    CucmElement{"name", LineFate::irrelevant, "a name"},
    CucmElement{"description", LineFate::irrelevant, "a name"},
    CucmElement{"tftpDefault", LineFate::irrelevant, "of the group"},
    CucmElement{"mgcpPorts", LineFate::irrelevant, "of gateways"},
    CucmElement{"securedSipPort", LineFate::irrelevant, "TLS is at 5061"},
};
inline constexpr std::array cucm_structure{
    "device",      "devicePool", "callManagerGroup", "members",    "member",
    "callManager", "ports",      "sipProfile",       "sipProxies", "sipStack"};

class ElementNotes {
 public:
  // Of an element; several may share a line, and a later word about one replaces the first.
  void say(std::size_t line, std::string_view element, LineFate fate, std::string_view why) {
    const auto at = std::ranges::find_if(
        said_, [&](const Said& s) { return s.line == line && s.element == element; });
    Said said{line, std::string(element), fate, std::string(why)};
    if (at != said_.end() && fate != LineFate::unknown) {
      *at = std::move(said);
    } else {
      said_.push_back(std::move(said));
    }
  }
  void claim(std::string_view element) {
    std::erase_if(said_, [&](const Said& s) { return s.element == element; });
  }
  // The gravest of what is said of a line's elements is said of the line.
  void tell(ConfigFile& file) const {
    for (const Said& said : said_) {
      LineNote& note = file.notes[said.line - 1];
      const bool first = note.why == "the form of the file";
      if (!first && said.fate < note.fate) continue;
      const bool graver = said.fate > note.fate || first;
      constexpr std::size_t enough = 300;
      if (note.why.size() > enough && !graver) continue;
      const std::string kept = graver && note.fate != LineFate::used ? "" : note.why + "; ";
      note = {said.fate, kept + said.element + ": " + said.why};
    }
  }

 private:
  struct Said {
    std::size_t line;
    std::string element;
    LineFate fate;
    std::string why;
  };
  std::vector<Said> said_{};
};

}  // namespace app
