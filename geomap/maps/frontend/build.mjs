// Bundles src/ into ../static: page.js and page.css for every map, and a file or two for each part that a folium
// element may need. assets.json says which file stands in for which address.
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = fileURLToPath(new URL("../static/", import.meta.url));
const target = ["es2022", "chrome105", "firefox113", "safari16.4"];

// Browsers that have DecompressionStream read woff2: other forms of a font would only make files bigger.
const oneFontForm = {
  name: "one-font-form",
  setup(build) {
    build.onResolve({ filter: /\.(ttf|eot|woff|svg)([?#].*)?$/ }, (args) =>
      args.kind === "url-token" && /font/i.test(args.path) ? { path: args.path, namespace: "nothing" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "", loader: "dataurl" }));
  },
};

// Leaflet's UMD form is one function, which a browser reads twice. Plugins add to `L`, which a module's names do not allow.
const leafletModules = {
  name: "leaflet-modules",
  setup(build) {
    build.onResolve({ filter: /^leaflet$/ }, () => ({ path: "leaflet", namespace: "leaflet-modules" }));
    build.onLoad({ filter: /.*/, namespace: "leaflet-modules" }, () => ({
      contents: 'import * as names from "leaflet/dist/leaflet-src.esm.js"; export default { ...names };',
      resolveDir: here,
    }));
  },
};

async function bundlePage() {
  await esbuild.build({
    entryPoints: [`${here}src/main.ts`],
    outfile: `${out}page.js`,
    bundle: true,
    format: "iife",
    minify: true,
    target,
    legalComments: "inline",
    loader: { ".png": "dataurl" },
    plugins: [leafletModules],
    // Leaflet asks for Internet Explorer's VML by an error, for whose trace a browser reads the whole script once more.
    define: { "document.namespaces.add": "Object" },
  });
  await bundleStyles("page.css", ["leaflet/dist/leaflet.css", "./src/page.css"]);
}

async function bundleStyles(name, paths) {
  await bundleCss(name, paths.map((path) => `@import "${path}";`).join("\n"), here);
}

async function bundleCss(name, contents, resolveDir) {
  await esbuild.build({
    stdin: { contents, loader: "css", resolveDir },
    outfile: out + name,
    bundle: true,
    minify: true,
    target,
    legalComments: "none",
    loader: { ".png": "dataurl", ".svg": "dataurl", ".woff2": "dataurl" },
    plugins: [oneFontForm],
  });
}

// Bootstrap 3 is wanted for its icon font alone.
async function bundleIconRules(name, path) {
  const file = `${here}node_modules/${path}`;
  const rules = (await readFile(file, "utf8")).match(/(?:@font-face|\.glyphicon[^{}]*)\s*\{[^}]*\}/g);
  await bundleCss(name, rules.join("\n"), dirname(file));
}

/** A package's script under a line that names it and its licence, which a minifier would drop with the comments. */
async function readScript(path) {
  const folder = path.startsWith("@") ? path.split("/", 2).join("/") : path.split("/", 1)[0];
  const { name, version, license } = JSON.parse(await readFile(`${here}node_modules/${folder}/package.json`, "utf8"));
  return `/*! ${name} ${version}, ${license?.type ?? license ?? "MIT"} */\n${await readFile(`${here}node_modules/${path}`, "utf8")}`;
}

async function bundlePart({ name, scripts = [], styles = [], icons }) {
  if (scripts.length) {
    const sources = await Promise.all(scripts.map(readScript));
    const code = sources.map((source) => source.replace(/^\/\/# sourceMappingURL=.*$/gm, "")).join("\n;\n");
    const { code: minified } = await esbuild.transform(code, { minify: true, target, legalComments: "inline" });
    await writeFile(`${out}part-${name}.js`, minified);
  }
  if (icons) await bundleIconRules(`part-${name}.css`, icons);
  if (styles.length) await bundleStyles(`part-${name}.css`, styles);
}

/** The words and the look of layers, for pictures that Python draws: what is worked out by a function stays here. */
async function writeShared() {
  const entryPoints = [`${here}src/words/index.ts`];
  const { outputFiles } = await esbuild.build({ entryPoints, bundle: true, format: "esm", write: false });
  const { LANGUAGES } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
  await writeFile(`${out}words.json`, JSON.stringify(LANGUAGES));
  await copyFile(`${here}src/style.json`, `${out}style.json`);
}

const parts = JSON.parse(await readFile(`${here}src/parts.json`, "utf8"));
await bundlePage();
await writeShared();
await Promise.all(parts.map(bundlePart));
const assets = parts.map(({ name, urls, scripts, styles, icons }) => ({
  name,
  urls,
  has: [...(scripts ? ["js"] : []), ...(styles || icons ? ["css"] : [])],
}));
await writeFile(`${out}assets.json`, JSON.stringify(assets));
