import { defaultConfig } from '../../config/index.ts';
import { type MailMessage, MailMessage as MailMessageSchema, type MailRequest, TimerShardMessage } from '../../events/index.ts';
import { mailProducts } from '../../functions/send-mail/products.ts';
import type { UserConfig } from '../../shared/access/user-config.ts';
import { FormConfig } from '../../shared/capture/form-config.ts';
import type { Submission } from '../../shared/capture/index.ts';
import { CompanyConfig } from '../../shared/company/company-config.ts';
import type { ConfigKind, ConfigReader } from '../../shared/config/index.ts';
import { type Lead, noEvidence, parseTimelineEntries, type TimelineEntry } from '../../shared/leads/index.ts';
import type { OutgoingMail } from '../../shared/mail/compose.ts';
import { type FeedbackParts, recordFeedback } from '../../shared/mail/feedback.ts';
import { type GateParts, queueNameOf } from '../../shared/mail/gate-parts.ts';
import type { Slot } from '../../shared/mail/rate.ts';
import { type Mail, parseMail } from '../../shared/mail/record.ts';
import { handleMailMessage } from '../../shared/mail/send.ts';
import type { SendResult } from '../../shared/mail/ses.ts';
import { parseSesEvent } from '../../shared/mail/ses-event.ts';
import { FormId, type IdSource, LeadId, leadSubject, type MailId, PoolId, RepId, SourceId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../shared/platform/logging.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import { PoolConfig } from '../../shared/routing/pool-config.ts';
import { RepConfig } from '../../shared/routing/rep-config.ts';
import { ScoringConfig } from '../../shared/scoring/scoring-config.ts';
import { findDueTimers, runShard } from '../../shared/timers/index.ts';
import type { WebhookConfig } from '../../shared/webhooks/webhook-config.ts';
import { idsOf } from './counted-ids.ts';
import { digests } from './digests.ts';
import { Killed } from './effects.ts';
import { rise, riseItem } from './hot-lead.ts';
import { decisionId, sampleLead, samplePost, startAt } from './lead-world/sample.ts';
import { seedLeads } from './lead-world/stored-leads.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';
import { unheardQueue } from './queues.ts';
import { randomFrom } from './random-numbers.ts';

/** What SES does with a call: the two last lose the answer, one after it took the mail. */
export type SesFate = 'accept' | 'refuse' | 'throttle' | 'notVerified' | 'lostBefore' | 'lostAfter';

interface Delivery {
  readonly at: number;
  readonly queue: 'notice' | 'mail' | 'feedback' | 'shards' | 'work';
  readonly body: unknown;
}

export const company = CompanyConfig.parse({
  id: 'company',
  name: 'Công ty An Nhiên',
  address: 'Số 1 đường Ví Dụ, TP. Hồ Chí Minh',
  phone: '1900 0000',
  email: 'hello@annhien.example',
  website: 'https://annhien.example',
});
export const form = FormConfig.parse({
  id: 'contact',
  title: { vi: 'Nhờ tư vấn', en: 'Ask for advice' },
  fields: [
    {
      name: 'product',
      label: { vi: 'Sản phẩm', en: 'Product' },
      type: 'select',
      options: [{ value: 'pos', label: { vi: 'Bán hàng', en: 'Point of sale' } }],
    },
  ],
  allowedOrigins: ['self'],
  thankYouUrls: ['/cam-on.html'],
  honeypotField: 'khong_dien',
  mailsWithoutToken: true,
  consentTexts: [],
});
export const scoring = ScoringConfig.parse(defaultConfig.scoring[0]);
export const rep = RepConfig.parse({ id: 'rep-lan', name: 'Trần Thị Lan', email: 'lan@sales.example' });

export const sender = {
  from: 'no-reply@annhien.example',
  configurationSets: { lead: 'pheu', rep: 'pheu-notices', watched: 'pheu-watched' },
  mailLinkKey: 'key',
  siteUrl: 'https://www.annhien.example',
  signedLinkKey: 'link key',
  leadPage: 'https://console.annhien.example/#/khach/{leadId}',
};

/** What a test may change: documents by kind. */
export interface Documents {
  forms: FormConfig[];
  reps: RepConfig[];
  pools: PoolConfig[];
  users: UserConfig[];
  company: CompanyConfig[];
  scoring: ScoringConfig[];
  webhooks: WebhookConfig[];
}

/** Kinds of mails that posts, decisions and levels ask for; digests are made of them. */
export type AskedKind = Exclude<
  MailRequest['kind'],
  | 'addressAsked'
  | 'addressChanged'
  | 'afterSaleNotice'
  | 'channelOffNotice'
  | 'digestNotice'
  | 'exportNotice'
  | 'leaderDigest'
  | 'letter'
  | 'marketingNotice'
  | 'mentionNotice'
  | 'mergedNotice'
  | 'morningNotice'
  | 'overdueNotice'
  | 'partedNotice'
  | 'readingNotice'
  | 'refusalConfirmed'
  | 'registrationMail'
  | 'rightsNotice'
  | 'releasedNotice'
  | 'reportDigest'
  | 'takenNotice'
  | 'sequenceMail'
  | 'givenNotice'
  | 'subscriptionAsked'
  | 'sequenceNotice'
  | 'taskReminder'
  | 'claimNotice'
  | 'splitNotice'
  | 'unacceptedNotice'
  | 'webhookNotice'
  | 'escalationNotice'
  | 'replyNotice'
  | 'declinedNotice'
>;

export function asked(kind: AskedKind, leadId = 'L1', submissionId = 's1', sourceId = 'contact'): MailRequest {
  if (kind === 'assignedNotice') return { v: 1, kind, leadId, subject: leadSubject, decisionId };
  return kind === 'hotNotice' ? { v: 1, kind, leadId, ...rise } : { v: 1, kind, leadId, channel: 'form', sourceId, submissionId };
}

/** Names the mail that `asked` asks for. */
export function mailIdFor(...what: Parameters<typeof asked>): MailId {
  const request = asked(...what);
  return mailProducts[request.kind].idOf(request);
}

/** The queue that mails of a kind come over. */
export const queueFor = (kind: AskedKind) => queueNameOf(kind, mailProducts);

/** The gate, its queues, SES and the clock in one process, with time that jumps to the next delivery. */
export class MailWorld {
  readonly table: MemoryTable;
  readonly sent: OutgoingMail[] = [];
  readonly documents: Documents;
  now = startAt;
  /** Fate of a call to SES. */
  fate: (mail: OutgoingMail) => SesFate = () => 'accept';
  /** Whether the sending rate has a slot. */
  hasSlot: () => boolean = () => true;
  /** Until when the day's quota of mails is spent. */
  quotaSpentUntil = 0;
  /** Whether the event of a sent mail gets lost on its way. */
  losesEvent: () => boolean = () => false;
  /** Deliveries of one message: more than one is SQS at its word. */
  copies: () => number = () => 1;
  /** Called before and after each call of the gate to the outside; may throw Killed. */
  onCall: (name: string, when: 'before' | 'after') => void = () => {};
  /** When SQS shows a dead worker's message again. */
  visibilityMs = 90_000;
  deliveries = 0;
  /** Called after each delivery, as the stream tells of what was written. */
  heard: (() => Promise<void>) | undefined;
  /** Takes what timers ask of `work`; undefined where nobody does. */
  work: ((message: unknown) => Promise<void>) | undefined;
  /** What the gate writes down. */
  log: Log = silentLog;
  /** What `work` was asked for at once. */
  readonly workAsked: unknown[] = [];
  /** Mails whose answer SES lost. */
  ambiguous = 0;
  readonly random: () => number;
  readonly #queue: Delivery[] = [];
  #ids = 0;

  constructor(seed = 1, table: MemoryTable = memoryTable()) {
    this.table = table;
    this.random = randomFrom(seed);
    this.documents = {
      forms: [form],
      reps: [rep],
      pools: [PoolConfig.parse({ id: 'south', name: { vi: 'miền Nam', en: 'South' }, members: [] })],
      users: [],
      company: [company],
      scoring: [scoring],
      webhooks: [],
    };
  }

  /** A lead and its first posts. */
  putLead(changes: Partial<Lead> = {}): Lead {
    const lead = sampleLead(changes);
    seedLeads(this.table, lead);
    for (const post of ['s1', 's2', 's3', 's4']) {
      this.putPost(samplePost(lead, post));
      this.putPost(samplePost(lead, post, { sourceId: SourceId.parse('other-form') }));
    }
    return lead;
  }

  /** Deletes all that lies with leads, as whoever erases them does. */
  async forget(...leadIds: readonly LeadId[]): Promise<void> {
    const pks = leadIds.map((leadId) => keys.leadPk(leadId));
    const theirs = this.table.all().filter(({ pk }) => pks.some((one) => one === pk));
    await this.table.deleteAll(theirs.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
  }

  putPost(post: Submission): void {
    this.table.seed({ ...keys.submission(post), ...post });
  }

  /** A lead that became hot, with the entry that says so. */
  putHotLead(changes: Partial<Lead> = {}, data: Parameters<typeof riseItem>[1] = {}): Lead {
    const lead = this.putLead({ evidence: { ...noEvidence, temperature: 'hot', fit: 'B' }, ...changes });
    this.table.seed(riseItem(lead, data));
    return lead;
  }

  deliver(queue: Delivery['queue'], body: unknown, delaySeconds = 0): void {
    for (let copy = 0; copy < this.copies(); copy += 1) {
      const delivery = { at: this.now + delaySeconds * 1_000 + copy * Math.floor(this.random() * 2_000), queue, body };
      const place = this.#queue.findLastIndex((other) => other.at <= delivery.at) + 1;
      this.#queue.splice(place, 0, delivery);
    }
  }

  /** Delivers until nothing is under way, at most until `until`. */
  async run(until = Number.POSITIVE_INFINITY): Promise<void> {
    for (let next = this.#queue[0]; next && next.at <= until; next = this.#queue[0]) {
      this.#queue.shift();
      this.now = Math.max(this.now, next.at);
      this.deliveries += 1;
      if (this.deliveries > 5_000_000) throw new Error('the mails never come to rest');
      try {
        await this.#handle(next);
        await this.heard?.();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        // SQS shows the message again when its visibility ends.
        this.#requeue(next);
      }
    }
    if (Number.isFinite(until)) this.now = until;
  }

  /** Lets time pass from one message or timer to the next, with a look at the timers half a minute before each. */
  async jump(ms: number): Promise<void> {
    const end = this.now + ms;
    for (let turns = 0; turns < 20_000; turns += 1) {
      const nextLook = Math.max(this.now, this.#nextTimerAt() - 30_000);
      const next = Math.min(end, this.nextDeliveryAt ?? end, nextLook);
      await this.run(next);
      if (next >= end) return;
      if (next === nextLook) await this.tick();
    }
    throw new Error('the mails never come to rest');
  }

  #nextTimerAt(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { pk, dueAt } of this.table.items.values())
      if (String(pk).startsWith('DUE#')) next = Math.min(next, Date.parse(String(dueAt)));
    return next;
  }

  /** When the next message is delivered. */
  get nextDeliveryAt(): number | undefined {
    return this.#queue[0]?.at;
  }

  /** One look of the minute at the timers. */
  tick(): Promise<void> {
    return findDueTimers({ table: this.table, clock: this.clock, shards: this.#queueOf('shards'), log: silentLog });
  }

  mails(): Mail[] {
    return this.table.all().flatMap((item) => (String(item.sk).startsWith('MAIL#') ? [parseMail(item)] : []));
  }

  /** What the gate told of its mails. */
  timeline(): TimelineEntry[] {
    const entries = this.table.all().flatMap((item) => (String(item.sk).startsWith('TIMELINE#') ? parseTimelineEntries(item) : []));
    return entries.filter(({ type }) => type.startsWith('mail.'));
  }

  clock = (): Date => new Date(this.now);

  readonly ids: IdSource = { ...idsOf(() => this.#next()), attemptId: () => `attempt-${this.#next()}` };

  parts(): GateParts {
    return {
      products: mailProducts,
      table: this.#watched(this.table),
      digests,
      config: this.#config(),
      ses: { send: (mail) => this.#send(mail) },
      rate: { take: () => Promise.resolve(this.#slot()) },
      queues: { notice: this.#queueOf('notice'), mail: this.#queueOf('mail'), work: this.#queueOf('work') },
      sender,
      clock: this.clock,
      ids: this.ids,
      random: this.random,
      log: this.log,
    };
  }

  feedbackParts(): FeedbackParts {
    return { table: this.table, digests, clock: this.clock, ids: this.ids, log: silentLog };
  }

  /** Takes feedback of SES. */
  async hear(body: string, log: Log = silentLog): Promise<void> {
    const event = parseSesEvent(body);
    if (event) await recordFeedback(event, { ...this.feedbackParts(), log });
  }

  sesEvent(mail: OutgoingMail, eventType: string, more: Record<string, unknown> = {}): string {
    const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
    const timestamp = this.clock().toISOString();
    return JSON.stringify({ eventType, mail: { messageId: 'ses-1', timestamp, destination: [mail.to], tags }, ...more });
  }

  #slot(): Slot {
    if (this.now < this.quotaSpentUntil) return { kind: 'spent', until: new Date(this.quotaSpentUntil), isNews: false };
    return { kind: this.hasSlot() ? 'taken' : 'busy' };
  }

  #next(): string {
    this.#ids += 1;
    return String(this.#ids).padStart(8, '0');
  }

  #requeue(delivery: Delivery): void {
    const again = { ...delivery, at: this.now + this.visibilityMs };
    const place = this.#queue.findLastIndex((other) => other.at <= again.at) + 1;
    this.#queue.splice(place, 0, again);
  }

  async #handle({ queue, body }: Delivery): Promise<void> {
    if (queue === 'feedback') await this.hear(String(body));
    else if (queue === 'work') await (this.work ? this.work(body) : this.workAsked.push(body));
    else if (queue === 'shards') {
      const queues = { ...this.parts().queues, score: unheardQueue, work: this.work ? this.#queueOf('work') : unheardQueue };
      await runShard(TimerShardMessage.parse(body), { ...this.parts(), queues, timeLeftMs: () => 60_000 });
    } else await handleMailMessage(this.#message(body), this.parts());
  }

  #message(body: unknown): MailMessage {
    return MailMessageSchema.parse(JSON.parse(JSON.stringify(body)));
  }

  async #watch<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> {
    this.onCall(name, 'before');
    const answer = await call();
    this.onCall(name, 'after');
    return answer;
  }

  #watched(table: MemoryTable): MemoryTable {
    return {
      ...table,
      get: (key, options) => this.#watch('get', () => table.get(key, options)),
      put: (input) => this.#watch('put', () => table.put(input)),
      update: (input) => this.#watch('update', () => table.update(input)),
      transact: (writes) => this.#watch('transact', () => table.transact(writes)),
      deleteAll: (unwanted) => this.#watch('deleteAll', () => table.deleteAll(unwanted)),
    };
  }

  #queueOf(queue: Delivery['queue']): Queue {
    const send = (message: { body: unknown; delaySeconds?: number }) =>
      this.#watch('queue', async () => {
        if ((message.delaySeconds ?? 0) > 900) throw new Error('SQS delays 900 seconds at most');
        this.deliver(queue, message.body, message.delaySeconds);
      });
    return {
      send,
      async sendAll(messages) {
        for (const message of messages) await send(message);
      },
    };
  }

  #send(mail: OutgoingMail): Promise<SendResult> {
    return this.#watch('ses', async () => {
      const fate = this.fate(mail);
      if (fate === 'refuse') return { kind: 'refused', error: 'MessageRejected' };
      if (fate === 'throttle') return { kind: 'notAccepted', error: 'TooManyRequestsException', needsPerson: false };
      if (fate === 'notVerified') return { kind: 'notAccepted', error: 'IdentityNotVerified', needsPerson: true };
      if (fate === 'lostBefore' || fate === 'lostAfter') this.ambiguous += 1;
      if (fate !== 'lostBefore') {
        this.sent.push(mail);
        if (!this.losesEvent()) this.deliver('feedback', this.sesEvent(mail, 'Send'), 1);
      }
      return fate === 'accept' ? { kind: 'accepted', messageId: 'ses-1' } : { kind: 'ambiguous', error: 'TimeoutError' };
    });
  }

  #config(): ConfigReader {
    const { documents } = this;
    const byKind: Readonly<Record<string, readonly { id: string }[]>> = { ...documents };
    const publishedAt = '2026-01-01T00:00:00.000Z';
    const set = (kind: ConfigKind) => ({
      kind: kind.name,
      version: 1,
      publishedAt,
      documents: new Map((byKind[kind.name] ?? []).map((document) => [document.id, document])),
    });
    // The reader's types follow from the kind, which a map of documents cannot tell.
    const read = async (kind: ConfigKind) => set(kind);
    return { current: read, at: read, version: read } as ConfigReader;
  }
}

export const ids = { lead: LeadId.parse('L1'), rep: RepId.parse('rep-lan'), pool: PoolId.parse('south'), form: FormId.parse('contact') };
