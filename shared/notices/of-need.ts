import type { MailRequestOf } from '../../events/index.ts';
import { type Lead, splitAnswers } from '../leads/index.ts';
import { type ProductParts, readPost } from '../mail/index.ts';
import { type Opportunity, opportunitiesOf, readOpportunity } from '../opportunities/index.ts';
import { LeadId, leadSubject, OpportunityId, refText, SubjectId, SubmissionRef } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { withIds } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { ownerOf, readAssignment } from '../routing/index.ts';

/** Finds the need that a subject is; undefined for the lead itself, and for one that is gone. */
export async function needOf(subject: string, { table }: Pick<ProductParts, 'table'>): Promise<Opportunity | undefined> {
  const opportunity = OpportunityId.safeParse(subject);
  return opportunity.success ? readOpportunity(table, opportunity.data) : undefined;
}

/** Names the post that opened a need; undefined: somebody else opened it. */
export function postOfNeed({ openedBy: { kind, id } }: Pick<Opportunity, 'openedBy'>): SubmissionRef | undefined {
  const [channel, sourceId, ...rest] = id.split('/');
  return kind === 'submission' ? SubmissionRef.safeParse({ channel, sourceId, submissionId: rest.join('/') }).data : undefined;
}

/** Returns a lead as whoever is given one of its subjects is told of it: with the owner of the subject, and the product of a need. */
export async function leadOfSubject(
  { leadId, subject }: Pick<MailRequestOf<'assignedNotice'>, 'leadId' | 'subject'>,
  lead: Lead,
  parts: ProductParts,
): Promise<Lead> {
  if (subject === leadSubject) return lead;
  return ofNeed(LeadId.parse(leadId), SubjectId.parse(subject), lead, parts.table);
}

/** Returns a lead as a post is told of: to the owner of the open need with the product that it names, else to the lead's own. */
export async function leadOfPost(request: MailRequestOf<'repeatNotice'>, lead: Lead, { table, config }: ProductParts): Promise<Lead> {
  // Hardly a lead has another need: then nothing is read.
  if (lead.evidence.opportunities.open === 0) return lead;
  const ref = SubmissionRef.parse(request);
  const [post, needs, { documents }] = await Promise.all([
    readPost(table, ref),
    opportunitiesOf(table, lead, { consistent: true }),
    config.current(productKind),
  ]);
  const asked = withIds(splitAnswers(post?.fields.product ?? ''), documents);
  // Whoever gets the need that this very post opened is told by its assignment.
  const isTold = ({ openedBy }: Opportunity) => openedBy.kind === 'submission' && openedBy.id === refText(ref);
  const own = needs.find((need) => isOwned(need) && need.product !== null && asked.includes(need.product) && !isTold(need));
  return own ? ofNeed(own.leadId, own.subject, lead, table) : lead;
}

const isOwned = ({ state, subject, owner }: Opportunity): boolean => state === 'open' && subject !== leadSubject && owner !== null;

async function ofNeed(leadId: LeadId, subject: SubjectId, lead: Lead, table: Table): Promise<Lead> {
  const assignment = await readAssignment(table, leadId, subject);
  return { ...lead, owner: assignment ? ownerOf(assignment) : null };
}
