import { LeadId } from '../platform/ids.ts';
import { createdShards, type IndexName, indexAttributes, indexes, indexKeys, shardNames } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';
import type { Lead } from './record.ts';
import { readLeads } from './store.ts';

/** One sorted index, cut into shards that share their sort key: `createdAt#leadId`. */
export interface Listing {
  readonly index: IndexName;
  readonly partitions: readonly string[];
}

/** A lead and its place in the order of creation, which stays one when the lead is gone. */
export interface LeadPlace {
  readonly leadId: LeadId;
  readonly place: string;
}

/** Both ends are in it; `before`: the place where an earlier walk ended, which is not. */
export interface CreatedSpan {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly before: string | null;
}

/** As many keys as the service answers in about a millisecond; one unit pays for thirty of them. */
const maxKeysPerQuery = 100;

/** All leads as they were created. */
export const allLeads: Listing = { index: indexes.byCreated, partitions: shardNames(createdShards).map(indexKeys.createdPk) };

/**
 * Merges the shards of a listing, newest first; each row is read once, and only as far as somebody asks for it. `keysAtFirst`: how many
 * keys each shard gives with its first query, for whoever needs a page only; whoever goes on needs more.
 */
export async function* walkNewest(
  table: Table,
  { index, partitions }: Listing,
  span: CreatedSpan,
  keysAtFirst = maxKeysPerQuery,
): AsyncGenerator<LeadPlace> {
  // '~' sorts after every character of a time, so that nothing of the last millisecond is left out.
  const latest = `${span.to?.toISOString() ?? '9'}~`;
  const before = span.before !== null && span.before < latest ? span.before : latest;
  const after = span.from?.toISOString() ?? '0';
  // The service would refuse a span that ends before it begins.
  if (before < after) return;
  const shards = partitions.map((partition) => new Shard(table, index, partition, { before, after }, keysAtFirst));
  for (;;) {
    await Promise.all(shards.map((shard) => shard.fill()));
    const newest = shards.reduce((one, other) => ((other.first?.place ?? '') > (one.first?.place ?? '') ? other : one));
    const row = newest.take();
    if (!row) return;
    yield row;
  }
}

/** The rows of one shard, a query ahead. */
class Shard {
  readonly #table: Table;
  readonly #index: IndexName;
  readonly #partition: string;
  readonly #span: { readonly before: string; readonly after: string };
  #keysPerQuery: number;
  #rows: LeadPlace[] = [];
  #next: Item | 'start' | undefined = 'start';

  constructor(
    table: Table,
    index: IndexName,
    partition: string,
    span: { readonly before: string; readonly after: string },
    keysAtFirst: number,
  ) {
    this.#keysPerQuery = Math.min(keysAtFirst, maxKeysPerQuery);
    this.#table = table;
    this.#index = index;
    this.#partition = partition;
    this.#span = span;
  }

  get first(): LeadPlace | undefined {
    return this.#rows[0];
  }

  take(): LeadPlace | undefined {
    return this.#rows.shift();
  }

  async fill(): Promise<void> {
    while (this.#rows.length === 0 && this.#next !== undefined) {
      const { pk, sk } = indexAttributes[this.#index];
      const page = await this.#table.query({
        IndexName: this.#index,
        KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :after AND :before',
        ExpressionAttributeNames: { '#pk': pk, '#sk': sk },
        ExpressionAttributeValues: { ':pk': this.#partition, ':after': this.#span.after, ':before': this.#span.before },
        ScanIndexForward: false,
        Limit: this.#keysPerQuery,
        ...(this.#next === 'start' ? {} : { ExclusiveStartKey: this.#next }),
      });
      this.#next = page.lastKey;
      this.#keysPerQuery = maxKeysPerQuery;
      this.#rows = page.items.map((item) => placeOf(String(item[sk]))).filter(({ place }) => place < this.#span.before);
    }
  }
}

function placeOf(place: string): LeadPlace {
  return { place, leadId: LeadId.parse(place.slice(place.indexOf('#') + 1)) };
}

/** Some leads of a walk, in its order. */
export interface LeadPage {
  /** Without leads that were erased meanwhile. */
  readonly leads: readonly Lead[];
  /** Keys of items that are no leads. */
  readonly malformed: readonly string[];
  /** Where to go on; null at the end. */
  readonly next: string | null;
}

const leadsPerPage = 100;

/** Reads leads newest first, a page at a time and at most `limit` in all. */
export async function* walkLeads(table: Table, span: CreatedSpan, limit = Number.POSITIVE_INFINITY): AsyncGenerator<LeadPage> {
  let rows: LeadPlace[] = [];
  let seen = 0;
  for await (const row of walkNewest(table, allLeads, span)) {
    const isFull = seen >= limit;
    if (rows.length > 0 && (isFull || rows.length === leadsPerPage)) {
      yield await pageOf(table, rows, true);
      rows = [];
    }
    if (isFull) return;
    rows.push(row);
    seen += 1;
  }
  if (rows.length > 0) yield await pageOf(table, rows, false);
}

async function pageOf(table: Table, rows: readonly LeadPlace[], goesOn: boolean): Promise<LeadPage> {
  const malformed: string[] = [];
  const found = await readLeads(
    table,
    rows.map(({ leadId }) => leadId),
    { onMalformed: (_error, key) => void malformed.push(key) },
  );
  const leads = rows.flatMap(({ leadId }) => found.get(leadId) ?? []);
  return { leads, malformed, next: goesOn ? (rows.at(-1)?.place ?? null) : null };
}
