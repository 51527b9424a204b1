import type { Thresholds, Tiling } from "./contract";
import type { Candidates } from "./decode";
import type { Picture } from "./detector";

/** Corners x1, y1, x2, y2 in pixels of the picture. */
export type Tile = [number, number, number, number];

export function tilesOf(width: number, height: number, tiling: Tiling): Tile[];
export function crop(picture: Picture, tile: Tile): Picture;
export function merge(
  parts: Candidates[], tiles: Tile[], width: number, height: number, thresholds: Thresholds, rule: Tiling["merge"],
): Candidates;
