import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { partitionsOf, type WholeLead } from './read-leads.ts';
import { type Provenance, Touch } from './record.ts';
import { provenanceIn } from './store.ts';
import { parseTimelineEntries, type TimelineEntry } from './timeline.ts';

/**
 * One submission of a lead, under the lead: what asks for all of them reads these and no timeline. What somebody typed stays with the
 * submission that it names.
 */
export const LeadPost = Touch.extend({
  leadId: LeadId,
  /** Whether it made the lead or came to it later. */
  relation: z.enum(['created', 'linked']),
  /** Read units of the submission, where it takes more than one. */
  readUnits: z.number().int().min(2).exactOptional(),
});
export type LeadPost = z.infer<typeof LeadPost>;

/** Returns the write that notes a submission under its lead, once, for the transaction that takes it in. */
export function putLeadPost(post: LeadPost): WriteItem {
  const { pageUrl, referrer, ...said } = post;
  const pages = Object.entries({ pageUrl: shortened(pageUrl), referrer: shortened(referrer) }).filter(([, page]) => page !== null);
  return {
    Put: {
      Item: { ...keys.leadPost(post.leadId, post.at, post), ...said, ...Object.fromEntries(pages) },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** Returns all submissions that lie under the very id of a lead, oldest first, as they stand now. */
export async function readPostsUnder(table: Table, leadId: LeadId): Promise<LeadPost[]> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.leadPostPrefix), ConsistentRead: true });
  return items.map(parseLeadPost);
}

/** The submission keeps an address whole; here a long one would double the price of every post. */
const longestPage = 200;

const shortened = (page: string | null): string | null => page?.slice(0, longestPage).toWellFormed() ?? null;

/** @throws CorruptItemError for an item that is no post of a lead. */
export function parseLeadPost(item: Item): LeadPost {
  const parsed = LeadPost.safeParse({ pageUrl: null, referrer: null, ...item });
  if (!parsed.success) throw new CorruptItemError('a post of a lead does not have the shape this version knows');
  return parsed.data;
}

/** So many posts of a lead count, the newest: people write a few times, scripts as often as they like. */
export const countedPosts = 20;
/** And no more than take so many read units: what is posted may be 32 KB. */
export const countedPostUnits = 24;

/** Returns the submissions of a lead that count, oldest first, as they stand now: the newest, within bounds of number and size. */
export async function readCountedPosts(table: Table, leadId: LeadId): Promise<LeadPost[]> {
  const { items } = await table.query({
    ...beginningWith(keys.leadPk(leadId), keys.leadPostPrefix),
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: countedPosts,
  });
  return countedOf(items.map(parseLeadPost).toReversed());
}

/** Returns those of a lead's submissions that count; both are oldest first. */
export function countedOf(posts: readonly LeadPost[]): LeadPost[] {
  const newest = posts.slice(-countedPosts).toReversed();
  let units = 0;
  const tooMuch = newest.findIndex(({ readUnits = 1 }) => {
    units += readUnits;
    return units > countedPostUnits;
  });
  return newest.slice(0, tooMuch < 0 ? newest.length : Math.max(1, tooMuch)).toReversed();
}

/** Returns the latest submission of a lead, which is its last touch; undefined when there is none. */
export async function readLastPost(table: Table, lead: WholeLead): Promise<LeadPost | undefined> {
  const latest = await Promise.all(partitionsOf(lead).map((leadId) => lastPostUnder(table, leadId)));
  return latest.reduce((one, other) => ((other?.at ?? '') > (one?.at ?? '') ? other : one));
}

async function lastPostUnder(table: Table, leadId: LeadId): Promise<LeadPost | undefined> {
  const { items } = await table.query({
    ...beginningWith(keys.leadPk(leadId), keys.leadPostPrefix),
    ScanIndexForward: false,
    Limit: 1,
  });
  const [last] = items;
  return last && parseLeadPost(last);
}

/** Returns what a lead posted within a span, the newest first: `until` is not in it, and no more than count. */
export async function readPostsWithin(
  table: Table,
  lead: WholeLead,
  { since, until }: { readonly since: string; readonly until: string },
): Promise<LeadPost[]> {
  const pages = await Promise.all(
    partitionsOf(lead).map((leadId) =>
      table.query({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :since AND :until',
        ExpressionAttributeValues: {
          ':pk': keys.leadPk(leadId),
          ':since': `${keys.leadPostPrefix}${since}`,
          ':until': `${keys.leadPostPrefix}${until}`,
        },
        ScanIndexForward: false,
        Limit: countedPosts,
      }),
    ),
  );
  const posts = pages.flatMap(({ items }) => items.map(parseLeadPost));
  return posts.toSorted((one, other) => (one.at > other.at ? -1 : 1)).slice(0, countedPosts);
}

/** What became of a lead and of what is known of it, oldest first. */
export interface PastOfLead {
  /** Those that count. */
  readonly posts: readonly LeadPost[];
  readonly entries: readonly TimelineEntry[];
  readonly provenance: Provenance;
}

/** Returns a lead's submissions, provenance and whole timeline by one query: they lie one behind the other in its partition. */
export async function readPastOfLead(table: Table, leadId: LeadId): Promise<PastOfLead> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    // '~' sorts after every time.
    ExpressionAttributeValues: { ':pk': keys.leadPk(leadId), ':first': keys.leadPostPrefix, ':last': `${keys.timelinePrefix}~` },
    ConsistentRead: true,
  });
  const under = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
  const [provenance] = under(keys.provenance(leadId).sk);
  return {
    posts: countedOf(under(keys.leadPostPrefix).map(parseLeadPost)),
    entries: under(keys.timelinePrefix).flatMap(parseTimelineEntries),
    provenance: provenanceIn(provenance, leadId),
  };
}
