import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatNational, isIdentifying, normalisePhones } from '../../../shared/identity/phone.ts';
import { anyCharacter } from '../../support/characters.ts';
import { full, runs, seed } from '../../support/seeded.ts';
import { phoneCases, round, variantCount } from './phone-corpus.ts';
import { random } from './seeded.ts';

describe('phone numbers as people type them', () => {
  const count = full ? 100_000 : round(random(seed)).length;
  // Of one round every fifth, another fifth with each seed; a number has a count of variants that five does not divide.
  const isTaken = (index: number) => full || (index + seed) % 5 === 0;

  it('reads every number of the corpus, accepts no dead range and loses no lead', () => {
    const tally = new Map<string, number>();
    const wrong: string[] = [];
    const changed: string[] = [];

    let index = 0;
    for (const { kind, typed, e164 } of phoneCases(count, random(seed))) {
      index += 1;
      if (!isTaken(index)) continue;
      const { primary, raw } = normalisePhones(typed);
      tally.set(kind, (tally.get(kind) ?? 0) + 1);
      if (raw !== typed || primary === null || primary.e164 !== e164 || primary.valid !== (e164 !== null)) {
        wrong.push(`${kind} ${JSON.stringify(typed)}: ${primary?.e164}, not ${e164}`);
      }
      if (primary?.e164 == null) continue;
      const again = normalisePhones(primary.e164).primary;
      const shown = normalisePhones(formatNational(primary)).primary;
      if (again?.e164 !== primary.e164 || shown?.e164 !== primary.e164 || again.type !== primary.type) changed.push(typed);
      if (isIdentifying(primary) !== (kind !== 'landline')) wrong.push(`${kind} ${JSON.stringify(typed)}: identifying is wrong`);
    }

    const classes = [...tally].map(([kind, cases]) => `${kind} ${cases}`).join(', ');
    console.log(
      `phones: ${full ? count : Math.floor(count / 5)} typed (${classes}), ${variantCount} variants, ${wrong.length} wrong, ${changed.length} unstable, seed ${seed}`,
    );
    expect(variantCount).toBeGreaterThanOrEqual(25);
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(changed.slice(0, 20)).toEqual([]);
  });

  it('answers to any text without throwing, keeps it, and is stable on its own answer', () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.string({ unit: fc.constantFrom(...'0123456789+-/ .,;()o9x#ext&|\n\u200b') }),
      fc.string({ unit: fc.constantFrom('0', '84', '+', '0912345678', '1900', ' - ', '/', 'ext', 'Zalo'), maxLength: 12 }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const { primary, extra, raw } = normalisePhones(typed);

        expect(raw).toBe(typed);
        for (const phone of [primary, ...extra]) {
          if (phone === null) continue;
          expect(phone.valid).toBe(phone.e164 !== null);
          expect(phone.valid).toBe(phone.reason === undefined);
          if (phone.e164 !== null) expect(normalisePhones(phone.e164).primary?.e164).toBe(phone.e164);
        }
        if (primary?.valid === false) expect(extra.some(({ valid }) => valid)).toBe(false);
      }),
      { numRuns: runs(200, 20_000), seed },
    );
  });
});
