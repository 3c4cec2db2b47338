import { describe, expect, it } from '@jest/globals';
import { leadUpdated } from '../../../events/index.ts';
import { changeLead, draftEntry, type Lead, type LeadFields, noLifecycleRules, seenChangeOf } from '../../../shared/leads/index.ts';
import { EntryId } from '../../../shared/platform/ids.ts';
import { createWorld } from '../../support/lead-world/world.ts';

async function lead(): Promise<Lead> {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'Hà Nội' }));
  const [made] = world.leads();
  if (!made) throw new Error('no lead');
  return made;
}

/** As an act of a person changes it. */
function changed(before: Lead, fields: Partial<LeadFields>, at: string): Lead {
  const entry = draftEntry(leadUpdated, { fields: ['x'], submission: null });
  const act = { at: new Date(at), actor: { kind: 'system', id: 'test' }, cause: { correlationId: 'c', causationId: 'c' } } as const;
  const ids = { entryId: () => EntryId.parse('T1') };
  return changeLead({ ...act, before, rules: noLifecycleRules, ids, draft: () => ({ fields, entries: [entry] }) }).after;
}

const extra = (e164: string) => ({ raw: e164, e164, valid: true, type: 'mobile', claimed: false }) as const;

describe('the version that a role without contact details sees', () => {
  it('stands while only contact details change, and moves with the rest', async () => {
    const first = await lead();

    const second = changed(first, { extraPhones: [extra('+84987654321')] }, '2026-11-22T04:00:00.000Z');
    const third = changed(second, { extra: { zalo: '0987654321' }, fullName: 'Hường Nguyễn' }, '2026-11-22T05:00:00.000Z');
    const fourth = changed(third, { company: 'An Nhiên', extraPhones: [] }, '2026-11-22T06:00:00.000Z');
    const fifth = changed(fourth, { phone: null }, '2026-11-22T07:00:00.000Z');

    expect([second, third].map(seenChangeOf)).toEqual([seenChangeOf(first), seenChangeOf(first)]);
    expect([fourth, fifth].map(seenChangeOf)).toEqual(Array(2).fill({ version: 2, updatedAt: '2026-11-22T06:00:00.000Z' }));
    expect([second, third, fourth, fifth].map(({ version }) => version)).toEqual([2, 3, 4, 5]);
  });

  it('costs a lead nothing that never had such a change', async () => {
    const first = await lead();

    expect(changed(first, { company: 'An Nhiên' }, '2026-11-22T04:00:00.000Z')).not.toHaveProperty('unseen');
  });
});
