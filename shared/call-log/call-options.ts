import type { CallOutcomeListView } from '../../api/calls/list-outcomes.ts';
import type { Principal } from '../access/index.ts';
import { calendarOf, openingsBetween } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { addMs, type Clock, daysMs, isoTime } from '../platform/clock.ts';
import { repKind } from '../routing/rep-config.ts';
import { outcomeKind } from './outcome-config.ts';
import { outcomeView } from './views.ts';

/** Far enough for a time after a long weekend. */
const aheadMs = 10 * daysMs;

/** Tells how a call may end and when the caller may call again; all of it is in memory. */
export async function callOptions(
  principal: Principal,
  { config, clock }: { readonly config: ConfigReader; readonly clock: Clock },
): Promise<CallOutcomeListView> {
  const [outcomes, reps, company] = await Promise.all([config.current(outcomeKind), config.current(repKind), readCompany(config)]);
  const calendar = calendarOf(company, principal.role === 'rep' ? reps.documents.get(principal.repId) : undefined);
  const now = clock();
  return {
    items: [...outcomes.documents.values()].map(outcomeView),
    openings: openingsBetween(calendar, now, addMs(now, aheadMs)).map(({ from, to }) => ({ from: isoTime(from), to: isoTime(to) })),
  };
}
