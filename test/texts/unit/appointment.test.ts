import { expect, it } from '@jest/globals';
import { nextAppointment } from '../../../shared/tasks/index.ts';

const now = new Date('2026-11-30T03:00:00.000Z');
const open = { status: 'open', kind: 'call', reason: 'planned' } as const;
const callback = { ...open, reason: 'callback' } as const;
const meeting = { ...open, kind: 'meeting' } as const;
const [past, soon, late] = ['2026-11-30T02:00:00.000Z', '2026-12-01T02:00:00.000Z', '2026-12-02T02:00:00.000Z'];

it.each([
  ['a meeting', [{ ...meeting, dueAt: soon }], soon],
  ['a promised call', [{ ...callback, dueAt: soon }], soon],
  [
    'the first of two',
    [
      { ...callback, dueAt: late },
      { ...meeting, dueAt: soon },
    ],
    soon,
  ],
  [
    'what lies ahead, and not what is past',
    [
      { ...callback, dueAt: past },
      { ...meeting, dueAt: late },
    ],
    late,
  ],
  ['nothing that is past', [{ ...callback, dueAt: past }], undefined],
  ['nothing that is done', [{ ...callback, status: 'done' as const, dueAt: soon }], undefined],
  ['no call that nobody promised', [{ ...open, dueAt: soon }], undefined],
])('the next appointment with a person is %s', (_what, tasks, moment) => {
  expect(nextAppointment(tasks, now)).toBe(moment);
});
