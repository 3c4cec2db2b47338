import { z } from 'zod';
import { addMs, daysMs, epochSeconds, hoursMs, secondsMs } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, refText, type Source, type SubmissionRef } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince } from '../platform/versioned.ts';
import { addressWindowMs } from './address-window.ts';
import type { FormConfig } from './form-config.ts';
import { type HeldOutcome, heldCardOf, Outcome, type Release, Submission, type TokenVerdict } from './submission.ts';

/** How long what never became a lead is kept for a person to look at. */
export const quarantineDays = 90;
export const badRowDays = 30;

export function parseSubmission(item: Item): Submission {
  const parsed = Submission.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a stored submission does not have the shape this version knows');
  return parsed.data;
}

/** Keeps a submission under its id: `same` when this very post is there already, `other` when the id holds another one. */
export async function putSubmission(table: Table, submission: Submission): Promise<'new' | 'same' | 'other'> {
  const key = keys.submission(submission);
  try {
    await table.put({
      Item: { ...key, ...submission },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return 'new';
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    const there = error.oldItems.get(0) ?? (await table.get(key, { consistent: true }));
    return there?.contentHash === submission.contentHash ? 'same' : 'other';
  }
}

/** Returns the write that keeps a new submission, for a transaction that says what becomes of it; refused where its id is taken. */
export function putNewSubmission(submission: Submission): WriteItem {
  return { Put: { Item: { ...keys.submission(submission), ...submission }, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Returns the writes that keep a new submission which is held from the start; refused where its id is taken. */
export function putHeldSubmission(submission: Submission, outcome: HeldOutcome): WriteItem[] {
  const { listed, expiresAt } = heldUntil(outcome);
  return [
    { Put: { Item: { ...keys.submission(submission), ...submission, expiresAt }, ConditionExpression: 'attribute_not_exists(pk)' } },
    { Put: { Item: { ...keys.outcome(outcome), ...outcome, ...listed, expiresAt }, ...unchangedSince(null) } },
  ];
}

/** What became of a submission; read consistently, because whoever asks was told by what followed from it. */
export async function readOutcome(table: Table, ref: SubmissionRef): Promise<Outcome | undefined> {
  const item = await table.get(keys.outcome(ref), { consistent: true });
  return item && parseOutcome(item);
}

/** What became of a submission as far as it can be read; undefined for an outcome that is malformed as well. */
export async function readReadableOutcome(table: Table, ref: SubmissionRef): Promise<Outcome | undefined> {
  return Outcome.safeParse(await table.get(keys.outcome(ref), { consistent: true })).data;
}

/** One consistent query: the post and what became of it so far. */
export async function readSubmissionAndOutcome(
  table: Table,
  ref: SubmissionRef,
): Promise<{ submission: Submission | undefined; outcome: Outcome | undefined }> {
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.submissionPk(ref) },
    ConsistentRead: true,
  });
  const raw = items.find(({ sk }) => sk === keys.submission(ref).sk);
  const outcome = items.find(({ sk }) => sk === keys.outcome(ref).sk);
  return { submission: raw && parseSubmission(raw), outcome: outcome && parseOutcome(outcome) };
}

/** The posts of these references, in no particular order; those that are gone are left out. @param how.consistent as they stand now: at twice the price */
export async function readSubmissions(
  table: Table,
  refs: readonly SubmissionRef[],
  { consistent }: { readonly consistent: boolean } = { consistent: true },
): Promise<Submission[]> {
  const items = await table.batchGet(
    refs.map((ref) => keys.submission(ref)),
    { consistent },
  );
  return items.map(parseSubmission);
}

export function parseOutcome(item: Item): Outcome {
  const parsed = Outcome.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a stored outcome does not have the shape this version knows');
  return parsed.data;
}

/**
 * Says what became of a submission, once: the condition is intake's guard against working on a post twice. What became no lead
 * expires after a while, and the raw post with it; quarantined posts are listed until then.
 * @param released what it replaces where the post comes out of quarantine; null for the first outcome
 */
export function putOutcome(outcome: Outcome, released: HeldOutcome | null = null): WriteItem[] {
  const { listed, expiresAt } = outcome.kind === 'lead' ? { listed: {}, expiresAt: undefined } : heldUntil(outcome);
  const item = { ...keys.outcome(outcome), ...outcome, ...listed, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const put: WriteItem = { Put: { Item: item, ...unchangedSince(released) } };
  if (expiresAt === undefined) return [put];
  const expire: WriteItem = {
    Update: {
      Key: keys.submission(outcome),
      UpdateExpression: 'SET expiresAt = :at REMOVE releasedAt',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':at': expiresAt },
    },
  };
  return [put, expire];
}

function heldUntil(outcome: HeldOutcome) {
  return {
    listed: { ...indexKeys.quarantined(outcome, outcome.at), card: heldCardOf(outcome, false) },
    expiresAt: expiryAfter(outcome.at, quarantineDays),
  };
}

/** Returns the release of a post that is on its way out of quarantine; null for any other. */
export function releaseOf(outcome: Outcome | null | undefined): Release | null {
  if (outcome?.kind !== 'quarantine' || outcome.decision?.kind !== 'released') return null;
  const { by, at } = outcome.decision;
  return { by, at };
}

/** Counts a post for the networks of its sender, the narrowest first, and answers how many each has in its window, this one included. */
export function countClientPosts(table: Table, { sender, receivedAt, ...source }: Submission): Promise<number[]> {
  const { addressHash, networkHashes = [] } = sender;
  return Promise.all([addressHash, ...networkHashes].map((hash) => countClientPost(table, source, hash, new Date(receivedAt))));
}

/** Counts a post of a client's network in its ten-minute window and answers how many there are, this one included. */
export async function countClientPost(table: Table, source: Source, addressHash: string, at: Date): Promise<number> {
  const window = Math.floor(at.getTime() / addressWindowMs);
  const counted = await table.update({
    Key: keys.clientWindow(source, addressHash, window),
    UpdateExpression: 'SET posts = if_not_exists(posts, :none) + :one, expiresAt = :expiry',
    ExpressionAttributeValues: { ':none': 0, ':one': 1, ':expiry': epochSeconds(addMs(at, addressWindowMs + hoursMs)) },
    ReturnValues: 'ALL_NEW',
  });
  return z.object({ posts: z.number() }).parse(counted).posts;
}

/** Counts a post that is set aside in its hour and answers how many there are, of all forms and this one included. */
export async function countHeldPost(table: Table, at: Date): Promise<number> {
  const counted = await table.update({
    Key: keys.heldWindow(Math.floor(at.getTime() / hoursMs)),
    UpdateExpression: 'SET posts = if_not_exists(posts, :none) + :one, expiresAt = :expiry',
    ExpressionAttributeValues: { ':none': 0, ':one': 1, ':expiry': epochSeconds(addMs(at, 2 * hoursMs)) },
    ReturnValues: 'ALL_NEW',
  });
  return z.object({ posts: z.number() }).parse(counted).posts;
}

/** How many submissions one token of a form speaks for: a person who posts twice, corrects a slip and tries again. */
export const usesPerToken = 5;

/**
 * Counts a use of a submission's token and answers what the token is worth then. A submission uses its token once, however often it is
 * counted. Who gets the form once cannot post in its name for ever, and who asks for it each time shows up at the client address.
 */
export async function countTokenUse(table: Table, { sender, ...ref }: Submission, form: FormConfig, at: Date): Promise<TokenVerdict> {
  if (sender.token !== 'valid' || sender.tokenDigest === undefined) return sender.token;
  const use = `use_${digest(refText(ref))}`;
  try {
    await table.update({
      Key: keys.tokenUses(sender.tokenDigest),
      UpdateExpression: 'SET #use = :at, uses = if_not_exists(uses, :none) + :one, expiresAt = :expiry',
      ConditionExpression: 'attribute_not_exists(#use) AND (attribute_not_exists(uses) OR uses < :most)',
      ExpressionAttributeNames: { '#use': use },
      ExpressionAttributeValues: {
        ':at': at.toISOString(),
        ':none': 0,
        ':one': 1,
        ':most': usesPerToken,
        // Past its age the token is no proof any more, so nobody needs the count.
        ':expiry': epochSeconds(addMs(at, form.maxTokenAgeSeconds * secondsMs + daysMs)),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return 'valid';
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return error.oldItems.get(0)?.[use] === undefined ? 'overused' : 'valid';
  }
}

/** A post that became no submission, kept as it came so that a lead behind a mistake can still be found. */
export interface BadRow {
  readonly badRowId: string;
  readonly formId: string;
  readonly receivedAt: string;
  readonly code: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The body, or its first 1,024 bytes where it was too large. */
  readonly body: Uint8Array;
  readonly faultPaths: readonly string[];
  readonly addressHash: string;
}

export async function putBadRow(table: Table, row: BadRow): Promise<void> {
  await table.put({
    Item: {
      ...keys.badRow(row.badRowId),
      ...indexKeys.badRow(row.badRowId, row.receivedAt),
      ...row,
      expiresAt: expiryAfter(row.receivedAt, badRowDays),
    },
  });
}

function expiryAfter(at: string, days: number): number {
  return epochSeconds(addMs(new Date(at), days * daysMs));
}
