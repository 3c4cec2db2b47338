import type { SplitView } from '../../api/pools/split-view.ts';
import type { Principal } from '../access/index.ts';
import { isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { SplitId } from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { ImpossibleSplitError } from './errors.ts';
import type { SplitParts } from './parts.ts';
import { splitView } from './show-split.ts';
import { putSplit, readSplit, type Split } from './split.ts';
import { askForPart, askLater } from './split-request.ts';
import { namesIn } from './start-split.ts';

export interface UndoAsked {
  readonly place: string;
  readonly splitId: SplitId;
  readonly principal: Principal;
  readonly along: (view: SplitView) => readonly WriteItem[];
}

/** Finds a split that the caller may see: a manager of regions their own ones, because others hold leads of other regions. @throws NotFoundError */
export async function findSplit(table: Pick<Table, 'get'>, { place, splitId, principal }: Omit<UndoAsked, 'along'>): Promise<Split> {
  const split = await readSplit(table, place, splitId);
  if (!split || !isSeen(principal, split)) throw new NotFoundError('no such split');
  return split;
}

export function isSeen(principal: Principal, { by }: Pick<Split, 'by'>): boolean {
  return principal.role !== 'manager' || principal.regions.length === 0 || by === principal.userId;
}

/** Begins to take a split back, once; whoever asks again sees how far it is. @throws NotFoundError; ImpossibleSplitError while it is not done, and when somebody else took it back */
export async function undoSplit({ along, ...asked }: UndoAsked, { table, config, clock, ids, work }: SplitParts): Promise<SplitView> {
  const { documents: reps } = await config.current(repKind);
  const { place, splitId } = asked;
  const view = await untilWritten(async () => {
    const split = await findSplit(table, asked);
    // Whoever asks again is answered as before: it is under way, or done.
    if (split.undo?.by === asked.principal.userId) {
      const shown = splitView(split, namesIn(reps));
      await writeIfAny(table, along(shown));
      return shown;
    }
    refuse(split);
    refuseGone(split, reps);
    const at = clock();
    const { writeId: _writeId, version: _version, endedAt: _endedAt, ...rest } = split;
    const undo = { by: asked.principal.userId, at: isoTime(at), kept: {} };
    const next = { ...rest, phase: 'undoing' as const, next: 0, undo };
    const shown = splitView({ ...next, version: split.version + 1 }, namesIn(reps));
    await table.transact([putSplit(split, next, ids.attemptId()), askLater(split, 'undoing', at), ...along(shown)]);
    return shown;
  });
  await work.send(askForPart({ place, splitId, phase: 'undoing' }));
  return view;
}

/** What a rep had who is gone could go back to nobody. */
function refuseGone({ kind, place }: Split, reps: ReadonlyMap<string, RepConfig>): void {
  if (kind !== 'handOver' || reps.get(place.slice(place.indexOf('#') + 1))?.active) return;
  throw new ImpossibleSplitError('The rep is not active: set them active first. Người này đang nghỉ: đặt hoạt động lại trước.');
}

function refuse({ phase }: Split): void {
  if (phase === 'moving') throw new ImpossibleSplitError('Leads are still being given: wait until it is done. Đang chia: chờ chia xong.');
  if (phase !== 'moved') throw new ImpossibleSplitError('It was taken back already. Đã hoàn tác rồi.');
}
