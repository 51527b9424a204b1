// Which model among the app's assets, what it needs (its contract), and what is kept of that which it finds.
import type { Thresholds } from "../contract.js";
import contract from "../@MODEL@.json";

export { contract };
export const model = "@MODEL@";
export const thresholds: Thresholds = { confidence: @CONFIDENCE@, iou: @IOU@, topK: @TOP_K@ };
