import { describe, expect, it } from '@jest/globals';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { putProfile, readProfileItself } from '../../../shared/profiles/store.ts';
import { readRule } from '../../../shared/segments/read-rule.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { SegmentWorld } from '../../support/segment-world.ts';

const leadId = LeadId.parse('L1');
const ready = { id: 'ready', names: { vi: 'Nhóm', en: 'Group' }, rule: { profile: { readiness: ['now'] } } };

/** Says of a person what a survey brought. */
async function say(world: SegmentWorld, readiness: string, of = leadId): Promise<void> {
  const said = { value: readiness, at: world.now.toISOString(), source: { kind: 'user' as const, id: 'lan' }, verified: true };
  const before = await readProfileItself(world.table, of);
  const write = putProfile(before, { ...before, values: { readiness: [said] } });
  world.change(keys.personProfile(of), 'Put' in write ? write.Put.Item : undefined);
}

describe('a segment that asks for the profile', () => {
  it('takes a lead in by what is said of the person, and lets it go', async () => {
    const world = new SegmentWorld(ready);
    world.put(sampleLead({ leadId, createdAt: world.now.toISOString() }));
    await world.settle();
    expect(world.stored()).toEqual([]);

    await say(world, 'now');
    await world.settle();
    expect(world.stored()).toEqual(['L1 ready']);
    await say(world, 'later');
    await world.settle();

    expect(world.stored()).toEqual([]);
    expect(world.told().map(({ what }) => what)).toEqual(['entered', 'left']);
  });

  it('knows what is said of every record that the person is, and hears when they become one', async () => {
    const world = new SegmentWorld(ready);
    const other = LeadId.parse('L2');
    const one = sampleLead({ leadId, createdAt: world.now.toISOString() });
    const part = sampleLead({ leadId: other, email: 'part@example.com', createdAt: world.now.toISOString() });
    world.put(one);
    world.put(part);
    await say(world, 'now', other);
    await world.settle();
    expect(world.stored()).toEqual(['L2 ready']);

    world.put({ ...part, version: 2, mergedInto: leadId });
    world.put({ ...one, version: 2, members: [other] });
    await world.settle();
    expect(world.stored()).toContain('L1 ready');
    await say(world, 'no', other);
    await world.settle();

    expect(world.stored()).not.toContain('L1 ready');
  });

  it('moves nobody, and reads nothing, where no rule asks for it', async () => {
    const world = new SegmentWorld({ ...ready, rule: { temperature: ['hot'] } });
    world.put(sampleLead({ leadId, createdAt: world.now.toISOString() }));
    await world.settle();

    await say(world, 'now');
    await world.hear();

    expect(world.waiting).toEqual([]);
  });

  it.each([
    [{ readiness: ['soon'] }, '.readiness[0]'],
    [{ needs: ['0912 345 678'] }, '.needs[0]'],
    [{ incomeBand: ['a lot'] }, '.incomeBand[0]'],
    [{ needs: ['x'], address: ['x'] }, ''],
    [{}, ''],
  ])('asks for nothing that people typed themselves: %j', async (profile, path) => {
    await expect(readRule({ profile }, createFixedConfig())).rejects.toMatchObject({
      faults: [{ path: expect.stringContaining(`rule.profile${path}`) }],
    });
  });

  it('asks for what a form offers', async () => {
    expect(await readRule({ profile: { incomeBand: ['20-40m'], interests: ['ke-toan'] } }, createFixedConfig())).toBeDefined();
  });
});
