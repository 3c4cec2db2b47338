import type { LeadId } from '../platform/ids.ts';
import type { Merge } from './pair.ts';
import { editsSince, type Kept, withText } from './rules-fields.ts';
import type { LaterAct } from './rules-undo.ts';

/** A further merge of a person, between a merge and its undo. `joined`: another lead became part of them; `merged`: they became part of another lead. */
export interface FurtherMerge {
  readonly kind: 'joined' | 'merged';
  readonly merge: Merge;
}

/** A part of the time since a merge, in which the record that held the person was the same. */
export interface Span {
  readonly leadId: LeadId;
  readonly since: string;
  /** Null: until now. */
  readonly until: string | null;
  /** The record as it stood at the end of the span. */
  readonly stood: Kept;
}

/** Lists who held a person since a merge, from the survivor of that merge on to the record that is left now. `now`: that one. */
export function spansSince(edge: Merge, merges: readonly Merge[], now: Kept): Span[] {
  const spans: Span[] = [];
  for (let [leadId, since] = [edge.survivorId, edge.at]; ; ) {
    const outer = merges.find(({ loserId }) => loserId === leadId);
    spans.push({ leadId, since, until: outer?.at ?? null, stood: outer ? outer.loser : now });
    if (!outer) return spans;
    [leadId, since] = [outer.survivorId, outer.at];
  }
}

/** Lists the merges of a person since one of them, in their order. */
export function furtherMerges(edge: Merge, merges: readonly Merge[], spans: readonly Span[]): FurtherMerge[] {
  const further = spans.flatMap(({ leadId, since, until }): FurtherMerge[] => {
    const joined = merges.filter(
      (one) => one !== edge && one.survivorId === leadId && one.at > since && (until === null || one.at <= until),
    );
    const outer = merges.find(({ loserId }) => loserId === leadId);
    return [
      ...joined.map((merge): FurtherMerge => ({ kind: 'joined', merge })),
      ...(outer ? [{ kind: 'merged', merge: outer } as const] : []),
    ];
  });
  return further.sort((one, other) => (one.merge.at < other.merge.at ? -1 : 1));
}

/** Returns a further merge as something that happened since. */
export function actOfMerge({ kind, merge }: FurtherMerge): LaterAct {
  return kind === 'joined'
    ? { kind, at: merge.at, stood: merge.survivor, loser: merge.loser }
    : { kind, at: merge.at, stood: merge.loser, survivor: merge.survivor };
}

/** Lists what people wrote since, without what came along with leads that became part of the person. */
export function editsIn(spans: readonly Span[], further: readonly FurtherMerge[]): LaterAct[] {
  const brought = further.flatMap(({ kind, merge }) => (kind === 'joined' ? editsSince(merge.loser, '') : []));
  const isBrought = (field: string, at: string, value: string) =>
    brought.some((one) => one.field === field && one.value.at === at && one.value.value === value);
  return spans.flatMap(({ since, until, stood }) =>
    editsSince(stood, since).flatMap(({ field, value }): LaterAct[] => {
      if ((until !== null && value.at > until) || isBrought(field, value.at, value.value)) return [];
      return [{ kind: 'edit', at: value.at, field, apply: (kept) => withText(field, value, kept) }];
    }),
  );
}
