#include "tiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace {

using Sides = std::array<double, 4>;
constexpr std::size_t sides = 4;
constexpr int several = -1;

// A box as a tile shows it, or several put together: then `tile` is `several`.
struct View {
  Sides box;
  float score;
  int class_id, tile;
  Sides frame;
  std::array<bool, 4> cut;
  double near_px;
  bool is_cut;

  double area() const { return (box[2] - box[0]) * (box[3] - box[1]); }
};

std::vector<std::pair<int, int>> spans(int length, int count, const Tiling& tiling) {
  std::vector<std::pair<int, int>> found;
  if (tiling.rows > 0) {
    const auto border = [length, count](int place) {
      return static_cast<int>(static_cast<long long>(length) * place / count);
    };
    for (int place = 0; place < count; ++place) found.emplace_back(border(place), border(place + 1));
    return found;
  }
  const int side = std::min(tiling.size, length);
  const int step = std::max(1, static_cast<int>(std::nearbyint(tiling.size * (1 - tiling.overlap))));
  for (int start = 0; start < length - side; start += step) found.emplace_back(start, start + side);
  found.emplace_back(length - side, length);
  return found;
}

View view_of(const Detection& each, int number, const Tile& tile, int width, int height, const Tiling& rule) {
  const Sides box{each.x1, each.y1, each.x2, each.y2};
  const Sides frame{static_cast<double>(tile.x1), static_cast<double>(tile.y1), static_cast<double>(tile.x2),
                    static_cast<double>(tile.y2)};
  const Sides edges{0, 0, static_cast<double>(width), static_cast<double>(height)};
  const double near_px = std::max(1.0, rule.touch * std::min(frame[2] - frame[0], frame[3] - frame[1]));
  View view{box, each.score, each.class_id, number, frame, {}, near_px, false};
  for (std::size_t side = 0; side < sides; ++side) {
    view.cut[side] = (frame[side] < edges[side] || frame[side] > edges[side]) && std::abs(box[side] - frame[side]) <= near_px;
    view.is_cut = view.is_cut || view.cut[side];
  }
  return view;
}

bool is_level(const View& a, const View& b, std::size_t side) {
  return !(a.frame[side] < b.frame[side]) && !(a.frame[side] > b.frame[side]);
}

// How far two boxes agree along the seam between them, and -1 unless they are parts of one across `axis`.
double agreement(const View& a, const View& b, std::size_t axis) {
  const std::size_t low = axis, high = axis + 2, left = 1 - axis, right = 3 - axis;
  const bool is_next = a.cut[high] && b.cut[low] && a.class_id == b.class_id && is_level(a, b, left) &&
                       is_level(a, b, right) && a.frame[low] < b.frame[low] && b.frame[low] <= a.frame[high];
  // Both tiles see what lies between their borders, so that both must have found it there.
  if (!is_next || a.box[low] > b.frame[low] + a.near_px || b.box[high] < a.frame[high] - a.near_px ||
      b.box[low] - a.box[high] > a.near_px) {
    return -1;
  }
  const double shared = std::min(a.box[right], b.box[right]) - std::max(a.box[left], b.box[left]);
  const double spanned = std::max(a.box[right], b.box[right]) - std::min(a.box[left], b.box[left]);
  return spanned > 0 ? shared / spanned : -1;
}

// Marks parts of one box with the place of the first of them.
void join(const std::vector<View>& views, std::size_t axis, const Tiling& rule, std::vector<std::size_t>& first) {
  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < views.size(); ++i) {
    for (std::size_t j = 0; views[i].cut[axis + 2] && j < views.size(); ++j) {
      const double agree = agreement(views[i], views[j], axis);
      const double sure = agree * static_cast<double>(std::min(views[i].score, views[j].score));
      if (agree >= rule.along) pairs.emplace_back(-sure, i, j);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  std::set<std::tuple<bool, std::size_t, int>> taken;
  for (const auto& [sure, i, j] : pairs) {
    const std::tuple<bool, std::size_t, int> own{true, i, views[j].tile}, other{false, j, views[i].tile};
    if (taken.count(own) > 0 || taken.count(other) > 0) continue;
    taken.insert(own);
    taken.insert(other);
    const std::size_t one = std::min(first[i], first[j]), two = std::max(first[i], first[j]);
    std::replace(first.begin(), first.end(), two, one);
  }
}

// The box around parts, the surest first; still cut is a side where all that reach it are.
View around(const std::vector<View>& members) {
  View whole = members.front();
  for (const View& each : members) {
    for (std::size_t side = 0; side < sides; ++side) {
      whole.box[side] = side < 2 ? std::min(whole.box[side], each.box[side]) : std::max(whole.box[side], each.box[side]);
    }
  }
  whole.tile = several;
  whole.is_cut = false;
  for (std::size_t side = 0; side < sides; ++side) {
    const auto is_open = [&](const View& each) {
      return each.cut[side] || std::abs(each.box[side] - whole.box[side]) > whole.near_px;
    };
    whole.is_cut = whole.is_cut || std::all_of(members.begin(), members.end(), is_open);
  }
  return whole;
}

double overlap(const View& a, const View& b) {
  const double width = std::min(a.box[2], b.box[2]) - std::max(a.box[0], b.box[0]);
  const double height = std::min(a.box[3], b.box[3]) - std::max(a.box[1], b.box[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

bool is_elsewhere(const View& a, const View& b) { return a.tile != b.tile || a.tile == several; }

bool is_part(const View& a, const View& b, const Tiling& rule) {
  return a.is_cut && a.class_id == b.class_id && is_elsewhere(a, b) && a.area() < b.area() &&
         static_cast<double>(b.score) >= rule.cut_counts * static_cast<double>(a.score) &&
         overlap(a, b) > rule.inside * a.area();
}

bool is_same(const View& a, const View& b, double iou, const Tiling& rule) {
  if (a.class_id != b.class_id) return false;
  const double shared = overlap(a, b), most = is_elsewhere(a, b) ? std::min(rule.same, iou) : iou;
  return shared > 0 && shared > most * (a.area() + b.area() - shared);
}

}  // namespace

std::vector<Tile> tiles_of(int width, int height, const Tiling& tiling) {
  std::vector<Tile> tiles;
  for (const auto& [y1, y2] : spans(height, tiling.rows, tiling)) {
    for (const auto& [x1, x2] : spans(width, tiling.columns, tiling)) {
      if (x1 == x2 || y1 == y2) return {};
      tiles.push_back({x1, y1, x2, y2});
    }
  }
  if (tiling.whole && tiles.size() > 1) tiles.push_back({0, 0, width, height});
  return tiles;
}

std::vector<Detection> merge(const std::vector<std::vector<Detection>>& found, const std::vector<Tile>& tiles, int width,
                             int height, double iou, int top_k, const Tiling& rule) {
  std::vector<View> views;
  for (std::size_t number = 0; number < found.size(); ++number) {
    for (const Detection& each : found[number]) {
      views.push_back(view_of(each, static_cast<int>(number), tiles[number], width, height, rule));
    }
  }
  const auto key = [](const View& view) { return std::tie(view.class_id, view.box, view.tile); };
  std::sort(views.begin(), views.end(), [&key](const View& a, const View& b) {
    return a.score > b.score || (!(a.score < b.score) && key(a) < key(b));
  });
  if (views.size() > static_cast<std::size_t>(std::max(top_k, 0))) {
    views.erase(views.begin() + std::max(top_k, 0), views.end());
  }

  std::vector<std::size_t> first(views.size());
  std::iota(first.begin(), first.end(), std::size_t{0});
  for (std::size_t axis = 0; axis < 2; ++axis) join(views, axis, rule, first);
  std::vector<std::vector<View>> groups(views.size());
  for (std::size_t place = 0; place < views.size(); ++place) groups[first[place]].push_back(views[place]);
  std::vector<View> wholes;
  for (const std::vector<View>& members : groups) {
    if (!members.empty()) wholes.push_back(members.size() > 1 ? around(members) : members.front());
  }

  std::vector<std::size_t> order(wholes.size()), kept;
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto weight = [&](std::size_t place) {
    return static_cast<double>(wholes[place].score) * (wholes[place].is_cut ? rule.cut_counts : 1);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weight(a) > weight(b); });
  for (const std::size_t place : order) {
    const View& own = wholes[place];
    const auto shows_more = [&](const View& other) { return is_part(own, other, rule); };
    const auto is_it = [&](std::size_t other) { return is_same(own, wholes[other], iou, rule); };
    if (std::any_of(wholes.begin(), wholes.end(), shows_more)) continue;
    if (std::none_of(kept.begin(), kept.end(), is_it)) kept.push_back(place);
  }
  std::sort(kept.begin(), kept.end());
  std::stable_sort(kept.begin(), kept.end(),
                   [&](std::size_t a, std::size_t b) { return wholes[a].score > wholes[b].score; });
  std::vector<Detection> result;
  for (const std::size_t place : kept) {
    const View& view = wholes[place];
    const auto side = [&view](std::size_t number) { return static_cast<float>(view.box[number]); };
    result.push_back({side(0), side(1), side(2), side(3), view.score, view.class_id});
  }
  return result;
}
