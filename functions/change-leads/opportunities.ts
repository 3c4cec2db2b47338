import { changeOpportunityRoute } from '../../api/opportunities/change-opportunity.ts';
import { openOpportunityRoute } from '../../api/opportunities/open-opportunity.ts';
import type { OpportunityView } from '../../api/opportunities/opportunity-view.ts';
import type { Principal } from '../../shared/access/index.ts';
import { type Answer, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import {
  type ChangeWish,
  changeOpportunity,
  type FoundOpportunity,
  openOpportunity,
  opportunityView,
  type SalesRules,
} from '../../shared/opportunities/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import type { ChangeParts } from './app.ts';

type Keep = (answer: Answer<OpportunityView>) => readonly WriteItem[];

/** The routes by which people open and change opportunities. */
export function opportunityRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  /** Answers with an opportunity, as it is kept for a repeat of the request. */
  const answering = async (principal: Principal, keep: Keep) => {
    const reps = (await parts.config.current(repKind)).documents;
    const answer = (one: FoundOpportunity, rules: SalesRules): Answer<OpportunityView> => {
      const view = opportunityView(one, principal, { ...rules, reps });
      return found(view, { etag: `"${view.version}"` });
    };
    let answered: Answer<OpportunityView> | undefined;
    return {
      along: (one: FoundOpportunity, rules: SalesRules) => {
        answered = answer(one, rules);
        return keep(answered);
      },
      answer: () => {
        if (!answered) throw new TypeError('the change was not made');
        return answered;
      },
    };
  };
  return [
    on(openOpportunityRoute, (request) => {
      const { principal, requestId, params, body } = request;
      const change = async (keep: Keep) => {
        const { leadId } = await findLead(parts.table, principal, params.leadId, openOpportunityRoute.right);
        const { along, answer } = await answering(principal, keep);
        const { opportunity } = await openOpportunity({ leadId, wish: body, principal, correlationId: requestId, along }, parts);
        log.info('opportunity opened', { userId: principal.userId, leadId, opportunityId: opportunity.opportunityId });
        return answer();
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(changeOpportunityRoute, (request) => {
      const { principal, requestId, params, headers, body } = request;
      const change = async (keep: Keep) => {
        const { along, answer } = await answering(principal, keep);
        const { opportunityId } = params;
        const seenVersion = versionOf(headers['If-Match']);
        const wish = wishOf(body, parts.clock());
        await changeOpportunity({ opportunityId, wish, seenVersion, principal, correlationId: requestId, along }, parts);
        log.info('opportunity changed', { userId: principal.userId, opportunityId, fields: Object.keys(body) });
        return answer();
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
}

type Body = NonNullable<(typeof changeOpportunityRoute)['body']>['_output'];

/** A proposal that does not say when it was sent was sent now. */
function wishOf({ proposal, ...wish }: Body, now: Date): ChangeWish {
  if (!proposal) return { ...wish, proposal };
  const { package: packageId, file, sentAt = now.toISOString() } = proposal;
  return { ...wish, proposal: { packageId, file, sentAt } };
}
