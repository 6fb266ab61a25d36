// A list that its copies share until one of them is edited: a scenario with another setting costs
// what the setting costs, not its thousands of devices.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace app {

template <class T>
class SharedList {
 public:
  const T& operator[](std::size_t i) const { return (*list_)[i]; }
  std::size_t size() const { return list_->size(); }
  bool empty() const { return list_->empty(); }
  auto begin() const { return list_->cbegin(); }
  auto end() const { return list_->cend(); }
  // For whoever changes the list: its own from now on. Not while another thread copies this one, or
  // lets the last other copy go.
  std::vector<T>& edit() {
    if (list_.use_count() > 1) list_ = std::make_shared<std::vector<T>>(*list_);
    return *list_;
  }

 private:
  std::shared_ptr<std::vector<T>> list_ = std::make_shared<std::vector<T>>();
};

}  // namespace app
