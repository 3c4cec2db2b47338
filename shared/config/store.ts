import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';
import type { ConfigDocument, ConfigKind } from './kind.ts';

/**
 * One numbered version: the ids of its documents and the hash of each. The documents lie apart under their hashes, so a
 * version is small however much it says, and an unchanged document is stored once.
 */
export const Manifest = z.object({
  version: z.number().int().positive(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  /** The publisher confirmed what the kind lets them; left out where not. */
  isConfirmed: z.literal(true).exactOptional(),
  documents: z.array(z.object({ id: z.string(), hash: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

const StoredDocument = z.object({ hash: z.string(), body: z.string() });

/** The manifest in force and the kind that it is of. */
export type CurrentManifest = Manifest & { readonly kind: string };

const currentManifests = versioned<CurrentManifest>({
  parse: (item) => ({ kind: partitionId(item), ...parseManifest(item) }),
  toItem: ({ kind, ...manifest }) => ({ ...keys.configCurrent(kind), ...manifest }),
  elementIds: { documents: 'id' },
});

/** The current manifest is repeated in the pointer, which saves every cold start one read. */
export function readCurrentManifest(table: Table, kind: ConfigKind, consistent = false): Promise<CurrentManifest | undefined> {
  return currentManifests.read(table, keys.configCurrent(kind.name), { consistent });
}

export async function readManifest(table: Table, kind: ConfigKind, version: number): Promise<Manifest | undefined> {
  // A version never changes once it is there, so the dear read is needed only when the cheap one does not see it yet.
  const key = keys.configVersion(kind.name, version);
  const item = (await table.get(key)) ?? (await table.get(key, { consistent: true }));
  return item && parseManifest(item);
}

const StoredMoment = z.object({ version: z.number().int().positive() });

/** Finds the number of the version that was in force at a moment with one query, however many came after it; undefined before the first. */
export async function versionAt(table: Table, kind: ConfigKind, at: string): Promise<number | undefined> {
  const { pk, sk } = keys.configMoment(kind.name, at);
  const { items } = await table.query({
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :first AND :at',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: { ':pk': pk, ':first': keys.configMoment(kind.name, '').sk, ':at': sk },
    ScanIndexForward: false,
    Limit: 1,
  });
  const [item] = items;
  return item && StoredMoment.parse(item).version;
}

/** Gives the documents of the wanted hashes. @throws CorruptItemError when one is missing or malformed. */
export async function readDocuments<Document extends ConfigDocument>(
  table: Table,
  kind: ConfigKind<Document>,
  hashes: readonly string[],
): Promise<Map<string, Document>> {
  const wanted = [...new Set(hashes)];
  const found = new Map<string, Document>();
  for (const consistent of [false, true]) {
    const missing = wanted.filter((hash) => !found.has(hash));
    if (missing.length === 0) break;
    const items = await table.batchGet(
      missing.map((hash) => keys.configDocument(kind.name, hash)),
      { consistent },
    );
    for (const item of items) {
      const { hash, body } = StoredDocument.parse(item);
      found.set(hash, parseStored(kind, body));
    }
  }
  if (found.size < wanted.length)
    throw new CorruptItemError(`${wanted.length - found.size} documents of the configuration of ${kind.name} are missing`);
  return found;
}

export function putDocument(kind: ConfigKind, hash: string, body: string): WriteItem {
  return { Put: { Item: { ...keys.configDocument(kind.name, hash), hash, body } } };
}

/** The new version and the pointer to it: refused together when somebody else published first. */
export function putManifest(kind: ConfigKind, before: CurrentManifest | null, manifest: Manifest): WriteItem[] {
  return [
    { Put: { Item: { ...keys.configVersion(kind.name, manifest.version), ...manifest }, ConditionExpression: 'attribute_not_exists(pk)' } },
    { Put: { Item: { ...keys.configMoment(kind.name, manifest.publishedAt), version: manifest.version } } },
    currentManifests.put(before, { kind: kind.name, ...manifest }),
  ];
}

/** Fails a publication when the other kind, which it was checked against, has moved on meanwhile. */
export function manifestUnchanged(kind: ConfigKind, version: number): WriteItem {
  return { ConditionCheck: { Key: keys.configCurrent(kind.name), ...unchangedSince(version === 0 ? null : { version }) } };
}

function parseManifest(item: Item): Manifest {
  const parsed = Manifest.safeParse(item);
  if (!parsed.success) throw new CorruptItemError(`the manifest of ${partitionId(item)} is malformed`);
  return parsed.data;
}

function parseStored<Document extends ConfigDocument>(kind: ConfigKind<Document>, body: string): Document {
  const parsed = kind.schema.safeParse(JSON.parse(body));
  if (!parsed.success) throw new CorruptItemError(`a document of ${kind.name} does not have the shape this version knows`);
  return parsed.data;
}
