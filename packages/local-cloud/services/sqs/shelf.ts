import type { StoredMessage } from './message.ts';

/** Holds the visible messages of a queue and knows which comes next. */
export interface Shelf {
  put(message: StoredMessage): void;
  /** Takes up to `max` messages; `give` says false for one that goes elsewhere (a dead letter) and does not count. */
  take(max: number, give: (message: StoredMessage) => boolean): void;
  /** A message that was taken is deleted. */
  settle(message: StoredMessage): void;
  hasNext(): boolean;
}

/** A standard queue: first in, first out as long as nothing fails, and no more promise than that. */
export function createStandardShelf(): Shelf {
  let line: StoredMessage[] = [];
  let head = 0;

  // Deleted messages stay in the line until it is their turn: removing from its middle would cost its length.
  const skipGone = (): void => {
    while (head < line.length && line[head]?.state === 'gone') head += 1;
    if (head > 1024 && head * 2 > line.length) {
      line = line.slice(head);
      head = 0;
    }
  };

  return {
    put(message) {
      line.push(message);
    },
    take(max, give) {
      let given = 0;
      for (skipGone(); given < max; skipGone()) {
        const message = line[head];
        if (message === undefined) return;
        head += 1;
        if (give(message)) given += 1;
      }
    },
    settle() {},
    hasNext() {
      skipGone();
      return head < line.length;
    },
  };
}

interface Group {
  /** Sorted by position. */
  readonly waiting: StoredMessage[];
  readonly inFlight: Set<StoredMessage>;
}

/** A FIFO queue: a group gives nothing more while one of its messages is in flight. */
export function createFifoShelf(): Shelf {
  const groups = new Map<string, Group>();
  const ready = new Set<string>();

  const refresh = (groupId: string, group: Group): void => {
    if (group.inFlight.size === 0 && group.waiting.length > 0) ready.add(groupId);
    else ready.delete(groupId);
    if (group.inFlight.size === 0 && group.waiting.length === 0) groups.delete(groupId);
  };

  const groupOf = (groupId: string): Group => {
    const known = groups.get(groupId);
    if (known !== undefined) return known;
    const fresh: Group = { waiting: [], inFlight: new Set() };
    groups.set(groupId, fresh);
    return fresh;
  };

  const dropGone = (group: Group): void => {
    while (group.waiting[0]?.state === 'gone') group.waiting.shift();
  };

  return {
    put(message) {
      const groupId = message.groupId ?? '';
      const group = groupOf(groupId);
      group.inFlight.delete(message);
      // A message that comes back stands before those sent after it.
      const index = group.waiting.findLastIndex((other) => other.order < message.order);
      group.waiting.splice(index + 1, 0, message);
      refresh(groupId, group);
    },
    take(max, give) {
      let given = 0;
      for (const groupId of ready) {
        if (given >= max) return;
        const group = groupOf(groupId);
        for (dropGone(group); given < max && group.waiting.length > 0; dropGone(group)) {
          const message = group.waiting.shift();
          if (message === undefined || !give(message)) continue;
          given += 1;
          group.inFlight.add(message);
        }
        refresh(groupId, group);
      }
    },
    settle(message) {
      const groupId = message.groupId ?? '';
      const group = groupOf(groupId);
      group.inFlight.delete(message);
      dropGone(group);
      refresh(groupId, group);
    },
    hasNext() {
      for (const groupId of ready) {
        const group = groupOf(groupId);
        dropGone(group);
        if (group.waiting.length > 0) return true;
        refresh(groupId, group);
      }
      return false;
    },
  };
}
