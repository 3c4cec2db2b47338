import type {
  CompanyId,
  DecisionId,
  EntryId,
  LeadId,
  LeadId as leadId,
  MailId,
  PoolId,
  RepId,
  SubmissionId,
  VisitorId,
} from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { holds, type Same } from '../../support/types.ts';

interface Ids {
  readonly company: CompanyId;
  readonly decision: DecisionId;
  readonly entry: EntryId;
  readonly lead: LeadId;
  readonly mail: MailId;
  readonly pool: PoolId;
  readonly rep: RepId;
  readonly submission: SubmissionId;
  readonly visitor: VisitorId;
}

/** Pairs of names whose first id could be passed where the second is asked for; each id fits itself only. */
type Confusable = {
  [Given in keyof Ids]: { [Asked in keyof Ids]: Ids[Given] extends Ids[Asked] ? `${Given} for ${Asked}` : never }[keyof Ids];
}[keyof Ids];
holds<Same<Confusable, { [Name in keyof Ids]: `${Name} for ${Name}` }[keyof Ids]>>();

/** A text is an id only when it was parsed as one; every id is a text. */
holds<Same<{ [Name in keyof Ids]: string extends Ids[Name] ? Name : never }[keyof Ids], never>>();
holds<Same<{ [Name in keyof Ids]: Ids[Name] extends string ? never : Name }[keyof Ids], never>>();
holds<Same<ReturnType<typeof leadId.parse>, LeadId>>();

export function keysAskForTheRightId(lead: LeadId, rep: RepId, visitor: VisitorId): void {
  keys.lead(lead);
  keys.seat(lead, rep);
  // @ts-expect-error a rep is no lead
  keys.lead(rep);
  // @ts-expect-error the other way round
  keys.seat(rep, lead);
  // @ts-expect-error a text that nobody parsed
  keys.lead('L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM');
  // @ts-expect-error a visitor is nobody whom we know
  keys.lead(visitor);
}
