import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashDocument } from '../../../shared/config/hash.ts';
import { lineOf } from '../../../shared/config/json-lines.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const count = runs(200, 50_000);
report(`configuration texts: ${count} runs, seed ${seed}`);

/** All paths into a value, with the value that stands there. */
function pathsOf(value: unknown, at: readonly (string | number)[] = []): (readonly [readonly (string | number)[], unknown])[] {
  if (typeof value !== 'object' || value === null) return [[at, value]];
  return [
    [at, value],
    ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, Array.isArray(value) ? Number(key) : key])),
  ];
}

describe('a configuration text', () => {
  it('has each value on the line that is said', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 2), fc.nat(), (value, indent, choice) => {
        const text = JSON.stringify(value, null, indent);
        const paths = pathsOf(JSON.parse(text));
        const [path, expected] = paths[choice % paths.length] ?? [[], value];
        const line = lineOf(text, path);
        const rest = text
          .split('\n')
          .slice(line - 1)
          .join('\n');

        expect(line).toBeLessThanOrEqual(text.split('\n').length);
        expect(rest).toContain(
          typeof expected === 'object' && expected !== null ? (Array.isArray(expected) ? '[' : '{') : JSON.stringify(expected),
        );
      }),
      { numRuns: count, seed },
    );
  });

  it('has one hash whatever the order of its settings', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (document) => {
        const turned = Object.fromEntries(Object.entries(document).reverse());

        expect(hashDocument(turned)).toEqual(hashDocument(document));
      }),
      { numRuns: count, seed },
    );
  });
});
