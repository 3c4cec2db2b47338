import { z } from 'zod';
import { EraseReason } from '../../api/erasures/erasure-words.ts';
import { AddressDigest, EmailDigest, PhoneDigest } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { ErasureId, LeadId } from '../platform/ids.ts';
import { idAtPlace, indexAttributes, indexes, indexKeys, keys, partitionId } from '../platform/keys.ts';
import type { Item, PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

const count = z.number().int().nonnegative();

/** Where the look at files goes on: within those of one capability, or at its first. */
export const FilesPlace = z.object({ capability: z.string(), place: z.string().nullable() });
export type FilesPlace = z.infer<typeof FilesPlace>;

/** Where a look at posts that became no lead goes on. */
export const PostsPlace = z.object({ partition: z.number().int().nonnegative(), after: z.record(z.string(), z.string()).nullable() });
export type PostsPlace = z.infer<typeof PostsPlace>;

/** How far an erasure is. `held`: it can be cancelled. `erasing`: the records are gone, and what lies under them goes. `addresses`, `posts`, `files`: what lies elsewhere. */
export const ErasurePhase = z.enum(['held', 'erasing', 'addresses', 'posts', 'files', 'done', 'cancelled']);
export type ErasurePhase = z.infer<typeof ErasurePhase>;

/** An erasure of a person: ids, digests and counts, so that it may stay as the proof of itself. */
export const Erasure = z.object({
  erasureId: ErasureId,
  version: z.number().int().positive(),
  /** The record that was named. */
  leadId: LeadId,
  /** All records that are the person, once they are gone. */
  leadIds: z.array(LeadId),
  phase: ErasurePhase,
  reason: EraseReason,
  /** Of the request by which the person asked, as the company numbers it. */
  reference: z.string().nullable(),
  by: z.string(),
  askedAt: z.string(),
  startsAt: z.string(),
  /** When the records went. */
  closedAt: z.string().exactOptional(),
  endedAt: z.string().exactOptional(),
  /** True where the list of erasures was applied to a restored table: the records are those that were named then, whoever is merged. */
  isAgain: z.literal(true).exactOptional(),
  emails: z.array(z.object({ email: EmailDigest, address: AddressDigest })),
  phones: z.array(PhoneDigest),
  /** How many items went, by their kinds. */
  gone: z.record(z.string(), count),
  /** Addresses and numbers that are dealt with. */
  handled: count,
  /** Where the look at posts that became no lead goes on. */
  place: PostsPlace.exactOptional(),
  /** Where the look at files goes on. @default - at the first file */
  files: FilesPlace.exactOptional(),
  /** Items that came after the end, and went. */
  late: count,
  writeId: z.string().exactOptional(),
});
export type Erasure = z.infer<typeof Erasure>;

const erasures = versioned<Erasure>({
  parse: (item) => {
    const parsed = Erasure.safeParse({ ...item, erasureId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('an erasure does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ erasureId, ...erasure }) => ({
    ...keys.erasure(erasureId),
    ...indexKeys.erasure(erasureId, erasure.askedAt),
    ...erasure,
  }),
});

/** @throws CorruptItemError */
export const parseErasure = erasures.parse;

/** Reads how far an erasure is, as it stands now. @throws CorruptItemError */
export function readErasure(table: Pick<Table, 'get'>, erasureId: ErasureId): Promise<Erasure | undefined> {
  return erasures.read(table, keys.erasure(erasureId), { consistent: true });
}

/** Makes one, or replaces the one that was read; refused when somebody was quicker. */
export function putErasure(before: Erasure | null, after: Omit<Erasure, 'version' | 'writeId'>, writeId: string): PutWrite {
  return erasures.put(before, { ...after, version: (before?.version ?? 0) + 1, writeId });
}

/** Reads a page of erasures, the latest first. `before`: the place at which the page before ended. */
export async function listErasures(
  table: Pick<Table, 'query' | 'batchGet'>,
  { limit, before }: { readonly limit: number; readonly before: string | null },
): Promise<{ readonly erasures: Erasure[]; readonly next: string | null }> {
  const { pk, sk } = indexAttributes.gsi1;
  const { items } = await table.query({
    IndexName: indexes.gsi1,
    KeyConditionExpression: before === null ? `${pk} = :pk` : `${pk} = :pk AND ${sk} < :before`,
    ExpressionAttributeValues: { ':pk': indexKeys.erasuresPartition, ...(before === null ? {} : { ':before': before }) },
    ScanIndexForward: false,
    Limit: limit,
  });
  const ids = items.map((item) => ErasureId.parse(idAtPlace(placeOf(item))));
  const stored = new Map(
    (ids.length === 0 ? [] : await table.batchGet(ids.map(keys.erasure))).map(parseErasure).map((one) => [one.erasureId, one] as const),
  );
  const last = items.at(-1);
  return { erasures: ids.flatMap((id) => stored.get(id) ?? []), next: items.length < limit || !last ? null : placeOf(last) };
}

const placeOf = (item: Item): string => String(item[indexAttributes.gsi1.sk]);
