import type { ReplyView } from '../../api/replies/reply-view.ts';
import { mailReplied } from '../../events/index.ts';
import { cleanMultiline } from '../identity/index.ts';
import { draftEntry, noteOnLead, readLead } from '../leads/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { IdSource, LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putReply, type Reply } from './reply.ts';
import { replyView } from './view.ts';

/** A colleague says that a person answered to the mailbox of the company. Whether they may is for the caller to know. */
export interface ReplyNoted {
  readonly leadId: LeadId;
  readonly userId: string;
  /** What the person wrote. @default - it is not written down */
  readonly text?: string | undefined;
  /** The request. */
  readonly correlationId: string;
  /** Returns what is written in the same transaction. */
  readonly along: (view: ReplyView) => readonly WriteItem[];
}

export interface ReplyParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'replyId'>;
}

/** Notes that a person answered, with its line in the history, which stops the mails of sequences. @throws NotFoundError */
export function noteReply(
  { leadId, userId, text, correlationId, along }: ReplyNoted,
  { table, clock, ids }: ReplyParts,
): Promise<ReplyView> {
  const said = text === undefined ? '' : cleanMultiline(text);
  return untilWritten(async () => {
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) throw new NotFoundError('no such lead');
    const at = clock();
    const replyId = ids.replyId(at);
    const way = 'noted' as const;
    const reply: Reply = { leadId: lead.leadId, replyId, at: isoTime(at), way, by: userId, text: said === '' ? null : said, files: [] };
    const act = { at, actor: { kind: 'user', id: userId }, cause: { correlationId, causationId: correlationId } } as const;
    const { writes } = noteOnLead(lead, [draftEntry(mailReplied, { replyId, way })], act, ids);
    const view = replyView(reply);
    await table.transact([putReply(reply), ...writes, ...along(view)]);
    return view;
  });
}
