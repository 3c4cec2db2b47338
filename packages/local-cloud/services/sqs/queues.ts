import type { LocalClock } from '../../clock.ts';
import type { Service } from '../service.ts';
import { checkMessage } from './limits.ts';
import type { MessageToSend, QueueDepth, ReceivedMessage, SentMessage, StoredMessage } from './message.ts';
import { nameIn, queueDoesNotExist } from './names.ts';
import { createSqsService } from './operations.ts';
import { Queue } from './queue.ts';
import type { QueueOptions, QueueSnapshot } from './queue-options.ts';

export interface CapturedMessage {
  readonly queueArn: string;
  readonly body: string;
  readonly groupId?: string | undefined;
  readonly at: number;
}

export type SqsSnapshot = Readonly<Record<string, QueueSnapshot>>;

/** The queues of the local account, for the engine; SDK clients reach the same queues through `service`. */
export interface LocalQueues {
  readonly service: Service;
  createQueue(options: QueueOptions): { readonly arn: string };
  /** Needs an open gateway, whose address is part of it. */
  urlOf(arn: string): string;
  arnOf(name: string): string;
  list(): readonly Queue[];
  send(arn: string, message: MessageToSend): SentMessage;
  receive(arn: string, max: number, waitMs: number, visibilityMs?: number): Promise<readonly ReceivedMessage[]>;
  delete(arn: string, receiptHandles: readonly string[]): void;
  setVisibility(arn: string, receiptHandle: string, visibilityMs: number): void;
  depth(arn: string): QueueDepth;
  /** Everything that lies in the queue, in any state. */
  messages(arn: string): readonly StoredMessage[];
  purge(arn: string): void;
  /** Moves what lies in a dead-letter queue back to where it came from, or to one queue; answers how many. */
  redrive(sourceArn: string, destinationArn?: string): number;
  /** Called whenever a queue has something to receive, also after a delay or a visibility timeout has passed. */
  onMessage(listener: (arn: string) => void): () => void;
  /** Every body ever sent, or what is kept instead of it; the last 200,000. */
  captured(): readonly CapturedMessage[];
  /** Forgets what was captured. */
  forget(): void;
  snapshot(): SqsSnapshot;
  restore(snapshot: SqsSnapshot): void;
  close(): void;
}

const capturedLimit = 200_000;

export function openQueues(options: { readonly clock: LocalClock; readonly accountId: string; readonly region: string }): LocalQueues {
  const { clock, accountId, region } = options;
  const queues = new Map<string, Queue>();
  const listeners = new Set<(arn: string) => void>();
  const captured: CapturedMessage[] = [];
  let gatewayUrl: string | undefined;

  const queueAt = (arn: string): Queue => {
    const queue = queues.get(arn);
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  };

  const capture = (entry: CapturedMessage): void => {
    captured.push(entry);
    // Trimmed by the half: shifting the array at every message would cost its length each time.
    if (captured.length > capturedLimit * 1.5) captured.splice(0, captured.length - capturedLimit);
  };

  const local: LocalQueues = {
    service: createSqsService({
      queueByUrl: (url) => queueAt(local.arnOf(nameIn(url))),
      local: () => local,
      attach: (url) => (gatewayUrl = url),
    }),
    createQueue(queueOptions) {
      const arn = local.arnOf(queueOptions.name);
      if ((queueOptions.fifo === true) !== queueOptions.name.endsWith('.fifo'))
        throw new Error(`the name of a FIFO queue ends in .fifo, and only that: ${queueOptions.name}`);
      if (queues.has(arn)) throw new Error(`the queue ${queueOptions.name} exists already`);
      const queue = new Queue(arn, queueOptions, clock, {
        onVisible: () => {
          for (const listener of listeners) listener(arn);
        },
        deadLetter: (deadLetterArn, message) => {
          const target = queueAt(deadLetterArn);
          // A FIFO dead-letter queue starts the retention anew, a standard one does not.
          target.takeOver(message, { deadLetterSourceArn: arn, ...(target.isFifo ? { sentAtMs: clock.now() } : {}) });
        },
      });
      queues.set(arn, queue);
      return { arn };
    },
    urlOf(arn) {
      if (gatewayUrl === undefined) throw new Error('a queue has a URL once the gateway is open');
      return `${gatewayUrl}/${accountId}/${queueAt(arn).options.name}`;
    },
    arnOf: (name) => `arn:aws:sqs:${region}:${accountId}:${name}`,
    list: () => [...queues.values()],
    send(arn, message) {
      const queue = queueAt(arn);
      checkMessage(queue, message);
      const sent = queue.send(message);
      capture({ queueArn: arn, body: message.recordedAs ?? message.body, groupId: message.groupId, at: clock.now() });
      return sent;
    },
    receive: async (arn, max, waitMs, visibilityMs) => queueAt(arn).receive(max, waitMs, visibilityMs),
    delete(arn, receiptHandles) {
      for (const receiptHandle of receiptHandles) queueAt(arn).delete(receiptHandle);
    },
    setVisibility: (arn, receiptHandle, visibilityMs) => queueAt(arn).setVisibility(receiptHandle, visibilityMs),
    depth: (arn) => queueAt(arn).depth(),
    messages: (arn) => queueAt(arn).messages(),
    purge: (arn) => queueAt(arn).purge(),
    redrive(sourceArn, destinationArn) {
      const source = queueAt(sourceArn);
      const waiting = source.messages().filter((message) => message.state === 'visible');
      for (const message of waiting) {
        const target = queueAt(destinationArn ?? message.deadLetterSourceArn ?? sourceArn);
        if (target === source) continue;
        source.remove(message);
        // SQS treats a redriven message as a new one: fresh id, time and count.
        target.takeOver(message, {
          messageId: crypto.randomUUID(),
          sentAtMs: clock.now(),
          receiveCount: 0,
          firstReceivedAtMs: undefined,
          deadLetterSourceArn: undefined,
        });
      }
      return waiting.length;
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    captured: () => captured.slice(-capturedLimit),
    forget: () => void captured.splice(0),
    snapshot: () => Object.fromEntries([...queues.values()].map((queue) => [queue.options.name, queue.snapshot()])),
    restore(snapshot) {
      for (const [name, queueSnapshot] of Object.entries(snapshot)) queues.get(local.arnOf(name))?.restore(queueSnapshot);
    },
    close() {
      for (const queue of queues.values()) queue.close();
    },
  };
  return local;
}
