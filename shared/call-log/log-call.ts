import type { Principal } from '../access/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { contactOf } from '../identity/contact.ts';
import { changeLead, type EntryDraft, type Lead, phonesOf, readLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { type About, aboutOf } from '../opportunities/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { type IdSource, type LeadId, type LoggedCallId, leadSubject, type RepId, type SubjectId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import {
  type Assignment,
  acceptOffer,
  isOwned,
  isProtected,
  poolInCharge,
  protectAssignment,
  protectionBy,
  readAssignment,
} from '../routing/index.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { statusWrites } from '../status/index.ts';
import { isHandedCall, readTasks, type Task, writeTasks } from '../tasks/index.ts';
import { acceptanceWrites, acceptedByCall, type CallAct, contactMadeBy, offerAcceptedBy } from './accept-by-call.ts';
import type { LoggedCall } from './logged-call.ts';
import { type Matter, matterAs } from './matter.ts';
import { type OutcomeConfig, outcomeKind } from './outcome-config.ts';
import { type PlannedCall, planCall } from './plan-call.ts';
import { putRecall, putRelease } from './recall.ts';
import { faultsOf, timesOf } from './rules-asked.ts';
import { putCall, readCalls } from './store.ts';

/** A colleague says how a call ended. */
export interface CallAsked {
  readonly leadId: LeadId;
  readonly outcome: string;
  /** @default - now */
  readonly at?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly note?: string | undefined;
  /** Which number was called, in any spelling. @default - the one that the record shows */
  readonly phone?: string | undefined;
  readonly callbackAt?: string | undefined;
  /** @default - the lead itself, or the one need of it that is the caller's */
  readonly subject?: SubjectId | undefined;
  /** Whether they may log calls to the lead is known; what of it they may call about is not. */
  readonly principal: Principal;
  /** Whose call it is, where somebody else logs it for them. @default - the caller's */
  readonly madeBy?: { readonly userId: string; readonly repId: RepId };
  /** What the history tells of it beside the call. @default - nothing */
  readonly tells?: readonly EntryDraft[];
  /** The request that asks. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (logged: CallLogged) => readonly WriteItem[];
}

/** A call that was logged, and what its lead is after it. */
export interface CallLogged extends Pick<PlannedCall, 'call' | 'next' | 'following'> {
  readonly lead: Pick<Lead, 'leadId' | 'version' | 'evidence'>;
}

/** What of a call is wrong or right apart from its lead. */
type CallTold = Pick<CallAsked, 'outcome' | 'at' | 'callbackAt'>;

export interface CallParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'loggedCallId'>;
  readonly digests: Pick<Digests, 'phone'>;
  readonly assign: Queue;
  readonly log: Log;
}

/** More than are tried in a row. */
const countedCalls = 50;

/**
 * Logs a call: counts it, ends the tasks that it does away with, and does what its outcome asks for, in one transaction.
 * @throws NotFoundError; InvalidInputError; NotPossibleNowError when the person is to be called again, but nobody works with the lead
 */
export function logCall(asked: CallAsked, parts: CallParts): Promise<CallLogged> {
  const callId = parts.ids.loggedCallId(parts.clock());
  return untilWritten(() => logOnce(callId, asked, parts));
}

async function logOnce(callId: LoggedCallId, asked: CallAsked, parts: CallParts): Promise<CallLogged> {
  const now = parts.clock();
  const { table, config, ids } = parts;
  const outcome = await outcomeOf(asked, now, config);
  // The lead first: a call that somebody logs between the reads is then refused by the lead's version.
  const lead = await readLead(table, asked.leadId, { consistent: true });
  if (!lead) throw new NotFoundError('no such lead');
  if (asked.callbackAt !== undefined && lead.status !== 'active') throw nobodyCallsBack(lead);
  const number = numberCalled(lead, asked.phone);
  const { principal, durationMs = null, note = null, correlationId } = asked;
  const [calls, tasks, about, rules, calendar] = await Promise.all([
    readCalls(table, lead, { limit: countedCalls, consistent: true }),
    readTasks(table, lead),
    aboutOf(table, principal, lead, asked.subject),
    lifecycleInForce(config),
    readCompany(config),
  ]);
  const repId = principal.role === 'rep' ? principal.repId : null;
  const called = about ?? handedTo(repId, tasks, asked.subject);
  if (!called) throw mayNotCallAbout(asked.subject);
  const { named: subject } = called;
  const matter = await matterAs(lead, called.subject, table);
  const { userId: by, repId: byRep } = asked.madeBy ?? { userId: principal.userId, repId };
  const said = { ...timesOf(asked, now), callId, subject, by, repId: byRep, durationMs, note };
  const dialled = number === null ? {} : { phone: parts.digests.phone(number) };
  const [{ pool, assignment }, floats] = await Promise.all([
    standingOf(matter, lead, repId, parts),
    floatsAfter(outcome, matter, lead, config),
  ]);
  const isGuarded = isProtected(assignment, now);
  const { draft: plannedDraft, ...planned } = planCall(
    { lead, outcome, calls, tasks, matter, isProtected: isGuarded, floats, calendar },
    said,
    now,
  );
  const draft = { ...plannedDraft, entries: [...plannedDraft.entries, ...(asked.tells ?? [])] };
  const cause = { correlationId, causationId: correlationId };
  const act: CallAct = { at: now, actor: { kind: 'user', id: principal.userId }, cause, ids };
  const others = tasks.filter(({ name }) => !planned.call.ended.includes(name));
  const offer = offerAcceptedBy(repId, assignment);
  if (offer && planned.status?.to === 'retired') {
    // A retired lead stays with whoever has it: it has to be theirs first.
    await acceptOffer(
      { leadId: lead.leadId, subject: offer.subject, decisionId: offer.decisionId, actor: act.actor, correlationId },
      parts,
    );
    return logOnce(callId, asked, parts);
  }
  const isTakenAway = planned.status !== null || planned.following.do === 'recall' || planned.following.do === 'float';
  const until = isTakenAway ? null : protectionBy(repId, assignment, pool, now);
  const call: LoggedCall = {
    ...planned.call,
    ...dialled,
    ...(until === null ? {} : { protectedUntil: until }),
    ...(offer && !planned.status ? { ended: [...planned.call.ended, contactMadeBy(offer)] } : {}),
  };
  // What goes to nobody by the same call was accepted all the same, of the lead itself.
  const isTold = offer !== null && planned.status !== null && matter.subject === leadSubject;
  const told = isTold ? { ...draft, entries: [acceptedByCall(offer, now), ...draft.entries] } : draft;
  const changes = async () => {
    if (planned.status) return statusWrites(lead, { ...planned.status, ...act }, { table, ids }, { draft: told, rules, tasks: others });
    if (offer) return acceptanceWrites({ lead, offer, draft, tasks: others, protectedUntil: until, rules }, act, { table, config });
    return changeLead({ ...act, before: lead, rules, draft: () => draft }).writes;
  };
  const writes = await changes();
  const logged: CallLogged = { ...planned, call, lead: { ...lead, ...draft.fields, version: lead.version + 1 } };
  await table.transact([
    ...writes,
    putCall(call),
    ...writeTasks(planned.tasks, now),
    ...(until !== null && assignment && isOwned(assignment) ? [protectAssignment(assignment, until)] : []),
    ...(planned.following.do === 'recall' ? putRecall(call, matter, correlationId) : []),
    ...(planned.following.do === 'float' ? putRelease(call, matter) : []),
    ...asked.along(logged),
  ]);
  return logged;
}

/** Finds which number of a lead was called; null where it has none that can be dialled. @throws InvalidInputError for none of its numbers */
function numberCalled(lead: Lead, said: string | undefined): string | null {
  if (said === undefined) return lead.phone?.e164 ?? null;
  const { phone } = contactOf({ phone: said });
  const known = phonesOf(lead).find(({ e164 }) => e164 !== null && e164 === phone?.e164);
  if (known?.e164) return known.e164;
  const message = 'one of the numbers of the lead; add it to the record first, or leave it out for the number that the record shows';
  throw new InvalidInputError('The call cannot be logged like this.', [{ path: 'phone', message }]);
}

/** How a subject stands, as far as a call asks. */
interface Standing {
  readonly pool: PoolConfig | undefined;
  /** @default - its pool protects nothing, and nothing is offered to the caller */
  readonly assignment?: Assignment | undefined;
}

/** Reads how a subject stands. Nothing is read where its pool protects nothing and it is not offered to the caller. */
async function standingOf({ subject, holder }: Matter, lead: Lead, repId: RepId | null, { table, config }: CallParts): Promise<Standing> {
  const pool = holder === null ? undefined : (await config.current(poolKind)).documents.get(holder.poolId);
  // The lead tells itself whether it is offered; of another need its assignment does.
  const mayBeOffered = repId !== null && holder?.repId === repId && (subject !== leadSubject || lead.routing?.state === 'offered');
  if (pool?.protectDays === undefined && !mayBeOffered) return { pool };
  return { pool, assignment: await readAssignment(table, lead.leadId, subject) };
}

/** Tells whether the pool in charge of a lead lets it float after an outcome, of a lead that somebody has. */
async function floatsAfter({ id }: OutcomeConfig, { subject, holder }: Matter, lead: Lead, config: ConfigReader): Promise<boolean> {
  if (holder === null || subject !== leadSubject) return false;
  const poolId = poolInCharge(lead, { subject, poolId: holder.poolId });
  const pool = (await config.current(poolKind)).documents.get(poolId);
  return pool?.floating?.after?.outcomes?.includes(id) === true;
}

async function outcomeOf(asked: CallTold, now: Date, config: ConfigReader): Promise<OutcomeConfig> {
  const { documents } = await config.current(outcomeKind);
  const outcome = documents.get(asked.outcome);
  const faults = faultsOf(asked, outcome, [...documents.keys()], now);
  if (faults.length === 0 && outcome) return outcome;
  throw new InvalidInputError('The call cannot be logged like this.', faults);
}

/** Finds what a call is about that somebody handed to a rep: they have nothing else of the lead. Null: nothing, or not what they name. */
function handedTo(repId: RepId | null, tasks: readonly Task[], subject: SubjectId | undefined): About | null {
  const handed = tasks.filter((task) => repId !== null && task.status === 'open' && isHandedCall(task, repId));
  const [only, ...others] = new Set(handed.map((task) => task.subject).filter((one) => subject === undefined || one === subject));
  return only !== undefined && others.length === 0 ? { named: only, subject: only } : null;
}

function mayNotCallAbout(subject: SubjectId | undefined): InvalidInputError {
  const message =
    subject === undefined ? 'name one: several of this lead are yours, and the lead itself is not' : 'the lead has no such opportunity';
  return new InvalidInputError('The call cannot be logged like this.', [{ path: 'opportunityId', message }]);
}

function nobodyCallsBack({ status }: Pick<Lead, 'status'>): NotPossibleNowError {
  return new NotPossibleNowError(
    `Nobody calls again, because the lead is ${status}. Make it active first, or leave out callbackAt. ` +
      `Không đặt lịch gọi lại được vì lead không còn hoạt động (${status}).`,
  );
}
