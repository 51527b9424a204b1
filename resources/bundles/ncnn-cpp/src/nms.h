// Non-maximum suppression: top-k, then exact class-wise greedy.
#pragma once

#include <cstddef>
#include <vector>

struct Detection {
  float x1, y1, x2, y2;  // corners in pixels
  float score;           // 0..1
  int class_id;
};

// What is kept of a network's candidates.
struct Thresholds {
  double confidence = @CONFIDENCE@;  // least score, 0..1
  double iou = @IOU@;                // overlap above which the lower of two boxes of one class is dropped, 0..1
  int top_k = @TOP_K@;               // most candidates that go in, highest scores first
};

// Keeps the best of each cluster of overlapping boxes of one class, highest score first; ties keep their order.
std::vector<Detection> nms(const std::vector<Detection>& candidates, double iou, int top_k);
