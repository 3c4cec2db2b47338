import type { MailRequestOf } from '../../events/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import type { ProductParts } from '../mail/index.ts';
import { readLeader, type StepOf, sequenceOfVersion } from '../sequences/index.ts';

/** What a step of a sequence tells, and who hears of it where nobody has the lead. */
export interface ToldByStep {
  /** Undefined: there is none any more that tells something. */
  readonly step: StepOf<'notice'> | undefined;
  readonly sequenceName: Readonly<Record<Locale, string>> | undefined;
  readonly leader: { readonly id: string; readonly email: string } | undefined;
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
    leader: lead && !lead.owner ? await readLeader(lead, { table, config }) : undefined,
  };
}
