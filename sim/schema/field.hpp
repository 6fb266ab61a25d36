// One table per struct drives reading, bounds, defaults, JSON Schema and reference.
//   inline sim::Fields<TcpConfig> fields(TcpConfig*) { using C = TcpConfig; return {
//       sim::field("rto_max", &C::rto_max, "RFC 6298 (2.5)", 1s, 10min), ...}; }
// It is found by its argument: put it into the struct's namespace, in any header.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <initializer_list>

#include "sim/schema/members.hpp"

namespace sim {

// Where Base lies in Derived; asked of an object that is not there, and never looked at.
template <class Derived, class Base>
std::size_t base_offset() {
  alignas(Derived) static std::byte place[sizeof(Derived)];
  const Base* base = reinterpret_cast<Derived*>(place);
  return static_cast<std::size_t>(reinterpret_cast<const std::byte*>(base) - place);
}

// One line of a table; `Owner` is the struct, so that a foreign member does not compile.
template <class Owner>
struct Field {
  Row row;

  Field(Row of_owner) : row(of_owner) {}
  template <class Base>
  Field(const Field<Base>& of_base) : row(of_base.row) {
    row.offset += base_offset<Owner, Base>();
  }
  Field or_forever() const {
    Field copy = *this;
    copy.row.rules.may_be_forever = true;
    return copy;
  }
  Field at_most(std::size_t items) const {  // of a list
    Field copy = *this;
    copy.row.rules.most_items = items;
    return copy;
  }
};

template <class Owner, class T>
using Member = T Owner::*;

template <class Owner, class T>
Field<Owner> field(std::string_view name, Member<Owner, T> member, std::string_view help) {
  static_assert(sizeof member == sizeof(std::size_t));  // it is the offset (Itanium C++ ABI, 2.3)
  Row row{.name = name,
          .help = help,
          .offset = std::bit_cast<std::size_t>(member),
          .type = member_type<T>,
          .rules = {.name = name}};
  if constexpr (HasRange<T>) {
    row.rules.low = plain(Range<T>::low);
    row.rules.high = plain(Range<T>::high);
  }
  return row;
}

template <class Owner, HasRange T>
Field<Owner> field(std::string_view name, Member<Owner, T> member, std::string_view help,
                   std::type_identity_t<typename Range<T>::Bound> low,
                   std::type_identity_t<typename Range<T>::Bound> high) {
  Field<Owner> result = field(name, member, help);
  Rules& rules = result.row.rules;
  rules.low = std::max(plain(low), rules.low);  // a type's own bounds hold always
  rules.high = std::min(plain(high), rules.high);
  return result;
}

// The same, for what a file must say.
template <class Owner, class T>
Field<Owner> required(std::string_view name, Member<Owner, T> member, std::string_view help) {
  Field<Owner> result = field(name, member, help);
  result.row.is_required = true;
  return result;
}
template <class Owner, HasRange T>
Field<Owner> required(std::string_view name, Member<Owner, T> member, std::string_view help,
                      std::type_identity_t<typename Range<T>::Bound> low,
                      std::type_identity_t<typename Range<T>::Bound> high) {
  Field<Owner> result = field(name, member, help, low, high);
  result.row.is_required = true;
  return result;
}

// A member's member, as a line of the struct that has both.
template <class Owner, class Part>
Field<Owner> inside(Member<Owner, Part> part, const Field<Part>& member) {
  Row row = member.row;
  row.offset += std::bit_cast<std::size_t>(part);
  return row;
}

// The table of a struct: {field(...), ...}, or with all of a base's: {fields_of<Base>(), {...}}, or
// those of two bases.
template <class Owner>
struct Fields {
  using Some = std::initializer_list<Field<Owner>>;
  std::vector<Row> rows;

  Fields(Some some) { add(some); }
  template <class Base>
  Fields(const Fields<Base>& base, Some then) {
    add(base);
    add(then);
  }
  template <class One, class Other>
  Fields(const Fields<One>& one, const Fields<Other>& other) {
    add(one);
    add(other);
  }
  template <class Base>
  Fields(Some first, const Fields<Base>& base) {
    add(first);
    add(base);
  }

 private:
  void add(Some some) {
    for (const Field<Owner>& f : some) rows.push_back(f.row);
  }
  template <class Base>
  void add(const Fields<Base>& base) {
    for (const Row& row : base.rows) rows.push_back(Field<Owner>(Field<Base>(row)).row);
  }
};

// An enumerator as a file writes it, with its meaning:
//   constexpr auto names(Floor*) { return std::array{sim::Name{Floor::total, "total", "..."}}; }
template <class E>
struct Name {
  E value;
  std::string_view name;
  std::string_view help = {};
};
template <class E>
Name(E, std::string_view) -> Name<E>;
template <class E>
Name(E, std::string_view, std::string_view) -> Name<E>;

}  // namespace sim
