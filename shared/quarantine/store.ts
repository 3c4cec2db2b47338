import { type HeldDecision, type HeldOutcome, heldCardOf, Outcome, Submission } from '../capture/index.ts';
import { refText, type SubmissionRef } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { unchangedSince } from '../platform/versioned.ts';

/** A post and what became of it, each null where it is not there or malformed. */
export interface StoredPost {
  readonly submission: Submission | null;
  readonly outcome: Outcome | null;
}

/** Reads posts with what became of them, in no particular order and by their references as text. */
export async function readPosts(table: Table, refs: readonly SubmissionRef[]): Promise<ReadonlyMap<string, StoredPost>> {
  const items = await table.batchGet(refs.flatMap((ref) => [keys.submission(ref), keys.outcome(ref)]));
  const byPk = Map.groupBy(items, ({ pk }) => String(pk));
  return new Map(refs.map((ref) => [refText(ref), storedPost(ref, byPk.get(keys.submissionPk(ref)) ?? [])]));
}

/** Reads one post with what became of it, consistently. */
export async function readPost(table: Table, ref: SubmissionRef): Promise<StoredPost> {
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.submissionPk(ref) },
    ConsistentRead: true,
  });
  return storedPost(ref, items);
}

function storedPost(ref: SubmissionRef, items: readonly Item[]): StoredPost {
  const under = (sk: string) => items.find((item) => item.sk === sk);
  return {
    submission: Submission.safeParse(under(keys.submission(ref).sk)).data ?? null,
    outcome: Outcome.safeParse(under(keys.outcome(ref).sk)).data ?? null,
  };
}

/** What a post says, as it is read by another mapping. */
type ReadAnew = Pick<Submission, 'fields' | 'extra' | 'context' | 'consent' | 'delivered' | 'contentHash'>;

const shapeOf = ({ fields, extra, context, consent, delivered, contentHash }: ReadAnew): ReadAnew => ({
  fields,
  extra,
  context,
  consent,
  contentHash,
  ...(delivered ? { delivered } : {}),
});

/**
 * Returns the writes of a decision about a post in quarantine; they are refused when somebody was quicker. A released post does not
 * expire any more and leaves the list, and the stream sends it to intake; a rejected one changes its list.
 * @param anew what the post says, where a mapping was put right since it came
 */
export function putDecision(before: HeldOutcome, decision: HeldDecision, anew: ReadAnew | null = null): WriteItem[] {
  const { ConditionExpression, ExpressionAttributeValues } = unchangedSince(before);
  const decide = (expression: string, values: Item = {}): WriteItem => ({
    Update: {
      Key: keys.outcome(before),
      UpdateExpression: `SET decision = :decision, version = :next${expression}`,
      ConditionExpression,
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ':decision': decision, ':next': before.version + 1, ...values },
    },
  });
  if (decision.kind === 'rejected') {
    return [decide(', card = :card', { ':card': heldCardOf(before, true) })];
  }
  const said = Object.entries(anew === null ? {} : { ...shapeOf(anew) });
  const goOn: WriteItem = {
    Update: {
      Key: keys.submission(before),
      UpdateExpression: `SET ${['releasedAt = :at', ...said.map(([name]) => `#${name} = :${name}`)].join(', ')} REMOVE expiresAt`,
      ConditionExpression: 'attribute_exists(pk)',
      ...(said.length > 0 ? { ExpressionAttributeNames: Object.fromEntries(said.map(([name]) => [`#${name}`, name])) } : {}),
      ExpressionAttributeValues: { ':at': decision.at, ...Object.fromEntries(said.map(([name, value]) => [`:${name}`, value])) },
    },
  };
  return [decide(' REMOVE expiresAt, gsi1pk, gsi1sk, card'), goOn];
}
