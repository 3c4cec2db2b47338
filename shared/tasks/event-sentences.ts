import { taskCancelled, taskCreated, taskDone, taskHandedOver, taskReopened, taskSnoozed } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf } from '../leads/event-sentence.ts';
import { taskLabel } from './sentences.ts';

const repName = (repId: string | null | undefined, names: EventNames): string | undefined =>
  repId ? (names.rep(repId) ?? repId) : undefined;

/** What a person did with a task: `of` who is to do it, where that is told. */
const withRep = (line: Both, rep: string | undefined): Both =>
  rep === undefined ? line : { vi: `${line.vi} (${rep})`, en: `${line.en} (${rep})` };

const line = (data: { readonly kind?: string | undefined; readonly reason?: string | undefined }, vi: string, en: string): Both => {
  const label = taskLabel(data);
  return { vi: `${vi}: ${label.vi}`, en: `${en}: ${label.en}` };
};

/** Says when a task is to be done, where that is told. */
const until = (line: Both, dueAt: string | undefined, names: EventNames): Both =>
  dueAt === undefined ? line : { vi: `${line.vi}, lúc ${names.moment(dueAt).vi}`, en: `${line.en}, at ${names.moment(dueAt).en}` };

/** What people do with tasks. */
export const taskSentences = {
  'task.created': sentenceOf(taskCreated, (data, names) =>
    withRep(until(line(data, 'Thêm việc', 'To do'), data.dueAt, names), repName(data.repId, names)),
  ),
  'task.snoozed': sentenceOf(taskSnoozed, (data, names) => until(line(data, 'Dời việc', 'Put off'), data.dueAt, names)),
  'task.handed_over': sentenceOf(taskHandedOver, (data, names) => {
    const { vi, en } = line(data, 'Chuyển việc', 'Handed over');
    const rep = repName(data.repId, names) ?? '';
    return { vi: `${vi} cho ${rep}`, en: `${en} to ${rep}` };
  }),
  'task.done': sentenceOf(taskDone, (data) => line(data, 'Đã làm', 'Done')),
  'task.reopened': sentenceOf(taskReopened, (data, names) => until(line(data, 'Hoàn tác', 'Taken back'), data.dueAt, names)),
  'task.cancelled': sentenceOf(taskCancelled, (data) => line(data, 'Huỷ việc', 'Cancelled')),
} satisfies EventSentences<'task.cancelled' | 'task.created' | 'task.done' | 'task.handed_over' | 'task.reopened' | 'task.snoozed'>;
