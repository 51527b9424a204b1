#include "nms.h"

#include <algorithm>
#include <numeric>

namespace {

// In doubles the areas of boxes given in floats are exact.
double area(const Detection& box) {
  return (static_cast<double>(box.x2) - box.x1) * (static_cast<double>(box.y2) - box.y1);
}

double overlap(const Detection& a, const Detection& b) {
  const double width = static_cast<double>(std::min(a.x2, b.x2)) - std::max(a.x1, b.x1);
  const double height = static_cast<double>(std::min(a.y2, b.y2)) - std::max(a.y1, b.y1);
  return std::max(width, 0.0) * std::max(height, 0.0);
}

bool is_same_object(const Detection& kept, const Detection& other, double iou) {
  if (kept.class_id != other.class_id) return false;
  const double shared = overlap(kept, other);
  return shared > 0 && shared / (area(kept) + area(other) - shared) > iou;
}

}  // namespace

std::vector<Detection> nms(const std::vector<Detection>& candidates, double iou, int top_k) {
  std::vector<std::size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto is_better = [&candidates](std::size_t a, std::size_t b) {
    const float first = candidates[a].score, second = candidates[b].score;
    return first > second || (first == second && a < b);
  };
  const std::size_t count = std::min(order.size(), static_cast<std::size_t>(std::max(top_k, 0)));
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(count);
  // Part first: to sort 25,200 scores costs many times what finding the best of them does.
  if (end != order.end()) std::nth_element(order.begin(), end, order.end(), is_better);
  std::sort(order.begin(), end, is_better);
  std::vector<Detection> kept;
  for (auto place = order.begin(); place != end; ++place) {
    const Detection& box = candidates[*place];
    const auto is_taken = [&box, iou](const Detection& better) { return is_same_object(better, box, iou); };
    if (std::none_of(kept.begin(), kept.end(), is_taken)) kept.push_back(box);
  }
  return kept;
}
