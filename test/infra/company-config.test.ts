import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findDownloads, readCompanyConfig } from '../../infra/company-config.ts';
import { readSettings } from '../../infra/settings.ts';
import { root } from '../../tools/build.ts';
import { documentsOf } from '../../tools/config-files.ts';

const company = join(root, 'test', 'fixtures', 'company');
const settingsFor = (stage: string, config?: string) =>
  readSettings((name) => ({ stage, config, mailFrom: 'leads@an-nhien.internal' })[name]);

describe('the configuration that a deployment takes along', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pheu-company-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A company's folder in which one text of one file is another. */
  function changed(file: string, from: string, to: string): string {
    cpSync(company, folder, { recursive: true });
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, file), text.replace(from, to));
    return folder;
  }

  it('may be the examples in a trial', () => {
    expect(documentsOf(readCompanyConfig(settingsFor('dev'))).reps?.length).toBeGreaterThan(3);
  });

  it('may be a folder of the company in production', () => {
    expect(documentsOf(readCompanyConfig(settingsFor('prod', company))).pools).toHaveLength(1);
  });

  it('is refused in production while it holds the examples, with file, line and what to do', () => {
    expect(() => readCompanyConfig(settingsFor('prod'))).toThrow(
      /^The stage prod would mail to examples.*-c config=DIR:\n {2}config\/company\.json:7 company email: xinchao@annhien\.example is an example/s,
    );
  });

  it.each([
    ['users.json', 'admin@an-nhien.internal', 'admin@example.vn', 'users.json:4 admin email: admin@example.vn is an example'],
    ['reps.json', 'an-nhien.internal', 'mail.example.com.vn', 'is an example: mails to it bounce'],
    ['forms.json', 'https://www.an-nhien.internal', 'http://www.an-nhien.internal', 'sends what visitors write in the clear'],
    ['forms.json', 'https://www.an-nhien.internal', 'http://localhost:8787', 'name the address that visitors see'],
    ['company.json', 'https://www.an-nhien.internal', 'https://example.org', 'company website: https://example.org is an example'],
  ])('is refused in production for one example in %s', (file, from, to, message) => {
    const config = changed(file, from, to);

    expect(() => readCompanyConfig(settingsFor('prod', config))).toThrow(message);
    expect(() => readCompanyConfig(settingsFor('dev', config))).not.toThrow();
  });

  it.each(['dev', 'prod'])('is refused in %s when it has a fault', (stage) => {
    const config = changed('pools.json', '"repId": "rep-', '"repId": "rap-');

    expect(() => readCompanyConfig(settingsFor(stage, config))).toThrow(
      /pools\.json:\d+ toan-quoc members\[0\]\.repId: there is no rep rap-/,
    );
  });

  it('takes files that forms offer from beside it, and none where they offer none', () => {
    const found = (config?: string) => {
      const settings = settingsFor('dev', config);
      return findDownloads(settings, readCompanyConfig(settings));
    };

    expect(found()).toBe(join(root, 'config', 'downloads'));
    expect(found(company)).toBeUndefined();
    const own = changed('forms.json', '"consentTexts"', '"download": { "file": "bang-gia.pdf" },\n    "consentTexts"');
    expect(() => found(own)).toThrow(`${own}/downloads/bang-gia.pdf`);
    mkdirSync(join(own, 'downloads'));
    writeFileSync(join(own, 'downloads', 'bang-gia.pdf'), 'a price list');
    expect(found(own)).toBe(join(own, 'downloads'));
  });
});
