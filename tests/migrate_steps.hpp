// Invented formats 2 and 3, in which kinds of phone are merged: what a step may do, done once each;
// and a file before and after them.
#pragma once

#include <array>

#include "app/migrate/migrate.hpp"

namespace tests {

using app::Rule;

inline constexpr std::array to_2{
    app::rename_key("devices.*.registrar", "call_servers").of_kind("sip_phone").as_list(),
    app::rename_key("devices.*.registrars", "call_servers").of_kind("lync_phone"),
    app::rename_key("devices.*.backups", "fallbacks"),
    app::rename_value("devices.*.kind", "sip_phone", "phone").and_key("protocol", "sip"),
    app::rename_value("devices.*.kind", "lync_phone", "phone").and_key("protocol", "lync"),
    app::rename_value("devices.*.kind", "pbx", "call_server"),
    app::rename_value("devices.*.arp.accept", "last", "newest"),
    app::rename_key("links.*.loss", "lost"),
    app::rename_fact("*.losses", "outages"),
    app::rename_fact("*.calls.no_answer", "unanswered")};
inline constexpr std::array to_3{app::rename_key("devices.*.fallbacks", "spares"),
                                 app::rename_key("devices.*.tcp", "transport"),
                                 app::remove_key("devices.*.start_spread"),
                                 app::insert_key("devices.*.site", "hq").of_kind("call_server"),
                                 app::insert_key("devices.*.arp.cache", "big").of_kind("phone"),
                                 app::rename_key("timeline.*.unplug", "pull")};
inline constexpr std::array<app::FormatStep, 2> invented{app::FormatStep{to_2},
                                                         app::FormatStep{to_3}};

// In both: block and flow, quotes, comments, texts with paths, letters beyond ASCII.
inline constexpr std::string_view before = R"(# ein Kommentar: Überschrift
# yaml-language-server: $schema=../schema.json
title: "Zweigstelle München: backups"   # backups: stays
duration: 1h

devices:
  pbx1: {kind: pbx, address: 10.0.0.1/24}   # die Anlage
  pbx2:
    kind: "pbx"
    address: 10.0.0.2/24
  phone:   # sip_phone
    kind: sip_phone   # Ärger hier
    'count': 3
    registrar: pbx1 # der erste
    backups:   # falls er fehlt
      - pbx2
    # a comment above
    start_spread: 10s   # goes with its key
    tcp: {rto_min: 1s}
    arp:
      accept: last
  softphone: {"kind": "lync_phone", registrars: [pbx1], "backups": [pbx2], start_spread: 1s}
  löffel: {count: 2, start_spread: 5s, kind: sip_phone}  # ö
links:
  - {between: phone1 - sw1:1, loss: 1%}
timeline:
  - {at: 1min, unplug: phone3}
  - at: 2min
    set:
      phone2.backups.1: pbx1
      "phone.tcp.rto_min": 2s   # später
  - {at: 3min, set: {links.1.loss: 2%, phone.arp.accept: 'last', softphone.backups: x}}
expect:
  - {that: phone.losses(keepalive_timeout), is: 0}
  - {that: "phone.losses", at_most: 1}
  - why: phone1.losses
    names: phone.backups   # der Grund
  - {that: phone.calls(no_answer), is: 0}
  - {that: phone.calls(refused), is: 0}
remedies:
  - set: {phone.registrar: pbx2}
    expect: [{why: phone.losses, names: links.1.loss}, {that: pbx1.registered, is: 3}]
)";
inline constexpr std::string_view after = R"(# ein Kommentar: Überschrift
# yaml-language-server: $schema=../schema.json
version: 3
title: "Zweigstelle München: backups"   # backups: stays
duration: 1h

devices:
  pbx1: {kind: call_server, site: hq, address: 10.0.0.1/24}   # die Anlage
  pbx2:
    kind: "call_server"
    site: hq
    address: 10.0.0.2/24
  phone:   # sip_phone
    kind: phone   # Ärger hier
    protocol: sip
    'count': 3
    call_servers: [pbx1] # der erste
    spares:   # falls er fehlt
      - pbx2
    # a comment above
    transport: {rto_min: 1s}
    arp:
      accept: newest
      cache: big
  softphone: {"kind": "phone", "protocol": "lync", call_servers: [pbx1], "spares": [pbx2]}
  löffel: {count: 2, kind: phone, protocol: sip}  # ö
links:
  - {between: phone1 - sw1:1, lost: 1%}
timeline:
  - {at: 1min, pull: phone3}
  - at: 2min
    set:
      phone2.spares.1: pbx1
      "phone.transport.rto_min": 2s   # später
  - {at: 3min, set: {links.1.lost: 2%, phone.arp.accept: 'newest', softphone.spares: x}}
expect:
  - {that: phone.outages(keepalive_timeout), is: 0}
  - {that: "phone.outages", at_most: 1}
  - why: phone1.outages
    names: phone.spares   # der Grund
  - {that: phone.calls(unanswered), is: 0}
  - {that: phone.calls(refused), is: 0}
remedies:
  - set: {phone.call_servers.1: pbx2}
    expect: [{why: phone.outages, names: links.1.lost}, {that: pbx1.registered, is: 3}]
)";

}  // namespace tests
