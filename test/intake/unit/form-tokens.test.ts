import { describe, expect, it } from '@jest/globals';
import { usesPerToken } from '../../../shared/capture/index.ts';
import type { SubmissionRef } from '../../../shared/platform/ids.ts';
import { Killed } from '../../support/effects.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const tokenDigest = 'digestOfAToken';
const sender = (token: 'valid' | 'forged' | 'expired' | 'absent', address = 'client') => ({
  honeypotFilled: false,
  token,
  ...(token === 'valid' ? { tokenDigest } : {}),
  addressHash: address,
  agentHash: 'agent',
});
const person = (number: number) => ({ fullName: 'Lan', email: `lan${number}@example.com` });
const hadToken = (world: World, ref: SubmissionRef) => {
  const outcome = world.outcome(ref);
  return outcome?.kind === 'lead' ? outcome.hasValidToken : outcome;
};

describe('a token of a form', () => {
  it(`speaks for ${usesPerToken} submissions, and the next ones are leads without it`, async () => {
    const world = createWorld();
    const refs = Array.from({ length: usesPerToken + 2 }, (_, index) => world.post(person(index), { sender: sender('valid') }));

    for (const ref of refs) await world.takeIn(ref);

    expect(refs.map((ref) => hadToken(world, ref))).toEqual([...Array<boolean>(usesPerToken).fill(true), false, false]);
    expect(world.leads()).toHaveLength(refs.length);
  });

  it('speaks for no more when they come all at once', async () => {
    const world = createWorld();
    const refs = Array.from({ length: 4 * usesPerToken }, (_, index) => world.post(person(index), { sender: sender('valid') }));

    await Promise.all(refs.map((ref) => world.takeIn(ref)));

    expect(refs.filter((ref) => hadToken(world, ref) === true)).toHaveLength(usesPerToken);
  });

  it('is used once by a submission, however often that is taken in', async () => {
    const world = createWorld();
    const [first, ...others] = Array.from({ length: usesPerToken }, (_, index) => world.post(person(index), { sender: sender('valid') }));
    if (!first) throw new Error('no post');
    // The first deliveries die after the token was counted, before the outcome is written.
    world.fail({
      before({ what }) {
        if (what === 'transact') throw new Killed();
      },
    });
    for (let delivery = 0; delivery < 8; delivery += 1) await expect(world.takeIn(first)).rejects.toThrow();
    world.fail({});

    for (const ref of [first, ...others]) await world.takeIn(ref);

    expect([first, ...others].map((ref) => hadToken(world, ref))).toEqual(Array<boolean>(usesPerToken).fill(true));
  });

  it.each(['forged', 'expired', 'absent'] as const)('that is %s leaves a lead like any other, without its word', async (token) => {
    const world = createWorld();
    const ref = world.post(person(1), { sender: sender(token) });

    await world.takeIn(ref);

    expect(world.outcome(ref)).toMatchObject({ kind: 'lead', relation: 'created', hasValidToken: false });
    expect(world.itemsOf('USES')).toEqual([]);
  });

  it('is counted for as long as it can be posted, and a day', async () => {
    const world = createWorld();
    await world.takeIn(world.post(person(1), { sender: sender('valid') }));

    const [uses] = world.itemsOf('USES');
    expect(uses).toMatchObject({ pk: `TOKEN#${tokenDigest}`, uses: 1 });
    expect(Number(uses?.expiresAt) - Date.parse('2026-11-22T03:00:00.000Z') / 1_000).toBe(2 * 86_400);
  });
});
