import { hoursMs } from '../platform/clock.ts';
import type { Fact, FactTouch, Moment } from './fact.ts';

/**
 * Returns what figures keep of a person who is erased. Every id of theirs becomes a digest, moments are cut to hours, and what few people have in common
 * goes: province, profile, tags, topics. Working time was measured and stays.
 * @param digestOf leads to nobody without the erasure, and is another one with each
 */
export function erasedFact(fact: Fact, digestOf: (id: string) => string): Fact {
  const cut = (at: Moment): Moment => Math.floor(at / hoursMs) * hoursMs;
  const cutOrNull = (at: Moment | null): Moment | null => (at === null ? null : cut(at));
  const at = <One extends { readonly at: Moment }>(one: One): One => ({ ...one, at: cut(one.at) });
  const touch = (one: FactTouch): FactTouch => at(one);
  const subject = (one: string): string => (one === 'lead' ? one : digestOf(one));
  const idOrNull = (one: string | null): string | null => (one === null ? null : digestOf(one));
  const { t } = fact;
  return {
    ...fact,
    id: digestOf(fact.id),
    erased: true,
    arrivedAt: cut(fact.arrivedAt),
    first: touch(fact.first),
    last: touch(fact.last),
    provinceCode: null,
    profile: { ageBand: null, industry: null, sizeBand: null, incomeBand: null },
    enquiries: fact.enquiries.map(at),
    stages: fact.stages.map(at),
    statuses: fact.statuses.map(at),
    temperatures: fact.temperatures.map(at),
    owners: fact.owners.map((one) => ({ ...one, subject: subject(one.subject), from: cut(one.from), to: cutOrNull(one.to) })),
    clocks: fact.clocks.map((one) => ({
      ...one,
      subject: subject(one.subject),
      startedAt: cut(one.startedAt),
      dueAt: cut(one.dueAt),
      endedAt: cutOrNull(one.endedAt),
    })),
    t: {
      acceptedAt: cut(t.acceptedAt),
      assignedAt: cutOrNull(t.assignedAt),
      notifiedAt: cutOrNull(t.notifiedAt),
      repAcceptedAt: cutOrNull(t.repAcceptedAt),
      attemptedAt: cutOrNull(t.attemptedAt),
      contactedAt: cutOrNull(t.contactedAt),
      qualifiedAt: cutOrNull(t.qualifiedAt),
      attemptWorkMs: t.attemptWorkMs,
      contactWorkMs: t.contactWorkMs,
    },
    calls: fact.calls.map(at),
    feedback: fact.feedback.map(at),
    needs: fact.needs.map((need) => ({
      ...need,
      opportunityId: digestOf(need.opportunityId),
      openedAt: cut(need.openedAt),
      stages: need.stages.map(at),
      wonAt: cutOrNull(need.wonAt),
      lostAt: cutOrNull(need.lostAt),
      closes: need.closes.map(at),
    })),
    orders: fact.orders.map((order) => ({
      ...order,
      order: digestOf(order.order),
      opportunityId: idOrNull(order.opportunityId),
      facts: order.facts.map(at),
    })),
    sequences: fact.sequences.map((run) => ({ ...run, from: cut(run.from), to: cutOrNull(run.to) })),
    visits: { ...fact.visits, topics: [] },
    tags: [],
    trials: fact.trials.map(at),
  };
}
