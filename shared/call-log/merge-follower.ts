import { defineMergeFollower, type FindFollowing, type Lead, phonesOf } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { leadSubject } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { createTask, endTasks, readTasks, type Task, writeTasks } from '../tasks/index.ts';
import { nextTaskName } from './call-tasks.ts';
import { readCallsUnder } from './store.ts';

/** Finds calls to a number that only the lead has that was part of the other, with what they counted and asked for next. */
const callsOfLoser: FindFollowing = async ({ spans, survivor, loser, loserRepId, at }, { table, digests }) => {
  const others = numbersOf(survivor, digests);
  const own = new Set([...numbersOf(loser, digests)].filter((number) => !others.has(number)));
  const found = await Promise.all(
    spans.map(async ({ leadId, since, until }) =>
      (await readCallsUnder(table, leadId)).filter(
        ({ phone, loggedAt }) => phone !== undefined && own.has(phone) && loggedAt > since && (until === null || loggedAt <= until),
      ),
    ),
  );
  const calls = found.flat();
  if (calls.length === 0) return { items: [] };
  const asked = new Set(calls.map(({ callId }) => nextTaskName(callId)));
  const isNext = ({ name, subject, status }: Task) => status === 'open' && subject === leadSubject && asked.has(name);
  const next = (await readTasks(table, survivor)).filter(isNext);
  const again = next.map((task) =>
    createTask({ ...task, leadId: loser.leadId, ownerRepId: task.isHandedOver ? task.ownerRepId : loserRepId }, at),
  );
  return {
    items: calls.map((call) => ({ leadId: call.leadId, sk: keys.loggedCall(call.leadId, call.at, call.callId).sk })),
    count: calls.length,
    counted: { attempts: calls.length, reached: calls.filter(({ isReached }) => isReached).length },
    writes: writeTasks([...endTasks(next, () => true, 'cancelled', at), ...again], at),
  };
};

const numbersOf = (lead: Lead, digests: Pick<Digests, 'phone'>): Set<string> =>
  new Set(phonesOf(lead).flatMap(({ e164 }) => (e164 === null ? [] : [digests.phone(e164)])));

export const callsFollower = defineMergeFollower({
  capability: 'call-log',
  items: [keys.loggedCallPrefix],
  merge: 'stays',
  undo: callsOfLoser,
  tells: 'calls',
});
