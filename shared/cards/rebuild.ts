import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table } from '../platform/table.ts';
import type { ProjectParts } from '../projecting/index.ts';
import { projectLead } from './project-lead.ts';
import { momentsIn } from './rules-moments.ts';
import { parseCardItem } from './store.ts';

export interface RebuildReport {
  readonly leads: number;
  readonly written: number;
  readonly unchanged: number;
  /** Cards and seats whose lead is gone, and which went now. */
  readonly removed: number;
  /** Keys of what cannot be read. */
  readonly malformed: readonly string[];
}

/**
 * Computes all cards and seats anew from the leads and what their people did: after a version that packs cards otherwise, or records that
 * were set aside. Scans the table: a tool for ops, not for a request. Safe beside the projector, and to run again.
 */
export async function rebuildCards(parts: Pick<ProjectParts, 'table' | 'clock'>): Promise<RebuildReport> {
  const counts = { written: 0, unchanged: 0, removed: 0 };
  const malformed: string[] = [];
  const leadIds = new Set<LeadId>();
  for await (const item of parts.table.scan({
    // What is left of an erased lead goes by itself.
    FilterExpression: 'sk = :lead OR (sk = :card AND attribute_not_exists(expiresAt)) OR begins_with(sk, :seat)',
    ExpressionAttributeValues: { ':lead': keys.leadSk, ':card': keys.cardSk, ':seat': keys.seatPrefix },
    ProjectionExpression: 'pk',
  })) {
    leadIds.add(LeadId.parse(partitionId(item)));
  }
  for (const leadId of leadIds) {
    try {
      await dropMalformedCard(parts.table, leadId);
      counts[await projectLead(leadId, { moments: await momentsOf(parts.table, leadId), beside: true }, parts)] += 1;
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      malformed.push(keys.leadPk(leadId));
    }
  }
  return { leads: leadIds.size, ...counts, malformed };
}

/** All that a card says is computed anew, so nothing is lost with one that nobody can read. */
async function dropMalformedCard(table: Table, leadId: LeadId): Promise<void> {
  const item = await table.get(keys.card(leadId), { consistent: true });
  try {
    if (item) parseCardItem(item);
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    await table.deleteAll([keys.card(leadId)]);
  }
}

/** All that the person did, as far as it counts. */
async function momentsOf(table: Table, leadId: LeadId): Promise<string[]> {
  const posts = await queryAll(table, itemsOf(leadId, keys.leadPostPrefix));
  const engagements = await queryAll(table, itemsOf(leadId, keys.engagementPrefix));
  const score = await table.get(keys.score(leadId), { consistent: true });
  const items: readonly Item[] = [...posts, ...engagements, ...(score ? [score] : [])];
  return items.flatMap((item) => momentsIn(String(item.sk), item));
}

const itemsOf = (leadId: LeadId, prefix: string) => ({
  ...beginningWith(keys.leadPk(leadId), prefix),
  ConsistentRead: true,
});
