// Runs what node.py asks for: FOLDER/call.json names the arrays that lie beside it, and the steps.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { facts, arrays: listed, steps } = JSON.parse(readFileSync(path.join(folder, "call.json"), "utf8"));
const kinds = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array, float64: Float64Array };
const arrays = {};
for (const [name, kind] of Object.entries(listed)) {
  const bytes = readFileSync(path.join(folder, name));
  arrays[name] = new kinds[kind](bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
const source = path.join(import.meta.dirname, "..", "..", "resources", "web");
const modules = {};
for (const name of ["contract", "letterbox", "decode", "nms", "tiles", "detector", "timings"])
  Object.assign(modules, await import(pathToFileURL(path.join(source, `${name}.js`))));
const AsyncFunction = (async () => {}).constructor;
const answer = await new AsyncFunction("modules", "facts", "arrays", steps)(modules, facts, arrays);
const told = {};
for (const [name, array] of Object.entries(answer)) {
  told[name] = array.constructor.name.replace("Array", "").toLowerCase();
  writeFileSync(path.join(folder, `${name}.out`), new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
}
writeFileSync(path.join(folder, "answer.json"), JSON.stringify(told));
