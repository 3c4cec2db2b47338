import { CallMessage } from '../../../events/index.ts';
import {
  type Answered,
  type CallKind,
  type CallParts,
  callMessage,
  makeCall,
  type OutgoingRequest,
  parseCall,
} from '../../../shared/calls/index.ts';
import { addMs, secondsMs } from '../../../shared/platform/clock.ts';
import { type CallId, randomIds } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type LogFields, silentLog } from '../../../shared/platform/logging.ts';
import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';

interface Delivery {
  readonly at: number;
  readonly body: unknown;
  readonly groupId: string | undefined;
}

export const visibilitySeconds = 180;

/** The queue of calls and whoever takes from it, under a clock that jumps from message to message. */
export class CallWorld {
  readonly table: MemoryTable = memoryTable();
  readonly kinds: readonly CallKind[];
  readonly sent: OutgoingRequest[] = [];
  readonly groups = new Set<string | undefined>();
  readonly errors: string[] = [];
  readonly warnings: { readonly message: string; readonly fields: LogFields }[] = [];
  deliveries = 0;
  now = Date.parse('2026-11-27T00:00:00.000Z');
  #queue: Delivery[] = [];
  /** What the other side answers. */
  answer: (attempt: number) => Partial<Answered> | Promise<Partial<Answered>> = () => ({ status: 200 });
  /** What kinds sign with, by its name. */
  readonly secrets = new Map<string, string>();
  /** Runs before each call to the outside; throws to kill the process there. */
  onCall: (name: string) => void = () => {};

  constructor(...kinds: readonly CallKind[]) {
    this.kinds = kinds;
  }

  get parts(): CallParts {
    const { table } = this;
    return {
      table: {
        get: (...input) => this.#watched('get', () => table.get(...input)),
        put: (...input) => this.#watched('put', () => table.put(...input)),
      },
      clock: () => new Date(this.now),
      ids: randomIds,
      calls: {
        send: (message) => this.#watched('queue', async () => this.enqueue(message)),
        sendAll: (messages) =>
          this.#watched('queue', async () => {
            for (const message of messages) this.enqueue(message);
          }),
      },
      send: (outgoing) =>
        this.#watched('send', async () => {
          this.sent.push(outgoing);
          return { status: null, fault: null, retryAfterSeconds: null, body: null, ...(await this.answer(this.sent.length)) };
        }),
      secret: async (name, place) => this.secrets.get(place === 'webhooks' ? name : `${place}/${name}`),
      log: {
        ...silentLog,
        warn: (message, fields = {}) => void this.warnings.push({ message, fields }),
        error: (message) => void this.errors.push(message),
      },
    };
  }

  enqueue({ body, groupId, delaySeconds = 0 }: OutgoingMessage): void {
    if (delaySeconds > 900) throw new Error('SQS holds nothing back for so long');
    this.groups.add(groupId);
    this.#queue.push({ at: this.now + delaySeconds * secondsMs, body, groupId });
  }

  /** What the stream does with a new item of a call. */
  ask(callId: CallId): void {
    this.enqueue(callMessage(this.call(callId)));
  }

  call(callId: CallId) {
    const item = this.table.all().find(({ pk }) => pk === keys.call(callId).pk);
    if (!item) throw new Error('no such call');
    return parseCall(item);
  }

  /** Delivers all messages in order of time; one whose process fails comes back. */
  async run(limit = 1_000): Promise<void> {
    for (; this.#queue.length > 0 && this.deliveries < limit; this.deliveries += 1) {
      this.#queue.sort((one, other) => one.at - other.at);
      const next = this.#queue.shift();
      if (!next) return;
      this.now = Math.max(this.now, next.at);
      try {
        await makeCall(CallMessage.parse(next.body), this.kinds, this.parts);
      } catch {
        this.#queue.push({ ...next, at: addMs(new Date(this.now), visibilitySeconds * secondsMs).getTime() });
      }
    }
  }

  async #watched<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> {
    this.onCall(`${name}:before`);
    const answer = await call();
    this.onCall(`${name}:after`);
    return answer;
  }
}
