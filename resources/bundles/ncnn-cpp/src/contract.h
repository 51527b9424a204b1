// The contract that lies beside a model: what its network takes and what it gives.
#pragma once

#include <optional>
#include <string>
#include <vector>

struct Anchor {
  float width, height;  // pixels of the input
};

// A detection layer: the side of a grid cell in pixels of the input, and the anchors of each cell.
struct Layer {
  int stride;
  std::vector<Anchor> anchors;
};

// How a picture is cut up before the network looks at it, and the measures of merging what is found (tiles.h).
struct Tiling {
  int rows = 0, columns = 0;  // of a grid; 0: tiles of `size` pixels
  int size = 0;
  double overlap = 0;  // share of a tile that its neighbour shows, too
  bool whole = false;  // the picture is looked at as a whole, too
  double touch = 0, along = 0, same = 0, inside = 0, cut_counts = 0;
};

struct Contract {
  int width = 0, height = 0;  // of the input in pixels
  bool is_letterbox = true;   // the picture keeps its shape; otherwise it is stretched
  int pad = 114;              // grey of the bars beside it, 0..255
  bool is_bgr = false;        // order of the input's channels; otherwise RGB
  bool is_raw = false;        // the network gives logits; otherwise boxes and scores
  bool is_half = false;       // weights in 16 bits; what is kept between layers may be, too
  std::vector<std::string> class_names;
  std::vector<Layer> layers;
  // What the logits t mean, with s = sigmoid(t): centre = (s * k - (k - 1) / 2 + cell) * stride with k = centre_scale,
  // size = (2 s)^2 * anchor or e^t * anchor, class scores = s or softmax.
  float centre_scale = 2;
  bool is_exp_size = false;
  bool is_softmax = false;
  std::optional<Tiling> tiling;  // none: pictures are looked at as they are

  // Returns nothing, and one sentence in `error`, when this program can't run what `json` describes.
  static std::optional<Contract> read(const std::string& json, std::string& error);

  // Values of a candidate box: cx, cy, w, h, objectness, classes.
  int columns() const { return 5 + static_cast<int>(class_names.size()); }
  // Candidate boxes of a picture.
  int rows() const;
  std::vector<std::string> output_names() const;
};
