// From a network's output to candidate boxes.
#pragma once

#include <cstddef>
#include <vector>

#include "contract.h"
#include "nms.h"

// A raw output: anchors * columns planes of height x width logits.
struct Head {
  const float* logits;
  int width, height;
  std::size_t plane_step;  // floats from one plane to the next
};

// Appends the rows (cx, cy, w, h in pixels of the input, objectness, classes; 0..1) of a layer whose objectness passes.
void decode_raw(const Head& head, const Layer& layer, const Contract& contract, double confidence,
                std::vector<float>& rows);

// Returns the boxes of decoded rows whose objectness * best class score passes, in pixels of the input. Rows that
// aren't finite are left out.
std::vector<Detection> candidates(const float* rows, std::size_t count, const Contract& contract, double confidence);
