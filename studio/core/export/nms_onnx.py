"""NMS in the graph of ONNX files: the rule of `core.boxes` around the standard NonMaxSuppression operator.

The operator computes overlaps in 32 bits, the studio in 64, and next to the threshold they may disagree. So
it is run twice, with thresholds a hair below and above the one that is asked for. Where both keep the same
boxes, so does every threshold between, and every rounding of an overlap: each box that is dropped is dropped
by a kept one even at the higher threshold, and no kept box drops another even at the lower. Where they
don't, the boxes go through a loop in 64 bits. Of 1,000 random sets 82 did: boxes on a coarse grid, whose
overlaps lie on the threshold, and those of diverged networks.

An overlap of just 0.45 isn't above 0.45, but above what 32 bits make of it: thresholds are float64 inputs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnx

# In ONNX's own text form.
HEAD = """
<ir_version: 8, opset_import: ["" : 17]>
detections (float[1, N, C] decoded, double confidence, double iou, int64 top_k)
  => (float[kept, 4] boxes, float[kept] scores, int64[kept] classes, int64[1] count)
  <int64 zero = {{0}}, int64 one = {{1}}, int64 two = {{2}}, int64 four = {{4}},
   int64[1] axis_0 = {{0}}, int64[1] axis_1 = {{1}}, int64[1] last = {{9223372036854775807}},
   float nothing = {{0}}, float half = {{0.5}}, float largest = {{3.4028234663852886e38}},
   int64[6] columns = {{1, 1, 1, 1, 1, {classes}}}, int64[{classes}, 1] every_class = {{{numbers}}},
   double below = {{0.999996}}, double above = {{1.000004}}, double whole = {{1}},
   double empty = {{0}}, double flat = {{1e-6}}, float minute = {{1e-9}}, float huge = {{1e9}}>
{{
  # Objectness bounds the score, and leaves a few hundred rows to look at.
  least = Cast <to = 1> (confidence)
  objectness_of_all = Gather <axis = 2> (decoded, four)
  is_over = Greater (objectness_of_all, least)
  places_over = NonZero (is_over)
  over = Gather <axis = 0> (places_over, one)
  rows_of_one = Gather <axis = 1> (decoded, over)
  rows = Squeeze (rows_of_one, axis_0)
  cx, cy, w, h, objectness, class_scores = Split <axis = 1> (rows, columns)

  # The best class, and whether all is finite; -inf may stand in a class that isn't the best.
  best_class = ArgMax <axis = 1, keepdims = 1> (class_scores)
  best = GatherElements <axis = 1> (class_scores, best_class)
  score = Mul (best, objectness)
  undefined = IsNaN (class_scores)
  undefined_number = Cast <to = 1> (undefined)
  undefined_count = ReduceSum <keepdims = 1> (undefined_number, axis_1)
  is_defined = Equal (undefined_count, nothing)
  centre_sum = Add (cx, cy)
  with_width = Add (centre_sum, w)
  with_height = Add (with_width, h)
  sum = Add (with_height, score)
  size_of_sum = Abs (sum)
  is_finite = LessOrEqual (size_of_sum, largest)
  passes = Greater (score, least)
  passes_finite = And (passes, is_finite)
  is_candidate = And (passes_finite, is_defined)
  places_candidate = NonZero (is_candidate)
  candidate = Gather <axis = 0> (places_candidate, zero)

  # Top-k; of equal scores the first row comes first.
  flat_score = Squeeze (score, axis_1)
  candidate_score = Gather <axis = 0> (flat_score, candidate)
  candidate_count = Shape (candidate)
  most = Unsqueeze (top_k, axis_0)
  k = Min (candidate_count, most)
  score_k, order = TopK <axis = 0> (candidate_score, k)
  row_k = Gather <axis = 0> (candidate, order)
  flat_class = Squeeze (best_class, axis_1)
  class_k = Gather <axis = 0> (flat_class, row_k)
  half_w = Mul (w, half)
  half_h = Mul (h, half)
  x1 = Sub (cx, half_w)
  y1 = Sub (cy, half_h)
  x2 = Add (cx, half_w)
  y2 = Add (cy, half_h)
  xyxy = Concat <axis = 1> (x1, y1, x2, y2)
  box_k = Gather <axis = 0> (xyxy, row_k)

  # A reversed box meets nothing; the operator would turn it round.
  from, to = Split <axis = 1> (box_k)
  to_behind = Max (from, to)
  upright = Concat <axis = 1> (from, to_behind)
  upright_batch = Unsqueeze (upright, axis_0)

  # Falling numbers instead of scores: no ties are left to the operator.
  k_number = Squeeze (k, axis_0)
  rank = Range (zero, k_number, one)
  turned_rank = Sub (k_number, rank)
  falling = Cast <to = 1> (turned_rank)
  is_own_class = Equal (every_class, class_k)
  by_class = Where (is_own_class, falling, nothing)
  by_class_batch = Unsqueeze (by_class, axis_0)
  iou_below_64 = Mul (iou, below)
  iou_below = Cast <to = 1> (iou_below_64)
  iou_above_64 = Mul (iou, above)
  iou_above_1 = Min (iou_above_64, whole)
  iou_above = Cast <to = 1> (iou_above_1)
  found = NonMaxSuppression (upright_batch, by_class_batch, k_number, iou_below, nothing)
  found_again = NonMaxSuppression (upright_batch, by_class_batch, k_number, iou_above, nothing)

  # Back in the order of scores, for the operator's is by class.
  nobody = ConstantOfShape (k)
  number = Gather <axis = 1> (found, two)
  number_shape = Shape (number)
  ones = ConstantOfShape <value = float[1] {{1}}> (number_shape)
  is_kept = ScatterElements <axis = 0> (nobody, number, ones)
  number_again = Gather <axis = 1> (found_again, two)
  number_again_shape = Shape (number_again)
  ones_again = ConstantOfShape <value = float[1] {{1}}> (number_again_shape)
  is_kept_again = ScatterElements <axis = 0> (nobody, number_again, ones_again)

  # In doubt when the two differ, or where 32 bits might not hold an area or an overlap at all.
  difference = Sub (is_kept, is_kept_again)
  differs = Abs (difference)
  side = Sub (to_behind, from)
  is_huge = Greater (side, huge)
  is_minute = Less (side, minute)
  has_side = Greater (side, nothing)
  is_minute_side = And (is_minute, has_side)
  is_odd = Or (is_huge, is_minute_side)
  odd = Cast <to = 1> (is_odd)
  differ_count = ReduceSum <keepdims = 0> (differs)
  odd_count = ReduceSum <keepdims = 0> (odd)
  doubts = Add (differ_count, odd_count)
  has_doubts = Greater (doubts, nothing)
  is_flat = Less (iou, flat)
  is_doubtful = Or (has_doubts, is_flat)

  kept_number = If (is_doubtful) <
    then_branch = exact () => (int64[kept] kept_exactly) {{
      box_64 = Cast <to = 11> (box_k)
      is_any = Greater (k_number, zero)
      nobody_left, kept_column = Loop (k_number, is_any, rank) <
        body = keep_best (int64 turn, bool is_left, int64[left] left)
          => (bool is_more, int64[stay] stay, int64[1] best_left)
        {{
          best_left = Slice (left, axis_0, axis_1)
          others = Slice (left, axis_1, last)
          box = Gather <axis = 0> (box_64, best_left)
          other_boxes = Gather <axis = 0> (box_64, others)
          ax1, ay1, ax2, ay2 = Split <axis = 1> (box)
          bx1, by1, bx2, by2 = Split <axis = 1> (other_boxes)
          inner_x1 = Max (ax1, bx1)
          inner_y1 = Max (ay1, by1)
          inner_x2 = Min (ax2, bx2)
          inner_y2 = Min (ay2, by2)
          inner_w = Sub (inner_x2, inner_x1)
          inner_h = Sub (inner_y2, inner_y1)
          inner_w_0 = Max (inner_w, empty)
          inner_h_0 = Max (inner_h, empty)
          overlap = Mul (inner_w_0, inner_h_0)
          aw = Sub (ax2, ax1)
          ah = Sub (ay2, ay1)
          bw = Sub (bx2, bx1)
          bh = Sub (by2, by1)
          a_area = Mul (aw, ah)
          b_area = Mul (bw, bh)
          areas = Add (a_area, b_area)
          union = Sub (areas, overlap)
          share = Div (overlap, union)
          is_too_much_column = Greater (share, iou)
          is_too_much = Squeeze (is_too_much_column, axis_1)
          best_class_left = Gather <axis = 0> (class_k, best_left)
          other_class = Gather <axis = 0> (class_k, others)
          is_same_class = Equal (other_class, best_class_left)
          is_dropped = And (is_too_much, is_same_class)
          stays = Not (is_dropped)
          stay = Compress <axis = 0> (others, stays)
          stay_count = Size (stay)
          is_more = Greater (stay_count, zero)
        }}
      >
      kept_exactly = Squeeze (kept_column, axis_1)
    }},
    else_branch = quick () => (int64[kept] kept_quickly) {{
      places_kept = NonZero (is_kept)
      kept_quickly = Gather <axis = 0> (places_kept, zero)
    }}
  >
  boxes = Gather <axis = 0> (box_k, kept_number)
  scores = Gather <axis = 0> (score_k, kept_number)
  classes = Gather <axis = 0> (class_k, kept_number)
  count = Shape (kept_number)
}}
"""


def append_nms(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a model whose 1xNx(5+classes) decoded output goes through threshold, top-k and NMS.

    Its outputs are boxes (K, 4) float32, xyxy, input pixels; scores (K,) float32; classes (K,) int64; count
    (1,) int64, which is K. Highest score first, ties in the order of rows. The scalars `confidence`, `iou`
    and `top_k` become inputs. They have no defaults: onnxruntime-web refuses values for inputs that have.
    """
    import onnx
    from onnx import compose, parser

    (decoded,) = model.graph.output
    classes = decoded.type.tensor_type.shape.dim[2].dim_value - 5
    text = HEAD.format(classes=classes, numbers=", ".join(map(str, range(classes))))
    head = parser.parse_model(text)
    head.ir_version = model.ir_version
    merged = compose.merge_models(model, head, io_map=[(decoded.name, "decoded")])
    # It lists the version of operators once for each of the two.
    del merged.opset_import[len(model.opset_import) :]
    onnx.checker.check_model(merged, full_check=True)
    return merged
