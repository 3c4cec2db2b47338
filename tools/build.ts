import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions as BuildOptionsOfEsbuild, build as bundle } from 'esbuild';
import { functionNames } from '../infra/function-names.ts';
import { builtInModules } from './build/built-in-modules.ts';
import { jsonByParse } from './build/json-by-parse.ts';
import { lambdaCredentials } from './build/lambda-credentials.ts';
import { loadedLater } from './build/loaded-later.ts';
import { noEventStreams } from './build/no-event-streams.ts';
import { ownSourceMaps } from './build/own-source-maps.ts';
import { ownSources } from './build/own-sources.ts';
import { plainKeys } from './build/plain-keys.ts';
import { sideEffectFree } from './build/side-effect-free.ts';

export const root = join(import.meta.dirname, '..');

export interface BuildOptions {
  /** Where `functions/`, `web/` and `console/` are put. @default - dist in the project's folder */
  readonly outDir?: string;
  /** Builds only when a source file differs from those of the last build. @default false */
  readonly ifStale?: boolean;
}

export interface BuildResult {
  readonly outDir: string;
  /** False: the last build was made from these very sources. */
  readonly isFresh: boolean;
  readonly functions: readonly string[];
}

/** What decides the bytes of a build. */
const sources = [
  'functions',
  'shared',
  'api',
  'events',
  'config',
  'web',
  'docs/generated',
  'tools/build.ts',
  'tools/build',
  'package-lock.json',
];

/** Bundles every function in one esbuild run and makes the site. @throws when a function has no handler.ts. */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const outDir = options.outDir ?? join(root, 'dist');
  const stampFile = join(outDir, 'sources.sha256');
  const stamp = await digestOf(sources);
  const names: readonly string[] = functionNames;
  const isCurrent = existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp;
  if (options.ifStale && isCurrent) return { outDir, isFresh: false, functions: names };

  const missing = names.filter((name) => !existsSync(handlerOf(name)));
  if (missing.length > 0) throw new Error(`no handler for ${missing.map((name) => `functions/${name}/handler.ts`).join(', ')}`);

  await rm(stampFile, { force: true });
  await replaceFolder(join(outDir, 'functions'), (folder) => bundleFunctions(folder, names));
  await replaceFolder(join(outDir, 'web'), buildWeb);
  await replaceFolder(join(outDir, 'console'), buildConsole);
  await writeFile(stampFile, stamp);
  return { outDir, isFresh: true, functions: names };
}

/** Makes a folder beside the old one and swaps them, so that a failed build leaves the last good one in place. */
async function replaceFolder(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  try {
    await mkdir(unfinished, { recursive: true });
    await make(unfinished);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

const handlerOf = (name: string): string => join(root, 'functions', name, 'handler.ts');

/** Some dependencies are CommonJS and ask for Node's own modules with `require`, which ESM does not have. */
const requireForCommonJs = "const require=process.getBuiltinModule('module').createRequire(import.meta.url);";

/** How everything that Lambda runs is bundled. */
export const bundleOptions = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
  // Stack traces need our names and lines; the sources themselves would only make the archive larger.
  sourcesContent: false,
  legalComments: 'none',
  // One byte per character: V8 keeps and reads a text with a single Vietnamese letter in it at two.
  charset: 'ascii',
  banner: { js: requireForCommonJs },
  plugins: [
    lambdaCredentials,
    noEventStreams,
    plainKeys,
    sideEffectFree,
    ownSources,
    jsonByParse,
    builtInModules,
    loadedLater,
    ownSourceMaps,
  ],
  logLevel: 'warning',
} satisfies BuildOptionsOfEsbuild;

/** One run for all functions, so that shared sources are parsed once; the metafile beside them tells what each one carries. */
async function bundleFunctions(outdir: string, names: readonly string[]): Promise<void> {
  const entryPoints = names.map((name) => ({ in: handlerOf(name), out: `${name}/index` }));
  const { metafile } = await bundle({ ...bundleOptions, entryPoints, outdir, metafile: true });
  await writeFile(join(outdir, 'metafile.json'), JSON.stringify(metafile));
}

/** Makes the console that the company's people work with. */
async function buildConsole(outDir: string): Promise<void> {
  const console: unknown = await import(pathToFileURL(join(root, 'web', 'build-console.ts')).href);
  if (typeof console !== 'object' || console === null || !('buildConsole' in console) || typeof console.buildConsole !== 'function') {
    throw new Error('web/build-console.ts has to export buildConsole(outDir)');
  }
  await console.buildConsole(outDir);
}

/** Makes the static site, when the project has one. */
export async function buildWeb(outDir: string): Promise<void> {
  const script = join(root, 'web', 'build.ts');
  if (!existsSync(script)) return;
  const site: unknown = await import(pathToFileURL(script).href);
  if (typeof site !== 'object' || site === null || !('buildWeb' in site) || typeof site.buildWeb !== 'function') {
    throw new Error('web/build.ts has to export buildWeb(outDir)');
  }
  await site.buildWeb(outDir);
}

/** Digest of the names and contents of files and folders: unlike file times it survives a checkout. */
export async function digestOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    const absolute = join(root, path);
    if (!existsSync(absolute)) continue;
    for (const file of await filesUnder(path))
      hash
        .update(file)
        .update('\0')
        .update(await readFile(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

async function filesUnder(path: string): Promise<string[]> {
  const isFolder = await readdir(join(root, path)).then(
    () => true,
    () => false,
  );
  if (!isFolder) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

if (import.meta.main) {
  const startedAt = performance.now();
  try {
    const { functions } = await build();
    console.log(
      `built ${functions.length} functions, the site and the console into dist/ in ${Math.round(performance.now() - startedAt)} ms`,
    );
  } catch (error) {
    // esbuild has shown its errors with their lines already.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
