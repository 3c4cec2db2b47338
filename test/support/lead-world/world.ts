import { PoolMessage, ScoreMessage } from '../../../events/index.ts';
import { type Outcome, parseOutcome, Submission } from '../../../shared/capture/index.ts';
import { activityAt, cardItem } from '../../../shared/cards/index.ts';
import { intakeSubmission, type SubmissionParts } from '../../../shared/intake/index.ts';
import { type Lead, parseTimelineEntries, type TimelineEntry } from '../../../shared/leads/index.ts';
import { parseOpportunity } from '../../../shared/needs/index.ts';
import type { Cursors } from '../../../shared/platform/cursor.ts';
import { LeadId, PoolId, refOf, type SubmissionRef } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import type { AskMailServers } from '../../../shared/platform/mail-servers.ts';
import type { ObjectAddresses } from '../../../shared/platform/objects.ts';
import type { OutgoingMessage, Queue } from '../../../shared/platform/queues.ts';
import type { ListSuppressed } from '../../../shared/platform/suppressed-addresses.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { type AssignParts, assignLeads, leadsPerTransaction } from '../../../shared/routing/index.ts';
import { type ScoreParts, scoreLead } from '../../../shared/scoring/index.ts';
import { findItemsOf } from '../../../shared/search/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { type MemoryAccounts, memoryAccounts } from '../accounts.ts';
import { countedIds } from '../counted-ids.ts';
import { cursors } from '../cursors.ts';
import { digests } from '../digests.ts';
import { createEffects, type Effect, type Faults } from '../effects.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';
import { type MemoryObjects, memoryAddresses, memoryObjects } from '../objects.ts';
import { nobodySuppressed } from '../suppressed.ts';
import { createFixedConfig, type FixedConfig } from './config.ts';
import { leadsAmong } from './stored-leads.ts';

export interface World {
  readonly table: MemoryTable;
  readonly config: FixedConfig;
  readonly parts: SubmissionParts &
    AssignParts &
    ScoreParts & {
      readonly cursors: Cursors;
      readonly askMailServers: AskMailServers;
      readonly listSuppressed: ListSuppressed;
      readonly accounts: MemoryAccounts;
      readonly objects: MemoryObjects;
      readonly addresses: ObjectAddresses;
      /** Tokens of connectors are derived from it. */
      readonly tokenKey: string;
      readonly webhookKeys: readonly [string, ...string[]];
    };
  readonly sent: {
    readonly assign: OutgoingMessage[];
    readonly notice: OutgoingMessage[];
    readonly mail: OutgoingMessage[];
    readonly score: OutgoingMessage[];
    readonly work: OutgoingMessage[];
  };
  /** Changes what goes wrong from now on; call numbers start again. */
  fail(faults: Faults): void;
  /** Makes every call to the outside wait first. */
  slow(wait: () => Promise<void>): void;
  /** Lets time go by, for a world whose clock stands. */
  pass(ms: number): void;
  post(fields: Record<string, string>, more?: Partial<Submission>): SubmissionRef;
  takeIn(ref: SubmissionRef): Promise<void>;
  /** Works on all waiting assign messages as the FIFO queue would: one delivery per id, eight per batch, one batch per pool at a time. */
  assignAll(): Promise<void>;
  /** Works on all waiting score messages, once each; those that are sent with a delay or wait for a timer do until `isLater`. */
  scoreAll(isLater?: boolean): Promise<void>;
  /** Takes the recounts that stand back behind another one of their lead, as when their minute is over. */
  takeRecounts(): Promise<OutgoingMessage[]>;
  /** Brings the cards up to date, as the stream does within seconds. */
  project(): void;
  leads(): Lead[];
  outcome(ref: SubmissionRef): Outcome | undefined;
  timeline(): TimelineEntry[];
  itemsOf(prefix: string): Record<string, unknown>[];
}

function queueInto(messages: OutgoingMessage[], name: string, effect: Effect): Queue {
  return {
    send: (message) => effect(`send ${name}`, () => void messages.push(message)),
    sendAll: (all) => (all.length === 0 ? Promise.resolve() : effect(`send ${name}`, () => void messages.push(...all))),
  };
}

/** Intake and assignment over a table in memory (or a real one beside it), the default configuration and queues that are lists. */
export function createWorld(log: Log = silentLog, realTable?: Table, { stepMs = 1 } = {}): World {
  let inner: Effect = createEffects();
  let pause = async () => {};
  const effect: Effect = async (what, run) => {
    await pause();
    return inner(what, run);
  };
  const table = memoryTable(effect);
  const config = createFixedConfig();
  const sent = {
    assign: [] as OutgoingMessage[],
    notice: [] as OutgoingMessage[],
    mail: [] as OutgoingMessage[],
    score: [] as OutgoingMessage[],
    work: [] as OutgoingMessage[],
  };
  let now = Date.parse('2026-11-22T03:00:00.000Z');
  const parts: World['parts'] = {
    table: realTable ?? table,
    digests,
    askMailServers: async () => 'found' as const,
    listSuppressed: nobodySuppressed,
    accounts: memoryAccounts(),
    objects: memoryObjects(),
    addresses: memoryAddresses,
    tokenKey: 'key-of-the-tests',
    webhookKeys: ['key-of-webhooks'],
    cursors,
    config,
    clock: () => {
      now += stepMs;
      return new Date(now);
    },
    ids: countedIds(),
    assign: queueInto(sent.assign, 'assign', effect),
    notice: queueInto(sent.notice, 'notice', effect),
    mail: queueInto(sent.mail, 'mail', effect),
    score: queueInto(sent.score, 'score', effect),
    work: queueInto(sent.work, 'work', effect),
    log,
  };
  let posts = 0;
  const itemsOf = (prefix: string) => [...table.items.values()].filter((item) => `${String(item.pk)} ${String(item.sk)}`.includes(prefix));

  return {
    table,
    config,
    parts,
    sent,
    fail(faults) {
      inner = createEffects(faults);
    },
    slow(wait) {
      pause = wait;
    },
    pass(ms) {
      now += ms;
    },
    post(fields, more = {}) {
      posts += 1;
      const submission = submissionOf({ submissionId: `post-${posts}`, fields, ...more });
      table.seed({ ...keys.submission(submission), ...submission });
      return refOf(submission);
    },
    takeIn: (ref) => intakeSubmission(ref, parts),
    async assignAll() {
      const waiting = new Map(sent.assign.splice(0).map((message) => [message.deduplicationId, PoolMessage.parse(message.body)]));
      for (const [poolId, messages] of Map.groupBy(waiting.values(), (message) => message.poolId)) {
        for (let start = 0; start < messages.length; start += leadsPerTransaction) {
          await assignLeads(PoolId.parse(poolId), messages.slice(start, start + leadsPerTransaction), parts);
        }
      }
      if (sent.assign.length > 0) await this.assignAll();
    },
    async scoreAll(isLater = false) {
      const all = sent.score.splice(0);
      sent.score.push(...all.filter(({ delaySeconds = 0 }) => delaySeconds > 0 && !isLater));
      const due = all.filter(({ delaySeconds = 0 }) => delaySeconds === 0 || isLater);
      const waiting = due.map(({ body }) => ScoreMessage.parse(body));
      for (const [leadId, messages] of Map.groupBy(waiting, (message) => message.leadId)) {
        await scoreLead(LeadId.parse(leadId), messages, parts);
      }
      sent.score.push(...(isLater ? await this.takeRecounts() : []));
      if (isLater && sent.score.length > 0) await this.scoreAll(isLater);
    },
    async takeRecounts() {
      const timers = itemsOf('DUE#').flatMap((item) => {
        const timer = Timer.parse(item);
        return timer.queue === 'score' && timer.message.kind === 'recount' ? [timer] : [];
      });
      await table.deleteAll(timers.map(({ dueAt, timerId }) => keys.timer(dueAt, timerId)));
      return timers.map(({ message }) => ({ body: message }));
    },
    project() {
      const leads = leadsAmong([...table.items.values()]);
      const needs = itemsOf(` ${keys.opportunityPrefix}`).map(parseOpportunity);
      const ofLead = ({ leadId }: Lead) => needs.filter((need) => need.leadId === leadId);
      table.seed(...leads.map((lead) => cardItem(lead, activityAt(lead.createdAt), ofLead(lead))));
      table.seed(...leads.filter(({ mergedInto }) => mergedInto === null).flatMap((lead) => findItemsOf(lead, ofLead(lead), digests)));
    },
    leads: () => leadsAmong([...table.items.values()]),
    outcome(ref) {
      const item = table.items.get(`${keys.outcome(ref).pk} ${keys.outcome(ref).sk}`);
      return item && parseOutcome(item);
    },
    timeline: () => itemsOf(' TIMELINE#').flatMap(parseTimelineEntries),
    itemsOf,
  };
}

/** A submission as capture keeps it, of a person at a Vietnamese landing page. */
export function submissionOf(
  given: { readonly submissionId: string; readonly fields: Record<string, string> } & Record<string, unknown>,
): Submission {
  return Submission.parse({
    channel: 'form',
    sourceId: 'contact',
    contentHash: 'c3RhYmxlIGRpZ2VzdCBvZiB0aGUgY29u',
    receivedAt: '2026-11-22T03:00:00.000Z',
    formVersion: 1,
    extra: {},
    droppedFiles: [],
    context: { pageUrl: 'https://annhien.example/san-pham', referrer: null, utm: {}, visitorId: null, locale: 'vi' },
    consent: [],
    sender: {
      honeypotFilled: false,
      token: 'absent',
      addressHash: `client-${given.submissionId}`,
      agentHash: 'YWdlbnQgZGlnZXN0IGRpZ2VzdCBk',
    },
    ...given,
  });
}
