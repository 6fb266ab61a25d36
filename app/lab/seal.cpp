#include "app/lab/seal.hpp"

#include <sodium.h>

#include <array>
#include <vector>

#include "sim/base/ensure.hpp"

namespace app {
namespace {

using Bytes = std::vector<unsigned char>;
using Key = std::array<unsigned char, crypto_secretbox_KEYBYTES>;
using Nonce = std::array<unsigned char, crypto_secretbox_NONCEBYTES>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Key key() {
  constexpr std::string_view name = "fastbusy: the seal of a lab, 1";
  Key derived{};
  crypto_generichash(derived.data(), derived.size(), bytes_of(name), name.size(), nullptr, 0);
  return derived;
}

bool ready() { return sodium_init() >= 0; }

}  // namespace

std::string seal(std::string_view text) {
  ENSURE(ready());
  const Key secret = key();
  Nonce nonce{};  // of the text: no two texts share one
  crypto_generichash(nonce.data(), nonce.size(), bytes_of(text), text.size(), secret.data(),
                     secret.size());
  Bytes sealed(nonce.begin(), nonce.end());
  sealed.resize(nonce.size() + crypto_secretbox_MACBYTES + text.size());
  crypto_secretbox_easy(sealed.data() + nonce.size(), bytes_of(text), text.size(), nonce.data(),
                        secret.data());
  std::string letters(sodium_base64_encoded_len(sealed.size(), sodium_base64_VARIANT_ORIGINAL),
                      '\0');
  sodium_bin2base64(letters.data(), letters.size(), sealed.data(), sealed.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  letters.pop_back();  // its end
  return letters;
}

std::optional<std::string> unseal(std::string_view letters) {
  ENSURE(ready());
  if (letters.empty()) return std::nullopt;
  Bytes sealed(letters.size());
  std::size_t size = 0;
  const int read = sodium_base642bin(sealed.data(), sealed.size(), letters.data(), letters.size(),
                                     " \n\r\t", &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  constexpr std::size_t around = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (read != 0 || size < around) return std::nullopt;
  std::string text(size - around, '\0');
  const Key secret = key();
  const int opened = crypto_secretbox_open_easy(
      reinterpret_cast<unsigned char*>(text.data()), sealed.data() + crypto_secretbox_NONCEBYTES,
      size - crypto_secretbox_NONCEBYTES, sealed.data(), secret.data());
  if (opened != 0) return std::nullopt;
  return text;
}

}  // namespace app
