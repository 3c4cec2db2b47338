import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { noEvidence, qualificationLetters } from '../../../shared/leads/index.ts';
import { conditionHolds } from '../../../shared/leads/rules-condition.ts';
import { lifecycleKind } from '../../../shared/lifecycle/lifecycle-config.ts';
import { gradeOf } from '../../../shared/qualification/index.ts';
import { qualificationKind } from '../../../shared/qualification/qualification-config.ts';
import { root } from '../../../tools/build.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

const guide = readFileSync(join(root, 'docs/guides/qualification.md'), 'utf8');
const blocks = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => JSON.parse(text));

/** Whether something anywhere within the whole says all that a part of it says. */
function isWithin(part: unknown, whole: unknown): boolean {
  if (says(part, whole)) return true;
  return typeof whole === 'object' && whole !== null && Object.values(whole).some((one) => isWithin(part, one));
}

function says(part: unknown, whole: unknown): boolean {
  if (typeof part !== 'object' || part === null) return part === whole;
  if (typeof whole !== 'object' || whole === null) return false;
  if (Array.isArray(part) && (!Array.isArray(whole) || whole.length !== part.length)) return false;
  const known = new Map(Object.entries(whole));
  return Object.entries(part).every(([name, value]) => says(value, known.get(name)));
}

/** A line of the worked example: levels in the order of the factors, those in bold heard by a colleague. */
function readLine(line: string) {
  const [what = '', ...cells] = line
    .split('|')
    .map((cell) => cell.trim())
    .slice(1, -1);
  const levels = cells.slice(0, 5).map((cell) => ({ level: cell.replaceAll('*', ''), isConfirmed: cell.startsWith('**') }));
  const names = ['need', 'fit', 'budget', 'authority', 'timeline'];
  return { what, answers: Object.fromEntries(names.map((name, place) => [name, levels[place]])), grade: cells[5], stage: cells[6] ?? '' };
}
const lines = guide
  .slice(guide.indexOf('## A worked example'))
  .split('\n')
  .filter((line) => /^\| (her|she|Diệp)/.test(line))
  .map(readLine);

describe('the guide to qualification', () => {
  it.each(blocks.map((block) => [JSON.stringify(block).slice(0, 60), block] as const))(
    'shows what the configuration says: %s',
    (_, block) => {
      expect(isWithin(block, defaultConfig)).toBe(true);
    },
  );

  it('works its example by the rules that come along', async () => {
    const config = createFixedConfig();
    const rules = (await config.current(qualificationKind)).documents.get('qualification');
    const stages = (await config.current(lifecycleKind)).documents.get('lifecycle')?.stages;
    if (!rules || !stages) throw new Error('no rules');

    for (const { what, answers, grade, stage } of lines) {
      const evidence = { ...noEvidence, quoteAsked: true, qualification: qualificationLetters(answers) };
      const reached = stages.sql.some((condition) => conditionHolds(condition, evidence)) ? 'SQL' : 'MQL';

      expect([what, gradeOf(evidence, rules).grade?.label.en ?? '–', reached]).toEqual([what, grade, stage.slice(0, 3)]);
    }
    expect([blocks.length, lines.length]).toEqual([4, 5]);
  });
});
