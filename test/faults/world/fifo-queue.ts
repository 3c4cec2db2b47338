import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import { type Message, SimulatedQueue } from './queues.ts';

const deduplicationMs = 5 * 60_000;

/** Messages of one group. */
interface Group {
  waiting: Message[];
  /** Messages of it that are out, or hidden until their visibility ends: the others wait behind them. */
  isLocked: boolean;
}

/** In order within a group, one batch of a group at a time, each deduplication id once in five minutes. */
export class FifoQueue extends SimulatedQueue {
  dropped = 0;
  readonly #groups = new Map<string, Group>();
  readonly #open = new Set<string>();
  readonly #seen = new Map<string, number>();

  get waiting(): number {
    return [...this.#groups.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  accept(message: OutgoingMessage): void {
    const { groupId, deduplicationId } = message;
    if (groupId === undefined || deduplicationId === undefined) throw new Error('a FIFO message needs its group and deduplication id');
    const place = `${groupId} ${deduplicationId}`;
    const sentAt = this.#seen.get(place);
    if (sentAt !== undefined && this.time.now - sentAt < deduplicationMs) {
      this.dropped += 1;
      return;
    }
    this.#seen.set(place, this.time.now);
    const group = this.#groups.get(groupId) ?? { waiting: [], isLocked: false };
    this.#groups.set(groupId, group);
    group.waiting.push(this.newMessage(message));
    if (!group.isLocked) this.#open.add(groupId);
    this.poll();
  }

  protected take(limit: number): Message[] {
    const taken: Message[] = [];
    for (const groupId of this.#open) {
      if (taken.length >= limit) break;
      const group = this.#groups.get(groupId);
      if (!group) continue;
      taken.push(...group.waiting.splice(0, limit - taken.length));
      group.isLocked = true;
      this.#open.delete(groupId);
    }
    return taken;
  }

  protected giveBack(left: readonly Message[]): void {
    for (const [groupId, messages] of Map.groupBy(left, (message) => message.groupId ?? '')) {
      const group = this.#groups.get(groupId);
      if (group) group.waiting.unshift(...messages);
    }
    this.#unlock(left);
  }

  protected finish(batch: readonly Message[]): void {
    this.#unlock(batch);
  }

  #unlock(messages: readonly Message[]): void {
    for (const groupId of new Set(messages.map((message) => message.groupId ?? ''))) {
      const group = this.#groups.get(groupId);
      if (!group) continue;
      group.isLocked = false;
      if (group.waiting.length > 0) this.#open.add(groupId);
      else this.#groups.delete(groupId);
    }
    this.poll();
  }
}
