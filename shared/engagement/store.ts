import { z } from 'zod';
import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, MailId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, type PutWrite, queryAll, type Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { Engagement, Grade, type GradedEngagement, type MailEngagements, Reason } from './record.ts';

const Row = Engagement.extend({ grade: Grade, reasons: z.array(Reason).min(1).default(['plain']) });

const MailItem = z.object({
  version: z.number().int().positive(),
  sentAt: z.number().int(),
  deliveredAt: z.number().int().nullable().default(null),
  links: z.number().int().nullable().default(null),
  dropped: z.number().int().default(0),
  engagements: z.array(Row),
});

function engagementsOf(item: Item): MailEngagements {
  const parsed = MailItem.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('the engagements of a mail do not have the shape this version knows');
  const mailId = MailId.parse(String(item.sk).slice(keys.engagementPrefix.length));
  return { leadId: LeadId.parse(partitionId(item)), mailId, ...parsed.data };
}

function itemOf({ leadId, mailId, version, sentAt, deliveredAt, links, dropped, engagements }: MailEngagements): Item {
  return {
    ...keys.engagements(leadId, mailId),
    version,
    sentAt,
    ...(deliveredAt === null ? {} : { deliveredAt }),
    ...(links === null ? {} : { links }),
    ...(dropped === 0 ? {} : { dropped }),
    engagements: engagements.map(rowOf),
  };
}

const store = versioned({ parse: engagementsOf, toItem: itemOf, elementIds: { engagements: 'id' } });

/** Reads what was done with a mail of its item. @throws CorruptItemError */
export const parseEngagements = store.parse;

/** Replaces what was read, or adds the first of a mail; refused when somebody was quicker. */
export function putEngagements(before: MailEngagements | null, after: MailEngagements): PutWrite {
  return store.put(before, after);
}

/** What most engagements have in common is left out: a write costs by started KB, and a mail's engagements are written together. */
function rowOf({ id, action, at, link, agent, isGet, network, isVisited, verdict, grade, reasons }: GradedEngagement): Item {
  return {
    id,
    action,
    at,
    ...(link === null ? {} : { link }),
    agent,
    ...(isGet ? {} : { isGet }),
    ...(network === null ? {} : { network }),
    ...(isVisited ? { isVisited } : {}),
    ...(verdict === null ? {} : { verdict }),
    grade,
    ...(reasons.length === 1 && reasons[0] === 'plain' ? {} : { reasons: [...reasons] }),
  };
}

/** Reads what was done with some mails of a lead, to be shown; a moment late. */
export async function readEngagementsOf(table: Table, lead: WholeLead, mailIds: readonly MailId[]): Promise<MailEngagements[]> {
  const items = await table.batchGet(partitionsOf(lead).flatMap((leadId) => mailIds.map((mailId) => keys.engagements(leadId, mailId))));
  return items.map(parseEngagements);
}

/** All mails of a lead with which something was done. */
export async function readEngagements(table: Table, leadId: LeadId): Promise<MailEngagements[]> {
  const items = await queryAll(table, {
    ...beginningWith(keys.leadPk(leadId), keys.engagementPrefix),
    ConsistentRead: true,
  });
  return items.map(parseEngagements);
}
