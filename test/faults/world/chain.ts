import type { SQSRecord } from 'aws-lambda';
import { AssignMessage, IntakeMessage, MailMessage, ScoreMessage } from '../../../events/index.ts';
import { mailProducts } from '../../../functions/send-mail/products.ts';
import { acceptPost, type CaptureResult, createAddressCounter, type IncomingPost } from '../../../shared/capture/index.ts';
import { companyKind } from '../../../shared/company/index.ts';
import { intakeSubmission, quarantineSubmission, type SubmissionParts } from '../../../shared/intake/index.ts';
import type { GateParts } from '../../../shared/mail/gate-parts.ts';
import { openMailRate } from '../../../shared/mail/rate.ts';
import { groupOfEvent, recordMailEvents } from '../../../shared/mail/record-mail-events.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { parseSesEvent } from '../../../shared/mail/ses-event.ts';
import {
  messageGroup,
  parseBody,
  processBatch,
  processFifo,
  processFifoInOrder,
  processGroups,
  toDeadLetters,
} from '../../../shared/platform/batch.ts';
import { LeadId, PoolId, SubmissionRef } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { publishChanges } from '../../../shared/publishing/index.ts';
import { assignLeads } from '../../../shared/routing/index.ts';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { countedIds } from '../../support/counted-ids.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig, easilyHot } from '../../support/lead-world/config.ts';
import { noMailLimits } from '../../support/mail-limits.ts';
import { sender } from '../../support/mail-world.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { noEndpoints } from '../../support/no-endpoints.ts';
import { unheardQueue } from '../../support/queues.ts';
import { Faults, type Rates } from './faults.ts';
import { FifoQueue } from './fifo-queue.ts';
import { busFor, type Mailbox, queueFor, sesFor, tableFor } from './outside.ts';
import { type Ended, invoke, type Process } from './process.ts';
import { StandardQueue } from './queues.ts';
import { Stream } from './stream.ts';
import { VirtualTime } from './time.ts';

const namedSubmission = IntakeMessage.extend(SubmissionRef.shape);
const captureTimeoutMs = 10_000;

/** Capture to mail feedback in one process: the use cases as the functions wire them, everything outside of them in memory. */
export class Chain {
  readonly time = new VirtualTime();
  readonly table = memoryTable();
  readonly mailbox: Mailbox = { sent: [], ambiguous: 0, lostEvents: 0 };
  /** Copies of each event that the bus took, by its id. */
  readonly events = new Map<string, number>();
  readonly setAside: unknown[] = [];
  readonly faults: Faults;
  readonly stream: Stream;
  readonly intake: FifoQueue;
  readonly assign: FifoQueue;
  readonly notice: StandardQueue;
  readonly mail: StandardQueue;
  readonly score: StandardQueue;
  readonly feedback: StandardQueue;
  readonly #config = createFixedConfig();
  readonly #ids = countedIds();
  readonly #addresses = createAddressCounter();
  /** When something new was last stored or published. */
  lastNewsAt = 0;
  #told = 0;

  constructor(seed: number, rates: Rates) {
    const { time } = this;
    this.#config.change(scoringKind, 'scoring', easilyHot);
    // A month's leads in minutes.
    this.#config.change(companyKind, 'company', (company) => ({ ...company, mailLimits: noMailLimits }));
    const faults = new Faults(seed, rates, time);
    this.faults = faults;
    this.stream = new Stream(faults, time, (records, process) => publishChanges(records, this.#partsOf(process)));
    // Time-outs and copies of the consumers as infra/ sets them.
    this.intake = new FifoQueue({ name: 'intake', timeoutMs: 10_000, maxConcurrency: 50 }, faults, time, (records, process) =>
      this.#takeIn(records, process),
    );
    this.assign = new FifoQueue({ name: 'assign', timeoutMs: 10_000, maxConcurrency: 20 }, faults, time, (records, process) =>
      this.#assign(records, process),
    );
    const gate = (records: readonly SQSRecord[], process: Process) => {
      const parts = this.#gateParts(process);
      return processBatch(records, (record) => handleMailMessage(parseBody(record, MailMessage), parts), {
        log: silentLog,
        onFinal: toDeadLetters,
      });
    };
    this.notice = new StandardQueue({ name: 'notice', timeoutMs: 15_000, maxConcurrency: 10 }, faults, time, gate);
    this.mail = new StandardQueue({ name: 'mail', timeoutMs: 15_000, maxConcurrency: 5 }, faults, time, gate);
    this.score = new StandardQueue({ name: 'score', timeoutMs: 15_000, maxConcurrency: 10 }, faults, time, (records, process) =>
      processGroups(
        records,
        (record) => parseBody(record, ScoreMessage),
        ({ leadId }) => leadId,
        (leadId, messages, delivery) => scoreLead(LeadId.parse(leadId), messages, this.#partsOf(process), delivery),
        { log: silentLog, onFinal: toDeadLetters },
      ),
    );
    this.feedback = new StandardQueue({ name: 'feedback', timeoutMs: 10_000, maxConcurrency: 5 }, faults, time, (records, process) => {
      const parts = this.#partsOf(process);
      return processGroups(
        records,
        (record) => parseSesEvent(record.body),
        groupOfEvent,
        (_, events) => recordMailEvents(events, parts),
        { log: silentLog, onFinal: toDeadLetters },
      );
    });
  }

  get queues() {
    return [this.intake, this.assign, this.notice, this.mail, this.score, this.feedback];
  }

  /** One HTTP request to capture-form. */
  post(incoming: IncomingPost): Promise<Ended<CaptureResult>> {
    return invoke(this.faults, this.time, captureTimeoutMs, (process) =>
      acceptPost(
        {
          table: this.#tableOf(process),
          intakeQueue: queueFor(process, this.intake),
          config: this.#config,
          clock: this.time.clock,
          ids: this.#ids,
          formTokenKeys: ['key'],
          digests,
          addresses: this.#addresses,
        },
        incoming,
      ),
    );
  }

  #takeIn(records: readonly SQSRecord[], process: Process) {
    const parts = this.#partsOf(process);
    return processFifoInOrder(records, messageGroup, (record) => intakeSubmission(parseBody(record, namedSubmission), parts), {
      log: silentLog,
      onFinal: (record) => quarantineSubmission(parseBody(record, namedSubmission), ['corrupt'], parts),
    });
  }

  #assign(records: readonly SQSRecord[], process: Process) {
    const parts = this.#partsOf(process);
    const assignGroup = (group: readonly SQSRecord[]) => {
      const messages = group.map((record) => parseBody(record, AssignMessage));
      return assignLeads(PoolId.parse(messages[0]?.poolId), messages, parts);
    };
    return processFifo(records, messageGroup, assignGroup, { log: silentLog });
  }

  #tableOf(process: Process) {
    return tableFor(process, this.table, () => {
      if (this.table.inserted.length > this.#told) this.lastNewsAt = this.time.now;
      for (; this.#told < this.table.inserted.length; this.#told += 1) {
        const item = this.table.inserted[this.#told];
        // The filter of the stream's mapping.
        if (item && (String(item.sk).startsWith('TIMELINE#') || item.sk === 'RAW')) this.stream.tell(item);
      }
    });
  }

  #partsOf(process: Process) {
    const queueOf = (queue: FifoQueue | StandardQueue) => queueFor(process, queue);
    return {
      table: this.#tableOf(process),
      config: this.#config,
      clock: this.time.clock,
      ids: this.#ids,
      intake: queueOf(this.intake),
      assign: queueOf(this.assign),
      calls: unheardQueue,
      work: unheardQueue,
      digests,
      notice: queueOf(this.notice),
      mail: queueOf(this.mail),
      score: queueOf(this.score),
      bus: busFor(process, (eventId) => {
        const copies = this.events.get(eventId) ?? 0;
        if (copies === 0) this.lastNewsAt = this.time.now;
        this.events.set(eventId, copies + 1);
      }),
      failures: queueFor(process, { accept: (message) => this.setAside.push(message.body) }),
      endpoints: noEndpoints,
      log: silentLog,
    } satisfies SubmissionParts & Record<string, unknown>;
  }

  #gateParts(process: Process): GateParts {
    const parts = this.#partsOf(process);
    return {
      ...parts,
      products: mailProducts,
      queues: { notice: queueFor(process, this.notice), mail: queueFor(process, this.mail), work: unheardQueue },
      ses: sesFor(process, this.mailbox, this.faults, (mail) => {
        const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
        const timestamp = this.time.clock().toISOString();
        const body = { eventType: 'Send', mail: { messageId: 'ses', timestamp, destination: [mail.to], tags } };
        this.time.after(this.faults.between(200, 3_000), () => this.feedback.accept({ body }));
      }),
      rate: openMailRate(
        { mailsPerSecond: 200, mailsPerDay: 1_000_000 },
        { ...parts, random: this.faults.random, sleep: (ms) => this.time.sleep(ms) },
      ),
      sender,
      random: this.faults.random,
    };
  }
}
