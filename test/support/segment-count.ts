import { addMs } from '../../shared/platform/clock.ts';
import { LeadId, randomIds, SegmentId } from '../../shared/platform/ids.ts';
import type { OutgoingMessage } from '../../shared/platform/queues.ts';
import type { Item, Table } from '../../shared/platform/table.ts';
import { countSegmentIn } from '../../shared/segments/count-work.ts';
import { startCount } from '../../shared/segments/index.ts';
import { type Membership, putMembership } from '../../shared/segments/membership.ts';
import { doWork } from '../../shared/work/index.ts';
import { killAt } from './effects.ts';
import { createFixedConfig } from './lead-world/config.ts';
import { sampleLead } from './lead-world/sample.ts';
import { seedLeads } from './lead-world/stored-leads.ts';
import { memoryTable } from './memory-table.ts';
import { workWorld } from './work.ts';

/** A list by hand of the sample configuration. */
export const listId = SegmentId.parse('khach-vip');
export const membersPerSlice = 4;

const admin = { role: 'admin', userId: 'an' } as const;
type Changes = Parameters<typeof sampleLead>[0];

/** A segment whose leads are counted, by messages that the test delivers as it likes. */
export class CountWorld {
  readonly table = memoryTable();
  readonly config = createFixedConfig();
  now = new Date('2026-11-22T03:00:00.000Z');
  /** Messages that were sent and wait. */
  readonly waiting: OutgoingMessage[] = [];
  sent = 0;
  leads = 0;

  /** Makes a lead that is in the segment from now on. */
  add(changes: Changes = {}, segmentId: SegmentId = listId): LeadId {
    this.leads += 1;
    const leadId = LeadId.parse(`L${String(this.leads).padStart(25, '0')}`);
    seedLeads(this.table, sampleLead({ leadId, ...changes }));
    this.put({ leadId, segmentId, version: 1, isIn: true, since: this.now.toISOString(), reason: 'manual' });
    return leadId;
  }

  put(membership: Membership): void {
    this.table.seed(putMembership(null, membership).Put.Item as Item);
  }

  pass(ms: number): void {
    this.now = addMs(this.now, ms);
  }

  /** Asks for the count, and perhaps dies at it. */
  start(point: number | null = null, segmentId: SegmentId = listId) {
    const { table, during } = this.#dying(point);
    const send = (message: OutgoingMessage) => during('send', () => this.#send(message));
    const work = { send, sendAll: () => Promise.reject(new Error('one is sent')) };
    return startCount(segmentId, admin, { table, config: this.config, clock: () => this.now, ids: randomIds, work });
  }

  /** Delivers a message, whose work perhaps dies. */
  async deliver({ body }: OutgoingMessage, point: number | null = null): Promise<void> {
    const { table, during } = this.#dying(point);
    const { parts } = workWorld(table, this.now);
    const send = (message: OutgoingMessage) => during('send', () => this.#send(message));
    const queues = { ...parts.queues, work: { ...parts.queues.work, send } };
    await doWork(body as Parameters<typeof doWork>[0], [countSegmentIn(membersPerSlice)], { ...parts, queues });
  }

  /** Delivers what waits until nothing does. */
  async settle(): Promise<void> {
    for (let message = this.waiting.shift(); message; message = this.waiting.shift()) await this.deliver(message);
  }

  #send(message: OutgoingMessage): void {
    this.sent += 1;
    this.waiting.push(message);
  }

  #dying(point: number | null) {
    const faults = point === null ? {} : killAt(point);
    let number = 0;
    // What was refused is known before the caller dies: else nobody would hear of the refusal.
    const during = async <Result>(what: string, run: () => Promise<Result> | Result): Promise<Result> => {
      const call = { number: ++number, what };
      faults.before?.(call);
      const result = await run();
      faults.after?.(call);
      return result;
    };
    const table: Table = {
      ...this.table,
      get: (key, options) => during('get', () => this.table.get(key, options)),
      batchGet: (keys, options) => during('batchGet', () => this.table.batchGet(keys, options)),
      query: (input) => during('query', () => this.table.query(input)),
      put: (input) => during('put', () => this.table.put(input)),
    };
    return { table, during };
  }
}
