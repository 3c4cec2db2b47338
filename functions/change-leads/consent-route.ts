import { type SaidConsentView, sayConsentRoute } from '../../api/leads/say-consent.ts';
import { found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import { TopicId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { type SaidConsent, sayConsent } from '../../shared/preferences/index.ts';
import { findLead } from '../../shared/reading/index.ts';
import { stopTracking } from '../../shared/tracking/index.ts';
import type { ChangeParts } from './app.ts';

/** The route by which a colleague notes what a person agreed to or refused. */
export const consentRoute = (parts: ChangeParts, log: Log): ServedRoute =>
  on(sayConsentRoute, (request) => {
    const { principal, requestId, params, body } = request;
    const { userId } = principal;
    const { purpose, granted, how, at, topics } = body;
    const actor = { kind: 'user', id: userId } as const;
    const answerOf = ({ lead: { leadId, version }, state }: SaidConsent) => found<SaidConsentView>({ leadId, purpose, state, version });
    // Whoever wants no tracking is followed no further on the devices that are known as theirs.
    const followUp = async () => {
      if (purpose !== 'tracking' || granted) return;
      await stopTracking(params.leadId, { actor, correlationId: requestId, causationId: requestId }, parts);
    };
    const change = async (keep: (answer: ReturnType<typeof answerOf>) => readonly WriteItem[]) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, sayConsentRoute.right);
      const heard = { purpose, granted, how, saidAt: new Date(at), topics: topics?.map((topic) => TopicId.parse(topic)) ?? null };
      const said = await sayConsent({ ...heard, leadId, actor, correlationId: requestId, along: (one) => keep(answerOf(one)) }, parts);
      log.info('consent of a person noted', { userId, leadId, purpose, state: said.state });
      await followUp();
      return answerOf(said);
    };
    return once(request, { change, followUp }, { ...parts, log });
  });
