import { nextOpening } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { leadSubject, type SubjectId, TaskName } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { readAssignment, touchAssignment } from '../routing/index.ts';
import { createTask, mostOpenTasks, putTasksMovedTimer, readTasks, writeTasks } from '../tasks/index.ts';
import type { Reply } from './reply.ts';

const title = { vi: 'Khách đã trả lời thư: đọc và trả lời khách', en: 'The customer answered a mail: read it and write back' } as const;
const prefix = 'reply-';
const createdBy = { kind: 'system', id: 'replies' } as const;

/** An answer, and what of its lead the answered mail was about. */
export interface AnsweredLead {
  readonly lead: Pick<Lead, 'leadId' | 'members'>;
  readonly reply: Pick<Reply, 'replyId'>;
  readonly subject: SubjectId;
}

/**
 * Returns the writes of a task to read an answer: for whoever has what the mail was about, else for whoever has the lead. One that nobody has yet waits for who gets it.
 * None where such a task is open: further answers are read with the first one. None either where the lead has as many tasks as it may have.
 */
export async function taskOfReply(
  { lead, reply, subject }: AnsweredLead,
  at: Date,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<readonly WriteItem[]> {
  const tasks = await readTasks(table, lead);
  const open = tasks.filter(({ status }) => status === 'open');
  if (open.length >= mostOpenTasks || open.some(({ name }) => name.startsWith(prefix))) return [];
  const [ofNeed, ofLead] = await Promise.all([
    subject === leadSubject ? undefined : readAssignment(table, lead.leadId, subject),
    readAssignment(table, lead.leadId, leadSubject),
  ]);
  const held = ofNeed?.repId ? ofNeed : ofLead;
  const company = await readCompany(config);
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
  return [...writeTasks([task], at), putTasksMovedTimer(task.after, at), ...(held ? [touchAssignment(held)] : [])];
}
