import { leadAccepted, leadAssigned, leadMergedInto, leadUnassigned, mergeUndone, statusChanged } from '../../events/index.ts';
import { leadSubject } from '../platform/ids.ts';
import type { Moment, Ownership } from './fact.ts';
import type { RecordItems } from './person-items.ts';
import { byMoment, inOrder, toldBy } from './rules-told.ts';

interface Turn {
  readonly at: Moment;
  readonly place: string;
  readonly subject: string | null;
  /** Who has it from then on; null: nobody. */
  readonly to: { readonly repId: string; readonly poolId: string | null; readonly how: string } | null;
}

/** Lists who had what of a person from when to when, by what was told. */
export function ownersOf(records: readonly RecordItems[]): Ownership[] {
  return byMoment(records.flatMap(ownersOfRecord), ({ from }) => from);
}

function ownersOfRecord(record: RecordItems): Ownership[] {
  const ended: Ownership[] = [];
  const open = new Map<string, Ownership>();
  const end = (subject: string, at: Moment) => {
    const standing = open.get(subject);
    if (standing) ended.push({ ...standing, to: at });
    open.delete(subject);
  };
  for (const { at, subject, to } of turnsOf(record)) {
    if (subject === null) for (const held of [...open.keys()]) end(held, at);
    else if (to === null) end(subject, at);
    else {
      const standing = open.get(subject);
      // Told of once more, as of who accepts what they have.
      if (standing?.repId === to.repId && to.how !== 'hand') continue;
      end(subject, at);
      const poolId = to.poolId ?? ended.findLast((one) => one.subject === subject)?.poolId ?? record.lead.owner?.poolId ?? '';
      open.set(subject, { subject, repId: to.repId, poolId, from: at, to: null, how: to.how });
    }
  }
  return [...ended, ...open.values()];
}

function turnsOf(record: RecordItems): Turn[] {
  return inOrder<Turn>([
    ...toldBy(record, leadAssigned).map(({ at, place, data }) => ({
      at,
      place,
      subject: data.subject,
      to: { repId: data.repId, poolId: data.poolId, how: String(data.how ?? 'turn') },
    })),
    ...toldBy(record, leadAccepted).map(({ at, place, data }) => ({
      at,
      place,
      subject: data.subject,
      to: { repId: data.repId, poolId: data.poolId, how: 'offer' },
    })),
    ...toldBy(record, leadUnassigned).map(({ at, place, data }) => ({ at, place, subject: data.subject, to: null })),
    ...toldBy(record, statusChanged).flatMap(({ at, place, data }) =>
      data.repId !== null && data.to !== 'active' ? [{ at, place, subject: leadSubject, to: null }] : [],
    ),
    ...toldBy(record, leadMergedInto).map(({ at, place }) => ({ at, place, subject: null, to: null })),
    ...toldBy(record, mergeUndone).flatMap(({ at, place, data }) =>
      data.repId !== null ? [{ at, place, subject: leadSubject, to: { repId: data.repId, poolId: null, how: 'undo' } }] : [],
    ),
  ]);
}

/** Finds who had a subject at a moment: of a need that goes with its lead, who had the lead. */
export function ownerAt(owners: readonly Ownership[], subject: string, at: Moment): Ownership | null {
  const held = owners.filter((one) => one.from <= at && (one.to === null || at < one.to));
  return held.findLast((one) => one.subject === subject) ?? held.findLast((one) => one.subject === leadSubject) ?? null;
}
