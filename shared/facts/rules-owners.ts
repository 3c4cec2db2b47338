import { leadAccepted, leadAssigned, leadMergedInto, leadUnassigned, mergeUndone, statusChanged } from '../../events/index.ts';
import { leadSubject } from '../platform/ids.ts';
import type { Moment, Ownership } from './fact.ts';
import type { RecordItems } from './person-items.ts';
import { inOrder, toldBy } from './rules-told.ts';

interface Turn {
  readonly at: Moment;
  readonly place: string;
  readonly subject: string;
  /** Who has it from then on; null: nobody. */
  readonly to: { readonly repId: string; readonly poolId: string | null; readonly how: string } | null;
}

/** Lists who had what of a person from when to when, by what was told, in the history of whichever record. */
export function ownersOf(records: readonly RecordItems[]): Ownership[] {
  const held = new Holdings();
  for (const { at, subject, to, record } of inOrder(records.flatMap((one) => turnsOf(one).map((turn) => ({ ...turn, record: one }))))) {
    const name = subject === leadSubject ? leadOf(record) : subject;
    if (to === null) held.end(name, at);
    // Told of once more, as of who accepts what they have.
    else if (held.holderOf(name)?.repId !== to.repId || to.how === 'hand') held.give(name, at, to, record);
  }
  const partedAt = Math.max(0, ...records.flatMap((record) => toldBy(record, mergeUndone).map(({ at }) => at)));
  if (partedAt > 0) partNeeds(held, records, partedAt);
  return held.all().toSorted(inTurn);
}

/** Of what began in one second, as of two records that are one, what ended first comes first, and what stands last. */
const never = Number.MAX_SAFE_INTEGER;
const inTurn = (one: Ownership, other: Ownership): number =>
  one.from - other.from || (one.to ?? never) - (other.to ?? never) || (one.repId < other.repId ? -1 : 1);

/** The lead itself is one that each record has; a need is one whatever its record has become part of. */
const leadOf = ({ lead }: RecordItems): string => `${leadSubject} ${lead.leadId}`;

/**
 * What came of a need while its record was part of another one is told in the history of that one: after the undo the need alone says whose it is, and the
 * other record has none of it.
 */
function partNeeds(held: Holdings, records: readonly RecordItems[], partedAt: Moment): void {
  const own = records.flatMap((record) =>
    record.needs.filter(({ subject }) => subject !== leadSubject).map((need) => ({ record, need, name: String(need.subject) })),
  );
  const known = new Set([...records.map(leadOf), ...own.map(({ name }) => name)]);
  for (const name of held.names()) if (!known.has(name)) held.end(name, Math.max(partedAt, held.holderOf(name)?.from ?? 0));
  for (const { record, need, name } of own) {
    const { owner, poolId, state } = need;
    const standing = held.holderOf(name);
    if (state !== 'open' || (standing?.repId ?? null) === owner) continue;
    const at = Math.max(partedAt, standing?.from ?? 0);
    held.end(name, at);
    if (owner !== null) held.give(name, at, { repId: owner, poolId, how: 'undo' }, record);
  }
}

/** Who has what, and had it before. */
class Holdings {
  private readonly ended: Ownership[] = [];
  private readonly open = new Map<string, Ownership>();
  private readonly pools = new Map<string, string>();

  names = (): string[] => [...this.open.keys()];
  holderOf = (name: string): Ownership | undefined => this.open.get(name);
  all = (): Ownership[] => [...this.ended, ...this.open.values()];

  end(name: string, at: Moment): void {
    const standing = this.open.get(name);
    if (standing) this.ended.push({ ...standing, to: at });
    this.open.delete(name);
  }

  /** Whoever gets it without a word of a pool has it in the one that it was in. */
  give(name: string, at: Moment, { repId, poolId, how }: NonNullable<Turn['to']>, record: RecordItems): void {
    this.end(name, at);
    const inPool = poolId ?? this.pools.get(name) ?? record.lead.owner?.poolId ?? '';
    this.pools.set(name, inPool);
    const subject = name === leadOf(record) ? leadSubject : name;
    this.open.set(name, { subject, repId, poolId: inPool, from: at, to: null, how });
  }
}

function turnsOf(record: RecordItems): Turn[] {
  return [
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
    ...toldBy(record, leadMergedInto).map(({ at, place }) => ({ at, place, subject: leadSubject, to: null })),
    ...toldBy(record, mergeUndone).flatMap(({ at, place, data }) =>
      data.repId !== null ? [{ at, place, subject: leadSubject, to: { repId: data.repId, poolId: null, how: 'undo' } }] : [],
    ),
  ];
}

/** Finds who had a subject at a moment: of a need that goes with its lead, who had the lead. */
export function ownerAt(owners: readonly Ownership[], subject: string, at: Moment): Ownership | null {
  const held = owners.filter((one) => one.from <= at && (one.to === null || at < one.to));
  return held.findLast((one) => one.subject === subject) ?? held.findLast((one) => one.subject === leadSubject) ?? null;
}
