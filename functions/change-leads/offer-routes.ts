import { acceptLeadRoute } from '../../api/offers/accept-lead.ts';
import { declineLeadRoute } from '../../api/offers/decline-lead.ts';
import type { AnsweredOfferView } from '../../api/offers/offer-view.ts';
import type { PartOf } from '../../api/route.ts';
import { declinedBy, type OwnOffer, offerOf } from '../../shared/accepting/index.ts';
import type { Principal } from '../../shared/access/index.ts';
import { found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { InvalidInputError, NotFoundError } from '../../shared/platform/errors.ts';
import { LeadId, leadSubject } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { type AnsweredOffer, acceptOffer, declineOffer } from '../../shared/routing/index.ts';
import type { ChangeParts } from './app.ts';

type Keep = (answer: ReturnType<typeof found<AnsweredOfferView>>) => readonly WriteItem[];

/** The routes by which a rep answers what a pool offers to them. */
export function offerRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const own = { ...parts, log };
  return [
    on(acceptLeadRoute, (request) => {
      const { principal, requestId: correlationId, params, body } = request;
      const change = async (keep: Keep) => {
        const lead = await findLead(parts.table, principal, params.leadId, acceptLeadRoute.right, acceptLeadRoute.missing);
        const offer = await offerOf(parts.table, principal, lead, body.subject ?? leadSubject);
        const along = (answered: AnsweredOffer) => keep(found(answered));
        return found(await acceptOffer({ ...offer, actor: { kind: 'user', id: principal.userId }, correlationId, along }, own));
      };
      return once(request, { change }, own);
    }),
    on(declineLeadRoute, (request) => {
      const { principal, requestId: correlationId, params, body } = request;
      const { reason, note } = body;
      const change = async (keep: Keep) => {
        const along = (answered: AnsweredOffer) => keep(found(answered));
        const asked = { reason, actor: { kind: 'user', id: principal.userId }, correlationId, along } as const;
        try {
          const offer = await offerToDecline(body, params.leadId, principal, parts);
          return found(await declineOffer({ ...offer, ...asked, note }, own));
        } catch (error) {
          // Theirs no more because they gave it back a moment ago.
          const before =
            error instanceof NotFoundError ? await declinedBy(parts.table, principal, params.leadId, body.subject ?? leadSubject) : null;
          if (!before) throw error;
          return found(await declineOffer({ ...before, ...asked }, own));
        }
      };
      return once(request, { change }, own);
    }),
  ];
}

/** Finds the offer that somebody declines, and the lead that they take it for. @throws NotFoundError; InvalidInputError */
export async function offerToDecline(
  { sameAs, subject = leadSubject }: Pick<PartOf<typeof declineLeadRoute, 'body'>, 'sameAs' | 'subject'>,
  leadId: LeadId,
  principal: Principal,
  parts: ChangeParts,
): Promise<OwnOffer & { readonly sameAs: LeadId | undefined }> {
  const lead = await findLead(parts.table, principal, leadId, declineLeadRoute.right, declineLeadRoute.missing);
  const known = sameAs === undefined ? undefined : await knownLead(sameAs, lead, principal, parts);
  return { ...(await offerOf(parts.table, principal, lead, subject)), sameAs: known };
}

/** Finds another lead that somebody names. What they may not see looks like what is not there. @throws InvalidInputError */
async function knownLead(named: string, { leadId }: Pick<Lead, 'leadId'>, principal: Principal, { table }: ChangeParts): Promise<LeadId> {
  try {
    const other = await findLead(table, principal, LeadId.parse(named), 'lead.read', 'lead');
    if (other.leadId !== leadId) return other.leadId;
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  throw new InvalidInputError('The offer cannot be declined like this.', [
    { path: 'sameAs', message: 'name another lead that you can see' },
  ]);
}
