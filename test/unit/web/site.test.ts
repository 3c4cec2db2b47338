import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWeb } from '../../../web/build.ts';

const root = join(import.meta.dirname, '../../..');

describe('the built site', () => {
  let folder: string;
  const page = (path: string) => readFile(join(folder, path), 'utf8');
  const config = async (path: string) => JSON.parse(await readFile(join(root, 'config', path), 'utf8'));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pheu-web-'));
    await buildWeb(folder);
  }, 30_000);
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
      for (const purpose of ['contact', 'newsletter']) {
        const { text } = contact.consentTexts.find((entry: { purpose: string }) => entry.purpose === purpose);
        expect(html).toContain(`name="_consent.${purpose}" value="true"><span>${text[lang]}</span>`);
      }
      for (const { name } of contact.fields) expect(html).toContain(`name="${name}"`);
      expect(html).toContain(`name="${contact.honeypotField}" tabindex="-1"`);
      expect(html).not.toMatch(/<input[^>]*\bchecked\b/);
    }
  });

  it('names the hash of form.js in integrity.json and in the pages that load it', async () => {
    const hash = `sha384-${createHash('sha384')
      .update(await readFile(join(folder, 'form.js')))
      .digest('base64')}`;

    expect(JSON.parse(await page('integrity.json'))).toEqual({ 'form.js': hash });
    expect(await page('index.html')).toContain(`src="/form.js" integrity="${hash}"`);
  });

  it('has a page behind every thank-you address of the form and every link of its own', async () => {
    const [contact] = await config('forms.json');
    const paths = ['index.html', 'en/index.html', 'cam-on.html', 'en/thank-you.html', 'quyen-rieng-tu.html'];
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

  it('stays small: form.js within 4.5 KB and the whole first view within 20 KB, compressed', async () => {
    const { gzipSync } = await import('node:zlib');
    const sizes = await Promise.all(
      ['form.js', 'index.html', 'site.css'].map(async (path) => gzipSync(await page(path), { level: 9 }).length),
    );

    expect(sizes[0]).toBeLessThanOrEqual(4608);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(20_480);
  });
});
