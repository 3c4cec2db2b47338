import { type CardRow, walkCards } from '../cards/index.ts';
import { type Lead, readLead, readUnmergedLeads } from '../leads/index.ts';
import { lifecycleKind } from '../lifecycle/lifecycle-config.ts';
import { daysMs } from '../platform/clock.ts';
import { ConfigurationError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { indexes, indexKeys } from '../platform/keys.ts';
import { untilWritten } from '../platform/versioned.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { statusWrites } from './change-status.ts';
import { putNight, retireRequest } from './retire-request.ts';
import { isCustomer, isSilent } from './rules-status.ts';

/** Cards that one run looks at; where all of their leads are retired it takes some seconds. */
export const cardsPerSlice = 800;

const byActivity = { index: indexes.gsi2, partitions: indexKeys.cardPartitions(), order: 'oldestFirst' } as const;

/** Retires, each night, leads that have been silent for as long as the company says, slice by slice, and sets the next night. */
export const retireSilentWork = defineWork({
  kind: 'retireSilent' satisfies typeof retireRequest.kind,
  schema: retireRequest.schema,
  async run({ night, after }, parts) {
    // Before anything is retired: whatever happens to this night, there is another.
    if (after === null) await parts.table.put(putNight(parts.clock()).Put);
    const rules = (await parts.config.current(lifecycleKind)).documents.get('lifecycle');
    if (!rules) throw new ConfigurationError('the configuration has no lifecycle; publish the kind `lifecycle`');
    const until = new Date(Date.parse(night) - rules.retireAfterDays * daysMs);
    const rows: CardRow[] = [];
    for await (const row of walkCards(parts.table, byActivity, { from: null, to: until, before: after }, cardsPerSlice)) {
      rows.push(row);
      if (rows.length === cardsPerSlice) break;
    }
    const retired = await retireAmong(rows, until, night, parts);
    const next = rows.length < cardsPerSlice ? null : (rows.at(-1)?.place ?? null);
    parts.log.info('silent leads are retired', { night, looked: rows.length, retired, next });
    if (next !== null) await parts.queues.work.send(askFor(retireRequest, { night, after: next }));
  },
});

async function retireAmong(rows: readonly CardRow[], until: Date, night: string, parts: WorkParts): Promise<number> {
  const mayBe = rows.flatMap(({ leadId, card }) => (card && (card.status !== 'active' || isCustomer(card)) ? [] : [leadId]));
  const onMalformed = (_error: unknown, key: string) => parts.log.warn('a malformed lead is not retired', { key });
  const leads = mayBe.length === 0 ? new Map<LeadId, Lead>() : await readUnmergedLeads(parts.table, mayBe, { onMalformed });
  const silent = [...leads.values()].filter((lead) => isSilent(lead, until));
  const retired = await inTurns(silent, 8, ({ leadId }) => retire(leadId, until, night, parts));
  return retired.filter(Boolean).length;
}

/** Whoever did something meanwhile is not silent any more. */
function retire(leadId: LeadId, until: Date, night: string, parts: WorkParts): Promise<boolean> {
  return untilWritten(async () => {
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (!lead || !isSilent(lead, until)) return false;
    const correlationId = `retire/${night}`;
    const act = {
      at: parts.clock(),
      actor: { kind: 'system', id: 'status' },
      cause: { correlationId, causationId: correlationId },
    } as const;
    await parts.table.transact([...(await statusWrites(lead, { to: 'retired', reason: 'silent', ...act }, parts))]);
    return true;
  });
}
