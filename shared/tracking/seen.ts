/** Which beacons and events a session has taken already, small enough to live in its item. */
export interface Seen {
  /** Whole bytes of ones before `bits`, left out: beacons 0 to 8 × full − 1 are all taken. */
  readonly full: number;
  /** One bit per beacon number, lowest bit first. */
  readonly bits: Uint8Array;
  /** Marks, four bytes each, in order, of the events of numbered beacons; a long visit has none. */
  readonly marks: Uint8Array;
  /** Short hashes, four bytes each, oldest first, of events whose beacons carry no number. */
  readonly recent: Uint8Array;
}

const nothing = new Uint8Array(0);
export const nothingSeen: Seen = { full: 0, bits: nothing, marks: nothing, recent: nothing };

/** A longer visit forgets its marks: its item is to stay within one write unit. */
const maxMarks = 32;

/** Senders without numbers repeat a batch soon or never; older repeats than this many events count twice. */
const maxRecent = 96;

/** The session's memory, and how many events it holds. */
export interface Taken {
  readonly seen: Seen;
  readonly events: number;
}

interface Numbered<Event> {
  readonly seq: number | undefined;
  readonly events: readonly Event[];
}

/**
 * Those events of a beacon that the session has not taken. Two windows closed at once may give one number to two beacons, because
 * browsers do not lock what they share, and may both send what was waiting: while all events have a mark, marks tell such a beacon
 * from a repeat; after that the number has to.
 */
export function untakenOf<Event extends { readonly id: string }>(taken: Taken, { seq, events }: Numbered<Event>): readonly Event[] {
  const { seen } = taken;
  if (seq === undefined) return events.filter(({ id }) => !hasEvent(seen, id));
  if (!hasSeq(seen, seq)) return events;
  if (!isAllMarked(taken)) return [];
  const marks = new Set(hashesIn(seen.marks));
  return events.filter(({ id }) => !marks.has(hashOf(id)));
}

/** The memory with these events of a beacon; numbered beacons give the same bytes in any order. */
export function withTaken(taken: Taken, { seq, events }: Numbered<{ readonly id: string }>): Seen {
  const ids = events.map(({ id }) => id);
  if (seq === undefined) return withEvents(taken.seen, ids);
  const numbered = withSeq(taken.seen, seq);
  if (!isAllMarked(taken) || taken.events + ids.length > maxMarks) return { ...numbered, marks: nothing };
  const marks = [...hashesIn(numbered.marks), ...ids.map(hashOf)].sort((one, other) => one - other);
  return { ...numbered, marks: bytesOf(marks) };
}

const isAllMarked = ({ seen, events }: Taken): boolean => seen.marks.length === events * hashBytes;

export function hasSeq({ full, bits }: Seen, seq: number): boolean {
  const place = (seq >> 3) - full;
  return place < 0 || (((bits[place] ?? 0) >> (seq & 7)) & 1) === 1;
}

/** The same beacons in any order give the same bytes. */
export function withSeq(seen: Seen, seq: number): Seen {
  if (hasSeq(seen, seq)) return seen;
  const place = (seq >> 3) - seen.full;
  const bits = new Uint8Array(Math.max(seen.bits.length, place + 1));
  bits.set(seen.bits);
  bits[place] = (bits[place] ?? 0) | (1 << (seq & 7));
  let whole = 0;
  while (bits[whole] === 0xff) whole += 1;
  return { ...seen, full: seen.full + whole, bits: bits.slice(whole) };
}

function hasEvent({ recent }: Seen, id: string): boolean {
  return hashesIn(recent).includes(hashOf(id));
}

function withEvents(seen: Seen, ids: readonly string[]): Seen {
  return { ...seen, recent: bytesOf([...hashesIn(seen.recent), ...ids.map(hashOf)].slice(-maxRecent)) };
}

const hashBytes = 4;

/** Low byte first, as x86 and ARM have it. The copy is aligned, which bytes off the wire need not be. */
const hashesIn = (bytes: Uint8Array): number[] => [...new Uint32Array(new Uint8Array(bytes).buffer)];
const bytesOf = (hashes: readonly number[]): Uint8Array => new Uint8Array(new Uint32Array(hashes).buffer);

/** FNV-1a: ids are random, and a visitor who builds a collision hides an event of their own. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
