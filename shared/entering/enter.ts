import type { EnteredLeadView } from '../../api/leads/enter-lead.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import { knownProducts } from '../capture/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { type Entered, enterPerson, type SubmissionParts } from '../intake/index.ts';
import type { SubmissionRef } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { type EntryAsked, entryOf } from './submission-of.ts';
import { whoHas } from './who-has.ts';

/** What became of somebody who was typed in, as the one who typed is told. */
export interface EnteredAnswer {
  readonly status: 200 | 201 | 202;
  readonly body: EnteredLeadView;
}

/**
 * Takes in a person whom a colleague types in, and tells what became of it: whether the person was known, to roles that see contact details.
 * @param along returns further writes for the same transaction
 * @throws InvalidInputError
 */
export async function enterLead(
  { asked, principal, ref }: { readonly asked: EntryAsked; readonly principal: Principal; readonly ref: SubmissionRef },
  parts: SubmissionParts,
  along: (answer: EnteredAnswer) => readonly WriteItem[],
): Promise<EnteredAnswer> {
  const [{ documents: fields }, products] = await Promise.all([parts.config.current(fieldKind), knownProducts(parts.config)]);
  const submission = entryOf(asked, principal, { digests: parts.digests, ref, now: parts.clock(), fields, products });
  const answerOf = async ({ lead, relation }: Entered): Promise<EnteredAnswer> => {
    const { submissionId } = submission;
    // The answer would tell whether a guessed number is known.
    if (!seesContactDetails(principal))
      return { status: 202, body: { submissionId, relation: null, leadId: null, owner: null, pool: null } };
    return { status: relation === 'created' ? 201 : 200, body: { submissionId, relation, ...(await whoHas(lead, principal, parts)) } };
  };
  return answerOf(await enterPerson(submission, parts, async (entered) => along(await answerOf(entered))));
}
