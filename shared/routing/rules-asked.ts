import type { AssignMessage } from '../../events/index.ts';
import type { Lead } from '../leads/index.ts';
import { LeadId, leadOfSubject, SubjectId } from '../platform/ids.ts';

export type RoutedLead = Lead & { readonly routing: NonNullable<Lead['routing']> };

/** A request and the lead that it is about. */
export interface Asked<Request extends AssignMessage> {
  readonly request: Request;
  readonly lead: RoutedLead;
  readonly subject: SubjectId;
}

/** The requests of a batch, as far as one transaction can do what they ask for. */
export interface AskedOnce<Request extends AssignMessage> {
  readonly asked: readonly Asked<Request>[];
  /** About a lead that is among the others already: a transaction changes no item twice. */
  readonly left: readonly Request[];
  /** About leads that were erased, or that nothing has routed. Waiting for them would block the pool. */
  readonly unknown: readonly Request[];
}

/** Names the lead under which what a request asks for lies: a need goes with the lead that it was opened for, also where that was part of another for a while. */
export function leadAsked({ leadId, subject }: Pick<AssignMessage & { subject: string }, 'leadId' | 'subject'>): LeadId {
  return leadOfSubject(LeadId.parse(leadId), SubjectId.parse(subject));
}

/** Takes each lead once. Two requests for the same become one; after a merge, they may name the lead by two ids. */
export function askedOnce<Request extends AssignMessage>(
  requests: readonly Request[],
  found: ReadonlyMap<LeadId, Lead>,
  wantOf: (request: Request) => string,
): AskedOnce<Request> {
  const asked: Asked<Request>[] = [];
  const left: Request[] = [];
  const unknown: Request[] = [];
  const wants = new Map<LeadId, string>();
  for (const request of requests) {
    const lead = found.get(leadAsked(request));
    if (!isRouted(lead)) {
      unknown.push(request);
      continue;
    }
    const want = wants.get(lead.leadId);
    if (want === undefined) {
      wants.set(lead.leadId, wantOf(request));
      asked.push({ request, lead, subject: SubjectId.parse(request.subject) });
    } else if (want !== wantOf(request)) left.push(request);
  }
  return { asked, left, unknown };
}

const isRouted = (lead: Lead | undefined): lead is RoutedLead => lead !== undefined && lead.routing !== null;
