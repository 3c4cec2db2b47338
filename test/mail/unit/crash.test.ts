import { describe, expect, it } from '@jest/globals';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { Killed } from '../../support/effects.ts';
import { decisionId, startAt } from '../../support/lead-world/sample.ts';
import { type AskedKind, asked, MailWorld, queueFor, type SesFate } from '../../support/mail-world.ts';

const oldOwner = LeadOwner.parse({ repId: 'rep-lan', poolId: 'south', since: new Date(startAt - 3_600_000).toISOString(), decisionId });

interface Case {
  readonly kind: AskedKind;
  readonly fates: readonly SesFate[];
  readonly night?: boolean;
  readonly ownerGone?: boolean;
}

const cases: readonly (readonly [string, Case])[] = [
  ['a notice that SES takes', { kind: 'assignedNotice', fates: [] }],
  ['a notice without an answer, taken', { kind: 'assignedNotice', fates: ['lostAfter'] }],
  ['a notice without an answer, not taken', { kind: 'assignedNotice', fates: ['lostBefore'] }],
  ['a notice throttled twice', { kind: 'assignedNotice', fates: ['throttle', 'throttle'] }],
  ['a notice that is refused', { kind: 'assignedNotice', fates: ['refuse'] }],
  ['a notice to nobody', { kind: 'assignedNotice', fates: [], ownerGone: true }],
  ['a repeat notice', { kind: 'repeatNotice', fates: ['throttle'] }],
  ['a hot notice', { kind: 'hotNotice', fates: [] }],
  ['a hot notice without an answer, taken', { kind: 'hotNotice', fates: ['lostAfter'] }],
  ['a hot notice throttled once', { kind: 'hotNotice', fates: ['throttle'] }],
  ['a welcome', { kind: 'welcome', fates: [] }],
  ['a welcome throttled once', { kind: 'welcome', fates: ['throttle'] }],
  ['a welcome without an answer, taken', { kind: 'welcome', fates: ['lostAfter'] }],
  ['a welcome without an answer, not taken', { kind: 'welcome', fates: ['lostBefore'] }],
  ['a follow-up asked for at night', { kind: 'followUp', fates: [], night: true }],
];

function ignoreKill(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

/** Runs a case to its end; the worker is killed at its k-th call, before or after the call's effect. */
async function play({ kind, fates, night, ownerGone }: Case, killAt: number, when: 'before' | 'after', visibilityMs = 90_000) {
  const world = new MailWorld(killAt);
  world.visibilityMs = visibilityMs;
  if (night) world.now = Date.parse('2026-11-24T23:50:00.000Z');
  if (kind === 'hotNotice') world.putHotLead();
  else world.putLead(kind === 'repeatNotice' ? { owner: oldOwner } : {});
  if (ownerGone) world.documents.reps = [];
  const left = [...fates];
  world.fate = () => left.shift() ?? 'accept';
  let calls = 0;
  const names: string[] = [];
  let killed = false;
  world.onCall = (name, at) => {
    if (at === 'before') {
      calls += 1;
      names.push(name);
    }
    if (calls === killAt && at === when && !killed) {
      killed = true;
      throw new Killed();
    }
  };
  world.deliver(queueFor(kind), asked(kind));
  await world.run();
  for (let minute = 0; night && minute < 60 && world.mails().every(({ waitsUntil }) => waitsUntil !== undefined); minute += 1) {
    world.now += 60_000;
    // The next minute's look makes up for one that died.
    await world.tick().catch(ignoreKill);
    await world.run();
  }
  const [mail] = world.mails();
  return { calls, killedAt: names[killAt - 1], mail, accepted: world.sent.length, history: world.timeline().map(({ type }) => type) };
}

/** Longer and shorter than the lease of a claim. */
const visibilities = [90_000, 5_000];

describe.each(visibilities)('a worker killed at any call, its message back after %i ms', (visibilityMs) => {
  it.each(cases)('%s ends as without the kill', async (name, one) => {
    const calm = await play(one, 0, 'before');
    const toLead = queueFor(one.kind) === 'mail';
    let points = 0;

    for (const when of ['before', 'after'] as const) {
      for (let killAt = 1; killAt <= calm.calls; killAt += 1) {
        const end = await play(one, killAt, when, visibilityMs);
        points += 1;

        expect(end.history).toHaveLength(1);
        if (end.mail?.status === calm.mail?.status && end.mail?.reason === calm.mail?.reason) {
          expect(end.history).toEqual(calm.history);
          if (toLead) expect(end.accepted).toBe(calm.accepted);
          else expect(end.accepted).toBeGreaterThanOrEqual(calm.accepted);
        } else if (toLead) {
          // Killed between the claim and the answer: at most once, and listed.
          expect(end.mail).toMatchObject({ status: 'failed', reason: 'inDoubt' });
          expect(end.accepted).toBe(0);
        } else {
          // The kill ate the refusal of the first attempt; the second is judged anew.
          expect(one.fates).toEqual(['refuse']);
          expect(end.mail?.status).toBe('sent');
        }
        expect(end.accepted).toBeLessThanOrEqual(toLead ? 1 : 2);
      }
    }
    console.log(`crash points: ${name}: ${points}`);
    expect(points).toBeGreaterThan(0);
  });
});
