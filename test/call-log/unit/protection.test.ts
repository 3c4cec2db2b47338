import { describe, expect, it } from '@jest/globals';
import { daysMs } from '../../../shared/platform/clock.ts';
import { leadSubject } from '../../../shared/platform/ids.ts';
import { isProtected, readAssignment } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { createWorld } from '../../support/lead-world/world.ts';

/** A call floor whose pool protects what its reps work on. */
async function protecting(protectDays: number | null = 7) {
  const world = createWorld();
  if (protectDays !== null) world.config.change(poolKind, 'south', (before) => ({ ...before, protectDays }));
  const floor = await createCallFloor(world);
  const assignment = () => readAssignment(world.table, floor.lead().leadId, leadSubject);
  const isGuarded = async () => isProtected(await assignment(), world.parts.clock());
  return { ...floor, assignment, isGuarded };
}

describe('what a rep works on', () => {
  it('is protected from the first call on, and no longer by the ones behind it', async () => {
    const { world, logged, assignment, isGuarded } = await protecting();
    const before = await isGuarded();

    const { loggedAt } = await logged({ outcome: 'noAnswer' });
    const until = new Date(Date.parse(loggedAt) + 7 * daysMs).toISOString();
    world.pass(2 * daysMs);
    await logged({ outcome: 'considering' });

    expect(before).toBe(false);
    expect(await assignment()).toMatchObject({ state: 'owned', protectedUntil: until });
    expect(await isGuarded()).toBe(true);
    world.pass(5 * daysMs);
    expect(await isGuarded()).toBe(false);
  });

  it('stays with them whatever an outcome says, and goes by the same outcome once nothing protects it', async () => {
    const { world, logged } = await protecting();
    for (let call = 0; call < 3; call += 1) await logged({ outcome: 'noAnswer' });

    const protectedOne = await logged({ outcome: 'noAnswer' });
    world.pass(8 * daysMs);
    const later = await logged({ outcome: 'noAnswer' });

    expect([protectedOne.following, later.following]).toEqual(['nothing', 'recall']);
  });

  it('is not protected by the call of somebody else, nor in a pool that protects nothing', async () => {
    const other = await protecting();
    await other.logged({ outcome: 'noAnswer' }, 'admin');
    const none = await protecting(null);
    await none.logged({ outcome: 'noAnswer' });

    expect(await other.isGuarded()).toBe(false);
    expect(await none.assignment()).not.toHaveProperty('protectedUntil');
  });

  it('is protected no more once the call is taken back', async () => {
    const { logged, undo, isGuarded, assignment } = await protecting();
    const { callId } = await logged({ outcome: 'noAnswer' });
    const before = await isGuarded();

    await undo(callId);

    expect([before, await isGuarded()]).toEqual([true, false]);
    expect(await assignment()).not.toHaveProperty('protectedUntil');
  });

  it('does not begin to be protected by the call that gives it up', async () => {
    const { logged, isGuarded } = await protecting();

    const { following } = await logged({ outcome: 'wrongNumber' });

    expect([following, await isGuarded()]).toEqual(['disqualify', false]);
  });
});
