/** A question to a name server, as far as this one understands it. */
export interface Question {
  readonly id: number;
  readonly name: string;
  readonly type: number;
  /** The question as it was asked, which the answer repeats. */
  readonly bytes: Buffer;
}

export const types = { A: 1, MX: 15, AAAA: 28 } as const;

/** What is answered: names of servers for mail (an empty one refuses it), nothing, or that there is no such name. */
export type DnsAnswer = { readonly exchanges: readonly string[] } | 'nothing' | 'noSuchName';

const headerBytes = 12;
const longestLabel = 63;

/** Reads a question (RFC 1035, 4.1); null for what is none. */
export function readQuestion(packet: Buffer): Question | null {
  if (packet.length < headerBytes || packet.readUInt16BE(4) !== 1) return null;
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = packet[at] ?? 0; length > 0; length = packet[at] ?? 0) {
    if (length > longestLabel || at + 1 + length >= packet.length) return null;
    labels.push(packet.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  const end = at + 1 + 4;
  if (labels.length === 0 || end > packet.length) return null;
  return {
    id: packet.readUInt16BE(0),
    name: labels.join('.'),
    type: packet.readUInt16BE(at + 1),
    bytes: packet.subarray(headerBytes, end),
  };
}

/** Writes what a name server answers to a question. */
export function writeAnswer({ id, bytes }: Question, answer: DnsAnswer): Buffer {
  const rows = typeof answer === 'string' ? [] : answer.exchanges.map(mxRow);
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16BE(id, 0);
  // An answer, recursion wanted and there; the last four bits say whether there is such a name.
  header.writeUInt16BE(0x8180 | (answer === 'noSuchName' ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(rows.length, 6);
  return Buffer.concat([header, bytes, ...rows]);
}

function mxRow(exchange: string, place: number): Buffer {
  const name = Buffer.concat([...exchange.split('.').flatMap(labelOf), Buffer.of(0)]);
  // The name that was asked for, by its place in the packet; type, class IN, five minutes, length, preference.
  const row = Buffer.alloc(14);
  row.writeUInt16BE(0xc000 | headerBytes, 0);
  row.writeUInt16BE(types.MX, 2);
  row.writeUInt16BE(1, 4);
  row.writeUInt32BE(300, 6);
  row.writeUInt16BE(2 + name.length, 10);
  row.writeUInt16BE(exchange === '' ? 0 : 10 * (place + 1), 12);
  return Buffer.concat([row, name]);
}

function labelOf(label: string): Buffer[] {
  return label === '' ? [] : [Buffer.of(label.length), Buffer.from(label, 'latin1')];
}
