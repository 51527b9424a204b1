// Turns the sources of a React Native bundle into what node runs, as Metro does for a phone: types off, imports as calls.
//
//     node compile.cjs BUNDLE OUT
const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { dirname, extname, join } = require("node:path");
const ts = require("typescript");

const [bundle, out] = process.argv.slice(2);
const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX, esModuleInterop: true };

for (const name of readdirSync(bundle, { recursive: true })) {
  const kind = extname(name);
  if (name.endsWith(".d.ts") || ![".ts", ".tsx", ".js", ".json"].includes(kind)) continue;
  const text = readFileSync(join(bundle, name), "utf8");
  const target = join(out, kind === ".json" ? name : name.slice(0, -kind.length) + ".js");
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, kind === ".json" ? text : ts.transpileModule(text, { compilerOptions, fileName: name }).outputText);
}
