import { type Actor, consentChanged } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { changeLead, draftEntry, type Lead, noLifecycleRules, noteOnLead, readLead } from '../leads/index.ts';
import { type AddressChoices, type AddressState, readAddressState } from '../mail/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { AddressDigest, Digests } from '../platform/digests.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type IdSource, type LeadId, SourceId, type SubmissionRef, submissionIdOfRequest } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { endTasks, readTasks, writeTasks } from '../tasks/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { confirmationOf } from './carry-out.ts';
import { ImpossibleConsentError } from './errors.ts';
import { afterChoice, type Choice } from './rules-choices.ts';
import { type HeardConsent, saidVersion, whyNotSaid } from './rules-said.ts';
import { consentAfter, type Told, toldOf } from './rules-told.ts';
import { writeChoices } from './store.ts';
import { topicsInForce } from './topics.ts';

export interface SayConsentParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly digests: Pick<Digests, 'address'>;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** What became of what a colleague heard. `asked`: the mailbox is asked to confirm. */
export interface SaidConsent {
  readonly lead: Lead;
  readonly state: 'refused' | 'granted' | 'asked';
}

/** A colleague notes what a person said of their consent. */
export interface ConsentAsked extends HeardConsent {
  readonly leadId: LeadId;
  /** Who may note it is for the caller to know. */
  readonly actor: Actor;
  readonly correlationId: string;
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: (said: SaidConsent) => readonly WriteItem[];
}

/**
 * Notes what a person agreed to or refused, with who heard it and in which way. A refusal of newsletters is written for the record and for its
 * address at once, so that the next claim of an advertising mail meets it; agreement to them only asks the mailbox.
 * @throws NotFoundError; ImpossibleConsentError
 */
export function sayConsent(asked: ConsentAsked, parts: SayConsentParts): Promise<SaidConsent> {
  const { along = () => [] } = asked;
  return untilWritten(async () => {
    const { before, address, state, now } = await possible(asked, parts);
    const { writes, ...said } = saidWrites(before, { address, state }, asked, now, parts);
    // Nobody is to write to whoever wants to hear nothing.
    const hearsNothing = asked.purpose === 'contact' && !asked.granted;
    const tasks = hearsNothing ? endTasks(await readTasks(parts.table, before), ({ kind }) => kind === 'text', 'cancelled', now) : [];
    await parts.table.transact([...writes, ...writeTasks(tasks, now), ...along(said)]);
    return said;
  });
}

/** Refuses what cannot be noted as things stand. @throws NotFoundError; ImpossibleConsentError */
export async function checkConsent(asked: HeardConsent & Pick<ConsentAsked, 'leadId'>, parts: SayConsentParts): Promise<void> {
  await possible(asked, parts);
}

async function possible(asked: HeardConsent & Pick<ConsentAsked, 'leadId'>, parts: SayConsentParts) {
  const before = await readLead(parts.table, asked.leadId, { consistent: true });
  if (!before) throw new NotFoundError('no such lead');
  const address = before.email === null ? null : parts.digests.address(before.email);
  const [state, { topics }] = await Promise.all([
    address === null ? noState : readAddressState(parts.table, address, { consistent: true }),
    topicsInForce(parts.config),
  ]);
  const now = parts.clock();
  const why = whyNotSaid(before, asked, { address: state, topicsInForce: topics.map(({ id }) => id), now });
  if (why) throw new ImpossibleConsentError(`${why.en} ${why.vi}`);
  return { before, address, state, now };
}

const noState: AddressState = {};

function saidWrites(
  before: Lead,
  { address, state }: { readonly address: AddressDigest | null; readonly state: AddressState },
  asked: ConsentAsked,
  at: Date,
  { ids }: SayConsentParts,
): SaidConsent & { readonly writes: readonly WriteItem[] } {
  const { purpose, granted, how, saidAt, actor, correlationId } = asked;
  const ref: SubmissionRef = {
    channel: 'manual',
    sourceId: SourceId.parse(actor.id),
    submissionId: submissionIdOfRequest(correlationId),
  };
  const said = { at: saidAt.toISOString(), textVersion: saidVersion(how), ref };
  const word = { granted, at: said.at, textVersion: said.textVersion, ...ref };
  const isAsked = granted && purpose === 'newsletter';
  const refused = !granted && purpose === 'newsletter' && address !== null ? refusedAt(address, state, asked, at) : null;
  const consent = refused ? consentAfter(before, refused.after, said) : { ...before.consent, [purpose]: word };
  const change = isAsked ? ('asked' as const) : granted ? ('granted' as const) : ('refused' as const);
  const told = refused?.told ?? { purpose, change, topics: null, until: null };
  const entry = draftEntry(consentChanged, { ...told, how, saidAt: said.at });
  const act = { at, actor, cause: { correlationId, causationId: correlationId } } as const;
  // A topic that the record says nothing of is refused for the address alone.
  const noted = consent
    ? changeLead({ ...act, before, ids, rules: noLifecycleRules, draft: () => ({ fields: { consent }, entries: [entry] }) })
    : { after: before, ...noteOnLead(before, [entry], act, ids) };
  const asking = isAsked ? [askMailbox(before.leadId, ref, at)] : [];
  return { lead: noted.after, state: change, writes: [...noted.writes, ...(refused?.writes ?? []), ...asking] };
}

interface RefusedAt {
  readonly after: AddressChoices;
  readonly told: Told;
  readonly writes: readonly WriteItem[];
}

/** Returns what a refusal makes of an address, with the one confirmation that the law wants; null where the address says so already. */
function refusedAt(address: AddressDigest, { choices }: AddressState, { leadId, topics }: ConsentAsked, at: Date): RefusedAt | null {
  const choice: Choice = topics === null ? { do: 'refuseAll' } : { do: 'refuse', topics };
  const after = afterChoice(choices, choice, at);
  if (!after) return null;
  const told = toldOf(choice, choices, after);
  return { after, told, writes: [writeChoices(address, choices, after), ...confirmationOf(told, leadId, at)] };
}

/** Asks the mailbox at once whether the mails are wanted that somebody is said to have asked for. */
function askMailbox(leadId: LeadId, ref: SubmissionRef, now: Date): WriteItem {
  const at = now.toISOString();
  const message = mailRequest('subscriptionAsked', leadId, { at, ...ref });
  return putTimer({ timerId: timerIdFor('subscriptionAsked', leadId, at), dueAt: at, queue: 'mail', message });
}
