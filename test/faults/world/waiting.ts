import type { SQSRecord } from 'aws-lambda';
import { PoolMessage, WorkMessage } from '../../../events/index.ts';
import type { ConfigDocument, ConfigKind, ConfigReader, ConfigSet } from '../../../shared/config/index.ts';
import { intakeSubmission } from '../../../shared/intake/index.ts';
import { messageGroup, parseBody, processBatch, processFifo, toDeadLetters } from '../../../shared/platform/batch.ts';
import { minutesMs, secondsMs } from '../../../shared/platform/clock.ts';
import { PoolId, refOf } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { OutgoingMessage, Queue } from '../../../shared/platform/queues.ts';
import { publishChanges } from '../../../shared/publishing/index.ts';
import { assignLeads } from '../../../shared/routing/index.ts';
import { retimeOffersWork } from '../../../shared/routing/retime-offers.ts';
import { retryWaitingWork } from '../../../shared/routing/retry-waiting.ts';
import { waitingRequest } from '../../../shared/routing/waiting-request.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork, type WorkParts } from '../../../shared/work/index.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig, type FixedConfig } from '../../support/lead-world/config.ts';
import { createWorld, submissionOf } from '../../support/lead-world/world.ts';
import { noEndpoints } from '../../support/no-endpoints.ts';
import { person } from '../../support/people.ts';
import { unheardQueue } from '../../support/queues.ts';
import { Faults, type Rates } from './faults.ts';
import { FifoQueue } from './fifo-queue.ts';
import { busFor, queueFor, tableFor } from './outside.ts';
import type { Process } from './process.ts';
import { StandardQueue } from './queues.ts';
import { Stream } from './stream.ts';
import { VirtualTime } from './time.ts';

/** How long an instance may go by rules that it has read before. */
const cacheMs = 30 * secondsMs;
const minuteMs = minutesMs;

/** A kind of rules as it was from a moment on. */
interface Published {
  readonly at: number;
  readonly set: ConfigSet<ConfigDocument>;
}

/** Whether a timer has waiting leads tried again: this world does no other work, such as reminding of tasks. */
export const isRetry = ({ queue, message }: Timer): boolean => queue === 'work' && message.kind === waitingRequest.kind;

/** Leads on their way to reps who come and go: the pools' queue, the work, the timers and the stream, with faults at each of their calls. */
export class WaitingWorld {
  readonly time = new VirtualTime();
  readonly faults: Faults;
  readonly assign: FifoQueue;
  readonly work: StandardQueue;
  readonly stream: Stream;
  readonly #world = createWorld();
  readonly #rules: FixedConfig = createFixedConfig();
  readonly #history = new Map<string, Published[]>();
  #people = 0;

  constructor(seed: number, rates: Rates) {
    this.faults = new Faults(seed, rates, this.time);
    this.assign = new FifoQueue({ name: 'assign', timeoutMs: 10_000, maxConcurrency: 20 }, this.faults, this.time, (records, process) =>
      this.#assign(records, process),
    );
    this.work = new StandardQueue({ name: 'work', timeoutMs: 60_000, maxConcurrency: 5 }, this.faults, this.time, (records, process) =>
      processBatch(
        records,
        (record) => doWork(parseBody(record, WorkMessage), [retimeOffersWork, retryWaitingWork], this.#partsOf(process)),
        {
          log: silentLog,
          onFinal: toDeadLetters,
        },
      ),
    );
    this.stream = new Stream(this.faults, this.time, (records, process) => publishChanges(records, this.#partsOf(process)));
  }

  get table() {
    return this.#world.table;
  }

  /** Publishes rules of one kind: the deployment knows them within the time of its caches. */
  async publish<Document extends ConfigDocument>(kind: ConfigKind<Document>, change: (rules: FixedConfig) => void): Promise<void> {
    const before = await this.#rules.current(kind);
    const history = this.#history.get(kind.name) ?? [{ at: 0, set: before }];
    change(this.#rules);
    const publishedAt = this.time.clock().toISOString();
    const set = { ...(await this.#rules.current(kind)), publishedAt };
    this.#history.set(kind.name, [...history, { at: this.time.now, set }]);
    this.stream.tell({ ...keys.configCurrent(kind.name), version: set.version, publishedAt });
  }

  /** People post, one after the other; intake is not what fails here. */
  async arrive(provinces: readonly string[]): Promise<void> {
    for (const province of provinces) {
      const submission = submissionOf({
        submissionId: `post-${this.#people}`,
        fields: { ...person(this.#people), province },
        receivedAt: this.time.clock().toISOString(),
      });
      this.#people += 1;
      this.table.seed({ ...keys.submission(submission), ...submission });
      await intakeSubmission(refOf(submission), { ...this.#world.parts, clock: this.time.clock, config: this.#rules });
      for (const message of this.#world.sent.assign.splice(0)) this.assign.accept(message);
    }
  }

  /** Looks for due timers once a minute, as long as the world lasts. */
  watchTimers(untilMs: number): void {
    for (let ms = 0; ms <= untilMs; ms += minuteMs) {
      this.time.after(ms, () => {
        for (const item of this.#world.itemsOf('DUE#')) {
          const timer = Timer.safeParse(item);
          if (timer.success && isRetry(timer.data)) void this.#send(timer.data);
        }
      });
    }
  }

  /** Sends dead letters on their way again, as whoever is rung does, until nothing is left of them; timers are watched for as long each time. */
  async redrive(watchedMs: number): Promise<void> {
    while (this.assign.dead.length > 0) {
      for (const { messageId, body, groupId = '' } of this.assign.dead.splice(0)) {
        this.assign.accept({ body: JSON.parse(body), groupId, deduplicationId: `redriven-${messageId}` });
      }
      this.watchTimers(watchedMs);
      await this.time.run();
    }
  }

  async #send({ timerId, dueAt, message, groupId = '' }: Timer): Promise<void> {
    const inMs = Date.parse(dueAt) - this.time.now;
    if (inMs > minuteMs) return;
    this.work.accept({ body: message, groupId, delaySeconds: Math.max(0, Math.ceil(inMs / secondsMs)) });
    // The deletion is lost now and then: the timer is sent again a minute later.
    if (!this.faults.doubles()) await this.table.deleteAll([keys.timer(dueAt, timerId)]);
  }

  #assign(records: readonly SQSRecord[], process: Process) {
    const parts = this.#partsOf(process);
    const group = (messages: readonly PoolMessage[]) => assignLeads(PoolId.parse(messages[0]?.poolId), messages, parts);
    return processFifo(records, messageGroup, (all) => group(all.map((record) => parseBody(record, PoolMessage))), { log: silentLog });
  }

  #partsOf(process: Process) {
    const { parts } = this.#world;
    const queueOf = (queue: { accept(message: OutgoingMessage): void }): Queue => queueFor(process, queue);
    const queues: WorkParts['queues'] = {
      assign: queueOf(this.assign),
      work: queueOf(this.work),
      notice: unheardQueue,
      mail: unheardQueue,
      score: unheardQueue,
    };
    return {
      ...queues,
      queues,
      askMailServers: parts.askMailServers,
      listSuppressed: parts.listSuppressed,
      accounts: parts.accounts,
      objects: parts.objects,
      table: tableFor(process, this.table, () => {}),
      config: this.#configOf(),
      clock: this.time.clock,
      ids: parts.ids,
      log: silentLog,
      digests,
      intake: unheardQueue,
      calls: unheardQueue,
      failures: unheardQueue,
      endpoints: noEndpoints,
      bus: busFor(process, () => {}),
    };
  }

  /** Rules as an instance knows them that read them up to half a minute ago. */
  #configOf(): ConfigReader {
    const readAt = new Map<string, number>();
    const rules = this.#rules;
    const current = async <Document extends ConfigDocument>(kind: ConfigKind<Document>): Promise<ConfigSet<Document>> => {
      const history = this.#history.get(kind.name);
      if (!history) return rules.current(kind);
      const at = readAt.get(kind.name) ?? this.time.now - this.faults.between(0, cacheMs);
      readAt.set(kind.name, at);
      return rules.version(kind, history.findLast((one) => one.at <= at)?.set.version ?? 1).then((set) => ({
        ...set,
        publishedAt: history.findLast((one) => one.at <= at)?.set.publishedAt ?? set.publishedAt,
      }));
    };
    return { current, at: current, version: rules.version };
  }
}
