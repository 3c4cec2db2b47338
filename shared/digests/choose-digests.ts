import type { DigestsView } from '../../api/me/digests-view.ts';
import { calendarOf } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { type DigestChoice, noDigestChoice, putDigestChoice, readDigestChoice, viewOf } from './choice.ts';
import type { DigestPeriod } from './period.ts';
import { putDigestTimer } from './request.ts';
import { nextDigestAt } from './rules-due.ts';

/** What choosing touches outside of itself. */
export interface DigestChoiceParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** What somebody chooses, and the writes that keep the answer. */
export interface AskedDigests {
  readonly userId: string;
  readonly weekly: boolean;
  readonly monthly: boolean;
  readonly seenVersion: number | undefined;
  readonly along: (view: DigestsView) => readonly WriteItem[];
}

/** Shows whether somebody gets numbers by mail. */
export async function showDigests(userId: string, { table }: Pick<DigestChoiceParts, 'table'>): Promise<DigestsView> {
  return viewOf((await readDigestChoice(table, userId, { consistent: true })) ?? noDigestChoice(userId));
}

/**
 * Takes down whether somebody gets numbers by mail, with the timer of the first one: while nobody asks there is none.
 * @throws PreconditionFailedError where the choice has another version by now
 */
export async function chooseDigests(asked: AskedDigests, { table, config, clock }: DigestChoiceParts): Promise<DigestsView> {
  const { userId, weekly, monthly, seenVersion, along } = asked;
  const calendar = calendarOf(await readCompany(config));
  return untilWritten(async () => {
    const now = clock();
    const read = await readDigestChoice(table, userId, { consistent: true });
    const before = read ?? noDigestChoice(userId);
    refuseOtherVersion('choice', before, seenVersion);
    // Whoever asked before has asked since then.
    const sinceOf = (of: DigestPeriod, isWanted: boolean) => (isWanted ? (before[of] ?? isoTime(now)) : null);
    const after: DigestChoice = {
      userId,
      week: sinceOf('week', weekly),
      month: sinceOf('month', monthly),
      version: before.version + 1,
    };
    const wanted = (['week', 'month'] as const).filter((of) => after[of] !== null);
    const timers = wanted.map((of) => putDigestTimer(of, nextDigestAt(of, calendar, now)));
    const view = viewOf(after);
    await table.transact([putDigestChoice(read ?? null, after), ...timers, ...along(view)]);
    return view;
  });
}
