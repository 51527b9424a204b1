// What the tests call of the bundle's C++ that needs no NCNN.
#include <algorithm>
#include <cstring>
#include <string>

#include "contract.h"
#include "decode.h"
#include "letterbox.h"
#include "nms.h"
#include "tiles.h"

namespace {

std::vector<Detection> detections_of(const float* boxes, const float* scores, const int* classes, int count) {
  std::vector<Detection> found;
  for (int place = 0; place < count; ++place) {
    const float* box = boxes + static_cast<std::ptrdiff_t>(place) * 4;
    found.push_back({box[0], box[1], box[2], box[3], scores[place], classes[place]});
  }
  return found;
}

int give(const std::vector<Detection>& found, float* boxes, float* scores, int* classes) {
  for (std::size_t place = 0; place < found.size(); ++place) {
    const Detection& each = found[place];
    const float sides[] = {each.x1, each.y1, each.x2, each.y2};
    std::copy(sides, sides + 4, boxes + place * 4);
    scores[place] = each.score;
    classes[place] = each.class_id;
  }
  return static_cast<int>(found.size());
}

Contract read(const char* json) {
  std::string error;
  return Contract::read(json, error).value_or(Contract{});
}

}  // namespace

extern "C" {

// Gives the sentence in `error`, or the facts as text when there is none.
int contract(const char* json, char* text, int most) {
  std::string said;
  const std::optional<Contract> found = Contract::read(json, said);
  if (found) {
    said = std::to_string(found->width) + "x" + std::to_string(found->height) + " " + std::to_string(found->rows());
    for (const std::string& name : found->class_names) said += "|" + name;
    for (const std::string& name : found->output_names()) said += "|" + name;
  }
  std::strncpy(text, said.c_str(), static_cast<std::size_t>(most - 1));
  return found.has_value();
}

void letterbox(const char* json, const std::uint8_t* pixels, int width, int height, int row_bytes, int channels,
               std::uint8_t* bytes, float* planes) {
  const Contract told = read(json);
  const Picture picture{pixels, width, height, static_cast<std::size_t>(row_bytes), channels};
  const std::vector<std::uint8_t> placed = Letterbox::of(width, height, told).apply(picture, told);
  std::copy(placed.begin(), placed.end(), bytes);
  to_planes(placed, planes, placed.size() / 3);
}

int to_picture(const char* json, int width, int height, float* boxes, float* scores, int* classes, int count) {
  std::vector<Detection> found = detections_of(boxes, scores, classes, count);
  Letterbox::of(width, height, read(json)).to_picture(found);
  return give(found, boxes, scores, classes);
}

int kept(const float* boxes, const float* scores, const int* classes, int count, double iou, int top_k,
         float* out_boxes, float* out_scores, int* out_classes) {
  return give(nms(detections_of(boxes, scores, classes, count), iou, top_k), out_boxes, out_scores, out_classes);
}

int tiles(const char* json, int width, int height, int* sides) {
  const std::vector<Tile> found = tiles_of(width, height, *read(json).tiling);
  for (const Tile& tile : found) {
    for (const int side : {tile.x1, tile.y1, tile.x2, tile.y2}) *sides++ = side;
  }
  return static_cast<int>(found.size());
}

// `counts` has the number of boxes of each tile, which stand one after the other.
int merged(const char* json, int width, int height, const int* counts, const float* boxes, const float* scores,
           const int* classes, double iou, int top_k, float* out_boxes, float* out_scores, int* out_classes) {
  const Tiling tiling = *read(json).tiling;
  const std::vector<Tile> places = tiles_of(width, height, tiling);
  std::vector<std::vector<Detection>> found;
  for (std::size_t tile = 0; tile < places.size(); ++tile) {
    found.push_back(detections_of(boxes, scores, classes, counts[tile]));
    boxes += static_cast<std::ptrdiff_t>(counts[tile]) * 4;
    scores += counts[tile];
    classes += counts[tile];
  }
  return give(merge(found, places, width, height, iou, top_k, tiling), out_boxes, out_scores, out_classes);
}

int passing(const char* json, const float* rows, int count, double confidence, float* boxes, float* scores,
            int* classes) {
  const auto rows_given = static_cast<std::size_t>(count);
  return give(candidates(rows, rows_given, read(json), confidence), boxes, scores, classes);
}

// Appends the rows of one layer to `rows`; planes are `gap` floats apart beyond their own size.
int decoded(const char* json, int layer, const float* logits, int width, int height, int gap, double confidence,
            float* rows) {
  const Contract told = read(json);
  const auto step = static_cast<std::size_t>(width * height + gap);
  std::vector<float> found;
  decode_raw({logits, width, height, step}, told.layers[static_cast<std::size_t>(layer)], told, confidence, found);
  std::copy(found.begin(), found.end(), rows);
  return static_cast<int>(found.size()) / told.columns();
}

}  // extern "C"
