// JSON documents: the contract of a model and the golden set.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// A value of a document. Asking for what isn't there gives null, so that a path can be followed and judged at its end.
class Json {
 public:
  enum class Kind { null, boolean, number, text, list, object };

  // Returns nothing when `text` isn't one whole JSON document.
  static std::optional<Json> parse(const std::string& text);

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  std::size_t size() const { return items_.size(); }
  const std::vector<Json>& items() const { return items_; }
  const std::string& text() const { return text_; }  // empty unless it is a text
  double number(double otherwise) const { return is(Kind::number) ? number_ : otherwise; }
  bool boolean() const { return is(Kind::boolean) && number_ != 0; }

  const Json& operator[](const char* name) const;
  const Json& at(std::size_t place) const;

 private:
  friend class JsonReader;

  Kind kind_ = Kind::null;
  double number_ = 0;
  std::string text_;
  std::vector<Json> items_;
  std::vector<std::string> names_;  // of an object's items
};
