import type { OutgoingMail } from '../../../shared/mail/compose.ts';
import type { MailSender, SendResult } from '../../../shared/mail/ses.ts';
import type { OutgoingMessage, Queue } from '../../../shared/platform/queues.ts';
import type { Table } from '../../../shared/platform/table.ts';
import type { Bus, BusEvent } from '../../../shared/publishing/index.ts';
import type { MemoryTable } from '../../support/memory-table.ts';
import type { Faults } from './faults.ts';
import type { Process } from './process.ts';

/** The table as one process sees it; `wrote` is told of every write, for the stream. */
export function tableFor(process: Process, table: MemoryTable, wrote: () => void): Table {
  const read = <Answer>(effect: () => Promise<Answer>) => process.call('table', effect);
  const write = <Answer>(effect: () => Promise<Answer>) =>
    process.call('table', async () => {
      try {
        return await effect();
      } finally {
        wrote();
      }
    });
  /** The service knows a repeated transaction by the token that the SDK gives it, so a second one does nothing. */
  const once = (effect: () => Promise<void>) => {
    let isDone = false;
    return async () => {
      if (!isDone) await effect();
      isDone = true;
    };
  };
  return {
    name: table.name,
    get: (key, options) => read(() => table.get(key, options)),
    batchGet: (keys, options) => read(() => table.batchGet(keys, options)),
    query: (input) => read(() => table.query(input)),
    scan: (input) => table.scan(input),
    put: (input) => write(() => table.put(input)),
    update: (input) => write(() => table.update(input)),
    putAll: (items) => write(() => table.putAll(items)),
    deleteAll: (keys) => write(() => table.deleteAll(keys)),
    transact: (writes) => write(once(() => table.transact(writes))),
  };
}

const batchLimit = 10;

export function queueFor(process: Process, queue: { accept(message: OutgoingMessage): void }): Queue {
  const send = (messages: readonly OutgoingMessage[]) =>
    process.call('queue', async () => {
      for (const message of messages) queue.accept(message);
    });
  return {
    send: (message) => send([message]),
    async sendAll(messages) {
      for (let start = 0; start < messages.length; start += batchLimit) await send(messages.slice(start, start + batchLimit));
    },
  };
}

/** The bus; `take` is told the id of each event that it took. */
export function busFor(process: Process, take: (eventId: string) => void): Bus {
  const put = (events: readonly BusEvent[], offset: number): Promise<readonly number[]> =>
    process.call(
      'bus',
      async () => {
        for (const { detail } of events) take(String(detail.id));
        return [];
      },
      // With or without an effect, the caller hears of a failure only.
      () => events.map((_, index) => offset + index),
    );
  return {
    async put(events) {
      const failed: number[] = [];
      for (let start = 0; start < events.length; start += batchLimit) {
        failed.push(...(await put(events.slice(start, start + batchLimit), start)));
      }
      return failed;
    },
  };
}

export interface Mailbox {
  readonly sent: OutgoingMail[];
  /** Answers that SES lost. */
  ambiguous: number;
  /** Events of SES that never came. */
  lostEvents: number;
}

const lostEventShare = 0.05;

/** SES: takes mails, tells of most of them later, and may lose its answer. */
export function sesFor(process: Process, mailbox: Mailbox, faults: Faults, tell: (mail: OutgoingMail) => void): MailSender {
  return {
    send: (mail) =>
      process.call<SendResult>(
        'ses',
        async () => {
          mailbox.sent.push(mail);
          if (faults.loses(lostEventShare)) mailbox.lostEvents += 1;
          else tell(mail);
          return { kind: 'accepted', messageId: `ses-${mailbox.sent.length}` };
        },
        (fate) => {
          // An SES that is out of reach refuses connections; one that answers may throttle.
          if (faults.isDown('ses')) return { kind: 'notAccepted', error: 'ECONNREFUSED', needsPerson: false };
          if (fate === 'before' && faults.loses(0.5)) return { kind: 'notAccepted', error: 'TooManyRequestsException', needsPerson: false };
          mailbox.ambiguous += 1;
          return { kind: 'ambiguous', error: 'TimeoutError' };
        },
      ),
  };
}
