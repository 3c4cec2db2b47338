import type { z } from 'zod';
import type { EventContract } from '../../events/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { type Moment, momentOf } from './fact.ts';
import type { RecordItems } from './person-items.ts';

/** What an entry of a history tells. */
export interface Told<Data> {
  readonly at: Moment;
  /** Orders entries of one person. */
  readonly place: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly data: Data;
}

/** Returns what the entries of an event tell, the oldest first. @throws CorruptItemError for data that do not fit the event. */
export function toldBy<Type extends string, Shape extends z.ZodRawShape>(
  { entries }: Pick<RecordItems, 'entries'>,
  contract: EventContract<Type, Shape>,
): Told<z.output<EventContract<Type, Shape>['read']>>[] {
  return entries.flatMap(({ type, eventVersion, at, place, actor, data }) => {
    if (type !== contract.detailType || eventVersion !== contract.version) return [];
    const read = contract.read.safeParse(data);
    if (!read.success) throw new CorruptItemError(`a timeline entry does not fit the contract ${type}`);
    return [{ at: momentOf(at), place: `${at}#${place}`, actor, data: read.data }];
  });
}

/** Sorts what was told by when it was, entries of one change in their order. */
export function inOrder<One extends { readonly place: string }>(told: readonly One[]): One[] {
  return told.toSorted((one, other) => (one.place < other.place ? -1 : one.place > other.place ? 1 : 0));
}

/** Sorts by a moment, and leaves what is of one moment as it is. */
export function byMoment<One>(all: readonly One[], momentOfOne: (one: One) => Moment): One[] {
  return all.toSorted((one, other) => momentOfOne(one) - momentOfOne(other));
}
