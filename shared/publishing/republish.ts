import { intakeMessageFor, Outcome, Submission } from '../capture/index.ts';
import { TimelineEntry } from '../leads/index.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import type { Bus } from './bus.ts';
import { busEventOf } from './publish-changes.ts';

export interface RepublishReport {
  readonly entries: number;
  readonly published: number;
  readonly refused: number;
  readonly malformed: number;
  /** Submissions of the span without an outcome, whose ids were sent to intake again. */
  readonly submissionsSent: number;
}

/**
 * Repairs what a long outage of the stream left out: publishes every timeline entry of a span of time again (consumers dedupe on the
 * entry's id) and sends submissions without an outcome to intake. Scans the table: a tool for ops, not for a request.
 */
export async function republish(
  parts: { table: Table; bus: Bus; intake: Queue },
  span: { from: string; to: string; dryRun: boolean },
): Promise<RepublishReport> {
  const entries: TimelineEntry[] = [];
  const waiting = new Map<string, Submission>();
  const settled = new Set<string>();
  let malformed = 0;
  for await (const item of parts.table.scan({
    FilterExpression:
      '(begins_with(sk, :timeline) AND #at BETWEEN :from AND :to) OR (sk = :raw AND receivedAt BETWEEN :from AND :to) OR sk = :outcome',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':timeline': 'TIMELINE#', ':raw': 'RAW', ':outcome': 'OUTCOME', ':from': span.from, ':to': span.to },
  })) {
    if (item.sk === 'OUTCOME') {
      if (Outcome.safeParse(item).success) settled.add(String(item.pk));
      continue;
    }
    if (item.sk === 'RAW') {
      const submission = Submission.safeParse(item);
      if (submission.success) waiting.set(String(item.pk), submission.data);
      continue;
    }
    const entry = TimelineEntry.safeParse(item);
    if (entry.success) entries.push(entry.data);
    else malformed += 1;
  }
  const lost = [...waiting].flatMap(([pk, submission]) => (settled.has(pk) ? [] : [submission]));
  entries.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (span.dryRun) return { entries: entries.length, published: 0, refused: 0, malformed, submissionsSent: lost.length };
  await parts.intake.sendAll(lost.map(intakeMessageFor));
  const refused = await parts.bus.put(entries.map(busEventOf));
  return {
    entries: entries.length,
    published: entries.length - refused.length,
    refused: refused.length,
    malformed,
    submissionsSent: lost.length,
  };
}
