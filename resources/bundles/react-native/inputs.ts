// What a network is given: its size, told in a sentence before a runtime ends the app over it.
import type { Contract } from "./contract.js";

/** Throws unless an input of this shape (1 x 3 x height x width) is what the model was exported for. */
export function checkInput(shape: readonly (number | string)[], { inputHw: [height, width] }: Contract): void {
  const wanted = [1, 3, height, width];
  // Sides that have names may be any.
  const fits = shape.length === 4 && shape.every((side, i) => typeof side === "string" || side === wanted[i]);
  if (fits) return;
  throw new Error(
    `The model is described as one for ${wanted.join(" x ")} and can't take ${shape.join(" x ") || "nothing"}. `
      + "Copy the model and its .json together, or export it again at another size.",
  );
}
