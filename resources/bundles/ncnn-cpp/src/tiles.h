// Looking at a picture in tiles: where they lie, and how what is found in them becomes one.
#pragma once

#include <vector>

#include "contract.h"
#include "nms.h"

struct Tile {
  int x1, y1, x2, y2;  // in pixels of the picture
};

// Row by row, the whole picture last if it is to be looked at, too; none when it can't be cut into so many.
std::vector<Tile> tiles_of(int width, int height, const Tiling& tiling);

// Puts together what a seam cuts, and keeps once what several tiles show: the same rule as the studio's, box by box.
// `found` holds for each tile its boxes in pixels of the picture; the result is in falling order of score.
std::vector<Detection> merge(const std::vector<std::vector<Detection>>& found, const std::vector<Tile>& tiles, int width,
                             int height, double iou, int top_k, const Tiling& rule);
