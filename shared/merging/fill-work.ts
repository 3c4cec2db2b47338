import { z } from 'zod';
import { leadUpdated } from '../../events/index.ts';
import {
  allLeads,
  changeLead,
  draftEntry,
  type Lead,
  type LeadPlace,
  type LifecycleRules,
  readLead,
  readLeadItself,
  readUnmergedLeads,
  walkNewest,
} from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { isoTime } from '../platform/clock.ts';
import { LeadId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { indexAttributes, indexes, indexKeys, keys, partitionId, sortId } from '../platform/keys.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type IndexRow, walkIndex } from '../platform/walk-index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { namesBeside } from './rules-merge.ts';

const writesAtOnce = 8;

/**
 * Brings what versions before this one wrote up to date: pairs that wait for somebody are found from the newer lead as well, and a person by every
 * name that records had which are part of theirs. What is so already is left; safe to repeat, and beside everything else.
 * @param perSlice pairs, and then leads, that one run looks at; it is over long before the function is stopped
 */
export function fillMergesIn(perSlice: number) {
  const work = defineWork({
    kind: 'fillMerges',
    schema: z.object({
      of: z.enum(['pairs', 'names']),
      /** The place where the slice before ended. */
      before: z.string().nullable(),
    }),
    async run({ of, before }, parts) {
      const slice = of === 'pairs' ? await fillPairs(before, perSlice, parts) : await fillNames(before, perSlice, parts);
      parts.log.info('what merges need is brought up to date', { of, looked: slice.looked, written: slice.written });
      const next = slice.last === null ? (of === 'pairs' ? ({ of: 'names', before: null } as const) : null) : { of, before: slice.last };
      if (next) await parts.queues.work.send(askFor(work, next));
    },
  });
  return work;
}

export const fillMergesWork = fillMergesIn(500);

interface Slice {
  readonly looked: number;
  readonly written: number;
  /** Where the next slice goes on; null: there is none. */
  readonly last: string | null;
}

const sliceOf = (places: readonly { readonly place: string }[], written: readonly boolean[], perSlice: number): Slice => ({
  looked: places.length,
  written: written.filter(Boolean).length,
  last: places.length < perSlice ? null : (places.at(-1)?.place ?? null),
});

const span = (before: string | null) => ({ from: null, to: null, before });

async function fillPairs(before: string | null, perSlice: number, { table }: WorkParts): Promise<Slice> {
  const listing = { index: indexes.gsi3, partitions: indexKeys.candidatePartitions() };
  const rows: IndexRow[] = [];
  for await (const row of walkIndex(table, listing, span(before), perSlice)) {
    rows.push(row);
    if (rows.length === perSlice) break;
  }
  const written = await inTurns(rows, writesAtOnce, (row) => listUnderNewer(row, table));
  return sliceOf(rows, written, perSlice);
}

/** The row of the newer lead is the row of the list, under another name. A pair that somebody has decided about meanwhile is in no list. */
async function listUnderNewer({ place, item }: IndexRow, table: Pick<Table, 'update'>): Promise<boolean> {
  const [older, newer] = [LeadId.parse(partitionId(item)), LeadId.parse(sortId(item))];
  const { gsi1, gsi3 } = indexAttributes;
  try {
    await table.update({
      Key: keys.mergeCandidate(older, newer),
      UpdateExpression: 'SET #pk = :pk, #sk = :place',
      ConditionExpression: 'attribute_exists(#list) AND attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': gsi1.pk, '#sk': gsi1.sk, '#list': gsi3.pk },
      ExpressionAttributeValues: { ':pk': indexKeys.pairsPartition(newer), ':place': place },
    });
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return false;
  }
}

async function fillNames(before: string | null, perSlice: number, parts: WorkParts): Promise<Slice> {
  const rows: LeadPlace[] = [];
  for await (const row of walkNewest(parts.table, allLeads, span(before), perSlice)) {
    rows.push(row);
    if (rows.length === perSlice) break;
  }
  const leads = await readUnmergedLeads(
    parts.table,
    rows.map(({ leadId }) => leadId),
    { onMalformed: () => undefined },
  );
  const rules = await lifecycleInForce(parts.config);
  const written = await inTurns([...leads.values()].filter(lacksNames), writesAtOnce, ({ leadId }) => nameLead(leadId, rules, parts));
  return sliceOf(rows, written, perSlice);
}

/** A merge of this version has named all, or has said that there is no other name. */
const lacksNames = ({ members = [], otherNames }: Lead): boolean => members.length > 0 && otherNames === undefined;

function nameLead(leadId: LeadId, rules: LifecycleRules, { table, clock, ids }: WorkParts): Promise<boolean> {
  return untilWritten(async () => {
    const before = await readLead(table, leadId, { consistent: true });
    if (!before || !lacksNames(before)) return false;
    const members = await Promise.all((before.members ?? []).map((member) => readLeadItself(table, member, { consistent: true })));
    const otherNames = namesBeside(before.fullName, [...members.flatMap((member) => member?.fullName ?? [])]);
    if (otherNames.length === 0) return false;
    const at = clock();
    const cause = { correlationId: `fillMerges/${isoTime(at)}`, causationId: leadId };
    const act = { at, actor: { kind: 'system', id: 'merging' }, cause } as const;
    const entries = [draftEntry(leadUpdated, { fields: ['otherNames'], submission: null })];
    const { writes } = changeLead({ ...act, before, rules, ids, draft: () => ({ fields: { otherNames }, entries }) });
    await table.transact([...writes]);
    return true;
  });
}
