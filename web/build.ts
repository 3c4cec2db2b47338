import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, transform } from 'esbuild';
import { formPages } from './form-pages.ts';
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

/** The tracker is not bundled, which would add a wrapper; what it loads after a yes is a file of its own beside it. */
const trackerScript = async (): Promise<string> => {
  const source = await readFile(join(here, 'src/tracker/main.ts'), 'utf8');
  const { code } = await transform(source, { minify: true, format: 'esm', target: 'es2020', loader: 'ts' });
  return code;
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

/** Tells a page's own link in the navigation apart, for those who cannot see where they are. */
const markCurrent = (html: string, path: string): string =>
  html.replaceAll(`<a data-nav href="/${path}"`, `<a data-nav aria-current="page" href="/${path}"`);

const valuesIn = async (lang: Lang, integrity: string): Promise<Record<string, string>> => ({
  ...(await pageValues(dirname(here), lang)),
  ...(await partsIn(lang)),
  logo: await readFile(join(site, 'logo.svg'), 'utf8'),
  integrity,
  scheme: 'light',
});

const scriptsOf = async (): Promise<Record<string, string>> => {
  const small = { minify: true, format: 'iife' } as const;
  return {
    'form.js': await bundle('src/form-snippet/main.ts', small),
    'embed.js': await bundle('src/form-embed/main.ts', small),
    'kiosk.js': await bundle('src/kiosk/worker.ts', small),
    't.js': await trackerScript(),
    't-on.js': await bundle('src/tracker/watch.ts', { minify: true, format: 'esm' }),
    'consent.js': await bundle('src/consent-bar/main.ts', small),
    'shop.js': await bundle('src/demo/shop.ts', small),
  };
};

/** Only what other sites embed by a script tag can carry a hash. */
const embedded = ['form.js', 'embed.js', 't.js', 'consent.js'];

/** Writes the static site and its scripts to `outDir`, with the hashes of those that other sites embed in integrity.json. */
export async function buildWeb(outDir: string): Promise<void> {
  const scripts = await scriptsOf();
  const integrity = Object.fromEntries(embedded.map((name) => [name, integrityOf(scripts[name] ?? '')]));
  const ofForm = integrity['form.js'] ?? '';
  const values = { vi: await valuesIn('vi', ofForm), en: await valuesIn('en', ofForm) };

  await mkdir(outDir, { recursive: true });
  for (const path of await filesUnder(site)) {
    if (/^(parts|styles)\b/.test(path)) continue;
    const text = await readFile(join(site, path), 'utf8');
    const target = join(outDir, path);
    const page = () => markCurrent(fill(text, path.startsWith('en') ? values.en : values.vi, path), path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, extname(path) === '.html' ? page() : text);
  }
  for (const { path, lang, values: own } of await formPages(dirname(here))) {
    const all = { ...values[lang], ...own };
    await mkdir(dirname(join(outDir, path)), { recursive: true });
    await writeFile(join(outDir, path), fill(all['form-page'] ?? '', all, path));
  }
  await writeFile(join(outDir, 'site.css'), await bundle('site/styles/site.css', { minify: true }));
  for (const [name, script] of Object.entries(scripts)) await writeFile(join(outDir, name), script);
  await writeFile(join(outDir, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);
  const sizeOf = (name: string) => gzipSync(scripts[name] ?? '', { level: 9 }).length;
  console.log(`web: ${['form.js', 'embed.js', 't.js'].map((name) => `${name} ${sizeOf(name)}`).join(', ')} bytes gzip`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb(join(dirname(here), 'dist/web'));
