import { PoolMessage, WorkMessage } from '../../events/index.ts';
import { LeadId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { OutgoingMessage, Queue } from '../../shared/platform/queues.ts';
import { lookAtMarketingWork } from '../../shared/routing/hand-over-work.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { retimeOffersWork } from '../../shared/routing/retime-offers.ts';
import { retryWaitingWork } from '../../shared/routing/retry-waiting.ts';
import { Timer } from '../../shared/timers/index.ts';
import { doWork, type WorkParts } from '../../shared/work/index.ts';
import { createWorld } from './lead-world/world.ts';
import { person } from './people.ts';
import { unheardQueue } from './queues.ts';

/** The leads that pools are asked for, one by one or many at once, in their order. */
export function leadsAsked(messages: readonly OutgoingMessage[]): LeadId[] {
  return messages.flatMap(({ body }) => {
    const message = PoolMessage.parse(body);
    if (message.kind === 'assignMany') return message.asked.map(({ leadId }) => LeadId.parse(leadId));
    return message.kind === 'assign' ? [LeadId.parse(message.leadId)] : [];
  });
}

/** A world whose reps are all away until `comeBack`, with the work that tries waiting leads again. */
export async function worldOfNobody(log?: Log) {
  const world = createWorld(log);
  const work: OutgoingMessage[] = [];
  const { documents } = await world.config.current(repKind);
  const put = (active: boolean) => {
    for (const repId of documents.keys()) world.config.change(repKind, repId, (rep) => ({ ...rep, active }));
  };
  put(false);
  const queueOfWork: Queue = {
    send: async (message) => void work.push(message),
    sendAll: async (messages) => void work.push(...messages),
  };
  const parts: WorkParts = {
    ...world.parts,
    queues: { assign: world.parts.assign, work: queueOfWork, notice: unheardQueue, mail: unheardQueue, score: unheardQueue },
  };
  /** Takes in people of a province, each of whom nobody can take while all reps are away. */
  const arrive = async (count: number, province = 'TP.HCM', from = 0): Promise<void> => {
    for (let index = from; index < from + count; index += 1) await world.takeIn(world.post({ ...person(index), province }));
    await world.assignAll();
  };
  /** Timers of this work by the moment at which each is due. */
  const timers = (): Timer[] =>
    world
      .itemsOf('DUE#')
      .map((item) => Timer.parse(item))
      .filter(({ groupId }) => groupId === retryWaitingWork.kind);
  /** Does the work of one message and whatever it leads to, but for what it sends to pools. */
  const run = async (message: { readonly body: unknown }): Promise<void> => {
    work.push({ body: message.body });
    for (let next = work.shift(); next; next = work.shift())
      await doWork(WorkMessage.parse(next.body), [lookAtMarketingWork, retimeOffersWork, retryWaitingWork], parts);
  };
  /** Has pools do what they are asked for, and the walks go on that wait for them, until nothing is left. */
  const settle = async (): Promise<void> => {
    await world.assignAll();
    for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) {
      await run(next);
      await world.assignAll();
    }
  };
  const owned = (): LeadId[] => world.leads().flatMap(({ leadId, owner }) => (owner === null ? [] : [leadId]));
  return { world, parts, work, arrive, timers, run, settle, owned, comeBack: () => put(true), leave: () => put(false) };
}
