#include "tests/dns_words.hpp"

#include <charconv>

#include "models/protocol/dns/dns_fields.hpp"

using models::DnsFailed;
using models::DnsRecord;
using models::DnsResolved;
using models::DnsType;

namespace {

std::vector<std::string> parts(std::string_view text, char separator) {
  std::vector<std::string> result;
  std::istringstream in{std::string(text)};
  for (std::string part; std::getline(in, part, separator);) result.push_back(part);
  return result;
}

std::uint16_t number(std::string_view text) {
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    FAIL_CHECK("not a number: '" << text << "'");
  }
  return value;
}

}  // namespace

std::string dns_failure(models::DnsFailure why) {
  for (const auto& name : sim::names_of<models::DnsFailure>()) {
    if (name.value == why) return std::string(name.name);
  }
  return "?";
}

sim::Ipv4 dns_address(std::string_view text) {
  const auto parsed = sim::parse_ipv4(text);
  if (!parsed) FAIL_CHECK("not an address: '" << text << "'");
  return parsed.value_or(sim::Ipv4{});
}

std::string DnsWords::question(models::Name name, DnsType type) const {
  return text(name) + (type == DnsType::a ? " A" : " SRV");
}

std::vector<DnsRecord> DnsWords::hosts(std::string_view word) {
  std::vector<DnsRecord> records;
  for (const std::string& host : parts(word, ',')) {
    const auto fields = parts(host, ':');
    if (fields.size() != 3) {
      FAIL_CHECK("not a host:port:priority: '" << host << "'");
      continue;
    }
    records.push_back({.address = {},
                       .target = fields[0] == "." ? models::Name{} : name(fields[0]),
                       .priority = number(fields[2]),
                       .port = number(fields[1])});
  }
  return records;
}

models::DnsMessage DnsWords::answer(ladder::Words& words) {
  bool is_silence = false;
  return read(words, is_silence);
}

models::DnsMessage DnsWords::read(ladder::Words& words, bool& is_silence) {
  models::DnsMessage message{.name = name(words.next()), .is_response = true};
  if (words.skip("SRV")) {
    message.type = DnsType::srv;
  } else if (!words.skip("A")) {
    FAIL_CHECK("neither A nor SRV");
  }
  if (words.skip("name_error")) {
    message.rcode = models::DnsRcode::name_error;
  } else if (words.skip("server_failure")) {
    message.rcode = models::DnsRcode::server_failure;
  } else if (words.skip("refused")) {
    message.rcode = models::DnsRcode::refused;
  } else if (words.skip("timed_out")) {
    is_silence = true;
  } else if (!words.skip("no_data")) {
    const std::string records = words.next();
    if (message.type == DnsType::srv) {
      for (const DnsRecord& record : hosts(records)) message.answers.at(message.count++) = record;
    } else {
      for (const std::string& part : parts(records, ',')) {
        message.answers.at(message.count++).address = dns_address(part);
      }
    }
  }
  message.ttl = words.number_after("ttl").value_or(3600);
  return message;
}

// What a resolver without a cache makes of it.
std::variant<DnsResolved, DnsFailed> DnsWords::result(ladder::Words& words) {
  bool is_silence = false;
  const models::DnsMessage m = read(words, is_silence);
  using enum models::DnsFailure;
  if (is_silence) return DnsFailed{m.name, m.type, timed_out};
  if (m.rcode == models::DnsRcode::name_error) return DnsFailed{m.name, m.type, name_error};
  if (m.rcode != models::DnsRcode::no_error) return DnsFailed{m.name, m.type, server_failure};
  if (m.count == 0) return DnsFailed{m.name, m.type, no_data};
  return DnsResolved{m.name, m.type, m.answers, m.count, false};
}

std::string DnsWords::answers(const DnsResolved& result) const {
  std::string list;
  for (std::size_t i = 0; i < result.count; ++i) {
    const DnsRecord& record = result.answers.at(i);
    if (i > 0) list += ',';
    list += result.type == DnsType::a ? sim::to_text(record.address)
                                      : text(record.target) + ':' + std::to_string(record.port) +
                                            ':' + std::to_string(record.priority);
  }
  return list;
}
