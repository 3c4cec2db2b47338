import type { CallListView } from '../../api/calls/call-view.ts';
import type { CallsQuery } from '../../api/calls/list-calls.ts';
import type { Principal } from '../access/index.ts';
import { callView, type LoggedCall, placeOfCall, readCalls } from '../call-log/index.ts';
import type { Lead } from '../leads/index.ts';
import { mayWith, readOpportunities } from '../opportunities/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { OpportunityId, type SubjectId } from '../platform/ids.ts';
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
  const isSeen = await seenSubjects(table, lead, principal, page);
  const last = calls.length > limit ? page.at(-1) : undefined;
  return {
    items: page.filter(({ subject }) => isSeen(subject)).map(callView),
    nextCursor: last ? cursors.seal(placeOfCall(last), asked) : null,
  };
}

/** Calls about the lead are seen by each of its owners, those about an opportunity by whoever may read it. */
async function seenSubjects(
  table: Table,
  lead: Lead,
  principal: Principal,
  calls: readonly LoggedCall[],
): Promise<(subject: SubjectId) => boolean> {
  const named = (subject: SubjectId) => OpportunityId.safeParse(subject).data;
  const opportunities = await readOpportunities(
    table,
    calls.flatMap(({ subject }) => named(subject) ?? []),
  );
  return (subject) => {
    const opportunityId = named(subject);
    if (opportunityId === undefined) return true;
    const opportunity = opportunities.get(opportunityId);
    return opportunity !== undefined && mayWith(principal, 'opportunity.read', opportunity, lead);
  };
}
