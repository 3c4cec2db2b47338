import { describe, expect, it } from '@jest/globals';
import { daysMs, minutesMs } from '../../../shared/platform/clock.ts';
import { chapters } from '../../../tools/demo/chapters.ts';
import { admin, begin } from '../../../tools/demo/company.ts';
import type { Person } from '../../../tools/demo/people.ts';
import { findIn } from '../../support/dump.ts';
import { leadsAmong } from '../../support/lead-world/stored-leads.ts';

const endMs = Date.parse('2026-07-15T08:30:00+07:00');
const span = { seed: 6, startMs: endMs - 14 * daysMs, endMs, leads: 14 };

/** By what somebody is known: their address, the end of their number, and their name. */
const wordsOf = ({ email, phone, fullName }: Person): string[] => [
  ...(email === null ? [] : [email]),
  ...(phone === null ? [] : [phone.replaceAll(/\D/g, '').slice(-9)]),
  fullName,
];

describe('whoever is erased', () => {
  it('is found nowhere in the table, and nobody else loses anything', async () => {
    const company = begin(span, chapters);
    const { agenda, product, ask, personOf } = company;
    await agenda.runUntil(endMs);
    const before = product.table.all();
    const known = leadsAmong(before).filter(({ mergedInto }) => mergedInto === null);
    const chosen = known.filter((_, place) => place % 2 === 0);
    const people = chosen.flatMap(({ leadId }) => personOf(leadId) ?? []);
    expect(people.length).toBeGreaterThan(4);
    const found = new Set(findIn(before, people.flatMap(wordsOf)).map((hit) => hit.split(' ')[0]?.split('#')[0]));
    expect([...found]).toEqual(expect.arrayContaining(['LEAD', 'SUBMISSION']));

    const asked = await Promise.all(
      chosen.map(({ leadId }) =>
        ask({ user: admin, route: 'DELETE /v1/leads/{leadId}', path: { leadId }, query: { reason: 'personAsked' } }),
      ),
    );
    await agenda.runUntil(endMs + 20 * minutesMs);

    const states = await Promise.all(
      asked.map((one) => ask({ user: admin, route: 'GET /v1/erasures/{erasureId}', path: { erasureId: String(one?.erasureId) } })),
    );
    expect(states.map((one) => one?.state)).toEqual(chosen.map(() => 'done'));
    const after = product.table.all();
    const others = known.filter((lead) => !chosen.includes(lead));
    const shared = new Set(others.flatMap(({ leadId }) => (personOf(leadId) ? wordsOf(personOf(leadId) as Person) : [])));
    expect(
      findIn(
        after,
        people.flatMap(wordsOf).filter((word) => !shared.has(word)),
      ),
    ).toEqual([]);
    const ids = new Set(leadsAmong(after).map(({ leadId }) => leadId));
    expect(others.filter(({ leadId }) => !ids.has(leadId))).toEqual([]);
    expect(chosen.filter(({ leadId }) => ids.has(leadId))).toEqual([]);
  });
});
