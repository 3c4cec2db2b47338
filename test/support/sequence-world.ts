import { stageChanged } from '../../events/index.ts';
import type { ConfigReader, ConfigSet } from '../../shared/config/index.ts';
import {
  draftEntry,
  type Lead,
  noteOnLead,
  parseLead,
  parseTimelineEntries,
  putNewLead,
  type TimelineEntry,
} from '../../shared/leads/index.ts';
import { templateKind } from '../../shared/mail-templates/template-config.ts';
import { hoursMs } from '../../shared/platform/clock.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import { type EntryId, LeadId, leadSubject, randomIds, SequenceId, StepId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { OutgoingMessage, Queue } from '../../shared/platform/queues.ts';
import { publishChanges } from '../../shared/publishing/index.ts';
import { putAssignment } from '../../shared/routing/store.ts';
import { advanceEnrolmentWork, hastenEnrolmentsWork } from '../../shared/sequences/advance-work.ts';
import { lookAtDatesIn } from '../../shared/sequences/date-look-work.ts';
import { enrolLeadWork } from '../../shared/sequences/enrol-work.ts';
import { afterMail, type Enrolment, followedSequence, linesOfMove, moveEnrolment, readEnrolment } from '../../shared/sequences/index.ts';
import type { MailPurpose } from '../../shared/sequences/rules-refused.ts';
import { SequenceConfig, sequenceKind } from '../../shared/sequences/sequence-config.ts';
import { stopRunsByReplyWork } from '../../shared/sequences/stop-work.ts';
import { sweepAfterPublication } from '../../shared/sequences/sweep-request.ts';
import { sweepSequencesIn } from '../../shared/sequences/sweep-work.ts';
import { sendDueTimers, Timer } from '../../shared/timers/index.ts';
import { type WebhookConfig, webhookKind } from '../../shared/webhooks/webhook-config.ts';
import { doWork } from '../../shared/work/index.ts';
import { createRecordingQueue } from './capture.ts';
import { digests } from './digests.ts';
import { type Dying, dying } from './dying-table.ts';
import { Killed } from './effects.ts';
import { createFixedConfig } from './lead-world/config.ts';
import { sampleLead } from './lead-world/sample.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';
import { noEndpoints } from './no-endpoints.ts';
import { workWorld } from './work.ts';

/** So few that a sweep of a handful of runs goes on a few times. */
const runsPerSlice = 2;

const kinds = [
  advanceEnrolmentWork,
  enrolLeadWork,
  hastenEnrolmentsWork,
  stopRunsByReplyWork,
  lookAtDatesIn(runsPerSlice),
  sweepSequencesIn(runsPerSlice),
];

/** Whether a message is work that moves runs on; what else is done of a lead is not this world's. */
const isOfRuns = ({ body }: OutgoingMessage): boolean => kinds.some(({ kind }) => kind === (body as { kind: string }).kind);

/** Leads in sequences, by the stream, work and timers, and a gate that sends each mail that is due, under a clock that the test moves. */
export class SequenceWorld {
  readonly table: MemoryTable = memoryTable();
  now = new Date('2026-11-27T02:00:00.000Z');
  /** Whatever is configured beside sequences. */
  readonly others = createFixedConfig();
  readonly #sets: ConfigSet<SequenceConfig>[] = [];
  #heard = 0;
  /** Copies have no copies. */
  readonly #copied = new WeakSet<object>();
  /** What work is to do. */
  waiting: OutgoingMessage[] = [];
  /** Mails that were sent, as `lead run step`. */
  readonly mails: string[] = [];
  webhooks: readonly WebhookConfig[] = [];
  /** Templates by what they are for; others are configured no more. */
  readonly templates = new Map<string, MailPurpose>();
  /** What befalls the next piece of work: the call at which whoever does it is killed, and whether its message comes once more. */
  fate: () => { readonly diesAt: number | null; readonly isDoubled: boolean } = () => ({ diesAt: null, isDoubled: false });
  deaths = 0;
  /** How much later further copies of a message come. */
  copiesAfterMs: () => readonly number[] = () => [];
  copies = 0;
  #late: { readonly at: number; readonly message: OutgoingMessage }[] = [];
  /** Whether the gate sends: else its messages are lost, as when a mail waits for ever. */
  sends = true;
  readonly config: ConfigReader = {
    current: async (kind) => {
      const set = this.#sets.at(-1);
      if (kind.name === templateKind.name) return { kind: kind.name, version: 1, publishedAt: '', documents: this.templates } as never;
      if (kind.name === webhookKind.name)
        return { kind: kind.name, version: 1, publishedAt: '', documents: new Map(this.webhooks.map((one) => [one.id, one])) } as never;
      // The kind is compared, which a type cannot say.
      return kind.name === sequenceKind.name && set ? (set as never) : this.others.current(kind);
    },
    at: (kind, moment) => this.others.at(kind, moment),
    version: async (kind, version) => {
      if (kind.name !== sequenceKind.name) return this.others.version(kind, version);
      const set = this.#sets[version - 1];
      if (!set) throw new NotFoundError('no such version');
      return set as never;
    },
  };

  constructor(...sequences: readonly unknown[]) {
    this.publish(sequences);
    this.waiting = [];
  }

  /** Puts sequences in the place of those in force. */
  publish(sequences: readonly unknown[], isConfirmed = false): void {
    const documents = new Map(sequences.map((one) => SequenceConfig.parse(one)).map((one) => [one.id as string, one]));
    const version = this.#sets.length + 1;
    this.#sets.push({ kind: sequenceKind.name, version, publishedAt: this.now.toISOString(), isConfirmed, documents });
    this.waiting.push(sweepAfterPublication(version, this.now.toISOString(), this.now));
  }

  /** Makes a lead that somebody has, or a number of them. */
  async make(changes: Partial<Lead> = {}): Promise<Lead> {
    const lead = sampleLead({ createdAt: this.now.toISOString(), ...changes });
    await this.table.transact(putNewLead(lead));
    const { leadId, owner } = lead;
    if (owner) {
      const { repId, poolId, since, decisionId } = owner;
      await this.table.transact([
        putAssignment(null, { leadId, subject: leadSubject, version: 1, poolId, since, state: 'owned', repId, decisionId }),
      ]);
    }
    return lead;
  }

  /** Changes the record as something does that others tell of. */
  seed(lead: Lead, changes: Partial<Lead>): void {
    const item = this.table.all().find(({ pk, sk }) => pk === keys.lead(lead.leadId).pk && sk === keys.leadSk);
    this.table.seed({ ...item, ...changes });
  }

  /** Tells that a lead came to a stage, and has it there. */
  async comesTo(lead: Lead, to: Lead['stage']): Promise<EntryId> {
    this.seed(lead, { stage: to });
    const evidence = { temperature: null, fit: null };
    const told = { from: lead.stage, to, reason: 'evidence', evidence, rulesVersion: 1, because: null, secondsInStage: 0 } as const;
    const entryId = randomIds.entryId(this.now);
    const change = { leadId: lead.leadId, leadVersion: lead.version, at: this.now, actor: { kind: 'system', id: 'test' } as const };
    const entry = draftEntry(stageChanged, told)({ ...change, correlationId: 'test', causationId: 'test' }, { entryId: () => entryId });
    await this.table.transact([{ Put: { Item: { ...keys.timelineEntry(lead.leadId, entry.at, entry.id), ...entry } } }]);
    return entryId;
  }

  /** Tells of something else. */
  async tell(lead: Lead, draft: Parameters<typeof noteOnLead>[1][number]): Promise<void> {
    const act = { at: this.now, actor: { kind: 'system', id: 'test' } as const, cause: { correlationId: 'test', causationId: 'test' } };
    await this.table.transact(noteOnLead(lead, [draft], act, randomIds).writes);
  }

  /** Has whoever publishes changes hear of what is new. */
  async hear(): Promise<void> {
    const inserted = this.table.inserted.slice(this.#heard);
    this.#heard += inserted.length;
    const queues = {
      intake: createRecordingQueue(),
      calls: createRecordingQueue(),
      work: createRecordingQueue(),
      failures: createRecordingQueue(),
      endpoints: noEndpoints,
    };
    const parts = { ...queues, bus: { put: async () => [] }, config: this.config, digests, clock: () => this.now, log: silentLog };
    const failed = await publishChanges(
      inserted.map((item, index) => ({ sequenceNumber: String(index), item })),
      parts,
    );
    if (failed.length > 0 || queues.failures.sent.length > 0) throw new Error('a change could not be published');
    this.waiting.push(...queues.work.sent.filter(isOfRuns));
  }

  /** What whoever moves a run by hand works with. */
  parts() {
    const sendAll = async (messages: readonly OutgoingMessage[]) => void this.waiting.push(...messages);
    const queue: Queue = { sendAll, send: (message) => sendAll([message]) };
    return {
      table: this.table,
      config: this.config,
      ids: randomIds,
      log: silentLog,
      clock: () => this.now,
      queues: { mail: queue, work: queue },
    };
  }

  /** Does one piece of work, or dies at it; a mail is the gate's. */
  async work({ body }: OutgoingMessage, process: Pick<Dying, 'table' | 'queue'> = dying(null)): Promise<void> {
    const request = body as Readonly<Record<string, unknown>>;
    if (request.kind === 'sequenceMail') return this.gate(request);
    const { parts, sent } = workWorld(process.table(this.table), this.now);
    const { assign, notice, mail, score, work } = parts.queues;
    const queues = { assign, notice, score, mail: process.queue(mail), work: process.queue(work) };
    try {
      await doWork(body as never, kinds, { ...parts, queues, clock: () => this.now, config: this.config });
    } finally {
      this.waiting.push(...sent.work.filter(isOfRuns), ...sent.mail);
    }
  }

  /** Sends a mail whose timer came, and moves the run on, as the gate does. */
  async gate({ leadId, sequenceId, run, stepId }: Readonly<Record<string, unknown>>): Promise<void> {
    const before = await this.enrolment(String(leadId), String(sequenceId));
    const sequence = before && (await followedSequence(before, this.config));
    if (!this.sends || before?.state !== 'active' || before.run !== run || before.stepId !== stepId || sequence?.state !== 'on') return;
    this.mails.push(`${leadId} ${run} ${stepId}`);
    const result = { stepId: StepId.parse(stepId), outcome: 'sent', plannedAt: new Date(before.dueAt ?? this.now) } as const;
    const moved = afterMail(before, sequence, result, { at: this.now, timeZone: 'Asia/Ho_Chi_Minh' });
    const lines = linesOfMove(before, moved.after);
    const act = {
      at: this.now,
      actor: { kind: 'system', id: 'send-mail' } as const,
      cause: { correlationId: 'test', causationId: 'test' },
    };
    const told = lines.length > 0 ? noteOnLead(this.lead(before.leadId), lines, act, randomIds).writes : [];
    const writes = moveEnrolment(before, moved);
    await this.table.transact([...writes, ...told]);
    await sendDueTimers(writes, this.parts());
  }

  /** Takes the timers that are due, as the runner does. */
  async fire(): Promise<void> {
    for (const item of this.table.all().filter(({ pk }) => String(pk).startsWith('DUE#'))) {
      const { message, queue, dueAt, timerId } = Timer.parse(item);
      if (Date.parse(dueAt) > this.now.getTime()) continue;
      this.table.remove(keys.timer(dueAt, timerId));
      if (queue === 'mail') await this.gate(message);
      if (queue === 'work' && isOfRuns({ body: message })) this.waiting.push({ body: message });
    }
  }

  /** Lets everything happen that is due by now. */
  async settle(): Promise<void> {
    for (;;) {
      await this.hear();
      await this.fire();
      this.waiting.push(...this.#lateNow());
      const due = this.waiting.splice(0);
      if (due.length === 0 && this.#heard === this.table.inserted.length) return;
      for (const message of due) await this.#workByFate(message);
    }
  }

  #lateNow(): OutgoingMessage[] {
    const now = this.now.getTime();
    const come = this.#late.filter(({ at }) => at <= now);
    this.#late = this.#late.filter(({ at }) => at > now);
    return come.map(({ message }) => message);
  }

  async #workByFate(message: OutgoingMessage): Promise<void> {
    if (!this.#copied.has(message)) {
      for (const afterMs of this.copiesAfterMs()) {
        const copy = { ...message };
        this.#copied.add(copy);
        this.#late.push({ at: this.now.getTime() + afterMs, message: copy });
        this.copies += 1;
      }
    }
    const { diesAt, isDoubled } = this.fate();
    if (isDoubled) this.waiting.push(message);
    try {
      await this.work(message, dying(diesAt));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.deaths += 1;
      this.waiting.push(message);
    }
  }

  /** Lets time pass, an hour at a time. */
  async pass(ms: number): Promise<void> {
    const until = this.now.getTime() + ms;
    while (this.now.getTime() < until) {
      this.now = new Date(Math.min(until, this.now.getTime() + hoursMs));
      await this.settle();
    }
  }

  enrolment(leadId = 'L1', sequenceId = 'thu'): Promise<Enrolment | null> {
    return readEnrolment(this.table, LeadId.parse(leadId), SequenceId.parse(sequenceId));
  }

  /** What histories tell, oldest first. */
  entries(): TimelineEntry[] {
    return this.table
      .all()
      .filter(({ sk }) => String(sk).startsWith(keys.timelinePrefix))
      .flatMap(parseTimelineEntries)
      .sort((one, other) => (`${one.at}${one.place}` < `${other.at}${other.place}` ? -1 : 1));
  }

  /** What histories tell of sequences. */
  told(): object[] {
    return this.entries().flatMap(({ type, data }) =>
      type.startsWith('sequence.') ? [{ type: type.slice('sequence.'.length), ...data }] : [],
    );
  }

  lead(leadId = 'L1'): Lead {
    const item = this.table.all().find(({ pk, sk }) => pk === `LEAD#${leadId}` && sk === keys.leadSk);
    return parseLead(item ?? {}, undefined);
  }

  /** All items of a kind, by what their sort keys begin with. */
  items(prefix: string) {
    return this.table.all().filter(({ pk, sk }) => String(sk).startsWith(prefix) || String(pk).startsWith(prefix));
  }
}
