import { intakeMessageFor, Outcome, releaseOf, Submission } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { asksForWebhooks, readEndpoints } from '../event-webhooks/index.ts';
import { parseTimelineEntries, type StoredEntry } from '../leads/index.ts';
import { asksForMerge } from '../merge-requests/index.ts';
import type { Digests } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { Item, Table } from '../platform/table.ts';
import { asksForLists } from '../segments/index.ts';
import { asksForSequences } from '../sequences/index.ts';
import type { Bus, BusEvent } from './bus.ts';
import { busEventOf } from './publish-changes.ts';

export interface RepublishReport {
  readonly entries: number;
  readonly published: number;
  readonly refused: number;
  readonly malformed: number;
  /** Submissions of the span without an outcome, or on their way out of quarantine, whose ids were sent to intake again. */
  readonly submissionsSent: number;
  /** What sequences were asked of `work`, as when the entries were new. */
  readonly sequencesAsked: number;
  /** For how many changes endpoints of webhooks are told of them: again where they were, under the same id. */
  readonly webhooksAsked: number;
}

/**
 * Repairs what a long outage of the stream left out: publishes every timeline entry of a span of time again (consumers dedupe on the
 * entry's id), has endpoints of webhooks told that were not, sends submissions without an outcome to intake, and asks for what sequences in force do about those entries: what has put a lead
 * in once does not do so again. Scans the table: a tool for ops, not for a request.
 */
export async function republish(
  parts: { table: Table; bus: Bus; intake: Queue; work: Queue; digests: Digests; config: ConfigReader },
  span: { from: string; to: string; dryRun: boolean },
): Promise<RepublishReport> {
  const events: BusEvent[] = [];
  const changes: (readonly StoredEntry[])[] = [];
  const changesToTell: (readonly BusEvent[])[] = [];
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
      const outcome = Outcome.safeParse(item);
      if (outcome.success && releaseOf(outcome.data) === null) settled.add(String(item.pk));
      continue;
    }
    if (item.sk === 'RAW') {
      const submission = Submission.safeParse(item);
      if (submission.success) waiting.set(String(item.pk), submission.data);
      continue;
    }
    const told = eventsIn(item);
    events.push(...told.events);
    changes.push(told.entries);
    changesToTell.push(told.events);
    malformed += told.malformed;
  }
  const lost = [...waiting].flatMap(([pk, submission]) => (settled.has(pk) ? [] : [submission]));
  events.sort((a, b) => a.time.getTime() - b.time.getTime());
  const asks = await asksOf(changes, parts.config);
  const endpoints = await readEndpoints(parts.table);
  const tells = changesToTell.flatMap((change) => asksForWebhooks(change, endpoints));
  const found = {
    entries: events.length,
    malformed,
    submissionsSent: lost.length,
    sequencesAsked: asks.length,
    webhooksAsked: tells.length,
  };
  if (span.dryRun) return { ...found, published: 0, refused: 0 };
  await parts.intake.sendAll(lost.map((submission) => intakeMessageFor(submission, parts.digests)));
  const refused = await parts.bus.put(events);
  await parts.work.sendAll([...asks, ...tells]);
  return { ...found, published: events.length - refused.length, refused: refused.length };
}

/** What sequences ask because of the entries of some changes, the oldest first; a lead that several of them hasten is looked at once. */
async function asksOf(changes: readonly (readonly StoredEntry[])[], config: ConfigReader): Promise<OutgoingMessage[]> {
  const told = changes.flatMap((entries) => entries.map((entry) => ({ entry, beside: entries })));
  told.sort((one, other) => Date.parse(one.entry.at) - Date.parse(other.entry.at));
  const asked = new Map<string, OutgoingMessage>();
  for (const { entry, beside } of told) {
    for (const ask of [...asksForMerge(entry), ...asksForLists(entry), ...(await asksForSequences(entry, beside, config))])
      asked.set(JSON.stringify(ask.body), ask);
  }
  return [...asked.values()];
}

/** The events of an item of the timeline; `malformed`: entries that fit no contract, of which none keeps the others back. */
function eventsIn(item: Item): {
  readonly entries: readonly StoredEntry[];
  readonly events: readonly BusEvent[];
  readonly malformed: number;
} {
  const entries = unlessCorrupt(() => parseTimelineEntries(item));
  if (!entries) return { entries: [], events: [], malformed: 1 };
  const events = entries.flatMap((entry) => unlessCorrupt(() => busEventOf(entry)) ?? []);
  return { entries, events, malformed: entries.length - events.length };
}

function unlessCorrupt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CorruptItemError) return undefined;
    throw error;
  }
}
