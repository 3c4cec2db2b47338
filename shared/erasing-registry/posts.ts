import { Invited, parseOutcome, Submission } from '../capture/index.ts';
import { emptied } from '../connectors/eraser.ts';
import { defineEraser, type Elsewhere, type ErasedPerson, type EraserParts, type Removal, removalOf } from '../erasing/index.ts';
import { addressItemsOf, contactOf } from '../identity/index.ts';
import { LeadPost } from '../leads/index.ts';
import { refText, SubmissionRef } from '../platform/ids.ts';
import { indexAttributes, indexes, indexKeys, keys } from '../platform/keys.ts';
import { type Item, queryAll, type Table, textsOfKey } from '../platform/table.ts';
import { namesPerson, textOfBody } from './names-person.ts';

/** What a person posted, with what became of it. */
export const postsEraser = defineEraser({
  capability: 'capture',
  items: ['LEAD POST', 'SUBMISSION RAW', 'SUBMISSION OUTCOME', 'EMAIL POSTED', 'BADROW RAW'],
  name: { vi: 'Bài gửi từ biểu mẫu và kênh khác', en: 'Posts' },
  fate: { becomes: 'deleted' },
  async follow(item, { leadIds }, { table, digests }) {
    const ref = LeadPost.safeParse({ pageUrl: null, referrer: null, ...item }).data;
    if (!ref) return { removals: [], isAll: true };
    const stored = await itemsUnder(table, keys.submissionPk(ref));
    const submission = Submission.safeParse(stored.find(({ sk }) => sk === keys.submission(ref).sk)).data;
    const email = submission && contactOf(submission.fields).email;
    const address = email ? digests.email(email) : null;
    const beside =
      address === null ? [] : [...(await addressItemsOf(table, address, leadIds)), ...(await firstPostOf(table, address, ref))];
    const told = submission?.delivered && (await deliveryOf(table, submission.sourceId, submission.delivered));
    return { removals: [...[...stored, ...beside].map(removalOf), ...(told ?? [])], isAll: true };
  },
});

/** What a connector told of the post, as long as it is kept. */
async function deliveryOf(
  table: Pick<Table, 'get'>,
  connectorId: Submission['sourceId'],
  delivered: NonNullable<Submission['delivered']>,
): Promise<Removal[]> {
  const kept = await table.get(keys.delivery(connectorId, delivered.deliveryId), { consistent: true });
  return kept && kept.reason !== 'erased' ? [emptied(connectorId, delivered)] : [];
}

const itemsUnder = (table: Pick<Table, 'query'>, pk: string): Promise<Item[]> =>
  queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk }, ConsistentRead: true });

/** The first post under an address that nobody holds: this very post, or none. */
async function firstPostOf(table: Pick<Table, 'get'>, address: Parameters<typeof keys.firstPost>[0], ref: SubmissionRef): Promise<Item[]> {
  const first = await table.get(keys.firstPost(address), { consistent: true });
  const noted = SubmissionRef.safeParse(first?.submission).data;
  return first && noted && refText(noted) === refText(ref) ? [first] : [];
}

const partitions = [...indexKeys.quarantinePartitions, ...indexKeys.badRowPartitions];
/** Each is two items and what a connector told: all of them go in one transaction. */
const rowsPerSlice = 30;

/** Finds posts that became no lead and are a person's: held in quarantine, or refused for a fault. */
export const findPosts: Elsewhere['findPosts'] = async (place, person, parts) => {
  const partition = partitions[place.partition];
  if (partition === undefined) return { removals: [], next: null };
  const { items, lastKey } = await parts.table.query({
    IndexName: indexes.gsi1,
    KeyConditionExpression: `${indexAttributes.gsi1.pk} = :pk`,
    ExpressionAttributeValues: { ':pk': partition },
    Limit: rowsPerSlice,
    ...(place.after ? { ExclusiveStartKey: place.after } : {}),
  });
  const removals = await removalsAmong(items, person, parts);
  if (lastKey) return { removals, next: { partition: place.partition, after: textsOfKey(lastKey) } };
  const isLast = place.partition + 1 >= partitions.length;
  return { removals, next: isLast ? null : { partition: place.partition + 1, after: null } };
};

async function removalsAmong(rows: readonly Item[], person: ErasedPerson, { table, digests }: EraserParts): Promise<Removal[]> {
  const places = rows.flatMap(({ pk, sk }) => [...new Set([String(sk), 'RAW'])].map((kind) => ({ pk: String(pk), sk: kind })));
  const items = places.length === 0 ? [] : await table.batchGet(places, { consistent: true });
  const posts = [...Map.groupBy(items, ({ pk }) => String(pk)).values()];
  const theirs = posts.filter((post) => isTheirs(post, person, digests));
  const told = await Promise.all(
    theirs.map((post) => {
      const { sourceId, delivered } = Submission.safeParse(post.find(({ sk }) => sk === 'RAW')).data ?? {};
      return sourceId && delivered ? deliveryOf(table, sourceId, delivered) : [];
    }),
  );
  return [...theirs.flatMap((post) => post.map(removalOf)), ...told.flat()];
}

function isTheirs(post: readonly Item[], person: ErasedPerson, digests: EraserParts['digests']): boolean {
  const raw = post.find(({ sk }) => sk === 'RAW');
  // An answer by the link of a mail names nobody: whose it is, the link said.
  const invited = Invited.safeParse(raw?.invited).data;
  if (invited && person.leadIds.has(invited.leadId)) return true;
  // What came later is of somebody new.
  if (!raw || String(raw.receivedAt) > person.closedAt) return false;
  const outcome = post.find(({ sk }) => sk === 'OUTCOME');
  const became = outcome && parseOutcomeOrNot(outcome);
  if (became?.kind === 'lead') return person.leadIds.has(became.leadId);
  const body: unknown = raw.body;
  const text = ArrayBuffer.isView(body)
    ? textOfBody(new Uint8Array(body.buffer, body.byteOffset, body.byteLength))
    : Object.values({ ...Object(raw.fields), ...Object(raw.extra) }).join('\n');
  return namesPerson(text, person, digests);
}

function parseOutcomeOrNot(item: Item): ReturnType<typeof parseOutcome> | null {
  try {
    return parseOutcome(item);
  } catch {
    return null;
  }
}
