export function nms(
  boxes: ArrayLike<number>, scores: ArrayLike<number>, classes: ArrayLike<number>, iou: number,
): Int32Array;
