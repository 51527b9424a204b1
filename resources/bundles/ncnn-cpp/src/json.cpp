#include "json.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

constexpr int most_nested = 64;
const Json nothing;

// Appends a character to UTF-8 text.
void append(std::string& text, std::uint32_t code) {
  const auto byte = [&text](std::uint32_t value) { text.push_back(static_cast<char>(value & 0xFF)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

}  // namespace

class JsonReader {
 public:
  explicit JsonReader(const std::string& text) : at_(text.c_str()), end_(at_ + text.size()) {}

  bool document(Json& value) {
    if (!read(value, 0)) return false;
    skip_space();
    return at_ == end_;
  }

 private:
  // Each returns whether it was there, and goes on behind it.
  bool read(Json& value, int depth) {
    skip_space();
    if (depth > most_nested || at_ == end_) return false;
    switch (*at_) {
      case '{':
        value.kind_ = Json::Kind::object;
        return read_items(value, '}', depth);
      case '[':
        value.kind_ = Json::Kind::list;
        return read_items(value, ']', depth);
      case '"':
        value.kind_ = Json::Kind::text;
        return read_text(value.text_);
      case 't':
        value.number_ = 1;
        value.kind_ = Json::Kind::boolean;
        return take("true");
      case 'f':
        value.kind_ = Json::Kind::boolean;
        return take("false");
      case 'n':
        return take("null");
      default:
        return read_number(value);
    }
  }

  bool read_items(Json& value, char last, int depth) {
    ++at_;
    skip_space();
    if (take(last)) return true;
    do {
      if (last == '}') {
        skip_space();
        value.names_.emplace_back();
        if (!read_text(value.names_.back())) return false;
        skip_space();
        if (!take(':')) return false;
      }
      value.items_.emplace_back();
      if (!read(value.items_.back(), depth + 1)) return false;
      skip_space();
    } while (take(','));
    return take(last);
  }

  bool read_text(std::string& text) {
    if (!take('"')) return false;
    while (at_ != end_ && *at_ != '"') {
      if (*at_ != '\\') {
        text.push_back(*at_++);
        continue;
      }
      if (++at_ == end_) return false;
      const char sign = *at_++;
      static const char signs[] = "\"\\/bfnrt";
      static const char meant[] = "\"\\/\b\f\n\r\t";
      const char* found = std::strchr(signs, sign);
      if (sign == 'u') {
        std::uint32_t code = 0, low = 0;
        if (!read_code(code)) return false;
        // What lies beyond 16 bits is written as two halves.
        if (code >= 0xD800 && code < 0xDC00 && take("\\u") && read_code(low)) {
          code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        append(text, code);
      } else if (sign != 0 && found != nullptr) {
        text.push_back(meant[found - signs]);
      } else {
        return false;
      }
    }
    return take('"');
  }

  bool read_code(std::uint32_t& code) {
    if (end_ - at_ < 4) return false;
    const std::string digits(at_, 4);
    if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return false;
    code = static_cast<std::uint32_t>(std::strtoul(digits.c_str(), nullptr, 16));
    at_ += 4;
    return true;
  }

  bool read_number(Json& value) {
    const std::size_t length = std::strspn(at_, "+-.0123456789eE");
    const std::string digits(at_, length);
    char* end = nullptr;
    value.kind_ = Json::Kind::number;
    value.number_ = std::strtod(digits.c_str(), &end);
    at_ += length;
    return length > 0 && *end == 0;
  }

  void skip_space() {
    while (at_ != end_ && std::strchr(" \t\r\n", *at_) != nullptr && *at_ != 0) ++at_;
  }

  bool take(char sign) {
    if (at_ == end_ || *at_ != sign) return false;
    ++at_;
    return true;
  }

  bool take(const char* word) {
    const std::size_t length = std::strlen(word);
    if (std::strncmp(at_, word, length) != 0) return false;
    at_ += length;
    return true;
  }

  const char* at_;
  const char* end_;  // the text's closing zero
};

std::optional<Json> Json::parse(const std::string& text) {
  Json value;
  if (!JsonReader(text).document(value)) return std::nullopt;
  return value;
}

const Json& Json::operator[](const char* name) const {
  for (std::size_t place = 0; place < names_.size(); ++place) {
    if (names_[place] == name) return items_[place];
  }
  return nothing;
}

const Json& Json::at(std::size_t place) const { return place < items_.size() ? items_[place] : nothing; }
