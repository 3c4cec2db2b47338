import type { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { walkWorkFor } from '../tasks/index.ts';
import { askFor, defineWork } from '../work/index.ts';
import { askNext } from './offer-timers.ts';
import { currentRules } from './read-rules.ts';
import { retimeContacts } from './retime-contacts.ts';
import { type RetimeRequest, retimeRequest } from './retime-request.ts';
import { isOffered, type Offered } from './rules-offers.ts';
import { outlookOf } from './rules-retiming.ts';
import { readAssignments } from './store.ts';

/** Reps whose work one run looks into: half a read unit each, and hardly any has a page of offers. */
export const repsPerSlice = 50;

/**
 * Has the pools look again at open offers that end at another moment by the hours, the leave and the rules as they are now, and behind a publication moves the calls that
 * are due within some of those hours. An offer that ends later finds that out by itself when its
 * timer comes; this is for those that end sooner, or whose rep is away. Only the pools' own groups change them.
 */
export const retimeOffersWork = defineWork({
  kind: 'retimeOffers' satisfies typeof retimeRequest.kind,
  schema: retimeRequest.schema,
  async run(request, parts) {
    const { tick, after } = request;
    const rules = await currentRules(parts.config);
    const members = [...rules.pools.documents.values()].flatMap((pool) => pool.members.map(({ repId }) => repId));
    const everybody = [...new Set([...members, ...rules.reps.documents.values().map(({ id }) => id)])].sort();
    const left = request.repId === null ? everybody.filter((repId) => after === null || repId > after) : [request.repId];
    const slice = left.slice(0, repsPerSlice);
    const now = parts.clock();
    const moved: Offered[] = [];
    let contacts = 0;
    for (const repId of slice) {
      if (request.repId === null) contacts += await retimeContacts(repId, parts);
      for await (const offer of openOffersOf(repId, parts.table)) {
        const outlook = outlookOf(offer, rules, undefined, now);
        if (request.repId !== null || outlook.kind !== 'open' || outlook.slaDueAt !== offer.slaDueAt) moved.push(offer);
      }
    }
    await parts.queues.assign.sendAll(moved.map((offer) => lookAgain(offer, tick)));
    const last = slice.at(-1);
    if (last !== undefined && left.length > slice.length)
      await parts.queues.work.send(askFor(retimeRequest, { ...request, after: last } satisfies RetimeRequest));
    if (moved.length + contacts > 0) parts.log.info('offers are looked at again', { tick, offers: moved.length, contacts });
  },
});

function lookAgain({ leadId, subject, poolId, decisionId }: Offered, tick: string) {
  return askNext({ leadId, subject, poolId, decisionId, correlationId: `retime-${tick}` }, 'expired');
}

/** Walks through what is offered to a rep, by their work. */
async function* openOffersOf(repId: RepId, table: Table): AsyncGenerator<Offered> {
  for await (const rows of walkWorkFor(table, repId, 'accept')) {
    for (const assignment of await readAssignments(table, rows)) {
      if (assignment && isOffered(assignment) && assignment.repId === repId) yield assignment;
    }
  }
}
