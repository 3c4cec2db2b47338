import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { buildConsole } from '../../../web/build-console.ts';

describe('the files of the console', () => {
  let folder: string;
  let metafile: Metafile;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'console-'));
    metafile = await buildConsole(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  const gzip = (path: string) => gzipSync(text(path), { level: 9 }).length;
  const assetsIn = (html: string) => [...html.matchAll(/(?:href|src)="\/(assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const outputOf = (path: string) => Object.entries(metafile.outputs).find(([name]) => basename(name) === basename(path))?.[1];
  /** A file with all that it needs before it runs. */
  const withImports = (path: string): string[] => [
    path,
    ...(outputOf(path)?.imports ?? [])
      .filter(({ kind }) => kind === 'import-statement')
      .flatMap(({ path: imported }) => withImports(`assets/${basename(imported)}`)),
  ];

  it('begin with little: page, styles, and the script with the words of a language', () => {
    const html = text('index.html');
    const scripts = new Set(
      assetsIn(html)
        .filter((path) => path.endsWith('.js'))
        .flatMap(withImports),
    );
    const [style = ''] = assetsIn(html).filter((path) => path.endsWith('.css'));

    // A rep begins in their work: shell, words and that room are all that is loaded before it can be used. The goals are 60 KB, 12 KB and 3 KB.
    const [work = ''] = Object.entries(metafile.outputs)
      .filter(([, { entryPoint }]) => entryPoint === 'web/src/console/work/index.ts')
      .map(([name]) => `assets/${basename(name)}`);
    const weight = (paths: Iterable<string>): number => [...paths].reduce((sum, path) => sum + gzip(path), 0);
    expect(weight(scripts)).toBeLessThan(44_000);
    expect(weight(new Set([...scripts, ...withImports(work)]))).toBeLessThan(57_000);
    expect(gzip(style)).toBeLessThan(12_000);
    expect(gzip('index.html')).toBeLessThan(3_000);
    expect([...scripts].some((path) => basename(path).startsWith('vi-'))).toBe(true);
    expect([...scripts].some((path) => basename(path).startsWith('en-'))).toBe(false);
  });

  it('keep every room and every language in a file of its own', () => {
    const entries = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);

    expect(entries).toEqual(
      expect.arrayContaining(['web/src/console/me/index.ts', 'web/src/console/texts/en.ts', 'web/src/console/texts/vi.ts']),
    );
  });

  it('bring no schema of the API and no development tool along', () => {
    const inputs = Object.keys(metafile.inputs).filter((path) => !path.startsWith('web/src/console/'));

    expect(inputs.filter((path) => !/^node_modules\/(preact|wouter-preact|regexparam)\//.test(path))).toEqual([]);
  });

  it('change their names with what is in them, but for those that are asked for by name', () => {
    expect(readdirSync(folder).sort()).toEqual(['assets', 'index.html', 'manifest.webmanifest', 'sw.js']);
    for (const name of readdirSync(join(folder, 'assets'))) expect(name).toMatch(/^[a-z-]+-[0-9a-zA-Z]{8}\.(js|css|svg)$/);
  });

  it('name nothing that is not there', () => {
    const named = [...assetsIn(text('index.html')), JSON.parse(text('manifest.webmanifest')).icons[0].src.slice(1)];

    expect(named.filter((path) => !readdirSync(join(folder, 'assets')).includes(basename(path)))).toEqual([]);
  });

  it('hold nothing that the policy of the page forbids: no inline script or style, no address of others', () => {
    const html = text('index.html');

    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:/);
    const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
    for (const name of scripts) expect(text(`assets/${name}`)).not.toMatch(/\beval\(|new Function\(/);
  });

  it('are kept by the service worker, all of them, under a name that changes with them', () => {
    const worker = text('sw.js');
    const [, list = '[]'] = /=(\["\/assets[^\]]*\])/.exec(worker) ?? [];

    const assets = readdirSync(join(folder, 'assets')).map((name) => `/assets/${name}`);
    expect([...JSON.parse(list)].sort()).toEqual(assets.sort());
    expect(worker).toMatch(/"pheu-[0-9a-f]{8}"/);
    expect(worker).not.toContain('/v1/');
  });

  it('ask for the one worker there is, and make no other address of a script', () => {
    const made = readdirSync(join(folder, 'assets')).filter((name) => /serviceWorker|createPolicy/.test(text(`assets/${name}`)));

    expect(made).toHaveLength(1);
    expect(text(`assets/${made[0]}`)).toMatch(/createPolicy\("pheu",\{createScriptURL:/);
  });
});
