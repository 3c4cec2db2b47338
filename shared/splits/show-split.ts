import type { SplitView } from '../../api/pools/split-view.ts';
import { type Both, wordsFor } from '../leads/event-sentence.ts';
import type { HoldingCounts } from '../owners/index.ts';
import type { LeadId, RepId } from '../platform/ids.ts';
import { type RejectReason, renderReject } from '../routing/index.ts';
import { leadsPerPart } from './moves.ts';
import type { Counts, LeftOut, NotBack, Split } from './split.ts';

/** As many leads as a preview names of each reason. */
const mostExamples = 20;

export interface Names {
  readonly rep: (repId: RepId) => string | undefined;
}

/** What only a preview tells. */
export interface Preview {
  readonly gated: ReadonlyMap<RepId, RejectReason>;
  readonly leftOut: ReadonlyMap<LeftOut, readonly LeadId[]>;
  readonly isCut: boolean;
  readonly warnings: readonly Both[];
  readonly holds?: HoldingCounts;
}

/** Shows a split as it stands, or as it would begin. */
export function splitView(split: Split, names: Names, preview?: Preview): SplitView {
  const { splitId, kind, phase, reason, by, askedAt, endedAt, shares, parts, next, undo } = split;
  const planned = shares.reduce((sum, share) => sum + share.planned, 0);
  const isMoving = phase === 'moving';
  const isOver = phase === 'moved' || phase === 'undone';
  return {
    splitId: preview ? null : splitId,
    // Nobody lists those of a list.
    kind: kind === 'list' ? 'split' : kind,
    state: preview ? 'preview' : phase,
    reason,
    by,
    askedAt,
    endedAt: endedAt ?? null,
    progress: { done: preview ? 0 : isOver || next >= parts ? planned : Math.min(planned, next * leadsPerPart), of: planned },
    leads: preview || isMoving ? planned : shares.reduce((sum, share) => sum + share.moved, 0),
    shares: shares.map(({ repId, planned: ofRep, moved, back }) => ({
      repId,
      name: repId === null ? '' : (names.rep(repId) ?? repId),
      planned: ofRep,
      moved,
      back,
      warning: warningOf(repId === null ? undefined : preview?.gated.get(repId)),
    })),
    leftOut: reasonsOf(split.leftOut, leftOutWords, preview?.leftOut),
    missed: reasonsOf(split.missed, leftOutWords),
    undo: undo ? { by: undo.by, at: undo.at, kept: reasonsOf(undo.kept, notBackWords) } : null,
    isCut: preview?.isCut ?? false,
    warnings: [...(preview?.warnings ?? [])],
    holds: preview?.holds ?? null,
  };
}

function warningOf(reason: RejectReason | undefined): Both | null {
  return reason === undefined ? null : { vi: renderReject(reason, 'vi'), en: renderReject(reason, 'en') };
}

function reasonsOf(
  counts: Counts,
  words: Readonly<Record<string, Both>>,
  examples: ReadonlyMap<string, readonly LeadId[]> = new Map(),
): SplitView['leftOut'] {
  return Object.entries(counts).map(([reason, leads]) => {
    return {
      reason,
      why: wordsFor(words, reason) ?? { vi: reason, en: reason },
      leads,
      examples: (examples.get(reason) ?? []).slice(0, mostExamples),
    };
  });
}

const leftOutWords: Readonly<Record<LeftOut, Both>> = {
  protected: { vi: 'đang được bảo hộ cho người phụ trách', en: 'protected for whoever has it' },
  callback: { vi: 'đã hẹn gọi lại khách', en: 'a call back is agreed' },
  offered: { vi: 'đang mời người nhận', en: 'it is offered to somebody' },
  marketing: { vi: 'marketing đang chăm sóc', en: 'marketing has it' },
  closed: { vi: 'không còn được theo', en: 'nobody works with it any more' },
  theirs: { vi: 'những người được chia đang phụ trách rồi', en: 'those who are to get some have it already' },
  notAsked: { vi: 'đã chia đủ số lượng', en: 'everybody has what they were to get' },
  changed: { vi: 'vừa có thay đổi người phụ trách', en: 'somebody else had it by then' },
  gone: { vi: 'không còn nữa', en: 'it is not there any more' },
};

const notBackWords: Readonly<Record<NotBack, Both>> = {
  touched: { vi: 'đã có người chăm sóc từ lúc chia', en: 'somebody has worked with it since' },
  away: { vi: 'người phụ trách cũ không còn nhận lead', en: 'whoever had it takes leads no more' },
  movedOn: { vi: 'đã chuyển cho người khác', en: 'somebody else has it by now' },
  closed: { vi: 'không còn được theo', en: 'nobody works with it any more' },
  gone: { vi: 'không còn nữa', en: 'it is not there any more' },
};
