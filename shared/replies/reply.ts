import { z } from 'zod';
import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, MailId, ReplyId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, type Table, type WriteItem } from '../platform/table.ts';

/** An answer of a person to a mail. It never changes. */
export const Reply = z.object({
  /** The lead under which it lies, which may have been merged since. */
  leadId: LeadId,
  replyId: ReplyId,
  /** When it came, or when somebody noted it. */
  at: z.string(),
  way: z.enum(['noted', 'mail']),
  /** The user who noted it. @default - it came by mail */
  by: z.string().exactOptional(),
  /** What the person wrote, without what they quote; null: nobody wrote it down, or nothing of it can be read. */
  text: z.string().nullable().default(null),
  /** The mail that was answered. @default - nobody knows */
  mailId: MailId.exactOptional(),
  /** From where it came, if not from the address to which we wrote: anybody may have written it. @default - from there, or a colleague noted it */
  unprovenFrom: z.string().exactOptional(),
  /** What stands above what they wrote. @default - nothing, or a colleague noted it */
  subject: z.string().exactOptional(),
  /** Names of the mails of its talk (RFC 5322), its own last, for a mail that answers it. @default - it has none, or a colleague noted it */
  thread: z.array(z.string()).exactOptional(),
  /** The mail was too large to be read here. @default - it was read, or a colleague noted it */
  isTooLarge: z.literal(true).exactOptional(),
  /** Names of files that came along, which are not kept. */
  files: z.array(z.string()).default([]),
});
export type Reply = z.infer<typeof Reply>;

/** @throws CorruptItemError for an item that is no reply. */
export function parseReply(item: Item): Reply {
  const parsed = Reply.safeParse({ ...item, leadId: partitionId(item) });
  if (!parsed.success) throw new CorruptItemError('a reply does not have the shape this version knows');
  return parsed.data;
}

/** Returns the write of a reply; refused when it is there. */
export function putReply({ leadId, text, files, ...reply }: Reply): WriteItem {
  return {
    Put: {
      Item: {
        ...keys.reply(leadId, reply.replyId),
        ...reply,
        ...(text === null ? {} : { text }),
        ...(files.length === 0 ? {} : { files }),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** Finds a reply of a lead, or of one that was merged into it; undefined: there is none. @throws CorruptItemError */
export async function readReply(table: Pick<Table, 'get'>, lead: WholeLead, replyId: ReplyId): Promise<Reply | undefined> {
  const found = await Promise.all(partitionsOf(lead).map((leadId) => table.get(keys.reply(leadId, replyId))));
  const item = found.find((one) => one !== undefined);
  return item && parseReply(item);
}

/** Reads the newest replies of a lead and of those that were merged into it. @param before the id of the last one already seen */
export async function readReplies(
  table: Pick<Table, 'query'>,
  lead: WholeLead,
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<Reply[]> {
  const found = await Promise.all(
    partitionsOf(lead).map(async (leadId) => {
      const pk = keys.leadPk(leadId);
      const { items } = await table.query({
        ...beginningWith(pk, keys.replyPrefix),
        ScanIndexForward: false,
        Limit: limit,
        ...(before === undefined ? {} : { ExclusiveStartKey: { pk, sk: `${keys.replyPrefix}${before}` } }),
      });
      return items.map(parseReply);
    }),
  );
  // Ids begin with the moment.
  return found
    .flat()
    .toSorted((one, other) => (one.replyId < other.replyId ? 1 : -1))
    .slice(0, limit);
}
