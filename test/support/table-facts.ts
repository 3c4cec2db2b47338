import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { type Outcome, parseOutcome } from '../../shared/capture/index.ts';
import { type Lead, MergeCandidate, parseTimelineEntries, type TimelineEntry } from '../../shared/leads/index.ts';
import type { Item } from '../../shared/platform/table.ts';
import { type Decision, PoolState, parseDecision } from '../../shared/routing/index.ts';
import { leadsAmong } from './lead-world/stored-leads.ts';
import type { Runtime } from './runtime.ts';

/** Everything that a proof counts, read from the whole table. */
export interface TableFacts {
  readonly submissions: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly leads: readonly Lead[];
  readonly decisions: readonly Decision[];
  readonly entries: readonly TimelineEntry[];
  readonly mergeCandidates: readonly MergeCandidate[];
  readonly pools: readonly PoolState[];
  readonly badRows: number;
}

export async function tableFacts({ aws }: Runtime): Promise<TableFacts> {
  const submissions: string[] = [];
  const outcomes: Outcome[] = [];
  const leadItems: Item[] = [];
  const decisions: Decision[] = [];
  const entries: TimelineEntry[] = [];
  const mergeCandidates: MergeCandidate[] = [];
  const pools: PoolState[] = [];
  let badRows = 0;
  for await (const page of paginateScan({ client: aws.document }, { TableName: aws.tableName, ConsistentRead: true })) {
    for (const item of page.Items ?? []) {
      const pk = String(item.pk);
      const sk = String(item.sk);
      if (pk.startsWith('SUBMISSION#') && sk === 'RAW') submissions.push(`${item.sourceId}/${item.submissionId}`);
      else if (sk === 'OUTCOME') outcomes.push(parseOutcome(item));
      else if (sk === 'LEAD' || sk === 'PROFILE') leadItems.push(item);
      else if (sk.startsWith('DECISION#')) decisions.push(parseDecision(item));
      else if (sk.startsWith('TIMELINE#')) entries.push(...parseTimelineEntries(item));
      else if (sk.startsWith('MERGE#')) mergeCandidates.push(MergeCandidate.parse(item));
      else if (pk.startsWith('POOL#')) pools.push(PoolState.parse(item));
      else if (pk.startsWith('BADROW#')) badRows += 1;
    }
  }
  return { submissions, outcomes, leads: leadsAmong(leadItems), decisions, entries, mergeCandidates, pools, badRows };
}

/** How often each value occurs. */
export function countBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
