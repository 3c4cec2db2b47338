import type { LateActView } from '../../api/late-acts/late-act-view.ts';
import type { Principal } from '../access/index.ts';
import { type CallParts, logCall } from '../call-log/index.ts';
import { type Lead, noteOnLead } from '../leads/index.ts';
import { type NoteParts, writeNote } from '../notes/index.ts';
import { isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { LateActId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { LateActDecidedError } from './errors.ts';
import { type LateAct, putLateAct, readLateAct } from './late-act.ts';
import type { LateActParts } from './parts.ts';
import { told } from './told.ts';
import { lateActView, namesOf } from './views.ts';

/** Whoever answers for a lead decides about what was noted too late; that they do is for the caller to know. */
export interface DecideAsked {
  readonly lead: Lead;
  readonly lateActId: LateActId;
  readonly principal: Principal;
  readonly correlationId: string;
  readonly along: (view: LateActView) => readonly WriteItem[];
}

/**
 * Does what was noted, as the act of who noted it and at its time.
 * @throws NotFoundError; LateActDecidedError; whatever logging the call or writing the note throws
 */
export async function applyLateAct(asked: DecideAsked, parts: LateActParts & CallParts & NoteParts): Promise<LateActView> {
  const { lead, principal, correlationId } = asked;
  const before = await waiting(asked, parts);
  const names = await namesOf(parts.config);
  let view: LateActView | undefined;
  const decide = (madeId: string): readonly WriteItem[] => {
    const after = decided(before, 'applied', asked, parts.clock(), madeId);
    view = lateActView(after, lead, names);
    return [putLateAct(before, after), ...asked.along(view)];
  };
  const tells = [told(before, 'applied')];
  const { act, by, repId } = before;
  if (act.is === 'call') {
    const { is: _, ...call } = act;
    const madeBy = { userId: by, repId };
    const along = (logged: { readonly call: { readonly callId: string } }) => decide(logged.call.callId);
    await logCall({ ...call, leadId: lead.leadId, principal, madeBy, tells, correlationId, along }, parts);
  } else {
    const notedAt = new Date(before.notedAt);
    const note = { leadId: lead.leadId, userId: by, actorId: principal.userId, text: act.text, notedAt, tells, correlationId };
    await writeNote({ ...note, along: ({ noteId }) => decide(noteId) }, parts);
  }
  if (view === undefined) throw new NotFoundError('no such late act');
  return view;
}

/** Sets aside what was noted: it stays on record. @throws NotFoundError; LateActDecidedError */
export function dismissLateAct(asked: DecideAsked, parts: LateActParts): Promise<LateActView> {
  return untilWritten(async () => {
    const { lead, principal, correlationId } = asked;
    const before = await waiting(asked, parts);
    const at = parts.clock();
    const after = decided(before, 'dismissed', asked, at);
    const view = lateActView(after, lead, await namesOf(parts.config));
    const act = { at, actor: { kind: 'user', id: principal.userId } as const, cause: { correlationId, causationId: correlationId } };
    const { writes } = noteOnLead(lead, [told(after, 'dismissed')], act, parts.ids);
    await parts.table.transact([putLateAct(before, after), ...writes, ...asked.along(view)]);
    return view;
  });
}

async function waiting({ lead, lateActId }: DecideAsked, { table }: LateActParts): Promise<LateAct> {
  const late = await readLateAct(table, lead, lateActId);
  if (!late) throw new NotFoundError('no such late act');
  if (late.state !== 'waiting') throw new LateActDecidedError(late);
  return late;
}

function decided(before: LateAct, state: 'applied' | 'dismissed', { principal }: DecideAsked, at: Date, madeId?: string): LateAct {
  const made = madeId === undefined ? {} : { madeId };
  return { ...before, version: before.version + 1, state, decidedAt: isoTime(at), decidedBy: principal.userId, ...made };
}
