import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDaysOfSpend } from '../../../shared/spend/index.ts';
import { tellSpend } from '../../../shared/spend/keeping.ts';
import { memoryTable } from '../../support/memory-table.ts';

const dayAt = (number: number) => new Date(Date.UTC(2026, 9, 1 + number)).toISOString().slice(0, 10);
const span = fc.record({
  campaign: fc.constantFrom('', 'tet', 'he'),
  first: fc.nat(90),
  length: fc.nat(70),
  amount: fc.oneof(fc.constant(null), fc.nat(1_000_000)),
  overlap: fc.constantFrom('refuse' as const, 'replace' as const),
});

describe('what was told one after another', () => {
  it('is what a list of days says that somebody keeps by hand, and whole spans sum up exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(span, { maxLength: 8 }), async (told) => {
        const table = memoryTable();
        const byHand = new Map<string, number>();
        for (const { campaign, first, length, amount, overlap } of told) {
          const days = Array.from({ length: length + 1 }, (_, at) => dayAt(first + at));
          const each = (at: number) => (amount === null ? null : Math.floor(amount / days.length) + (at < amount % days.length ? 1 : 0));
          const isOverlap = days.some((day, at) => {
            const stands = byHand.get(`${campaign} ${day}`);
            return stands !== undefined && stands !== each(at);
          });
          const asked = {
            source: 'fb',
            campaign,
            currency: 'VND',
            from: days[0] ?? '',
            to: days.at(-1) ?? '',
            amount,
            overlap,
            versions: {},
            by: 'lan',
          };
          const telling = tellSpend(asked, () => [], { table, clock: () => new Date('2026-11-29T02:00:00.000Z') });
          if (isOverlap && overlap === 'refuse') {
            await expect(telling).rejects.toThrow('another amount');
            continue;
          }
          await telling;
          days.forEach((day, at) => {
            const part = each(at);
            if (part === null) byHand.delete(`${campaign} ${day}`);
            else byHand.set(`${campaign} ${day}`, part);
          });
          const sum = days.reduce((all, day) => all + (byHand.get(`${campaign} ${day}`) ?? 0), 0);
          expect(sum).toBe(amount ?? 0);
        }
        const read = await readDaysOfSpend(table, '2026-09-01', '2027-12-01');
        expect(new Map(read.map(({ campaign, day, amount }) => [`${campaign} ${day}`, amount]))).toEqual(byHand);
      }),
    );
  });
});
