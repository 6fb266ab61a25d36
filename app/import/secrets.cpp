#include "app/import/secrets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <vector>

namespace app {
namespace {

constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

void mix(std::array<std::uint32_t, 8>& state, std::string_view block) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t b = 0; b < 4; ++b) {
      w[i] = w[i] << 8U | static_cast<unsigned char>(block[i * 4 + b]);
    }
  }
  for (std::size_t i = 16; i < 64; ++i) {
    const auto s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
    const auto s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const auto s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const auto t1 = h + s1 + ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
    const auto s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const auto t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  const std::array<std::uint32_t, 8> more{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) state[i] += more[i];
}

constexpr std::array<std::string_view, 18> keywords{"password",
                                                    "passwd",
                                                    "secret",
                                                    "community",
                                                    "key",
                                                    "key-string",
                                                    "pre-shared-key",
                                                    "passphrase",
                                                    "psk",
                                                    "md5",
                                                    "md5_cred",
                                                    "remotesecret",
                                                    "authpassword",
                                                    "phonepassword",
                                                    "sshpassword",
                                                    "sent-password",
                                                    "wpa-psk",
                                                    "ldap-login-password"};
// What follows them, and is no secret yet.
constexpr std::array<std::string_view, 8> between{"0", "5", "6",          "7",
                                                  "8", "9", "key-string", "text"};

std::string small(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool names_a_secret(std::string_view word) {
  const std::string text = small(word);
  return std::ranges::find(keywords, text) != keywords.end();
}

struct Span {
  std::size_t from;
  std::size_t length;
};
// Words, and what stands between <, > and =, as XML and INI files write it.
std::vector<Span> pieces(std::string_view line) {
  constexpr std::string_view ends = " \t=<>:\"',;{}";
  std::vector<Span> all;
  for (auto at = line.find_first_not_of(ends); at < line.size();) {
    const auto end = std::min(line.find_first_of(ends, at), line.size());
    all.push_back({at, end - at});
    at = std::min(line.find_first_not_of(ends, end), line.size());
  }
  return all;
}

}  // namespace

std::array<std::uint8_t, 32> sha256(std::string_view bytes) {
  std::array<std::uint32_t, 8> state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (; bytes.size() >= 64; bytes.remove_prefix(64)) mix(state, bytes.substr(0, 64));
  std::string tail(bytes);
  tail += '\x80';
  while (tail.size() % 64 != 56) tail += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) tail += static_cast<char>(bits >> shift & 0xffU);
  for (std::size_t at = 0; at < tail.size(); at += 64) {
    mix(state, std::string_view(tail).substr(at, 64));
  }
  std::array<std::uint8_t, 32> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - i % 4 * 8));
  }
  return out;
}

void Secrets::add_salt(std::string_view text) {
  const auto hash = sha256(salt_ + std::string(text));
  salt_.assign(hash.begin(), hash.end());
}

std::string Secrets::token(std::string_view secret, std::size_t letters) const {
  std::string text = "s";
  for (const std::uint8_t byte : sha256(salt_ + std::string(secret))) {
    text += fmt::format("{:02x}", byte);
  }
  return text.substr(0, letters);
}

std::string Secrets::masked(std::string_view line) const {
  const auto all = pieces(line);
  std::vector<Span> hidden;
  const auto word = [&](std::size_t i) { return line.substr(all[i].from, all[i].length); };
  const bool group = !all.empty() && (small(word(0)) == "standby" || small(word(0)) == "vrrp" ||
                                      small(word(0)) == "glbp");
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!names_a_secret(word(i)) && !(group && small(word(i)) == "authentication")) continue;
    std::size_t at = i + 1;
    while (at + 1 < all.size() &&
           (std::ranges::find(between, word(at)) != between.end() || names_a_secret(word(at)))) {
      ++at;
    }
    if (at >= all.size() || word(at).starts_with('/')) continue;  // </password>
    // To the next blank, or the end of the element: a secret may have any character in it.
    const auto end =
        std::min(line.find_first_of(line.find('<') < all[at].from ? "<" : " \t\"", all[at].from),
                 line.size());
    hidden.push_back({all[at].from, end - all[at].from});
    while (i + 1 < all.size() && all[i + 1].from < end) ++i;
  }
  if (all.size() > 2 && small(word(0)) == "snmp-server" && small(word(1)) == "host") {
    hidden.push_back({all.back().from, all.back().length});
  }
  for (auto at = line.find('@'); at != line.npos;
       at = line.find('@', at + 1)) {  // user:secret@host
    const auto before = line.find_last_of(": \t<>=,;/", at == 0 ? 0 : at - 1);
    if (before == line.npos || line[before] != ':' || before + 1 >= at) continue;
    hidden.push_back({before + 1, at - before - 1});
  }
  std::ranges::sort(hidden, {}, &Span::from);
  std::string text;
  std::size_t from = 0;
  for (const Span& span : hidden) {
    if (span.from < from) continue;
    text += line.substr(from, span.from - from);
    text += token(line.substr(span.from, span.length));
    from = span.from + span.length;
  }
  return text + std::string(line.substr(from));
}

}  // namespace app
