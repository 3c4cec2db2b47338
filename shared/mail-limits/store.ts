import type { MailLimits } from '../company/company-config.ts';
import { epochSeconds, isoTime } from '../platform/clock.ts';
import type { MailDomainDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table } from '../platform/table.ts';
import { mailsName, namesOver } from './rules-breaker.ts';
import { countersAt, countersOver, dayOf, type RunningCounters, spentCeiling } from './rules-counters.ts';
import { pauseOf, type StrangersState, stateOf } from './state.ts';

/** Reads what all mails to people share, as it stands. */
export async function readStrangersState(table: Pick<Table, 'get'>, now: Date): Promise<StrangersState> {
  return stateOf(await table.get(keys.strangers, { consistent: true }), now);
}

/** A mail that was let through, and the state with it, whose total is its ordinal; or the ceiling that stopped it, and whether somebody was told of that. */
export type CountedMail =
  | { readonly kind: 'counted'; readonly state: StrangersState }
  | { readonly kind: 'paused'; readonly why: 'mailPaused' | 'advertisingPaused' }
  | {
      readonly kind: 'spent';
      readonly ceiling: 'window' | 'day';
      readonly counter: string;
      readonly until: Date;
      readonly isTold: boolean;
    };

const notPaused = (isAdvertising: boolean) =>
  `(attribute_not_exists(pausedUntil) OR pausedUntil <= :now)${isAdvertising ? ' AND attribute_not_exists(advertisingPausedAt)' : ''}`;
const below = (counter: string, limit: string) => `(attribute_not_exists(${counter}) OR ${counter} < ${limit})`;

/** Mails that are counted by one write: all of them advertise, or none does. */
export interface MailsToCount {
  readonly mails: number;
  readonly isAdvertising: boolean;
}

/**
 * Counts a mail to a stranger by one conditional write of the one item that all instances share. What is refused is not counted, so ordinals
 * number mails that were let through.
 */
export function countMail(table: Pick<Table, 'update'>, now: Date, isAdvertising: boolean, limits: MailLimits): Promise<CountedMail> {
  return count(table, now, { mails: 1, isAdvertising }, limits);
}

/** Counts mails to proven addresses by one write: they only get their ordinals, of which the state has the last. */
export function countMails(table: Pick<Table, 'update'>, now: Date, counting: MailsToCount): Promise<CountedMail> {
  return count(table, now, counting, undefined);
}

async function count(
  table: Pick<Table, 'update'>,
  now: Date,
  { mails, isAdvertising }: MailsToCount,
  limits: MailLimits | undefined,
): Promise<CountedMail> {
  const running = countersAt(now);
  const { window, day } = running;
  const all = `#total :mails, ${mailsName(dayOf(now))} :mails`;
  try {
    const after = await table.update({
      Key: keys.strangers,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...(limits
        ? {
            UpdateExpression: `ADD ${all}, ${window} :mails, ${day} :mails`,
            ConditionExpression: `${notPaused(isAdvertising)} AND ${below(window, ':perWindow')} AND ${below(day, ':perDay')}`,
            ExpressionAttributeNames: { '#total': 'total' },
            ExpressionAttributeValues: {
              ':mails': mails,
              ':now': isoTime(now),
              ':perWindow': limits.perTenMinutes,
              ':perDay': limits.perDay,
            },
          }
        : {
            UpdateExpression: `ADD ${all}`,
            ConditionExpression: notPaused(isAdvertising),
            ExpressionAttributeNames: { '#total': 'total' },
            ExpressionAttributeValues: { ':mails': mails, ':now': isoTime(now) },
          }),
    });
    await dropNames(table, after ?? {}, running, now);
    return { kind: 'counted', state: stateOf(after, now) };
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return whyRefused(error.oldItems.get(0) ?? {}, { running, now, isAdvertising, limits });
  }
}

interface Asked {
  readonly running: RunningCounters;
  readonly now: Date;
  readonly isAdvertising: boolean;
  readonly limits: MailLimits | undefined;
}

function whyRefused(item: Item, { running, now, isAdvertising, limits }: Asked): CountedMail {
  const pause = pauseOf(stateOf(item, now), isAdvertising, now);
  const ceiling = limits && !pause ? spentCeiling(item, running, limits) : undefined;
  if (!ceiling) return { kind: 'paused', why: pause ?? 'mailPaused' };
  const [counter, until] = ceiling === 'day' ? [running.day, running.dayEnd] : [running.window, running.windowEnd];
  return { kind: 'spent', ceiling, counter, until, isTold: item[toldOf(ceiling)] === counter };
}

/** What is over is taken away together, so many at a time: the item stays small, and hardly a mail pays for it. */
const keptOver = 8;
/** As many names as an expression surely takes. */
const mostDropped = 100;

/** Takes away counters of past spans and returns of mails that count no more; any number of instances may take the same ones. */
async function dropNames(table: Pick<Table, 'update'>, item: Item, running: RunningCounters, now: Date): Promise<void> {
  const over = [...countersOver(item, running), ...namesOver(item, now)];
  if (over.length <= keptOver) return;
  await table.update({ Key: keys.strangers, UpdateExpression: `REMOVE ${over.slice(0, mostDropped).join(', ')}` });
}

const toldOf = (ceiling: 'window' | 'day') => `${ceiling}Told`;

/** Notes that somebody is told of a spent ceiling. True for the one who has to: once per span. */
export async function noteTold(
  table: Pick<Table, 'update'>,
  { ceiling, counter }: { ceiling: 'window' | 'day'; counter: string },
): Promise<boolean> {
  try {
    await table.update({
      Key: keys.strangers,
      UpdateExpression: 'SET #told = :counter',
      ConditionExpression: 'attribute_not_exists(#told) OR #told <> :counter',
      ExpressionAttributeNames: { '#told': toldOf(ceiling) },
      ExpressionAttributeValues: { ':counter': counter },
    });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}

/** Counts a mail to a domain. False: the domain got its mails of the day. */
export async function countDomain(table: Pick<Table, 'update'>, domain: MailDomainDigest, now: Date, limit: number): Promise<boolean> {
  const { day, dayEnd } = countersAt(now);
  try {
    await table.update({
      Key: keys.strangersOfDomain(domain, day),
      UpdateExpression: 'SET expiresAt = :expiresAt ADD mails :one',
      ConditionExpression: 'attribute_not_exists(mails) OR mails < :limit',
      ExpressionAttributeValues: { ':one': 1, ':limit': limit, ':expiresAt': epochSeconds(dayEnd) },
    });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}
