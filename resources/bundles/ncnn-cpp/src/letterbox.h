// Bringing a picture to the network's input, and boxes back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "contract.h"
#include "nms.h"

// Somebody's pixels: rows from the top, RGB or RGBA.
struct Picture {
  const std::uint8_t* pixels;
  int width, height;
  std::size_t row_bytes;  // from one row to the next
  int channels;           // 3 or 4; a fourth is skipped
};

// Where a picture lies in the input: scaled, then shifted, by whole pixels.
struct Letterbox {
  int picture_width, picture_height;
  int scaled_width, scaled_height;
  int left, top;

  static Letterbox of(int width, int height, const Contract& contract);

  // Returns the input as bytes: height x width x 3, in the network's order of channels. Scales bilinearly with the
  // weights in 11 bits of OpenCV's INTER_LINEAR, by which training scaled: the pixels are the same.
  std::vector<std::uint8_t> apply(const Picture& picture, const Contract& contract) const;

  // Moves boxes from pixels of the input to those of the picture, clips them to it, and leaves out those that lay in
  // the bars beside it.
  void to_picture(std::vector<Detection>& detections) const;
};

// Writes such bytes as three planes of floats 0..1; the next plane begins `plane_step` floats later.
void to_planes(const std::vector<std::uint8_t>& bytes, float* planes, std::size_t plane_step);
