import type { MailLimits } from '../company/company-config.ts';
import type { Digests } from '../platform/digests.ts';
import { PheuError } from '../platform/errors.ts';
import type { Log, LogFields } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { type BreakerParts, pauseWhereDue } from './breaker.ts';
import { type CountedTogether, countTogether } from './count-together.ts';
import { pauseOf, type StrangersState } from './state.ts';
import { countDomain, countMail, noteTold, readStrangersState } from './store.ts';

/** So many mails went to addresses that nobody has proven that the rest is held back; a person has to see whether that is an attack. */
export class MailBudgetSpentError extends PheuError {
  readonly code = 'mail_budget_spent';
  readonly status = 503;
  readonly retryable = false;
}

/** Why a mail to a person is held back. */
export type HeldBack = 'budgetSpent' | 'domainBudgetSpent' | 'mailPaused' | 'advertisingPaused';

/** A mail to a person, as its limits see it. */
export interface MailToPerson {
  /** The domain of the address where it has a limit of its own; null where its limit is the one of all. */
  readonly domain: string | null;
  /** Somebody has shown that the address is theirs: such an address is written to beyond all limits. */
  readonly isProven: boolean;
  /** People complain of what they did not ask for: such mails pause where others go on. */
  readonly isAdvertising: boolean;
  /** The mail was let through before, and SES did not take it. */
  readonly wasCounted: boolean;
}

export interface LimitParts {
  readonly table: Pick<Table, 'get' | 'update'>;
  readonly digests: Pick<Digests, 'mailDomain'>;
  readonly limits: MailLimits;
  readonly log: Log;
}

/**
 * Lets a mail to a person through with its ordinal among all of them, or tells why it is held back. Asked before the claim and outside of
 * its transaction: a worker that dies in between has counted a mail too many, and no claim waits for another one.
 */
export async function letThrough(
  { domain, isProven, isAdvertising, wasCounted }: MailToPerson,
  now: Date,
  { table, digests, limits, log }: LimitParts,
): Promise<{ readonly ordinal?: number } | { readonly heldBack: HeldBack }> {
  const parts = { table, log };
  if (wasCounted) {
    const heldBack = pauseOf(await readStrangersState(table, now), isAdvertising, now);
    return heldBack ? { heldBack } : {};
  }
  if (isProven) return letProvenThrough(isAdvertising, now, parts);
  // The domain first: what it refuses takes nothing from the others.
  if (domain !== null && !(await countDomain(table, digests.mailDomain(domain), now, limits.perDomainAndDay))) {
    return { heldBack: 'domainBudgetSpent' };
  }
  const counted = await countMail(table, now, isAdvertising, limits);
  if (counted.kind === 'counted') return passTheBreaker(counted.state, { count: 1, place: 0, isAdvertising }, now, parts);
  if (counted.kind === 'paused') return { heldBack: counted.why };
  const { ceiling, until, isTold } = counted;
  if (!isTold && (await noteTold(table, counted))) ring({ ceiling, until: until.toISOString() }, log);
  return { heldBack: 'budgetSpent' };
}

async function letProvenThrough(isAdvertising: boolean, now: Date, parts: BreakerParts) {
  const { counted, ...group } = await countTogether(parts.table, now, isAdvertising);
  if (counted.kind === 'counted') return passTheBreaker(counted.state, { ...group, isAdvertising }, now, parts);
  return { heldBack: counted.kind === 'paused' ? counted.why : 'mailPaused' } as const;
}

/**
 * What came back may have been too much since the last mail went, without anything coming back since. `count` mails were counted with this one,
 * which is the one at `place` among them.
 */
async function passTheBreaker(
  state: StrangersState,
  { count, place, isAdvertising }: Pick<CountedTogether, 'count' | 'place'> & Pick<MailToPerson, 'isAdvertising'>,
  now: Date,
  parts: BreakerParts,
) {
  const { total, returned } = state;
  const before = { ...returned, total: returned.total - count, mailsInSevenDays: returned.mailsInSevenDays - count };
  const ordinal = total - count + 1 + place;
  const stands = await pauseWhereDue({ ...state, returned: before }, ordinal, now, parts);
  const heldBack = pauseOf(stands, isAdvertising, now);
  return heldBack ? { heldBack } : { ordinal };
}

const ring = (fields: LogFields, log: Log): void =>
  log.error(
    'mails to strangers are held back',
    new MailBudgetSpentError('the budget for addresses that nobody has proven is spent'),
    fields,
  );
