import { z } from 'zod';
import { Locale, partitionsOf, type WholeLead } from '../leads/index.ts';
import { mailId } from '../mail/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, LetterId, type MailId, ReplyId, TopicId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, type Table, type WriteItem } from '../platform/table.ts';
import { LetterTemplateId } from './letter-config.ts';

/** What a colleague wrote to a person by mail. It never changes; what became of it is the state of its mail. */
export const Letter = z.object({
  /** The lead under which it lies, which may have been merged since. */
  leadId: LeadId,
  letterId: LetterId,
  at: z.string(),
  /** The user who wrote it. */
  by: z.string(),
  subject: z.string(),
  text: z.string(),
  /** In which language the person reads; what stands below the text is in it. */
  locale: Locale,
  /** The address of the person as they wrote, by its digest: it goes to no other. */
  address: z.string(),
  /** What it advertises. @default - it does not */
  topic: TopicId.exactOptional(),
  /** What it began from. @default - it was written anew */
  template: LetterTemplateId.exactOptional(),
  /** The answer that it answers. @default - it answers none */
  reply: ReplyId.exactOptional(),
  /** Names of the mails that it goes on from (RFC 5322), the one that it answers last. @default - it begins anew */
  thread: z.array(z.string()).exactOptional(),
});
export type Letter = z.infer<typeof Letter>;

/** @throws CorruptItemError for an item that is no letter. */
export function parseLetter(item: Item): Letter {
  const parsed = Letter.safeParse({ ...item, leadId: partitionId(item) });
  if (!parsed.success) throw new CorruptItemError('a letter does not have the shape this version knows');
  return parsed.data;
}

/** Returns the write of a letter; refused when it is there. */
export function putLetter({ leadId, ...letter }: Letter): WriteItem {
  return { Put: { Item: { ...keys.letter(leadId, letter.letterId), ...letter }, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Names the mail by which a letter goes out. */
export const mailOfLetter = (letterId: LetterId): MailId => mailId('letter', letterId);

/** Finds a letter of a lead, or of one that was merged into it; undefined: there is none. @throws CorruptItemError */
export async function readLetter(table: Pick<Table, 'get'>, lead: WholeLead, letterId: LetterId): Promise<Letter | undefined> {
  const found = await Promise.all(partitionsOf(lead).map((leadId) => table.get(keys.letter(leadId, letterId), { consistent: true })));
  const item = found.find((one) => one !== undefined);
  return item && parseLetter(item);
}

/** Reads the newest letters to a lead and to those that were merged into it. @param before the id of the last one already seen */
export async function readLetters(
  table: Pick<Table, 'query'>,
  lead: WholeLead,
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<Letter[]> {
  const found = await Promise.all(
    partitionsOf(lead).map(async (leadId) => {
      const pk = keys.leadPk(leadId);
      const { items } = await table.query({
        ...beginningWith(pk, keys.letterPrefix),
        ScanIndexForward: false,
        Limit: limit,
        ...(before === undefined ? {} : { ExclusiveStartKey: { pk, sk: `${keys.letterPrefix}${before}` } }),
      });
      return items.map(parseLetter);
    }),
  );
  // Ids begin with the moment.
  return found
    .flat()
    .toSorted((one, other) => (one.letterId < other.letterId ? 1 : -1))
    .slice(0, limit);
}
