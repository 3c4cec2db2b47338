import type { ConfigReader } from '../../shared/config/index.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { OutgoingMessage, Queue } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { WorkParts } from '../../shared/work/index.ts';
import { memoryAccounts } from './accounts.ts';
import { digests } from './digests.ts';
import { memoryObjects } from './objects.ts';
import { nobodySuppressed } from './suppressed.ts';

type Target = keyof WorkParts['queues'];

export interface WorkWorld {
  readonly parts: WorkParts;
  /** What was sent to each queue. */
  readonly sent: Readonly<Record<Target, OutgoingMessage[]>>;
  /** From now on a queue takes nothing. */
  fail(queue: Target): void;
}

const refuse = () => Promise.reject(new Error('no configuration here'));
const noConfig: ConfigReader = { current: refuse, at: refuse, version: refuse };

/** What a kind of work touches, with queues that remember. */
export function workWorld(table: Table, now = new Date('2026-11-27T00:00:00.000Z')): WorkWorld {
  const sent: Record<Target, OutgoingMessage[]> = { assign: [], notice: [], mail: [], score: [], work: [] };
  const failing = new Set<Target>();
  const queueOf = (name: Target): Queue => ({
    send(message) {
      return this.sendAll([message]);
    },
    async sendAll(messages) {
      if (failing.has(name)) throw new Error('the queue is down');
      sent[name].push(...messages);
    },
  });
  const queues = {
    assign: queueOf('assign'),
    notice: queueOf('notice'),
    mail: queueOf('mail'),
    score: queueOf('score'),
    work: queueOf('work'),
  };
  const parts: WorkParts = {
    table,
    config: noConfig,
    clock: () => now,
    ids: randomIds,
    digests,
    askMailServers: async () => 'found',
    listSuppressed: nobodySuppressed,
    accounts: memoryAccounts(),
    objects: memoryObjects(),
    queues,
    log: silentLog,
  };
  return { parts, sent, fail: (queue) => void failing.add(queue) };
}
