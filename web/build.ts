import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { type Lang, pageValues } from './values.ts';

const here = dirname(fileURLToPath(import.meta.url));
const site = join(here, 'site');

const filesUnder = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** Subresource Integrity: a page that names this hash runs this file or none (W3C SRI). */
const integrityOf = (content: string): string => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** One bundled file; ES2020 runs in every browser since 2020. */
const bundle = async (entry: string, options: BuildOptions): Promise<string> => {
  const { outputFiles } = await build({ ...options, entryPoints: [join(here, entry)], bundle: true, write: false, target: 'es2020' });
  return outputFiles?.[0]?.text ?? '';
};

/** Replaces `{{key}}`, inside the values too, because a part may name another; an unknown key is a fault of the page. */
const fill = (template: string, values: Record<string, string>, page: string): string =>
  template.replace(/\{\{([\w.]+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`${page} names {{${key}}}, which nobody provides`);
    return fill(value, values, page);
  });

/** The parts of a page by key: `form.vi.html` is `form` on Vietnamese pages, `art/tick.svg` is `art.tick` on all. */
const partsIn = async (lang: Lang): Promise<Record<string, string>> => {
  const parts: Record<string, string> = {};
  for (const path of await filesUnder(join(site, 'parts'))) {
    const [, key = '', only] = /^(.*?)(?:\.(vi|en))?\.\w+$/.exec(path) ?? [];
    if (only === undefined || only === lang)
      parts[key.replaceAll('/', '.')] = (await readFile(join(site, 'parts', path), 'utf8')).trimEnd();
  }
  return parts;
};

const valuesIn = async (lang: Lang, integrity: string): Promise<Record<string, string>> => ({
  ...(await pageValues(dirname(here), lang)),
  ...(await partsIn(lang)),
  logo: await readFile(join(site, 'logo.svg'), 'utf8'),
  integrity,
});

/** Writes the static site and form.js to `outDir`, with the hashes of the scripts in integrity.json. */
export async function buildWeb(outDir: string): Promise<void> {
  const formScript = await bundle('src/form-snippet/main.ts', { minify: true, format: 'iife' });
  const integrity = integrityOf(formScript);
  const values = { vi: await valuesIn('vi', integrity), en: await valuesIn('en', integrity) };

  await mkdir(outDir, { recursive: true });
  for (const path of await filesUnder(site)) {
    if (/^(parts|styles)\b/.test(path)) continue;
    const text = await readFile(join(site, path), 'utf8');
    const target = join(outDir, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, extname(path) === '.html' ? fill(text, path.startsWith('en') ? values.en : values.vi, path) : text);
  }
  await writeFile(join(outDir, 'site.css'), await bundle('site/styles/site.css', { minify: true }));
  await writeFile(join(outDir, 'form.js'), formScript);
  await writeFile(join(outDir, 'integrity.json'), `${JSON.stringify({ 'form.js': integrity }, null, 2)}\n`);
  console.log(`web: form.js ${gzipSync(formScript, { level: 9 }).length} bytes gzip`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb(join(dirname(here), 'dist/web'));
