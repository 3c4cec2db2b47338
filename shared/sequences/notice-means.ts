import { type UserConfig, userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { leadSubject, SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { ownerOf, poolInCharge, readAssignment } from '../routing/index.ts';
import { repKind } from '../routing/rep-config.ts';
import type { Enrolment } from './enrolment.ts';
import type { NoticeProblem } from './rules-left-out.ts';

type NoticeParts = { readonly table: Pick<Table, 'get'>; readonly config: ConfigReader };

/** Tells why nobody would hear now what a run has somebody told; null where somebody would. */
export async function readNoticeProblem(
  lead: Lead,
  { leadId, about }: Pick<Enrolment, 'leadId' | 'about'>,
  { table, config }: NoticeParts,
): Promise<NoticeProblem | null> {
  const ofNeed = about.opportunityId === undefined ? undefined : await readAssignment(table, leadId, SubjectId.parse(about.opportunityId));
  const owner = (ofNeed && ownerOf(ofNeed)) ?? lead.owner;
  if (owner) return (await config.current(repKind)).documents.has(owner.repId) ? null : 'ownerUnknown';
  return (await readLeader(lead, { table, config })) ? null : 'nobodyToTell';
}

/** Finds the first configured leader of the pool that looks for somebody for a lead. */
export async function readLeader(lead: Lead, { table, config }: NoticeParts): Promise<UserConfig | undefined> {
  const assignment = await readAssignment(table, lead.leadId, leadSubject);
  const poolId = assignment ? poolInCharge(lead, assignment) : lead.routing?.poolId;
  if (!poolId) return undefined;
  const users = [...(await config.current(userKind)).documents.values()];
  return users.find(({ role, pools }) => role === 'leader' && pools?.includes(poolId));
}
