#include "decode.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

float sigmoid(float value) { return 1.0F / (1.0F + std::exp(-value)); }

// Turns class logits into shares of 1.
void softmax(float* values, std::size_t count) {
  const float highest = *std::max_element(values, values + count);
  float sum = 0;
  for (std::size_t place = 0; place < count; ++place) sum += values[place] = std::exp(values[place] - highest);
  for (std::size_t place = 0; place < count; ++place) values[place] /= sum;
}

float least_logit(double confidence) {
  const double odds = confidence / (1 - std::min(confidence, 1 - 1e-9));
  // A hair below the threshold's, so that rounding in the sigmoid can't leave out what passes.
  return odds > 0 ? static_cast<float>(std::log(odds) - 1e-3) : -std::numeric_limits<float>::infinity();
}

}  // namespace

void decode_raw(const Head& head, const Layer& layer, const Contract& contract, double confidence,
                std::vector<float>& rows) {
  const float least = least_logit(confidence), scale = contract.centre_scale, shift = (scale - 1) / 2;
  const auto stride = static_cast<float>(layer.stride);
  const auto columns = static_cast<std::size_t>(contract.columns());
  const std::size_t cells = static_cast<std::size_t>(head.width) * static_cast<std::size_t>(head.height);
  std::vector<float> row(columns);
  const float* planes = head.logits;
  for (const Anchor& anchor : layer.anchors) {
    const float* objectness = planes + 4 * head.plane_step;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      if (!(objectness[cell] > least)) continue;
      for (std::size_t column = 0; column < columns; ++column) row[column] = planes[column * head.plane_step + cell];
      const auto x = static_cast<float>(cell % static_cast<std::size_t>(head.width));
      const auto y = static_cast<float>(cell / static_cast<std::size_t>(head.width));
      const auto size = [&contract](float value) {
        return contract.is_exp_size ? std::exp(value) : (2 * sigmoid(value)) * (2 * sigmoid(value));
      };
      row[0] = (sigmoid(row[0]) * scale - shift + x) * stride;
      row[1] = (sigmoid(row[1]) * scale - shift + y) * stride;
      row[2] = size(row[2]) * anchor.width;
      row[3] = size(row[3]) * anchor.height;
      row[4] = sigmoid(row[4]);
      if (contract.is_softmax) {
        softmax(row.data() + 5, columns - 5);
      } else {
        std::transform(row.begin() + 5, row.end(), row.begin() + 5, sigmoid);
      }
      rows.insert(rows.end(), row.begin(), row.end());
    }
    planes += columns * head.plane_step;
  }
}

std::vector<Detection> candidates(const float* rows, std::size_t count, const Contract& contract, double confidence) {
  const auto columns = static_cast<std::size_t>(contract.columns());
  const auto least = static_cast<float>(confidence);
  std::vector<Detection> found;
  for (const float *row = rows, *end = rows + count * columns; row != end; row += columns) {
    // Objectness bounds the score, and on a usual picture leaves a few hundred of 25,200 rows.
    if (!(row[4] > least)) continue;
    const float* classes = row + 5;
    const float* best = std::max_element(classes, row + columns);
    const float score = row[4] * *best;
    const bool is_finite = std::isfinite(row[0] + row[1] + row[2] + row[3] + score) &&
                           std::none_of(classes, row + columns, [](float value) { return std::isnan(value); });
    if (!(score > least && is_finite)) continue;
    const float half_width = row[2] / 2, half_height = row[3] / 2;
    found.push_back({row[0] - half_width, row[1] - half_height, row[0] + half_width, row[1] + half_height, score,
                     static_cast<int>(best - classes)});
  }
  return found;
}
