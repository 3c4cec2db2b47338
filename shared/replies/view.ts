import type { ReplyListView, ReplyView } from '../../api/replies/reply-view.ts';
import type { Lead } from '../leads/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import type { Table } from '../platform/table.ts';
import { type Reply, readReplies } from './reply.ts';

/** A reply as the contract shows it. */
export function replyView({ replyId, at, way, by, text, mailId, unprovenFrom, files, isTooLarge }: Reply): ReplyView {
  return {
    replyId,
    at,
    way,
    by: by ?? null,
    text,
    mailId: mailId ?? null,
    unprovenFrom: unprovenFrom ?? null,
    files: [...files],
    isTooLarge: isTooLarge === true,
  };
}

/** Lists the replies of a lead, the newest first. */
export async function repliesOf(
  table: Table,
  lead: Lead,
  userId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  cursors: Cursors,
): Promise<ReplyListView> {
  const asked: Asked = { userId, route: `GET /v1/leads/${lead.leadId}/replies`, query: {} };
  const before = cursor === undefined ? undefined : cursors.open(cursor, asked);
  const replies = await readReplies(table, lead, { limit: limit + 1, before });
  const page = replies.slice(0, limit);
  const last = replies.length > limit ? page.at(-1) : undefined;
  return { items: page.map(replyView), nextCursor: last ? cursors.seal(last.replyId, asked) : null };
}
