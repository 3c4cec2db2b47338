import { leadUpdated, WorkMessage } from '../../events/index.ts';
import { draftEntry } from '../../shared/leads/draft.ts';
import { changeLead, type Lead, type LeadEvidence, noLifecycleRules } from '../../shared/leads/index.ts';
import type { LeadId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import type { OutgoingMessage, Queue } from '../../shared/platform/queues.ts';
import { handOverAsker } from '../../shared/routing/hand-over-asker.ts';
import { handOverWork, lookAtMarketingWork } from '../../shared/routing/hand-over-work.ts';
import { type PoolConfig, poolKind } from '../../shared/routing/pool-config.ts';
import { retimeOffersWork } from '../../shared/routing/retime-offers.ts';
import { retryWaitingWork } from '../../shared/routing/retry-waiting.ts';
import { comeBackWork } from '../../shared/status/come-back-work.ts';
import { doWork, type WorkParts } from '../../shared/work/index.ts';
import { itemsOfLead } from '../../test/support/lead-world/stored-leads.ts';
import { createWorld } from './lead-world/world.ts';
import { person } from './people.ts';

type HandOver = NonNullable<PoolConfig['handOver']>;

/** A world whose pools leave leads to marketing until they have reached a level, with the work that hands them over. */
export async function worldOfMarketing(level: HandOver = [{ temperature: 'hot' }], more: Partial<PoolConfig> = {}) {
  const world = createWorld();
  const { documents } = await world.config.current(poolKind);
  const publish = (handOver: HandOver, fields: Partial<PoolConfig> = {}) => {
    for (const poolId of documents.keys()) world.config.change(poolKind, poolId, (pool) => ({ ...pool, ...fields, handOver }));
  };
  publish(level, more);
  const work: OutgoingMessage[] = [];
  const queue: Queue = { send: async (message) => void work.push(message), sendAll: async (all) => void work.push(...all) };
  const { notice, mail, score } = world.parts;
  const parts: WorkParts = { ...world.parts, queues: { assign: world.parts.assign, work: queue, notice, mail, score } };
  const kinds = [handOverWork, lookAtMarketingWork, retimeOffersWork, retryWaitingWork, comeBackWork];
  /** Does what the stream asks for of each lead as it stands. */
  const stream = async (): Promise<void> => {
    for (const lead of world.leads()) {
      const after = itemsOfLead(lead)[0];
      const changed = {
        sequenceNumber: '1',
        ...keys.lead(lead.leadId),
        change: 'MODIFY',
        changedAt: 0,
        images: () => ({ before: after, after }),
      } as const;
      await handOverAsker.ask(lead.leadId, [changed], { ...world.parts, work: queue });
    }
  };
  // As the queues do, a message that was not done to its end comes again.
  const assign = async (): Promise<void> => {
    const waiting = [...world.sent.assign];
    try {
      await world.assignAll();
    } catch (error) {
      world.sent.assign.push(...waiting);
      throw error;
    }
  };
  const run = async (): Promise<void> => {
    for (let next = work.at(0); next; next = work.at(0)) {
      await doWork(WorkMessage.parse(next.body), kinds, parts);
      work.splice(work.indexOf(next), 1);
    }
  };
  /** Everything that follows from what stands, until nothing does. */
  const settle = async (): Promise<void> => {
    await assign();
    await stream();
    await run();
    await assign();
  };
  const lead = (leadId = world.leads()[0]?.leadId): Lead => {
    const found = world.leads().find((one) => one.leadId === leadId);
    if (!found) throw new Error('no such lead');
    return found;
  };
  const learn = async (
    leadId: LeadId,
    evidence: Partial<LeadEvidence>,
    fields: Partial<Pick<Lead, 'region' | 'stage'>> = {},
  ): Promise<void> => {
    const before = lead(leadId);
    const { writes } = changeLead({
      before,
      draft: () => ({
        fields: { ...fields, evidence: { ...before.evidence, ...evidence } },
        entries: [draftEntry(leadUpdated, { fields: ['title'], submission: null })],
      }),
      at: world.parts.clock(),
      actor: { kind: 'system', id: 'test' },
      cause: { correlationId: 'test', causationId: 'test' },
      rules: noLifecycleRules,
      ids: world.parts.ids,
    });
    await world.parts.table.transact([...writes]);
  };
  const arrive = async (index = 1, province = 'TP.HCM'): Promise<Lead> => {
    await world.takeIn(world.post({ ...person(index), province }));
    return lead(world.leads().at(-1)?.leadId);
  };
  const told = (type: string) => world.timeline().filter((entry) => entry.type === type);
  return { world, parts, work, publish, stream, run, settle, lead, learn, arrive, told };
}
