import { describe, expect, it } from '@jest/globals';
import { LeadId, SequenceId, StepId } from '../../../shared/platform/ids.ts';
import { ConditionFailedError } from '../../../shared/platform/table.ts';
import { type Enrolment, enrolmentAt, moveEnrolment, readEnrolment, readEnrolments } from '../../../shared/sequences/index.ts';
import { memoryTable } from '../../support/memory-table.ts';

const leadId = LeadId.parse('L1');
const sequenceId = SequenceId.parse('chao-nguoi-moi');
const step = (id: string) => StepId.parse(id);
const enrolment: Enrolment = {
  leadId,
  sequenceId,
  version: 1,
  run: 1,
  sequenceVersion: 3,
  state: 'active',
  stepId: step('thu-dau'),
  since: '2026-11-27T01:00:00.000Z',
  stepSince: '2026-11-27T01:00:00.000Z',
  dueAt: '2026-11-28T01:00:00.000Z',
  waits: null,
  done: [],
  causes: [],
  about: {},
  ended: null,
};
const dueAt = new Date('2026-11-28T01:00:00.000Z');
const ended: Enrolment = {
  ...enrolment,
  state: 'ended',
  dueAt: null,
  ended: { at: '2026-11-29T00:00:00.000Z', reason: 'finished' },
};

const enrolled = async () => {
  const table = memoryTable();
  await table.transact(moveEnrolment(null, { after: enrolment, timer: { dueAt, to: 'mail' } }));
  return table;
};

describe('the enrolment of a lead in a sequence', () => {
  it('is read as it was written, and none is where nobody put the lead in', async () => {
    const table = await enrolled();

    expect(await readEnrolment(table, leadId, sequenceId)).toEqual(enrolment);
    expect(await readEnrolments(table, leadId)).toEqual([enrolment]);
    expect(await readEnrolment(table, LeadId.parse('L2'), sequenceId)).toBeNull();
  });

  it.each([
    ['mail', 'mail', { kind: 'sequenceMail', leadId, sequenceId, run: 1, stepId: 'thu-dau' }],
    ['work', 'work', { kind: 'advanceEnrolment', request: { leadId, sequenceId, run: 1, stepId: 'thu-dau', dueAt: dueAt.toISOString() } }],
  ] as const)('has a timer that asks %s for the step at which it rests', async (to, queue, message) => {
    const table = memoryTable();

    await table.transact(moveEnrolment(null, { after: enrolment, timer: { dueAt, to } }));

    expect(table.all().filter(({ pk }) => String(pk).startsWith('DUE#'))).toMatchObject([
      { dueAt: dueAt.toISOString(), queue, message: { v: 1, ...message } },
    ]);
  });

  it('is made by one of two that put the lead in at once', async () => {
    const table = await enrolled();

    await expect(table.transact(moveEnrolment(null, { after: enrolment, timer: null }))).rejects.toThrow(ConditionFailedError);
  });

  it('is moved by one of two that read the same', async () => {
    const table = await enrolled();
    const [one, other] = [await readEnrolment(table, leadId, sequenceId), await readEnrolment(table, leadId, sequenceId)];
    const after = { ...enrolment, stepId: step('thu-hai') };

    await table.transact(moveEnrolment(one, { after, timer: null }));

    await expect(table.transact(moveEnrolment(other, { after, timer: null }))).rejects.toThrow(ConditionFailedError);
  });

  it('is listed by its sequence while it runs, at the same place at each step', async () => {
    const table = await enrolled();
    const placeOf = () => table.all().find(({ sk }) => sk === `ENROL#${sequenceId}`);
    const first = placeOf();
    const before = await readEnrolment(table, leadId, sequenceId);
    await table.transact(moveEnrolment(before, { after: { ...enrolment, stepId: step('thu-hai') }, timer: null }));
    const second = placeOf();
    const moved = await readEnrolment(table, leadId, sequenceId);
    await table.transact(moveEnrolment(moved, { after: ended, timer: null }));

    expect(first?.gsi3pk).toMatch(/^SEQ#chao-nguoi-moi#0[0-2]$/);
    expect([second?.gsi3pk, second?.gsi3sk]).toEqual([first?.gsi3pk, first?.gsi3sk]);
    expect(placeOf()).not.toHaveProperty('gsi3pk');
  });
});

describe('the condition that a run rests at a step', () => {
  it.each([
    ['another step', enrolment, { stepId: step('thu-hai') }],
    ['another run', enrolment, { run: 2 }],
    ['a run that is over', ended, {}],
  ])('fails at %s', async (_what, stands, other) => {
    const table = memoryTable();
    await table.transact(moveEnrolment(null, { after: stands, timer: null }));

    await expect(table.transact([enrolmentAt({ ...enrolment, ...other })])).rejects.toThrow(ConditionFailedError);
  });

  it('holds at the step of a run', async () => {
    const table = await enrolled();

    await expect(table.transact([enrolmentAt(enrolment)])).resolves.toBeUndefined();
  });
});
