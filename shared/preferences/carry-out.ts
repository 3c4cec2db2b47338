import { consentChanged } from '../../events/index.ts';
import { changeLead, draftEntry, type Lead, noLifecycleRules, noteOnLead, readLead } from '../leads/index.ts';
import { type AddressChoices, readAddressState } from '../mail/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { AddressDigest, Digests } from '../platform/digests.ts';
import type { IdSource, LeadId, SubmissionRef } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { linkRef } from '../signed-links/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { afterChoice, type Choice } from './rules-choices.ts';
import { consentAfter, type Told, toldOf } from './rules-told.ts';
import { writeChoices } from './store.ts';

export interface DecideParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly log: Log;
}

/** Somebody decides about the mails to an address, by a link that was mailed there. */
export interface Decision {
  readonly leadId: LeadId;
  readonly address: AddressDigest;
  readonly requestId: string;
  /** Which text they had before them. */
  readonly textVersion: string;
  /** The post that asked for the mails. @default - none, the link itself is what they answered */
  readonly asked?: SubmissionRef;
  /** True: the act shows that the address is theirs. @default false: programs press some of these buttons. */
  readonly proves?: boolean;
  /** Returns what they decide, one after the other, by how things stand. */
  choose(before: AddressChoices | undefined): readonly Choice[];
}

/**
 * Carries out what the person behind an address decides: choices, consent of the record and entries in one transaction, so that the next claim of
 * an advertising mail meets it. Safe to repeat: what stands is not decided again. A lead that is gone leaves the address.
 * @returns the choices as they stand after it
 */
export function decide(decision: Decision, parts: DecideParts): Promise<AddressChoices | undefined> {
  return untilWritten(() => decideOnce(decision, parts));
}

async function decideOnce(decision: Decision, parts: DecideParts): Promise<AddressChoices | undefined> {
  const { table, clock, log } = parts;
  const { address, requestId } = decision;
  const [{ choices: before }, lead] = await Promise.all([
    readAddressState(table, address, { consistent: true }),
    readLead(table, decision.leadId, { consistent: true }),
  ]);
  const at = clock();
  let after = before;
  const told: Told[] = [];
  for (const choice of decision.choose(before)) {
    const next = afterChoice(after, choice, at);
    if (!next) continue;
    told.push(toldOf(choice, after, next));
    // One write, one step of the version.
    after = { ...next, version: (before?.version ?? 0) + 1 };
  }
  if (!after || told.length === 0) return before;
  const writes = [writeChoices(address, before, after, decision.proves === true ? at : null)];
  if (lead) writes.push(...writesOnLead(lead, after, told, decision, at, parts));
  await table.transact(writes);
  log.info('a person chose what mails they get', { leadId: lead?.leadId, requestId, changes: told.map(({ change }) => change) });
  return after;
}

function writesOnLead(
  before: Lead,
  after: AddressChoices,
  told: readonly Told[],
  { address, requestId, textVersion, asked }: Decision,
  at: Date,
  { digests, ids }: DecideParts,
): WriteItem[] {
  const { leadId, email } = before;
  const act = { at, actor: { kind: 'lead', id: leadId }, cause: { correlationId: requestId, causationId: requestId } } as const;
  const entries = told.map((data) => draftEntry(consentChanged, data));
  // Whoever reads the mail of an address that the record has left decides about that address alone.
  const isOwn = email !== null && digests.address(email) === address;
  const said = { at: at.toISOString(), textVersion, ref: asked ?? linkRef(requestId) };
  const consent = isOwn ? consentAfter(before, after, said) : null;
  const changed = consent
    ? changeLead({ ...act, before, ids, rules: noLifecycleRules, draft: () => ({ fields: { consent }, entries }) })
    : noteOnLead(before, entries, act, ids);
  return [...changed.writes, ...(isOwn ? told.flatMap((one) => confirmationOf(one, leadId, at)) : [])];
}

/** The law wants one confirmation of each refusal, with the time at which it was received. */
export function confirmationOf({ change, topics }: Told, leadId: LeadId, now: Date): WriteItem[] {
  if (change !== 'refused') return [];
  const at = now.toISOString();
  const message = mailRequest('refusalConfirmed', leadId, { at, topics });
  return [putTimer({ timerId: timerIdFor('refusalConfirmed', leadId, at), dueAt: at, queue: 'mail', message })];
}
