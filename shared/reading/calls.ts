import type { CallListView } from '../../api/calls/call-view.ts';
import type { CallsQuery } from '../../api/calls/list-calls.ts';
import type { Principal } from '../access/index.ts';
import { callView, placeOfCall, readCalls } from '../call-log/index.ts';
import type { Lead } from '../leads/index.ts';
import { seenNeeds } from '../opportunities/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import type { Table } from '../platform/table.ts';

/** Lists the calls to a lead, the latest first; what a rep does not see leaves a page shorter, and nothing else. */
export async function callsOf(
  table: Table,
  lead: Lead,
  principal: Principal,
  { limit, cursor }: CallsQuery,
  cursors: Cursors,
): Promise<CallListView> {
  const asked: Asked = { userId: principal.userId, route: `GET /v1/leads/${lead.leadId}/calls`, query: {} };
  const before = cursor === undefined ? undefined : cursors.open(cursor, asked);
  const calls = await readCalls(table, lead, { limit: limit + 1, before });
  const page = calls.slice(0, limit);
  const isSeen = await seenNeeds(
    table,
    principal,
    lead,
    page.map(({ subject }) => subject),
  );
  const last = calls.length > limit ? page.at(-1) : undefined;
  return {
    items: page.filter(({ subject }) => isSeen(subject)).map(callView),
    nextCursor: last ? cursors.seal(placeOfCall(last), asked) : null,
  };
}
