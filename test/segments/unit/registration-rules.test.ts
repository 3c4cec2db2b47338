import { describe, expect, it } from '@jest/globals';
import { registrationChanged } from '../../../events/index.ts';
import { draftEntry, noteOnLead } from '../../../shared/leads/index.ts';
import { FormId, LeadId, SourceId, SubmissionId } from '../../../shared/platform/ids.ts';
import { putRegistration, type Registration, readRegistration } from '../../../shared/registrations/registration.ts';
import { readRule } from '../../../shared/segments/read-rule.ts';
import { countedIds } from '../../support/counted-ids.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { SegmentWorld } from '../../support/segment-world.ts';

const leadId = LeadId.parse('L1');
const other = LeadId.parse('L2');
const formId = FormId.parse('hoi-thao');
const group = (standing: string) => ({
  id: standing,
  names: { vi: 'Nhóm', en: 'Group' },
  rule: { registration: { 'hoi-thao': [standing] } },
});
const ids = countedIds();

/** Has a person stand so to the event, and the history tell of it, as one transaction does. */
async function stand(
  world: SegmentWorld,
  change: Partial<Registration>,
  state: 'confirmed' | 'waiting' | 'cancelled' | 'attended' | 'missed',
  of = leadId,
) {
  const before = (await readRegistration(world.table, of, formId)) ?? null;
  const at = world.now.toISOString();
  const after: Registration = {
    ...{ leadId: of, formId, state: 'confirmed', reason: 'posted', since: at, edition: 1, round: 1, arrivedAt: at, code: 'K7AB91ZZ' },
    submission: { channel: 'form', sourceId: SourceId.parse(formId), submissionId: SubmissionId.parse('s1') },
    ...before,
    ...change,
    version: (before?.version ?? 0) + 1,
  };
  const lead = world.leads().find((one) => one.leadId === of);
  if (!lead) throw new Error('no lead');
  const act = { at: world.now, actor: { kind: 'system', id: 'registrations' } as const, cause: { correlationId: 'c', causationId: 'c' } };
  const { writes } = noteOnLead(lead, [draftEntry(registrationChanged, { formId, state, reason: 'posted' })], act, ids);
  for (const write of [putRegistration(before, after), ...writes]) {
    const item = 'Put' in write ? write.Put?.Item : undefined;
    if (item) world.change({ pk: String(item.pk), sk: String(item.sk) }, item);
  }
  await world.settle();
}

describe('a segment that asks for an event', () => {
  it('takes a lead in by how the person stands to the event, and lets it go', async () => {
    const world = new SegmentWorld(...['registered', 'waiting', 'came', 'missed'].map(group));
    world.put(sampleLead({ leadId, createdAt: world.now.toISOString() }));
    await world.settle();
    expect(world.stored()).toEqual([]);

    await stand(world, { state: 'waiting' }, 'waiting');
    expect(world.stored()).toEqual(['L1 waiting']);
    await stand(world, { state: 'confirmed' }, 'confirmed');
    expect(world.stored()).toEqual(['L1 registered']);
    await stand(world, { attendedAt: world.now.toISOString() }, 'attended');
    expect(world.stored()).toEqual(['L1 came', 'L1 registered']);
    await stand(world, { state: 'cancelled' }, 'cancelled');
    expect(world.stored()).toEqual([]);
  });

  it('knows who missed it', async () => {
    const world = new SegmentWorld(group('missed'));
    world.put(sampleLead({ leadId, createdAt: world.now.toISOString() }));
    await stand(world, {}, 'confirmed');
    expect(world.stored()).toEqual([]);
    await stand(world, { missedAt: world.now.toISOString() }, 'missed');

    expect(world.stored()).toEqual(['L1 missed']);
  });

  it('knows the places of every record that the person is, and hears when they become one', async () => {
    const world = new SegmentWorld(group('registered'));
    const one = sampleLead({ leadId, createdAt: world.now.toISOString() });
    const part = sampleLead({ leadId: other, email: 'part@example.com', createdAt: world.now.toISOString() });
    world.put(one);
    world.put(part);
    await stand(world, {}, 'confirmed', other);
    expect(world.stored()).toEqual(['L2 registered']);

    world.put({ ...part, version: 2, mergedInto: leadId });
    world.put({ ...one, version: 2, members: [other] });
    await world.settle();

    expect(world.stored()).toContain('L1 registered');
  });

  it('moves nobody, and asks for no look, where no rule asks for it', async () => {
    const world = new SegmentWorld({ ...group('came'), rule: { temperature: ['hot'] } });
    world.put(sampleLead({ leadId, createdAt: world.now.toISOString() }));
    await world.settle();
    await stand(world, {}, 'confirmed');

    expect(world.told()).toEqual([]);
  });

  it.each([
    [{ contact: ['came'] }, '.contact'],
    [{ 'no-such-form': ['came'] }, '.no-such-form'],
    [{ 'hoi-thao': ['there'] }, '.hoi-thao'],
    [{ 'hoi-thao': [] }, '.hoi-thao'],
    [{}, ''],
  ])('is refused for a form without an event, and for another word: %j', async (registration, path) => {
    await expect(readRule({ registration }, createFixedConfig())).rejects.toMatchObject({
      faults: [{ path: expect.stringContaining(`rule.registration${path}`) }],
    });
  });

  it('asks for a form that has an event', async () => {
    expect(await readRule({ registration: { 'hoi-thao': ['came', 'missed'] } }, createFixedConfig())).toBeDefined();
  });
});
