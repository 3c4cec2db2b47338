import { createHash } from 'node:crypto';
import type { Level, LevelOperation } from 'dynalite/db/index.js';
import db from 'dynalite/db/index.js';
import type { ItemChange } from './evaluate.ts';
import { sameItem } from './same-item.ts';
import { rangeOf, type Table } from './store.ts';
import type { Item, StreamRecord } from './types.ts';

const keptMs = 24 * 60 * 60 * 1000;
const streamPrefix = 'stream~';
const sequenceKey = 'last-sequence';
// Fixed width: sequence numbers compare as strings and as numbers alike.
const sequenceWidth = 21;

/** The stream records of all tables, oldest first, as long as the service keeps them. */
export class ChangeLog {
  readonly #records = new Map<string, StreamRecord[]>();
  readonly #now: () => number;
  readonly #region: string;
  readonly #level: Level;
  /** Records of a store on disk are stored with it, so that what nobody has read yet survives a restart. */
  readonly #durable: boolean;
  #last = 0n;

  constructor(options: { now: () => number; region: string; level: Level; durable: boolean }) {
    this.#now = options.now;
    this.#region = options.region;
    this.#level = options.level;
    this.#durable = options.durable;
  }

  /** Reads back what was stored before a restart. */
  async load(): Promise<void> {
    this.#last = BigInt((this.#level.getSync(sequenceKey) as string | undefined) ?? '0');
    for await (const [key, value] of this.#level.iterator(rangeOf(streamPrefix))) {
      const tableName = key.slice(streamPrefix.length, key.lastIndexOf('~'));
      this.#list(tableName).push(value as StreamRecord);
    }
  }

  /** The record of a change with the next sequence number; nothing for a table without a stream or a change that changes nothing. */
  record(change: ItemChange, byTimeToLive: boolean): StreamRecord | undefined {
    const { definition, settings } = change.table;
    const image = change.after ?? change.before;
    if (settings.stream === undefined || image === undefined || sameItem(change.before, change.after)) return undefined;
    this.#last += 1n;
    const sequence = String(this.#last).padStart(sequenceWidth, '0');
    const { viewType, label } = settings.stream;
    const keys = Object.fromEntries(definition.KeySchema.map(({ AttributeName: name }) => [name, image[name] ?? {}]));
    const newImage = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? change.after : undefined;
    const oldImage = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? change.before : undefined;
    return {
      eventID: createHash('md5').update(`${label}/${sequence}`).digest('hex'),
      eventName: change.before === undefined ? 'INSERT' : change.after === undefined ? 'REMOVE' : 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.#region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(this.#now() / 1000),
        Keys: keys,
        ...(newImage && { NewImage: newImage }),
        ...(oldImage && { OldImage: oldImage }),
        SequenceNumber: sequence,
        SizeBytes: sizeOf(keys) + sizeOf(newImage) + sizeOf(oldImage),
        StreamViewType: viewType,
      },
      ...(byTimeToLive && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
      eventSourceARN: streamArn(change.table),
    };
  }

  /** What must be stored together with the changes that made these records. */
  levelOperations(records: readonly { tableName: string; record: StreamRecord }[]): LevelOperation[] {
    if (!this.#durable || records.length === 0) return [];
    const stored: LevelOperation[] = records.map(({ tableName, record }) => ({
      type: 'put',
      key: storedKey(tableName, record),
      value: record,
    }));
    return [...stored, { type: 'put', key: sequenceKey, value: String(this.#last) }];
  }

  append(tableName: string, record: StreamRecord): void {
    this.#list(tableName).push(record);
  }

  /** Records after a sequence number, oldest first. */
  read(tableName: string, afterSequence: string | undefined, limit: number): StreamRecord[] {
    const records = this.#list(tableName);
    let start = afterSequence === undefined ? 0 : firstAfter(records, afterSequence);
    while (this.#isOver(records[start])) start += 1;
    return records.slice(start, start + limit);
  }

  latest(tableName: string): string | undefined {
    const newest = this.#list(tableName).at(-1);
    return this.#isOver(newest) ? undefined : newest?.dynamodb.SequenceNumber;
  }

  /** Forgets records that the service would have dropped by now. */
  async trim(): Promise<void> {
    for (const [tableName, records] of this.#records) {
      const kept = records.findIndex((record) => !this.#isOver(record));
      const dropped = records.splice(0, kept === -1 ? records.length : kept);
      if (!this.#durable || dropped.length === 0) continue;
      await this.#level.batch(dropped.map((record) => ({ type: 'del', key: storedKey(tableName, record) })));
    }
  }

  async drop(tableName: string): Promise<void> {
    this.#records.delete(tableName);
    if (this.#durable) await this.#level.clear(rangeOf(`${streamPrefix}${tableName}~`));
  }

  #isOver(record: StreamRecord | undefined): boolean {
    return record !== undefined && record.dynamodb.ApproximateCreationDateTime * 1000 < this.#now() - keptMs;
  }

  #list(tableName: string): StreamRecord[] {
    let records = this.#records.get(tableName);
    if (records === undefined) {
      records = [];
      this.#records.set(tableName, records);
    }
    return records;
  }
}

export function streamArn(table: Table): string {
  return `${table.definition.TableArn}/stream/${table.settings.stream?.label ?? ''}`;
}

const storedKey = (tableName: string, record: StreamRecord): string => `${streamPrefix}${tableName}~${record.dynamodb.SequenceNumber}`;

const sizeOf = (item: Item | undefined): number => (item === undefined ? 0 : db.itemSize(item));

function firstAfter(records: readonly StreamRecord[], sequence: string): number {
  const wanted = sequence.padStart(sequenceWidth, '0');
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.dynamodb.SequenceNumber ?? '') <= wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
