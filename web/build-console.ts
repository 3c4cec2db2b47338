import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src/console');

/** Browsers that the console is for: Safari 17, Chrome 114. */
const target = ['es2022', 'safari17', 'chrome114'];

/**
 * Writes the console to `outDir`: an index.html that names everything else, files below `assets/` whose names change with their contents,
 * and sw.js, whose name must not. The metafile beside the folder tells what each file carries.
 */
export async function buildConsole(outDir: string): Promise<Metafile> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: dirname(here),
    entryPoints: [join(source, 'main.tsx')],
    outdir: join(outDir, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: join(source, 'tsconfig.json'),
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  await mkdir(join(outDir, 'assets'), { recursive: true });
  const styles: string[] = [];
  for (const { path, text } of outputFiles) {
    if (path.endsWith('.css')) styles.push(text);
    else await writeFile(join(outDir, 'assets', basename(path)), text);
  }
  const style = await keep(outDir, 'style', 'css', eachRuleOnce(styles));
  const outputs = Object.entries(metafile.outputs);
  const nameOf = (matches: (output: Metafile['outputs'][string], path: string) => boolean): string => {
    const [path] = outputs.find(([name, output]) => matches(output, name)) ?? [];
    if (path === undefined) throw new Error('the console lacks one of its files');
    return `/assets/${basename(path)}`;
  };
  const script = nameOf(({ entryPoint }) => entryPoint?.endsWith('main.tsx') ?? false);
  // The default language, which the script asks for first: the browser need not wait for the script to know of it.
  const words = nameOf(({ entryPoint }) => entryPoint?.endsWith('texts/vi.ts') ?? false);
  const main = outputs.find(([path]) => path.endsWith(script.slice('/assets'.length)))?.[1];
  const needed = (main?.imports ?? []).filter(({ kind }) => kind === 'import-statement').map(({ path }) => `/assets/${basename(path)}`);

  const icon = await keep(outDir, 'icon', 'svg', await readFile(join(here, 'site/logo.svg'), 'utf8'));
  const preloads = [...needed, words].map((path) => `    <link rel="modulepreload" href="${path}">`).join('\n');
  const values: Readonly<Record<string, string>> = { script, style, icon, preloads };
  const filled = async (file: string): Promise<string> =>
    (await readFile(join(source, file), 'utf8')).replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${file} names {{${name}}}, which nobody provides`);
      return value;
    });
  const html = await filled('index.html');
  await writeFile(join(outDir, 'index.html'), html);
  await writeFile(join(outDir, 'manifest.webmanifest'), await filled('manifest.json'));
  const scripts = outputFiles.flatMap(({ path }) => (path.endsWith('.js') ? `/assets/${basename(path)}` : []));
  const files = [...scripts, style, icon];
  await build({
    entryPoints: [join(source, 'offline/sw.ts')],
    outfile: join(outDir, 'sw.js'),
    bundle: true,
    format: 'iife',
    minify: true,
    target,
    tsconfig: join(source, 'tsconfig.json'),
    define: { FILES: JSON.stringify(files), SCRIPT: JSON.stringify(script), BUILD: JSON.stringify(`pheu-${digestOf(html + files)}`) },
  });
  return metafile;
}

const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex').slice(0, 8);

/** Writes a file whose name says what is in it, and answers its address. */
async function keep(outDir: string, name: string, extension: string, content: string): Promise<string> {
  const digest = digestOf(content);
  await writeFile(join(outDir, 'assets', `${name}-${digest}.${extension}`), content);
  return `/assets/${name}-${digest}.${extension}`;
}

/**
 * One file of styles for all rooms: esbuild makes one for each, which nobody would load, with what they share in all of them. A rule keeps its
 * first place, so that what a room says of itself stays behind what it is made of.
 */
function eachRuleOnce(styles: readonly string[]): string {
  const rules = new Set<string>();
  for (const text of styles) {
    let [from, level] = [0, 0];
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === '{') level += 1;
      if (text[at] === '}' && --level === 0) {
        rules.add(text.slice(from, at + 1).trim());
        from = at + 1;
      }
    }
  }
  return [...rules].join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConsole(join(dirname(here), 'dist/console'));
