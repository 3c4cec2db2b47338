import type { Fact } from '../../../shared/facts/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';

/** What events hold, as it lies there: without the contracts by which the product reads it. Each holds some of it. */
export interface ToldData {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly subject: string;
  readonly repId: string | null;
  readonly poolId: string | null;
  readonly how?: string;
  readonly was: string;
  readonly kind: string;
  readonly taskId: string;
  readonly matchedBy: string;
  readonly submission: { readonly submissionId: string };
  readonly opportunityId: string;
  readonly standing: { readonly stage: string };
}

/** What is told of a person, of which record, in the order in which it was told. */
export interface Told {
  readonly record: Lead;
  readonly type: string;
  readonly at: number;
  readonly place: string;
  readonly actor: string;
  readonly data: ToldData;
}

export const second = (at: string | number): number => Math.floor(new Date(at).getTime() / 1_000) * 1_000;

interface Standing {
  readonly type: string;
  readonly first: (record: Lead, changes: readonly Told[]) => string;
  readonly last: (record: Lead) => string;
  readonly join: (values: readonly string[]) => string;
}

/** Goes through all that is told and says after each entry what the person is, of all records that stand apart then. */
export function standing(
  records: readonly Lead[],
  told: readonly Told[],
  { type, first, last, join }: Standing,
): { at: number; value: string }[] {
  const now = new Map<Lead, string>();
  const gone = new Set<Lead>();
  const found: { at: number; value: string }[] = [];
  const say = (at: number) => {
    const values = records.flatMap((record) => (gone.has(record) ? [] : (now.get(record) ?? [])));
    if (values.length === 0) return;
    const value = join(values);
    if (value !== found.at(-1)?.value) found.push({ at, value });
  };
  const joints = ['lead.merged', 'lead.merge_undone', 'lead.merged_into'];
  const begun = records.map((record) => ({
    record,
    type: 'begun',
    at: second(record.createdAt),
    place: record.createdAt,
    actor: '',
    data: {} as ToldData,
  }));
  for (const entry of [...begun, ...told].sort((one, other) => (one.place < other.place ? -1 : one.place > other.place ? 1 : 0))) {
    const { record, at } = entry;
    const changes = told.filter((one) => one.record === record && one.type === type);
    if (entry.type === 'begun') now.set(record, first(record, changes));
    if (entry.type === type) {
      now.set(record, entry.data.from);
      say(at);
      now.set(record, entry.data.to);
    }
    if (joints.includes(entry.type)) {
      const next = changes.find((one) => one.place > entry.place);
      const again = told.some(
        (one) => one.record === record && joints.includes(one.type) && one.place > entry.place && (!next || one.place < next.place),
      );
      if (!again) now.set(record, next ? next.data.from : last(record));
      // Of a record that is another one's today; one that was given back is told of as if it had always been its own.
      if (record.mergedInto !== null && entry.type === 'lead.merged_into') gone.add(record);
      if (entry.type === 'lead.merge_undone' && entry.data.was === 'loser') gone.delete(record);
    }
    say(at);
  }
  return found;
}

/** Who had what, said by one entry after the other. */
export function ownersIn(record: Lead, told: readonly Told[]): Fact['owners'][number][] {
  const found: { subject: string; repId: string; poolId: string; from: number; to: number | null; how: string }[] = [];
  const open = (subject: string) => found.find((one) => one.subject === subject && one.to === null);
  const close = (subject: string, at: number) => {
    const standing = open(subject);
    if (standing) standing.to = at;
  };
  const give = (subject: string, repId: string | null, poolId: string | null, how: string, at: number) => {
    if (repId === null || (open(subject)?.repId === repId && how !== 'hand')) return;
    close(subject, at);
    const before = found.filter((one) => one.subject === subject).at(-1)?.poolId;
    found.push({ subject, repId, poolId: poolId ?? before ?? record.owner?.poolId ?? '', from: at, to: null, how });
  };
  for (const { type, at, data } of told) {
    if (type === 'lead.assigned') give(data.subject, data.repId, data.poolId, data.how ?? 'turn', at);
    if (type === 'lead.accepted') give(data.subject, data.repId, data.poolId, 'offer', at);
    if (type === 'lead.unassigned') close(data.subject, at);
    if (type === 'lead.status_changed' && data.repId !== null && data.to !== 'active') close('lead', at);
    if (type === 'lead.merged_into') close('lead', at);
    if (type === 'lead.merge_undone') give('lead', data.repId, null, 'undo', at);
  }
  return found;
}
