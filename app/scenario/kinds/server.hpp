// kind: server - DHCP, DNS, RADIUS, files for phones, time.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/server.hpp"

namespace app {

struct DhcpServiceSpec : models::DhcpServerConfig {
  bool enabled = false;
  std::string web_service_name;
  std::string web_service_for;
  std::string registrar_name;
  std::string registrar_for;
  std::string answers_only_class;
  std::string tftp_server_name;
  std::string boot_server;
};

struct DnsRecordSpec {
  std::string name;
  std::optional<sim::Ipv4> a;
  std::optional<std::string> srv;
  int priority = 0;
  int port = 5060;
  Duration ttl = models::DnsRrset{}.ttl;
};

struct DnsServiceSpec : models::DnsServerConfig {
  bool enabled = false;
  std::vector<DnsRecordSpec> zone;
};

struct RadiusAccountSpec : models::RadiusGrant {
  std::string identity;
  std::string password;
};

struct RadiusServiceSpec : models::RadiusServerConfig {
  bool enabled = false;
  std::vector<RadiusAccountSpec> users;
};

struct FileServiceSpec : models::FileServerConfig {
  std::string authority;
  std::string signed_by;
};

struct TimeServiceSpec {
  bool enabled = false;
  bool synchronized = models::ServerConfig{}.is_synchronized;
};

struct ServerSpec : HostSpec {
  ServerSpec() { arp.capacity = 1024; }  // Linux gc_thresh3
  DhcpServiceSpec dhcp;
  DnsServiceSpec dns;
  RadiusServiceSpec radius;
  FileServiceSpec files;
  TimeServiceSpec ntp;
  models::TcpConfig tcp;
  int max_connections = models::ServerConfig{}.max_connections;
  int socket_queue = models::ServerConfig{}.socket_queue;
};

template <>
struct SpecOf<models::Server> {
  using type = ServerSpec;
};

}  // namespace app
