import { leadersOf } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import { nextOpening } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isoTime } from '../platform/clock.ts';
import { type LeadId, leadSubject, type RepId, type ReplyId, type SubjectId, TaskName } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { readAssignment, touchAssignment } from '../routing/index.ts';
import { readSeat } from '../seats/index.ts';
import { createTask, mostOpenTasks, putTasksMovedTimer, readTasks, type TaskChoice, writeTasks } from '../tasks/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import type { Reply } from './reply.ts';

const title = { vi: 'Khách đã trả lời thư: đọc và trả lời khách', en: 'The customer answered a mail: read it and write back' } as const;
const prefix = 'reply-';
/** A transaction holds a hundred items. */
const mostLeaders = 20;
const createdBy = { kind: 'system', id: 'replies' } as const;

/** Tells whether a task is to read what somebody answered. */
export const isReplyTask: TaskChoice = ({ name }) => name.startsWith(prefix);

/** An answer, and what of its lead the answered mail was about. */
export interface AnsweredLead {
  readonly lead: Pick<Lead, 'leadId' | 'members'>;
  readonly reply: Pick<Reply, 'replyId'>;
  readonly subject: SubjectId;
  /** The rep who wrote what is answered themselves: they hear of it, where they have the lead or a need of it. @default - a machine wrote it */
  readonly writer?: RepId | undefined;
}

/**
 * Returns the writes of a task to read an answer: for the rep who wrote, for whoever has what the mail was about, else for whoever has the lead. One that nobody has yet waits for who gets it, and the leaders of its
 * pool are told, or those who administer.
 * None where such a task is open: further answers are read with the first one. None either where the lead has as many tasks as it may have.
 */
export async function taskOfReply(
  { lead, reply, subject, writer }: AnsweredLead,
  at: Date,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<readonly WriteItem[]> {
  const tasks = await readTasks(table, lead);
  const open = tasks.filter(({ status }) => status === 'open');
  if (open.length >= mostOpenTasks || open.some(({ name }) => name.startsWith(prefix))) return [];
  const about = subject === leadSubject && writer !== undefined ? await subjectOf(writer, lead, table) : subject;
  const [ofNeed, ofLead] = await Promise.all([
    about === leadSubject ? undefined : readAssignment(table, lead.leadId, about),
    readAssignment(table, lead.leadId, leadSubject),
  ]);
  const held = ofNeed?.repId ? ofNeed : ofLead;
  const [company, users] = await Promise.all([readCompany(config), config.current(userKind)]);
  const task = createTask(
    {
      leadId: lead.leadId,
      subject: held?.subject ?? leadSubject,
      name: TaskName.parse(`${prefix}${reply.replyId}`),
      kind: 'mail',
      reason: 'planned',
      title: title[company.defaultLocale],
      dueAt: isoTime(nextOpening(company, at)),
      ownerRepId: held?.repId ?? null,
      createdBy,
    },
    at,
  );
  const leaders = held?.repId ? [] : leadersOf([...users.documents.values()], held?.poolId ?? null).slice(0, mostLeaders);
  return [
    ...writeTasks([task], at),
    putTasksMovedTimer(task.after, at),
    ...(held ? [touchAssignment(held)] : []),
    ...leaders.map(({ id }) => noticeTo(id, lead.leadId, reply.replyId, at)),
  ];
}

/** A timer, so that what was committed is told, whoever dies. */
function noticeTo(userId: string, leadId: LeadId, replyId: ReplyId, at: Date): WriteItem {
  const message = mailRequest('replyNotice', leadId, { replyId, at: isoTime(at), userId });
  return putTimer({ timerId: timerIdFor('replyNotice', leadId, replyId, userId), dueAt: isoTime(at), queue: 'notice', message });
}

/** What a rep has of a lead by now, the lead itself first: whoever has nothing of it any more leaves the answer to who has. */
async function subjectOf(repId: RepId, { leadId }: Pick<Lead, 'leadId'>, table: Table): Promise<SubjectId> {
  const { subjects = [] } = (await readSeat(table, leadId, repId)) ?? {};
  return subjects.includes(leadSubject) ? leadSubject : (subjects[0] ?? leadSubject);
}
