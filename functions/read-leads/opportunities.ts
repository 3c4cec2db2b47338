import { listLeadOpportunitiesRoute } from '../../api/opportunities/list-lead-opportunities.ts';
import { listOpportunitiesRoute } from '../../api/opportunities/list-opportunities.ts';
import type { Principal } from '../../shared/access/index.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import {
  type FoundOpportunity,
  listOpportunities,
  mayWith,
  opportunitiesOf,
  opportunityView,
  salesRules,
} from '../../shared/opportunities/index.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { findLead } from '../../shared/reading/index.ts';
import { assignmentView, readAssignments } from '../../shared/routing/index.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import type { ReadParts } from './app.ts';

/** The routes that show opportunities. */
export function opportunityRoutes(parts: ReadParts, log: Log): ServedRoute[] {
  const { table, config } = parts;
  const viewsOf = async (all: readonly FoundOpportunity[], principal: Principal) => {
    const [rules, reps] = await Promise.all([salesRules(config), config.current(repKind)]);
    log.info('opportunities read', { userId: principal.userId, opportunities: all.map(({ opportunity }) => opportunity.opportunityId) });
    return all.map((one) => opportunityView(one, principal, { ...rules, reps: reps.documents }));
  };
  return [
    on(listLeadOpportunitiesRoute, async ({ principal, params }) => {
      const lead = await findLead(table, principal, params.leadId);
      const all = await opportunitiesOf(table, lead, { consistent: true });
      const seen = all.filter((opportunity) => mayWith(principal, 'opportunity.read', opportunity, lead));
      const items = await viewsOf(
        seen.map((opportunity) => ({ opportunity, lead })),
        principal,
      );
      const own = seen.flatMap(({ subject }) => (subject === leadSubject ? [] : [{ leadId: lead.leadId, subject }]));
      const [assignments, pools] = await Promise.all([own.length === 0 ? [] : readAssignments(table, own), config.current(poolKind)]);
      const now = parts.clock();
      const shown = items.map((item, index) => {
        const assignment = assignments.find((one) => one && one.subject === seen[index]?.subject);
        return { ...item, assignment: assignment ? assignmentView(assignment, pools.documents.get(assignment.poolId), now) : null };
      });
      return found({ items: shown, nextCursor: null });
    }),
    on(listOpportunitiesRoute, async ({ principal, query }) => {
      const pools = [...(await config.current(poolKind)).documents.values()].map(({ id }) => id);
      const { items, nextCursor } = await listOpportunities(parts, principal, query, pools);
      return found({ items: await viewsOf(items, principal), nextCursor });
    }),
  ];
}
