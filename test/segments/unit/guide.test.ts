import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import segments from '../../../config/segments.json' with { type: 'json' };
import { momentNames, SegmentRule } from '../../../shared/segments/rule-config.ts';
import { root } from '../../../tools/build.ts';
import { anyRule } from '../../support/segments.ts';

const guide = readFileSync(join(root, 'docs/guides/segments.md'), 'utf8');
const blocks = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => JSON.parse(text));
const namesInTable = new Set(
  [...guide.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, cell = '']) => cell.replaceAll('`', '').split(', ')),
);

describe('the guide to segments', () => {
  it('shows rules that may be published, one of them of the configuration that comes along', () => {
    const [shipped, joined] = blocks;

    expect(segments).toContainEqual(expect.objectContaining(shipped));
    expect(SegmentRule.safeParse(joined).success).toBe(true);
    expect(blocks).toHaveLength(2);
  });

  it('names every condition', () => {
    const names = fc.sample(anyRule, { numRuns: 3_000, seed: 1 }).flatMap(Object.keys);
    const joins = ['all', 'any', 'not'];

    expect([...namesInTable].toSorted()).toEqual(
      [...new Set([...names, ...momentNames])].filter((name) => !joins.includes(name)).toSorted(),
    );
  });
});
