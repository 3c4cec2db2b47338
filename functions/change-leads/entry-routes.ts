import { type CheckedLeadView, checkLeadRoute } from '../../api/leads/check-lead.ts';
import { type EnteredLeadView, enterLeadRoute } from '../../api/leads/enter-lead.ts';
import { checkPerson, enterLead, followEntry, refOfEntry } from '../../shared/entering/index.ts';
import { type Answer, found, keyOf, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import type { ChangeParts } from './app.ts';

/** The routes by which colleagues type people in, and ask before that whether they are known. */
export const entryRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(enterLeadRoute, (request) => {
    const { principal, requestId, body: asked } = request;
    const entryParts = { ...parts, log };
    const ref = refOfEntry(principal, { key: keyOf(request, parts.digests), requestId });
    const change = async (keep: (answer: Answer<EnteredLeadView>) => readonly WriteItem[]) => {
      const answer = await enterLead({ asked, principal, ref }, entryParts, keep);
      log.info('person typed in', { userId: principal.userId, submissionId: answer.body.submissionId, relation: answer.body.relation });
      return answer;
    };
    return once(request, { change, followUp: () => followEntry(ref, entryParts) }, entryParts);
  }),
  on(checkLeadRoute, (request) => {
    const { principal, body } = request;
    const change = async (keep: (answer: Answer<CheckedLeadView>) => readonly WriteItem[]) => {
      const view = await checkPerson(body, principal, parts, (one) => keep(found(one)));
      log.info('asked whether somebody is known', { userId: principal.userId, people: view.people.length, left: view.left });
      return found(view);
    };
    return once(request, { change }, { ...parts, log });
  }),
];
