import { callLogged, callUndone } from '../../events/index.ts';
import { type Calendar, callHours, nextOpening, nextOpeningWithinHours } from '../calendar/index.ts';
import { type ConsentGrant, draftEntry, type KnownDraft, type Lead, type RepActivity, zoneOf } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { type LoggedCallId, leadSubject, type RepId, SourceId, type SubjectId, SubmissionId } from '../platform/ids.ts';
import { whyNot } from '../status/index.ts';
import type { Task, TaskChange } from '../tasks/index.ts';
import { endedByCall, nextTask } from './call-tasks.ts';
import type { LoggedCall } from './logged-call.ts';
import { type OutcomeConfig, refusesContact } from './outcome-config.ts';
import type { CallTimes } from './rules-asked.ts';
import { type Following, type PastCall, statusAfter, whatFollows } from './rules-follow.ts';

/** Who has a subject, and since when. */
export interface Holder {
  readonly repId: RepId;
  readonly since: string;
}

/** What is known when a call is logged. */
export interface KnownOfCall {
  readonly lead: Lead;
  readonly outcome: OutcomeConfig;
  /** The newest ones. */
  readonly calls: readonly PastCall[];
  readonly tasks: readonly Task[];
  /** What the call is about, as it is assigned. */
  readonly matter: { readonly subject: SubjectId; readonly holder: Holder | null };
  /** Whether no rule takes it from its holder. */
  readonly isProtected: boolean;
  /** Whether the pool that has it lets it float after this outcome. */
  readonly floats: boolean;
  readonly calendar: Calendar;
}

/** What a colleague says of a call. */
export interface Said extends CallTimes, Pick<LoggedCall, 'by' | 'repId' | 'durationMs' | 'note'> {
  readonly callId: LoggedCallId;
  readonly subject: SubjectId;
}

/** What a call makes of its lead. */
export interface PlannedCall {
  readonly call: LoggedCall;
  readonly draft: KnownDraft;
  readonly tasks: readonly TaskChange[];
  readonly following: Following;
  /** The status that it brings the lead to; null: it leaves it. */
  readonly status: ReturnType<typeof statusAfter>;
  readonly next: { readonly task: string; readonly dueAt: string } | null;
}

/** Plans what a call makes of its lead: it counts, ends tasks, and is followed by what its outcome says. */
export function planCall(
  { lead, outcome, calls, tasks, matter, isProtected, floats, calendar }: KnownOfCall,
  said: Said,
  now: Date,
): PlannedCall {
  const { subject, holder } = matter;
  const asked = whatFollows({ outcome, ...said }, { calls, ownedSince: holder?.since ?? null });
  const isNewest = calls.every(({ at }) => at <= said.at);
  // A call that a later one has overtaken lets nothing go.
  const following = followingOf({ lead, subject, isProtected, floats: floats && isNewest }, outcome, asked);
  const status = statusAfter(following, outcome);
  const ended = endedByCall(tasks, { ...said, subject, isReached: outcome.isReached, isNewest }, now);
  const call: LoggedCall = {
    leadId: lead.leadId,
    ...said,
    loggedAt: isoTime(now),
    outcome: outcome.id,
    isReached: outcome.isReached,
    following: following.do,
    ended: ended.map(({ after }) => after.name),
    statusBefore: status && lead.status,
    ...(refusesContact(outcome) ? { consentBefore: lead.consent.contact ?? null } : {}),
  };
  const next =
    following.do === 'next' ? { task: following.task, dueAt: dueAtOf(following, calendar, zoneOf(lead, calendar.timeZone), now) } : null;
  const made =
    following.do === 'next' && next
      ? [nextTask({ ...call, subject }, following, { dueAt: next.dueAt, ownerRepId: holder?.repId ?? null }, now)]
      : [];
  const { attempts, reached } = lead.evidence;
  const counted = { attempts: attempts + 1, reached: reached + (outcome.isReached ? 1 : 0) };
  return {
    call,
    draft: {
      fields: {
        evidence: { ...lead.evidence, ...counted },
        ...(refusesContact(outcome) ? { consent: { ...lead.consent, contact: refusalIn(call) } } : {}),
      },
      entries: [
        draftEntry(
          callLogged,
          { ...toldOf(call), durationMs: call.durationMs, attempts: counted.attempts, next },
          madeBy(call, calls, holder),
        ),
      ],
    },
    tasks: [...ended, ...made],
    following,
    status,
    next,
  };
}

/** Plans what a lead is without a call that was logged by mistake. */
export function planUndo(call: LoggedCall, lead: Lead): KnownDraft {
  const { attempts, reached } = lead.evidence;
  const counted = { attempts: Math.max(0, attempts - 1), reached: Math.max(0, reached - (call.isReached ? 1 : 0)) };
  return {
    fields: { evidence: { ...lead.evidence, ...counted }, ...consentWithout(call, lead) },
    entries: [draftEntry(callUndone, toldOf(call), undoneBy(call))],
    takenBack: call.isReached ? ['reached'] : [],
  };
}

/**
 * Nobody works with a lead that is not active, so that nothing is next; what makes it none holds for every lead that is not none already.
 * What is protected stays with its holder, whom the same outcome asks again with the next call.
 * A need that is assigned on its own goes no further than itself: whoever owns the person for another one keeps them.
 */
function followingOf(
  { lead, subject, isProtected, floats }: Pick<KnownOfCall, 'lead' | 'isProtected' | 'floats'> & { readonly subject: SubjectId },
  outcome: OutcomeConfig,
  following: Following,
): Following {
  if (following.do === 'recall' && isProtected) return { do: 'nothing' };
  const isLetGo = floats && subject === leadSubject && lead.status === 'active' && !isProtected;
  if (isLetGo && (following.do === 'recall' || following.do === 'nothing')) return { do: 'float' };
  const status = statusAfter(following, outcome);
  if (subject !== leadSubject && status && following.do !== 'disqualify') return { do: 'nothing' };
  if (lead.status !== 'active' && following.do !== 'disqualify') return { do: 'nothing' };
  return status && whyNot(lead, status.to, status.reason) ? { do: 'nothing' } : following;
}

/**
 * A time that was agreed is what it is; any other is within working hours, and of a call within those in which the person may be called by
 * their own clocks.
 */
function dueAtOf({ task, notBefore, isAgreed }: Extract<Following, { do: 'next' }>, calendar: Calendar, zone: string, now: Date): string {
  if (isAgreed) return notBefore;
  const earliest = new Date(Math.max(Date.parse(notBefore), now.getTime()));
  const isCall = task !== 'mail' && task !== 'meeting';
  return isoTime(isCall ? nextOpeningWithinHours(calendar, callHours, earliest, zone) : nextOpening(calendar, earliest));
}

/** What a rep did by a call. The first one that reaches somebody since they have the subject is the first contact. */
function madeBy({ callId, repId, at, isReached }: LoggedCall, calls: readonly PastCall[], holder: Holder | null): RepActivity | undefined {
  if (repId === null) return undefined;
  const since = holder?.repId === repId ? holder.since : null;
  const isFirst = isReached && since !== null && !calls.some((call) => call.isReached && call.at >= since);
  return { repId, activity: { is: 'call', callId, at, isReached, ...(isFirst ? { firstSince: since } : {}) } };
}

const undoneBy = ({ callId, repId }: LoggedCall): RepActivity | undefined =>
  repId === null ? undefined : { repId, activity: { is: 'callUndone', callId } };

const toldOf = ({ callId, outcome, isReached, at, subject }: LoggedCall) => ({ callId, outcome, isReached, calledAt: at, subject });

/** What the person said on the phone stands like what they tick in a form; the call is its evidence. */
function refusalIn({ callId, at, by }: LoggedCall): ConsentGrant {
  const said = { channel: 'manual', sourceId: SourceId.parse(by), submissionId: SubmissionId.parse(callId) } as const;
  return { granted: false, at, textVersion: 'call', ...said };
}

/** What the person has agreed to since is theirs. */
function consentWithout({ callId, consentBefore }: LoggedCall, { consent }: Pick<Lead, 'consent'>): Partial<Pick<Lead, 'consent'>> {
  if (consentBefore === undefined || String(consent.contact?.submissionId) !== String(callId)) return {};
  const { contact: _refusal, ...others } = consent;
  return { consent: consentBefore === null ? others : { ...others, contact: consentBefore } };
}
