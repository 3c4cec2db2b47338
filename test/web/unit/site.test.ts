import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWeb } from '../../../web/build.ts';

const root = join(import.meta.dirname, '../../..');

describe('the built site', () => {
  let folder: string;
  const page = (path: string) => readFile(join(folder, path), 'utf8');
  const config = async (path: string) => JSON.parse(await readFile(join(root, 'config', path), 'utf8'));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pheu-web-'));
    await buildWeb(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('offers all 34 provinces, each with the former names that people look for', async () => {
    const html = await page('index.html');
    const { provinces }: { provinces: { name: string; mergedFrom: string[] }[] } = await config('data/vn-provinces.json');

    const options = html.slice(html.indexOf('name="province"'), html.indexOf('name="company"')).match(/<option value="[^"]+">[^<]+/g) ?? [];

    expect(options).toHaveLength(34);
    for (const former of provinces.flatMap(({ mergedFrom }) => mergedFrom)) expect(options.join('\n')).toContain(former);
  });

  it('shows the consent texts that the evidence will name, asks every field of the form, and ticks nothing', async () => {
    const [contact] = await config('forms.json');

    for (const [path, lang] of [
      ['index.html', 'vi'],
      ['en/index.html', 'en'],
    ] as const) {
      const html = await page(path);
      for (const purpose of ['contact', 'newsletter', 'tracking']) {
        const { text } = contact.consentTexts.find((entry: { purpose: string }) => entry.purpose === purpose);
        expect(html).toContain(`name="_consent.${purpose}" value="true"><span>${text[lang]}</span>`);
      }
      for (const { name } of contact.fields) expect(html).toContain(`name="${name}"`);
      expect(html).toContain(`name="${contact.honeypotField}" tabindex="-1"`);
      expect(html).not.toMatch(/<input[^>]*\bchecked\b/);
    }
  });

  it('names the hashes of the scripts that others embed in integrity.json, and of form.js in the pages that load it', async () => {
    const hashOf = async (path: string) =>
      `sha384-${createHash('sha384')
        .update(await readFile(join(folder, path)))
        .digest('base64')}`;

    expect(JSON.parse(await page('integrity.json'))).toEqual({
      'form.js': await hashOf('form.js'),
      'embed.js': await hashOf('embed.js'),
      't.js': await hashOf('t.js'),
      'consent.js': await hashOf('consent.js'),
    });
    expect(await page('index.html')).toContain(`src="/form.js" integrity="${await hashOf('form.js')}"`);
  });

  it('has a page behind every thank-you address of the form and every link of its own', async () => {
    const [contact] = await config('forms.json');
    const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.html'));
    expect(paths.length).toBeGreaterThanOrEqual(11);
    const pages = await Promise.all(paths.map(page));

    const links = pages.flatMap((html) => [...html.matchAll(/(?:href|src)="(\/[^"#]*)/g)].map(([, link = '']) => link));
    for (const link of new Set([...links, ...contact.thankYouUrls])) {
      await expect(page(link === '/' ? 'index.html' : link)).resolves.not.toBe('');
    }
    for (const html of pages) {
      for (const [, anchor = ''] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${anchor}"`);
      expect(html).not.toContain('{{');
    }
  });

  it('has a page in both languages for every form that people fill in, in which one line brings the form', async () => {
    const forms: { id: string; mode?: string }[] = await config('forms.json');

    for (const { id } of forms.filter(({ mode }) => mode !== 'phone'))
      for (const path of [`bieu-mau/${id}.html`, `en/forms/${id}.html`])
        expect(await page(path)).toContain(`<script src="/embed.js" data-form="${id}" defer></script>`);
  });

  it('asks on every page, by the tracker and the bar, but not on a device that goes from hand to hand', async () => {
    const forms: { id: string; mode?: string }[] = await config('forms.json');
    const atStands = forms.filter(({ mode }) => mode === 'event').map(({ id }) => `${id}.html`);
    for (const path of (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.html'))) {
      if (atStands.some((name) => /(bieu-mau|forms)\//.test(path) && path.endsWith(name))) {
        expect(await page(path)).not.toMatch(/t\.js|consent\.js/);
        continue;
      }
      expect(await page(path)).toMatch(/<script src="\/t\.js" defer><\/script>\s*<script src="\/consent\.js"/);
    }
  });

  it('stays small: the tracker within 1,050 bytes, form.js within 7 KB, embed.js within 4.25 KB, the whole first view within 22 KB, compressed', async () => {
    const sizeOf = async (path: string) => gzipSync(await page(path), { level: 9 }).length;
    const firstView = await Promise.all(['form.js', 't.js', 'consent.js', 'index.html', 'site.css'].map(sizeOf));
    console.log(`t.js ${firstView[1]} bytes, first view ${firstView.reduce((sum, size) => sum + size, 0)} bytes, compressed`);

    expect(firstView[0]).toBeLessThanOrEqual(7_168);
    expect(await sizeOf('embed.js')).toBeLessThanOrEqual(4_352);
    expect(firstView[1]).toBeLessThanOrEqual(1_050);
    expect(firstView.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(22_528);
  });
});
