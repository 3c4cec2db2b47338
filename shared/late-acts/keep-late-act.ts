import type { KeptLateActView } from '../../api/late-acts/late-act-view.ts';
import type { Principal } from '../access/index.ts';
import { type Lead, noteOnLead, readLead, readTimeline } from '../leads/index.ts';
import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { LeadId, RepId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type LateAct, putLateAct, readLateActs } from './late-act.ts';
import type { LateActParts } from './parts.ts';
import { hadLead } from './rules-had.ts';
import { told } from './told.ts';

/** A rep noted something about a lead that is not theirs. */
export interface KeepAsked {
  readonly leadId: LeadId;
  readonly principal: Extract<Principal, { readonly role: 'rep' }>;
  readonly notedAt: string;
  readonly act: LateAct['act'];
  readonly correlationId: string;
  readonly along: (view: KeptLateActView) => readonly WriteItem[];
}

/** Browsers send for seven days by themselves; their clocks may be wrong by one. */
const longestMs = 8 * daysMs;
/** More than one rep notes about one person between two looks of a leader. */
const mostWaiting = 50;
/** Items of a history that are read to find out whether somebody had the lead. */
const mostEntries = 500;

/**
 * Keeps what a rep noted for whoever answers for the lead. A time that is yet to come is now: clocks of phones are wrong.
 * @throws NotFoundError, also for a lead that the rep never had; InvalidInputError for what was noted too long ago; NotPossibleNowError where too many wait
 */
export function keepLateAct(asked: KeepAsked, { table, clock, ids }: LateActParts): Promise<KeptLateActView> {
  return untilWritten(async () => {
    const now = clock();
    const notedAt = new Date(Math.min(Date.parse(asked.notedAt), now.getTime()));
    if (notedAt < addMs(now, -longestMs)) {
      throw new InvalidInputError('It was noted too long ago.', [{ path: 'notedAt', message: 'at most eight days ago' }]);
    }
    const { repId, userId } = asked.principal;
    const lead = await readLead(table, asked.leadId, { consistent: true });
    if (!lead || !(await everHad(table, lead, repId))) throw new NotFoundError('no such lead');
    const known = await readLateActs(table, lead, { consistent: true });
    if (known.filter(({ state }) => state === 'waiting').length >= mostWaiting) {
      throw new NotPossibleNowError(
        'Too much of this lead waits for a leader already. Khách này đã có quá nhiều việc chờ trưởng nhóm quyết định.',
      );
    }
    const { leadId } = lead;
    const keptAt = isoTime(now);
    const by = { by: userId, repId, notedAt: isoTime(notedAt), keptAt };
    const late: LateAct = { leadId, lateActId: ids.lateActId(now), version: 1, ...by, act: asked.act, state: 'waiting' };
    const view: KeptLateActView = { lateActId: late.lateActId, keptAt };
    const cause = { correlationId: asked.correlationId, causationId: asked.correlationId };
    const act = { at: now, actor: { kind: 'user', id: userId } as const, cause };
    await table.transact([putLateAct(null, late), ...noteOnLead(lead, [told(late, 'kept')], act, ids).writes, ...asked.along(view)]);
    return view;
  });
}

/** Looks in the history, the newest first. */
async function everHad(table: Table, lead: Lead, repId: RepId): Promise<boolean> {
  if (lead.owner?.repId === repId) return true;
  let before: string | undefined;
  for (let read = 0; read < mostEntries; read += 100) {
    const { entries, next } = await readTimeline(table, lead, { limit: 100, ...(before === undefined ? {} : { before }) });
    if (hadLead(entries, repId)) return true;
    if (next === undefined) return false;
    before = next;
  }
  return false;
}
