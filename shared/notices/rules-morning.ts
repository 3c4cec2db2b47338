import type { Decision, WaitingSubject } from '../routing/index.ts';
import type { RepConfig } from '../routing/rep-config.ts';

/** How one rep stands on a morning. */
export interface RepMorning {
  readonly name: string;
  /** What they were given or offered since the last morning. */
  readonly given: number;
  readonly overdue: number;
  /** Offers that they let pass in time. */
  readonly expired: number;
}

/** How the pools of a leader stand on a morning. */
export interface Morning {
  readonly given: number;
  readonly waiting: number;
  /** Since when what waits longest waits. */
  readonly waitsSince: string | undefined;
  readonly overdue: number;
  readonly expired: number;
  /** Who has most overdue first; whoever has nothing to tell is left out. */
  readonly reps: readonly RepMorning[];
}

/** Counts what a morning tells; a subject that one rep was given twice counts once. */
export function summariseMorning({
  waiting,
  overdue,
  decisions,
  reps,
}: {
  readonly waiting: readonly Pick<WaitingSubject, 'since'>[];
  readonly overdue: readonly { readonly rep: Pick<RepConfig, 'id' | 'name'>; readonly count: number }[];
  readonly decisions: readonly Pick<Decision, 'leadId' | 'subject' | 'cause' | 'chosen' | 'passedBy'>[];
  readonly reps: ReadonlyMap<string, Pick<RepConfig, 'name'>>;
}): Morning {
  const given = new Map<string, Set<string>>();
  const expired = new Map<string, number>();
  const subjects = new Set<string>();
  for (const { leadId, subject, cause, chosen, passedBy } of decisions) {
    const what = `${leadId} ${subject}`;
    if (chosen !== null) {
      given.set(chosen, (given.get(chosen) ?? new Set()).add(what));
      subjects.add(what);
    }
    const passed = cause === 'expired' ? passedBy?.at(-1)?.repId : undefined;
    if (passed) expired.set(passed, (expired.get(passed) ?? 0) + 1);
  }
  const overdueOf = new Map(overdue.map(({ rep, count }) => [String(rep.id), count]));
  const rows = [...new Set([...overdueOf.keys(), ...given.keys(), ...expired.keys()])].map((repId) => ({
    name: reps.get(repId)?.name ?? repId,
    given: given.get(repId)?.size ?? 0,
    overdue: overdueOf.get(repId) ?? 0,
    expired: expired.get(repId) ?? 0,
  }));
  const told = rows.filter((row) => row.given + row.overdue + row.expired > 0);
  return {
    given: subjects.size,
    waiting: waiting.length,
    waitsSince: waiting[0]?.since,
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
    expired: rows.reduce((sum, row) => sum + row.expired, 0),
    reps: told.toSorted((one, other) => other.overdue - one.overdue || other.given - one.given || (one.name < other.name ? -1 : 1)),
  };
}

/** Tells whether there is anything to say. */
export const isSilent = ({ given, waiting, overdue, expired }: Morning): boolean => given + waiting + overdue + expired === 0;
