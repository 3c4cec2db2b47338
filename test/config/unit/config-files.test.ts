import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parseDocuments } from '../../../shared/config/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { faultLine, readKind } from '../../../tools/config-files.ts';
import { defaultRules } from '../../support/scoring/past-leads.ts';

describe('a file of documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pheu-config-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it('is the configuration of the project, or any other that is named', async () => {
    const [own, other] = [readKind(scoringKind), readKind(scoringKind, write('draft.json', JSON.stringify([defaultRules])))];

    expect([own.file, own.documents.length, other.documents]).toEqual(['config/scoring.json', 1, [defaultRules]]);
  });

  it('has its faults named with file and line', async () => {
    const file = write('draft.json', JSON.stringify([{ ...defaultRules, halfLifeDays: 0, colour: 'red' }], null, 1));
    const draft = readKind(scoringKind, file);

    const lines = parseDocuments(scoringKind, draft.documents).faults.map((fault) => faultLine(fault, [draft]));

    expect(lines).toEqual([`${file}:4 scoring halfLifeDays: Too small: expected number to be >0`]);
  });

  it.each([
    ['one document without its list', JSON.stringify(defaultRules)],
    ['no JSON', '[{]'],
  ])('is refused when it is %s', async (_name, text) => {
    expect(() => readKind(scoringKind, write('bad.json', text))).toThrow(/bad\.json is not a list of documents/);
  });

  it('is refused when it is not there', async () => {
    expect(() => readKind(scoringKind, join(folder, 'none.json'))).toThrow(/none\.json is not a list of documents/);
  });
});
