import type { HeldActView } from '../../api/held/held-act-view.ts';
import { holdActRoute } from '../../api/held/hold-act.ts';
import { performHeldActRoute } from '../../api/held/perform-held-act.ts';
import { takeBackHeldActRoute } from '../../api/held/take-back-held-act.ts';
import type { PartOf } from '../../api/route.ts';
import type { Principal } from '../../shared/access/index.ts';
import { findOwnHeld, type HeldAct, heldActView, holdAct, performHeld, takeBackHeld } from '../../shared/held/index.ts';
import { type Answer, accepted, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { TopicId } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { untilWritten } from '../../shared/platform/versioned.ts';
import { checkConsent } from '../../shared/preferences/index.ts';
import { findLead } from '../../shared/reading/index.ts';
import { checkDecline } from '../../shared/routing/index.ts';
import type { ChangeParts } from './app.ts';
import { offerToDecline } from './offer-routes.ts';

type Keep = (answer: Answer<HeldActView>) => readonly WriteItem[];

/** The routes by which somebody does what cannot be undone, and takes it back in time. */
export function heldRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const own = { ...parts, log };
  return [
    on(holdActRoute, (request) => {
      const { principal, requestId: correlationId, params, body } = request;
      const { userId: by } = principal;
      const change = async (keep: Keep) => {
        const { leadId } = await findLead(parts.table, principal, params.leadId, holdActRoute.right, holdActRoute.missing);
        const act = await possibleAct(body.act, leadId, principal, parts);
        const held = await holdAct({ leadId, act, by, correlationId, along: (one) => keep(accepted(heldActView(one))) }, parts);
        log.info('act held', { userId: by, leadId, heldActId: held.heldActId, is: act.is });
        return accepted(heldActView(held));
      };
      return once(request, { change }, own);
    }),
    on(performHeldActRoute, (request) => {
      const { principal, params } = request;
      const { userId } = principal;
      const along = (keep: Keep) => (one: HeldAct) => keep(found(heldActView(one)));
      const change = async (keep: Keep) => {
        const performed = await untilWritten(async () => {
          const held = await findOwnHeld({ ...params, userId }, parts.table);
          return performHeld(held, along(keep), own);
        });
        log.info('held act performed at once', { userId, leadId: performed.leadId, heldActId: performed.heldActId });
        return found(heldActView(performed));
      };
      return once(request, { change }, own);
    }),
    on(takeBackHeldActRoute, (request) => {
      const { principal, params } = request;
      const { userId } = principal;
      const change = async (keep: Keep) => {
        const held = await takeBackHeld({ ...params, userId, along: (one) => keep(found(heldActView(one))) }, parts);
        log.info('held act taken back', { userId, leadId: held.leadId, heldActId: held.heldActId });
        return found(heldActView(held));
      };
      return once(request, { change }, own);
    }),
  ];
}

/** Returns an act as it is held. What would be refused when its time comes is refused while somebody is there to hear it. */
async function possibleAct(
  told: PartOf<typeof holdActRoute, 'body'>['act'],
  leadId: Lead['leadId'],
  principal: Principal,
  parts: ChangeParts,
): Promise<HeldAct['act']> {
  if (told.is === 'decline') {
    const { reason, note } = told;
    const { sameAs, ...offer } = await offerToDecline(told, leadId, principal, parts);
    await checkDecline(offer, parts.table);
    const { subject, decisionId } = offer;
    return {
      is: 'decline',
      subject,
      decisionId,
      reason,
      ...(note === undefined ? {} : { note }),
      ...(sameAs === undefined ? {} : { sameAs }),
    };
  }
  const { purpose, how, at } = told;
  const topics = told.topics?.map((topic) => TopicId.parse(topic));
  await checkConsent({ leadId, purpose, granted: false, how, saidAt: new Date(at), topics: topics ?? null }, parts);
  return { is: 'refusal', purpose, how, at, ...(topics === undefined ? {} : { topics }) };
}
