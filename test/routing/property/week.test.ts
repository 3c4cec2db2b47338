import { describe, expect, it } from '@jest/globals';
import { Booking } from '../../../shared/routing/booking.ts';
import { parseDecision, readPoolState, recordedRules, rerun } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { report, seed, size } from '../../support/proof.ts';
import { SalesWeek } from '../../support/sales-week.ts';
import { seatFaults } from '../../support/seat-faults.ts';

const returning = ['wrongTerritory', 'spam', 'duplicate'];
const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const accounts = (entries: Iterable<readonly [account: string, credit: number]>) => {
  const sums = new Map<string, number>();
  for (const [account, credit] of entries) sums.set(account, (sums.get(account) ?? 0) + credit);
  return [...sums].filter(([, credit]) => credit !== 0).sort();
};

/** What ledgers counted apart from their turns, by rep of a pool: what was given by hand, taken, given up or handed back. */
function bookings({ world }: SalesWeek, isMeant: (how: string) => boolean = () => true) {
  return world.itemsOf(' BOOKING#').flatMap((item) => {
    const { how, entries } = Booking.parse(item);
    const poolId = String(item.pk).slice('POOL#'.length);
    return isMeant(how) ? entries.map(({ repId, credit }) => [`${poolId} ${repId}`, credit] as const) : [];
  });
}

/** What the history says that reps got back: what they declined for a reason that is not theirs. */
function handedBack({ world }: SalesWeek, credits: ReadonlyMap<string, number>) {
  return world.timeline().flatMap(({ type, data }) => {
    const isBack = data.reason === 'declined' && returning.includes(String(data.because));
    const credit = credits.get(String(data.decisionId)) ?? 0;
    return type === 'lead.unassigned' && isBack ? [[`${data.poolId} ${data.repId}`, -credit] as const] : [];
  });
}

describe('a week of forty reps in five pools: by turn, by load, by claim, by skill, by their leader', () => {
  it('ends with every lead owned or visibly waiting, floating or with marketing; ledgers are what was given, and every decision can be made again', async () => {
    const count = size(150, 10_000);
    const week = new SalesWeek(seed);

    await week.play(count);

    const { world } = week;
    const items = [...world.table.items.values()];
    const leads = world.leads();
    const states = new Map<string, number>();
    const assignments = new Map(items.filter(({ sk }) => sk === 'ASSIGN#lead').map((item) => [String(item.pk), item]));
    const lost = leads.filter(({ leadId, routing, owner }) => {
      const { state = routing?.state, decisionId } = (assignments.get(`LEAD#${leadId}`) ?? {}) as {
        state?: string;
        decisionId?: string | null;
      };
      states.set(String(state), (states.get(String(state)) ?? 0) + 1);
      if (state === 'owned' || state === 'offered') return owner === null;
      if (state === 'waiting') return typeof decisionId !== 'string';
      return state !== 'floating' && state !== 'marketing';
    });
    expect(leads).toHaveLength(count);
    expect(lost.map(({ leadId, routing }) => `${leadId} ${routing?.state}`)).toEqual([]);
    expect([...assignmentFaults(items), ...seatFaults(items)]).toEqual([]);

    const decisions = world.itemsOf(' DECISION#').map(parseDecision);
    for (const decision of decisions) {
      const { decisionId, ...recorded } = decision;
      expect({ decisionId, ...rerun(decision, await recordedRules(world.config, decision)) }).toEqual({ decisionId, ...recorded });
    }
    const pools = [...(await world.config.current(poolKind)).documents.values()];
    const ledgers = await Promise.all(pools.map(({ id }) => readPoolState(world.table, id)));
    const booked = ledgers.flatMap(({ poolId, members }) =>
      Object.entries(members).map(([repId, { credits }]) => [`${poolId} ${repId}`, credits] as const),
    );
    const given = decisions.flatMap(({ poolId, chosen, credit }) => (chosen === null ? [] : [[`${poolId} ${chosen}`, credit] as const]));
    const credits = new Map(decisions.map(({ decisionId, credit }) => [String(decisionId), credit]));
    expect(accounts(booked)).toEqual(accounts([...given, ...bookings(week)]));
    expect(accounts(bookings(week, (how) => how === 'declined'))).toEqual(accounts(handedBack(week, credits)));

    const created = new Map(leads.map(({ leadId, createdAt }) => [String(leadId), Date.parse(createdAt)]));
    const first = new Map<string, number>();
    for (const { type, leadId, at } of world.timeline()) {
      if (type === 'lead.accepted') first.set(leadId, Math.min(first.get(leadId) ?? Number.POSITIVE_INFINITY, Date.parse(at)));
    }
    const minutes = [...first].map(([leadId, at]) => (at - (created.get(leadId) ?? at)) / 60_000).sort((one, other) => one - other);
    const offered = world.timeline().filter(({ type }) => type === 'lead.offered');
    report('week', { leads: count, decisions: decisions.length, offers: offered.length, ...Object.fromEntries([...states].sort()) });
    report(
      'week, acts done/refused',
      Object.fromEntries(Object.entries(week.acts).map(([name, { done, refused }]) => [name, `${done}/${refused}`])),
    );
    report('week, minutes from the post to the acceptance', {
      accepted: minutes.length,
      ...Object.fromEntries([0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map((share) => [`p${share * 100}`, Math.round(quantile(minutes, share))])),
    });
  });
});
