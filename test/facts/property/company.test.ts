import { expect, it } from '@jest/globals';
import { type Fact, parseFact } from '../../../shared/facts/index.ts';
import { keys, sortId } from '../../../shared/platform/keys.ts';
import { chapters } from '../../../tools/demo/chapters.ts';
import { begin } from '../../../tools/demo/company.ts';
import { withFactsAnew } from '../../../tools/demo/project-snapshots.ts';
import { dayMs } from '../../../tools/demo/seasons.ts';
import { report, runs } from '../../support/seeded.ts';

const endMs = Date.parse('2026-11-27T08:30:00+07:00');

/** What facts say, but for hours, which are counted as they were when each was written. */
function saidBy(items: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, Fact | null> {
  const facts = items.filter(({ pk, f }) => String(pk).startsWith(keys.factsPrefix) && f !== undefined);
  return new Map(
    facts.map((item) => {
      const fact = parseFact(sortId(item), item.f);
      return [`${item.pk} ${item.sk}`, fact && { ...fact, t: { ...fact.t, attemptWorkMs: null, contactWorkMs: null } }];
    }),
  );
}

it('what the stream told of months of a company is what its items say, at any moment', async () => {
  const leads = runs(60, 600);
  const startMs = endMs - 120 * dayMs;
  const company = begin({ seed: 3, startMs, endMs, leads }, chapters);
  const differing: string[] = [];
  let facts = 0;
  for (let at = startMs + 9.6 * dayMs; at <= endMs; at += 10.04 * dayMs) {
    await company.agenda.runUntil(at);
    const items = company.product.table.all();
    const anew = await withFactsAnew({ endMs: at, parameters: {}, items });
    const [told, folded] = [saidBy(items), saidBy(anew.items)];
    differing.push(...[...folded].flatMap(([name, fact]) => differences(name, told.get(name) ?? null, fact)));
    expect(told.size).toBe(folded.size);
    facts = told.size;
  }
  report(`${facts} facts`);
  expect(differing).toEqual([]);
  expect(facts).toBeGreaterThan(leads / 2);
});

function differences(name: string, told: Fact | null, folded: Fact | null): string[] {
  if (!told || !folded) return told === folded ? [] : [`${name} is there or not`];
  return (Object.keys(folded) as (keyof Fact)[]).flatMap((field) =>
    JSON.stringify(told[field]) === JSON.stringify(folded[field])
      ? []
      : [`${name} ${field}: ${JSON.stringify(told[field])} is ${JSON.stringify(folded[field])}`],
  );
}
