import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { activityAt, cardItem, cardOf, packCard, parseCard, parseCardItem } from '../../../shared/cards/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { leadSubject, PoolId, SubjectId } from '../../../shared/platform/ids.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { itemSize } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const need = SubjectId.parse('L1-N1');
const anyPool = fc.stringMatching(/^[a-z]{1,8}$/).map((id) => PoolId.parse(id));

/** As full as a lead can be, in any alphabet. */
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
const fullLead: fc.Arbitrary<Lead> = fc
  .tuple(anyLead(), fc.array(text, { maxLength: 60 }), fc.array(text, { maxLength: 60 }), text, text)
  .map(([lead, products, tags, source, campaign]) => ({
    ...lead,
    products,
    tags,
    source: { ...lead.source, utm: { source, campaign } },
  }));
const needs = fc.array(fc.record({ subject: fc.constantFrom(leadSubject, need), poolId: fc.option(anyPool) }), { maxLength: 20 });
const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString());

describe('a card', () => {
  it('takes at most 400 bytes and is read back as it was packed, for any lead', () => {
    const numRuns = runs(300, 50_000);
    fc.assert(
      fc.property(fc.oneof(anyLead(), fullLead), needs, (lead, needs) => {
        const packed = packCard(cardOf(lead, needs));
        expect(Buffer.byteLength(packed)).toBeLessThanOrEqual(400);
        expect(parseCard(packed)).toEqual(cardOf(lead, needs));
      }),
      { numRuns, seed },
    );
    report(`cards packed and read back: ${numRuns}, seed ${seed}`);
  });

  it('makes an item of one write unit that says nothing of how to reach or call the person', () => {
    fc.assert(
      fc.property(fullLead, at, (anybody, activity) => {
        const lead = { ...anybody, fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' };
        const stored = cardItem(lead, activity);
        expect(itemSize(stored)).toBeLessThanOrEqual(1_024);
        expect(JSON.stringify(stored)).not.toMatch(/Hường|huong|912345678/);
        expect(parseCardItem(stored)).toEqual({ leadVersion: lead.version, activityAt: activity, card: packCard(cardOf(lead)) });
      }),
      { numRuns: runs(100, 10_000), seed },
    );
  });
});

it('orders activity by tens of minutes, never back', () => {
  fc.assert(
    fc.property(at, fc.array(at, { maxLength: 5 }), (first, others) => {
      const reached = activityAt(first, ...others);
      const latest = Math.max(...[first, ...others].map((moment) => Date.parse(moment)));
      expect(Date.parse(reached)).toBeLessThanOrEqual(latest);
      expect(latest - Date.parse(reached)).toBeLessThan(600_000);
      for (const moment of others) expect(activityAt(reached, moment) <= reached).toBe(true);
    }),
    { numRuns: runs(200, 10_000), seed },
  );
});
