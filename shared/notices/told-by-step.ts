import type { MailRequestOf } from '../../events/index.ts';
import { userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import type { ProductParts } from '../mail/index.ts';
import { leadSubject } from '../platform/ids.ts';
import { poolInCharge, readAssignment } from '../routing/index.ts';
import { type StepOf, sequenceOfVersion } from '../sequences/index.ts';

/** What a step of a sequence tells, and who hears of it where nobody has the lead. */
export interface ToldByStep {
  /** Undefined: there is none any more that tells something. */
  readonly step: StepOf<'notice'> | undefined;
  readonly sequenceName: Readonly<Record<Locale, string>> | undefined;
  readonly leader: { readonly email: string } | undefined;
}

/** Reads what a step tells, in the words of the version that the run followed when it was taken. */
export async function readToldByStep(
  { sequenceId, stepId, sequenceVersion }: MailRequestOf<'sequenceNotice'>,
  read: Promise<Lead | undefined>,
  { table, config }: Pick<ProductParts, 'table' | 'config'>,
): Promise<ToldByStep> {
  const [sequence, lead] = await Promise.all([sequenceOfVersion(config, sequenceId, sequenceVersion), read]);
  const step = sequence?.steps.find(({ id }) => id === stepId);
  return {
    step: step?.do === 'notice' ? step : undefined,
    sequenceName: sequence?.names,
    leader: lead && !lead.owner ? await leaderOf(lead, table, config) : undefined,
  };
}

/** The first configured leader of the pool that looks for somebody. */
async function leaderOf(lead: Lead, table: ProductParts['table'], config: ConfigReader): Promise<{ readonly email: string } | undefined> {
  const assignment = await readAssignment(table, lead.leadId, leadSubject);
  const poolId = assignment ? poolInCharge(lead, assignment) : lead.routing?.poolId;
  if (!poolId) return undefined;
  const users = [...(await config.current(userKind)).documents.values()];
  return users.find(({ role, pools }) => role === 'leader' && pools?.includes(poolId));
}
