#include "letterbox.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr int weight_bits = 11;
constexpr int weight_one = 1 << weight_bits;

// Two neighbouring pixels on an axis and how much of each goes into a scaled one.
struct Tap {
  int first, second;
  int first_weight, second_weight;
};

int rounded(float value) { return static_cast<int>(std::lrint(value)); }

std::vector<Tap> taps(int from, int to, bool holds_edges) {
  std::vector<Tap> found(static_cast<std::size_t>(to));
  const double scale = static_cast<double>(from) / to;
  for (int place = 0; place < to; ++place) {
    const float centre = static_cast<float>((place + 0.5) * scale - 0.5);
    int first = static_cast<int>(std::floor(centre));
    float share = centre - static_cast<float>(first);
    // Along a row the outermost pixel counts wholly; down a column it comes twice, and both shares are rounded.
    if (holds_edges && (first < 0 || first >= from - 1)) {
      first = std::clamp(first, 0, from - 1);
      share = 0;
    }
    found[static_cast<std::size_t>(place)] = {std::clamp(first, 0, from - 1), std::clamp(first + 1, 0, from - 1),
                                              rounded((1.0F - share) * weight_one), rounded(share * weight_one)};
  }
  return found;
}

// Scales a row of the picture: `row` holds its pixels one after the other, channels in the network's order.
void scale_row(const Picture& picture, int y, const std::vector<Tap>& columns, bool is_bgr, std::vector<int>& row) {
  const std::uint8_t* line = picture.pixels + static_cast<std::size_t>(y) * picture.row_bytes;
  std::size_t at = 0;
  for (const Tap& tap : columns) {
    const std::uint8_t* first = line + static_cast<std::ptrdiff_t>(tap.first) * picture.channels;
    const std::uint8_t* second = line + static_cast<std::ptrdiff_t>(tap.second) * picture.channels;
    for (int channel = 0; channel < 3; ++channel) {
      const int from = is_bgr ? 2 - channel : channel;
      row[at++] = first[from] * tap.first_weight + second[from] * tap.second_weight;
    }
  }
}

}  // namespace

Letterbox Letterbox::of(int width, int height, const Contract& contract) {
  if (!contract.is_letterbox) return {width, height, contract.width, contract.height, 0, 0};
  const double ratio =
      std::min(static_cast<double>(contract.width) / width, static_cast<double>(contract.height) / height);
  // nearbyint takes a half to the even side, as the program that trained the network does.
  const int scaled_width = std::max(1, static_cast<int>(std::nearbyint(width * ratio)));
  const int scaled_height = std::max(1, static_cast<int>(std::nearbyint(height * ratio)));
  return {width,         height, scaled_width, scaled_height, (contract.width - scaled_width) / 2,
          (contract.height - scaled_height) / 2};
}

std::vector<std::uint8_t> Letterbox::apply(const Picture& picture, const Contract& contract) const {
  const auto width = static_cast<std::size_t>(contract.width);
  std::vector<std::uint8_t> bytes(width * static_cast<std::size_t>(contract.height) * 3,
                                  static_cast<std::uint8_t>(contract.pad));
  const std::vector<Tap> columns = taps(picture_width, scaled_width, true);
  const std::vector<Tap> lines = taps(picture_height, scaled_height, false);
  // The two scaled rows that are mixed now; going down, most are needed again.
  std::vector<int> upper(columns.size() * 3), lower(columns.size() * 3);
  int upper_y = -1, lower_y = -1;
  for (std::size_t y = 0; y < lines.size(); ++y) {
    const Tap& tap = lines[y];
    if (tap.first != upper_y && tap.first == lower_y) {
      std::swap(upper, lower);
      std::swap(upper_y, lower_y);
    }
    if (tap.first != upper_y) {
      scale_row(picture, tap.first, columns, contract.is_bgr, upper);
      upper_y = tap.first;
    }
    if (tap.second != lower_y) {
      scale_row(picture, tap.second, columns, contract.is_bgr, lower);
      lower_y = tap.second;
    }
    std::uint8_t* out = bytes.data() + ((y + static_cast<std::size_t>(top)) * width + static_cast<std::size_t>(left)) * 3;
    for (std::size_t at = 0; at < upper.size(); ++at) {
      const int mixed = (tap.first_weight * (upper[at] >> 4) >> 16) + (tap.second_weight * (lower[at] >> 4) >> 16);
      out[at] = static_cast<std::uint8_t>((mixed + 2) >> 2);
    }
  }
  return bytes;
}

void Letterbox::to_picture(std::vector<Detection>& detections) const {
  const double x_scale = static_cast<double>(scaled_width) / picture_width;
  const double y_scale = static_cast<double>(scaled_height) / picture_height;
  const auto x = [&](double side) {
    return static_cast<float>(std::clamp((side - left) / x_scale, 0.0, static_cast<double>(picture_width)));
  };
  const auto y = [&](double side) {
    return static_cast<float>(std::clamp((side - top) / y_scale, 0.0, static_cast<double>(picture_height)));
  };
  for (Detection& found : detections) {
    found = {x(found.x1), y(found.y1), x(found.x2), y(found.y2), found.score, found.class_id};
  }
  const auto is_empty = [](const Detection& found) { return !(found.x2 > found.x1 && found.y2 > found.y1); };
  detections.erase(std::remove_if(detections.begin(), detections.end(), is_empty), detections.end());
}

void to_planes(const std::vector<std::uint8_t>& bytes, float* planes, std::size_t plane_step) {
  constexpr float scale = 1.0F / 255.0F;
  const std::size_t count = bytes.size() / 3;
  for (std::size_t place = 0; place < count; ++place) {
    for (std::size_t channel = 0; channel < 3; ++channel) {
      planes[channel * plane_step + place] = static_cast<float>(bytes[place * 3 + channel]) * scale;
    }
  }
}
