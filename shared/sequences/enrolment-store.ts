import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId, SequenceId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId, sortId } from '../platform/keys.ts';
import { beginningWith, type PutWrite, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';
import { Enrolment } from './enrolment.ts';
import type { Advanced } from './machine.ts';
import { timerOf } from './rest-timer.ts';

const enrolments = versioned<Enrolment>({
  parse(item) {
    const parsed = Enrolment.safeParse({ ...item, leadId: partitionId(item), sequenceId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('an enrolment does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, sequenceId, ...enrolment }) => ({
    ...keys.enrolment(leadId, sequenceId),
    ...enrolment,
    // Of the moment at which the run began, so that no step of it touches the index.
    ...(enrolment.state === 'active' ? indexKeys.enrolled(sequenceId, enrolment.since, leadId) : {}),
  }),
});

/** Reads the enrolment of a lead in a sequence, as it stands now; null where it never was in it. @throws CorruptItemError */
export async function readEnrolment(table: Pick<Table, 'get'>, leadId: LeadId, sequenceId: SequenceId): Promise<Enrolment | null> {
  return (await enrolments.read(table, keys.enrolment(leadId, sequenceId), { consistent: true })) ?? null;
}

/** Reads all enrolments of a lead, the ended ones among them, as they stand now. @throws CorruptItemError */
export async function readEnrolments(table: Pick<Table, 'query'>, leadId: LeadId): Promise<Enrolment[]> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.enrolmentPrefix), ConsistentRead: true });
  return items.map(enrolments.parse);
}

/** Reads the enrolments of leads in a sequence by a read that may lag; of those that never were in it nothing comes. @throws CorruptItemError */
export async function readEnrolmentsIn(
  table: Pick<Table, 'batchGet'>,
  sequenceId: SequenceId,
  leadIds: readonly LeadId[],
): Promise<Enrolment[]> {
  const wanted = [...new Set(leadIds)].map((leadId) => keys.enrolment(leadId, sequenceId));
  return wanted.length === 0 ? [] : (await table.batchGet(wanted)).map(enrolments.parse);
}

/**
 * Returns the write that replaces the enrolment that was read, or makes the first one, whatever version the new one names; refused when
 * somebody was quicker.
 */
function putEnrolment(before: Enrolment | null, { untold, ...after }: Enrolment): PutWrite {
  const isBeginning = before?.run !== after.run;
  return enrolments.put(before, { ...after, ...(untold && isBeginning ? { untold } : {}), version: (before?.version ?? 0) + 1 });
}

/**
 * Returns the writes that bring an enrolment to where it rests next, with the timer of that; refused when somebody was quicker, also where
 * they ended it. What `linesOfMove` says of it is told in the same transaction.
 * @param before the very object that was read, or null for somebody who never was in the sequence
 */
export function moveEnrolment(before: Enrolment | null, { after, timer }: Pick<Advanced, 'after' | 'timer'>): WriteItem[] {
  return [putEnrolment(before, after), ...(timer === null ? [] : [timerOf(after, timer)])];
}

/** Deletes the enrolment of a lead that is no more, unless somebody wrote it since. */
export async function removeEnrolment(before: Enrolment, table: Pick<Table, 'transact'>): Promise<void> {
  await table.transact([{ Delete: { Key: keys.enrolment(before.leadId, before.sequenceId), ...unchangedSince(before) } }]);
}

/** A step of a run of a lead through a sequence. */
export type StepPlace = Pick<Enrolment, 'leadId' | 'sequenceId' | 'run' | 'stepId'>;

/** Returns the condition that a run is not over and rests at a step: in the transaction of whoever does what the step is for. */
export function enrolmentAt({ leadId, sequenceId, run, stepId }: StepPlace): WriteItem {
  return {
    ConditionCheck: {
      Key: keys.enrolment(leadId, sequenceId),
      ConditionExpression: '#state = :active AND #run = :run AND stepId = :stepId',
      ExpressionAttributeNames: { '#state': 'state', '#run': 'run' },
      ExpressionAttributeValues: { ':active': 'active', ':run': run, ':stepId': stepId },
    },
  };
}
