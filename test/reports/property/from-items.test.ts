import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Fact, readFacts } from '../../../shared/facts/index.ts';
import { daysMs, minutesMs } from '../../../shared/platform/clock.ts';
import { SubmissionId } from '../../../shared/platform/ids.ts';
import { reports } from '../../../shared/reports/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { erasingOf } from '../../support/erasing.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { numbersOf, tableOf, wishFor } from '../../support/reports.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { expectedOf } from '../support/brute-force.ts';
import { erasedByHand, livesByHand, withoutIds } from '../support/by-hand.ts';

const people = 5;
const who = fc.nat({ max: people - 1 });
const pick = fc.nat({ max: 9 });
const acts = [
  'post',
  'post',
  'assign',
  'wait',
  'call',
  'undoCall',
  'undoCall',
  'stage',
  'disqualify',
  'recycle',
  'reactivate',
  'need',
  'need',
  'close',
  'close',
  'reopen',
  'reopen',
  'order',
  'order',
  'takeBack',
  'takeBack',
  'void',
  'void',
  'merge',
  'merge',
  'undo',
  'erase',
] as const;
const step = fc.record({ does: fc.constantFrom(...acts), who, other: who, pick });
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const addressOf = (number: number) => `lan.${number}@gmail.com`;
const campaigns = [{}, { campaign: 'tet', source: 'facebook' }, { campaign: 'he' }] as const;

/** A company in which all happens that moves numbers. What is refused as things stand did not happen. */
class Life {
  readonly world: World = createWorld();
  readonly gone: Fact[] = [];
  readonly done = new Map<string, number>();
  private made = 0;
  private called = '';
  private readonly calls: string[] = [];
  private readonly needs: string[] = [];
  private readonly orders: string[] = [];

  async act({ does, who: number, other, pick: choice }: Step): Promise<void> {
    const { world } = this;
    // A call is taken back within minutes, or not at all.
    world.pass(does === 'undoCall' ? minutesMs : 7 * minutesMs);
    const isDone = await this.try(does, { number, other, choice });
    if (isDone) this.done.set(does, (this.done.get(does) ?? 0) + 1);
  }

  private async try(does: Step['does'], { number, other, choice }: { number: number; other: number; choice: number }): Promise<boolean> {
    const { world } = this;
    this.made += 1;
    if (does === 'wait') {
      world.pass((1 + choice * 3) * daysMs);
      return true;
    }
    if (does === 'assign') {
      await world.assignAll();
      return true;
    }
    if (does === 'post') {
      const receivedAt = world.parts.clock().toISOString();
      const fields = { fullName: `Nguyễn Thị Lan ${number}`, email: addressOf(number), phone: `091234567${number}`, province: 'TP.HCM' };
      const context = {
        pageUrl: 'https://annhien.example/',
        referrer: null,
        utm: campaigns[choice % 3] ?? {},
        visitorId: null,
        locale: 'vi' as const,
      };
      await world.takeIn(world.post(fields, { submissionId: SubmissionId.parse(`p${this.made}`), receivedAt, context }));
      return true;
    }
    const leadId = this.idOf(number);
    if (!leadId) return false;
    const ask = asksAs(world, 'admin@example.com');
    const path = { leadId };
    const isTaken = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status < 300;
    /** Asks for something that can be changed later, and keeps how it is called. */
    const makes = async (kept: string[], name: string, ...asked: Parameters<typeof ask>) => {
      const { status, body } = await ask(...asked);
      if (status < 300) kept.push(String(body[name]));
      return status < 300;
    };
    const oneOf = (kept: readonly string[]) => kept[choice % Math.max(1, kept.length)];
    const opportunityId = oneOf(this.needs) ?? '';
    const purchaseId = oneOf(this.orders) ?? '';
    const now = world.parts.clock().toISOString();
    switch (does) {
      case 'call': {
        const body = { outcome: ['noAnswer', 'interested', 'busy'][choice % 3] };
        this.called = leadId;
        return makes(this.calls, 'callId', 'POST /v1/leads/{leadId}/calls', { path, body });
      }
      case 'undoCall':
        return isTaken('DELETE /v1/leads/{leadId}/calls/{callId}', { path: { leadId: this.called, callId: this.calls.pop() ?? '' } });
      case 'stage':
        return isTaken('POST /v1/leads/{leadId}/stage', { path, body: { stage: ['mql', 'sql', 'lead'][choice % 3], reason: 'spoke' } });
      case 'disqualify':
        return isTaken('POST /v1/leads/{leadId}/status', { path, body: { status: 'disqualified', reason: 'wrongNumber' } });
      case 'recycle':
        return isTaken('POST /v1/leads/{leadId}/status', { path, body: { status: 'recycled', reason: 'notNow' } });
      case 'reactivate':
        return isTaken('POST /v1/leads/{leadId}/status', { path, body: { status: 'active', reason: 'mistake' } });
      case 'need': {
        const amount = { amount: choice * 1_000, currency: 'VND' };
        const body = { product: choice % 2 === 0 ? 'crm' : null, amount, expectedClose: '2027-01-15' };
        return makes(this.needs, 'opportunityId', 'POST /v1/leads/{leadId}/opportunities', { path, body });
      }
      case 'close': {
        const body = other % 2 === 0 ? { state: 'won' } : { state: 'lost', reason: 'price' };
        return isTaken('PATCH /v1/opportunities/{opportunityId}', { path: { opportunityId }, body });
      }
      case 'reopen':
        return isTaken('PATCH /v1/opportunities/{opportunityId}', { path: { opportunityId }, body: { state: 'open' } });
      case 'order': {
        const facts = ['confirmed', 'paid'].map((kind) => ({ factId: `${kind}-0`, kind, at: now, amount: 5_000 }));
        const body = { source: 'manual', orderId: `DH-${this.made}`, currency: 'VND', facts };
        return makes(this.orders, 'purchaseId', 'POST /v1/leads/{leadId}/purchases', { path, body });
      }
      case 'takeBack': {
        const kind = other % 2 === 0 ? 'refunded' : 'returned';
        const facts = [{ factId: `${kind}-${this.made}`, kind, at: now, amount: 1_000 }];
        return isTaken('PATCH /v1/purchases/{purchaseId}', { path: { purchaseId }, body: { facts } });
      }
      case 'void': {
        const asked = { path: { purchaseId, factId: other % 2 === 0 ? 'paid-0' : 'confirmed-0' }, body: { reason: 'mistake' } };
        return isTaken('POST /v1/purchases/{purchaseId}/facts/{factId}/void', asked);
      }
      case 'merge': {
        const otherLeadId = this.idOf(other);
        if (otherLeadId === undefined || otherLeadId === leadId) return false;
        return isTaken('POST /v1/leads/{leadId}/merge', { path, body: { otherLeadId } });
      }
      case 'undo': {
        const merged = world.leads().filter(({ mergedInto }) => mergedInto !== null);
        const lost = merged[choice % Math.max(1, merged.length)];
        if (!lost) return false;
        return isTaken('POST /v1/leads/{leadId}/merge/undo', {
          path: { leadId: lost.mergedInto ?? '' },
          body: { otherLeadId: lost.leadId },
        });
      }
      case 'erase':
        return this.erase(leadId);
    }
  }

  private idOf(number: number) {
    return this.world.leads().find(({ email }) => email === addressOf(number))?.leadId;
  }

  private async erase(leadId: string): Promise<boolean> {
    const { world } = this;
    const before = (await livesByHand(world)).map(({ byHand }) => byHand);
    const erasing = erasingOf(world);
    await erasing.ask(leadId);
    await erasing.runAll();
    const left = new Set(world.leads().map((lead) => String(lead.leadId)));
    const erased = before.filter(({ id }) => !left.has(id));
    this.gone.push(...erased.map(erasedByHand));
    return erased.length > 0;
  }
}

const span = { from: '2026-11-15', to: '2027-12-01', now: Date.parse('2027-12-01T00:00:00+07:00') };
const months = ['2026-11', '2026-12', ...Array.from({ length: 12 }, (_, month) => `2027-${String(month + 1).padStart(2, '0')}`)];
const sorted = (facts: readonly Fact[]) =>
  facts.map((fact) => withoutIds(fact)).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

describe('every report', () => {
  it('is what going through histories by hand comes to, over merges, undo, retractions, returns, re-openings and erasures', async () => {
    const numRuns = runs(60, 20_000);
    let [leads, tables, numbers] = [0, 0, 0];
    const done = new Map<string, number>();
    const arrivals = Array.from({ length: people }, (_, number): Step => ({ does: 'post', who: number, other: 0, pick: number }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), async (steps) => {
        const life = new Life();
        for (const one of [...arrivals, ...steps]) await life.act(one);

        const lives = await livesByHand(life.world);
        const stored: Fact[] = [];
        for await (const { facts, unread } of readFacts(months, life.world)) {
          expect(unread).toBe(0);
          stored.push(...facts);
        }
        const byHand = [...lives.map((one) => one.byHand), ...life.gone];

        expect(
          stored
            .filter(({ erased }) => !erased)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(lives.map(({ byHand: { id } }) => id).sort());
        for (const { folded, byHand: own } of lives) expect(folded).toEqual(own);
        expect(sorted(stored)).toEqual(sorted(byHand));
        for (const { name, bases, dimensions } of reports) {
          for (const basis of bases) {
            for (const by of new Set([dimensions[0] ?? 'none', 'month', 'rep', 'product'].filter((one) => dimensions.includes(one)))) {
              tables += 1;
              const wish = wishFor(name, { ...span, basis, by });
              expect([name, basis, by, tableOf(wish, stored)]).toEqual([name, basis, by, tableOf(wish, byHand)]);
            }
            const shown = numbersOf(tableOf(wishFor(name, { ...span, basis, by: dimensions[0] ?? 'none' }), stored)).total ?? {};
            for (const [column, value] of Object.entries(expectedOf(name, basis, byHand, span))) {
              numbers += 1;
              expect([name, basis, column, shown[column] ?? 0]).toEqual([name, basis, column, value]);
            }
          }
        }
        leads += life.world.leads().length + life.gone.length;
        for (const [what, times] of life.done) done.set(what, (done.get(what) ?? 0) + times);
      }),
      { numRuns, seed },
    );
    report(
      `${numRuns} companies of ${leads} leads: ${tables} tables, ${numbers} numbers; ${[...done].map(([what, times]) => `${what} ${times}`).join(', ')}`,
    );
    for (const what of new Set(acts)) expect([what, (done.get(what) ?? 0) > 0]).toEqual([what, true]);
  });
});
