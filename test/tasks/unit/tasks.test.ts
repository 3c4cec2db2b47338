import { describe, expect, it } from '@jest/globals';
import { LeadId, leadSubject, SubjectId, TaskName } from '../../../shared/platform/ids.ts';
import { changed, endsWithAttempt, endTasks, followOwner, placeOfTask, type Task, taskIdOf } from '../../../shared/tasks/index.ts';
import { lan, minh, taskAt, taskOf } from '../../support/tasks.ts';

const named = (name: string, task: Partial<Task> = {}): Task => ({ ...taskOf(), name: TaskName.parse(name), ...task });
const afterOf = (changes: readonly { readonly after: Task }[]) =>
  changes.map(({ after: { name, status, ownerRepId } }) => ({ name, status, ownerRepId }));

describe('the id of a task', () => {
  it('tells where the task lies', () => {
    const place = { leadId: LeadId.parse('L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM'), name: TaskName.parse('first-lead-1') };

    expect(placeOfTask(taskIdOf(place))).toEqual(place);
  });

  it.each(['', 'L1', '.K1', 'L1.', 'L1.K 1', `L1.${'K'.repeat(81)}`])('is not %j', (taskId) => {
    expect(placeOfTask(taskId)).toBeNull();
  });
});

describe('ending tasks', () => {
  it('ends the open ones that are meant, with the moment of it', () => {
    const tasks = [named('hot', { reason: 'hot' }), named('later'), named('first', { reason: 'firstContact', status: 'done' })];

    const changes = endTasks(tasks, endsWithAttempt, 'done', taskAt);

    expect(changes).toEqual([
      { before: tasks[0], after: { ...tasks[0], status: 'done', endedAt: '2026-11-23T02:00:00.000Z', version: 2 } },
    ]);
  });
});

describe('the tasks of a subject that goes to another rep', () => {
  const move = { subject: leadSubject, from: lan, to: minh, goesOn: true };

  it('go along, and the first contact of the rep before ends', () => {
    const tasks = [
      named('first-lead-1', { reason: 'firstContact' }),
      named('back', { reason: 'callback' }),
      named('hot', { reason: 'hot' }),
    ];

    expect(afterOf(followOwner(tasks, move, taskAt))).toEqual([
      { name: 'first-lead-1', status: 'cancelled', ownerRepId: lan },
      { name: 'back', status: 'open', ownerRepId: minh },
      { name: 'hot', status: 'open', ownerRepId: minh },
    ]);
  });

  it('wait for the next owner while there is none', () => {
    const back = named('back', { reason: 'callback' });
    const [waiting] = followOwner([back], { ...move, to: null }, taskAt);
    if (!waiting) throw new Error('nothing followed');

    const taken = followOwner([waiting.after], { ...move, from: null }, taskAt);

    expect(waiting.after.ownerRepId).toBeNull();
    expect(afterOf(taken)).toEqual([{ name: 'back', status: 'open', ownerRepId: minh }]);
  });

  it.each<[string, Partial<Task>]>([
    ['one that was handed to somebody else', { isHandedOver: true }],
    ['one of another subject', { subject: SubjectId.parse('opportunity') }],
    ['one that is done', { status: 'done' }],
  ])('leave behind %s', (_, task) => {
    expect(followOwner([named('one', task)], move, taskAt)).toEqual([]);
  });

  it('end, whoever has them, where sales does not go on', () => {
    const tasks = [named('one'), named('other', { isHandedOver: true, ownerRepId: minh })];

    expect(afterOf(followOwner(tasks, { ...move, to: null, goesOn: false }, taskAt))).toEqual([
      { name: 'one', status: 'cancelled', ownerRepId: lan },
      { name: 'other', status: 'cancelled', ownerRepId: minh },
    ]);
  });

  it('stay as they are where the subject stays with its rep', () => {
    expect(followOwner([named('first', { reason: 'firstContact' }), named('one')], { ...move, to: lan }, taskAt)).toEqual([]);
  });
});

describe('a changed task', () => {
  it('is one version up', () => {
    expect(changed(taskOf(), { snoozes: 1 }).after).toMatchObject({ version: 2, snoozes: 1 });
  });
});
