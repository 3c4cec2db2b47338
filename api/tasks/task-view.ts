import { z } from 'zod';
import { DutyView } from '../duty/switch-duty.ts';
import { LateActView } from '../late-acts/late-act-view.ts';
import { AssignmentView } from '../leads/assignment-view.ts';
import { Bilingual, Moment, nextCursor, Temperature } from '../words.ts';
import { WorkPlace } from './work-place.ts';

const kind = z.enum(['call', 'mail', 'text', 'meeting', 'qualification', 'custom']);
const reason = z.enum(['accept', 'callback', 'hot', 'firstContact', 'planned']).meta({
  description:
    'What brings it into somebody’s work: it is offered to them and waits for their answer, the person waits for a call, the lead became hot or is new, or somebody planned it',
});

const common = {
  taskId: z.string(),
  leadId: z.string(),
  subject: z.string().meta({ description: '`lead`, or one of its opportunities' }),
  kind,
  reason,
  title: z.string().nullable(),
  dueAt: z.string(),
  repId: z.string().nullable().meta({ description: 'Who is to do it; null while nobody owns the subject' }),
  isHandedOver: z.boolean().meta({ description: 'It stays with this rep, whoever owns the subject' }),
};

/** A task whole. */
export const TaskView = z
  .object({
    ...common,
    note: z.string().nullable(),
    status: z.enum(['open', 'done', 'cancelled']),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
    snoozes: z.number().int(),
    script: z.string().optional().meta({ description: 'Which text is to be sent, by its id; left out where none in particular' }),
  })
  .meta({ id: 'Task' });
export type TaskView = z.infer<typeof TaskView>;

/** Whom a task is about. */
const Person = z.object({ fullName: z.string().nullable(), phone: z.string().nullable() });

/** An open task as lists show it. */
export const ListedTask = z
  .object({ ...common, person: Person.nullable().meta({ description: 'Null: the caller does not see the lead' }) })
  .meta({ id: 'ListedTask' });
export type ListedTask = z.infer<typeof ListedTask>;

export const TaskListView = z.object({ items: z.array(ListedTask), nextCursor }).meta({ id: 'TaskList' });
export type TaskListView = z.infer<typeof TaskListView>;

/** What somebody knows of a lead before they call it. */
const AboutLead = z.object({
  products: z.array(Bilingual).meta({ description: 'What the person asked for, by its names; three at most' }),
  provinceName: z.string().nullable(),
  temperature: Temperature,
  attempts: z.number().int().meta({ description: 'Calls so far' }),
  reachedCalls: z.number().int().meta({ description: 'Those of them that reached somebody' }),
});

/** What somebody is to do now, and why it stands where it stands. */
export const WorkItem = z
  .object({
    ...ListedTask.shape,
    place: WorkPlace.meta({ description: 'The rank, in this order' }),
    why: Bilingual.meta({ description: 'Why it stands at this place' }),
    next: Bilingual.meta({ description: 'What to do' }),
    about: AboutLead.nullable().meta({ description: 'Null: the caller does not see the lead, or was handed this task of it and no more' }),
    lastOutcome: Bilingual.nullable().meta({ description: 'How the call ended that asked for this task; null: no call did' }),
    assignment: AssignmentView.nullable().meta({
      description:
        'How far its subject is on its way to a rep, where `include` asks for it; else null, as where no pool offers or protects what it gives',
    }),
  })
  .meta({ id: 'WorkItem' });
export type WorkItem = z.infer<typeof WorkItem>;

/** How the day of a rep stands. */
const DayView = z.object({
  counts: z.record(WorkPlace, z.number().int()).meta({ description: 'How many tasks stand at each place' }),
  isCounted: z.boolean().meta({ description: 'False: there are more than were counted, which is at least as many' }),
  nextDueAt: Moment.nullable().meta({
    description: 'When something is due next, where there is nothing to do today; null: nothing, or there is',
  }),
  duty: DutyView.nullable().meta({ description: 'What is switched for the caller; null: nothing, so that their hours count' }),
  floating: z
    .array(z.object({ poolId: z.string(), name: Bilingual }))
    .meta({ description: 'The pools of whose floating leads the caller may take some' }),
});
export type DayView = z.infer<typeof DayView>;

export const WorkView = z
  .object({
    items: z.array(WorkItem),
    nextCursor,
    lateActs: z.array(LateActView).meta({
      description:
        'What reps noted about leads that were no longer theirs, and that waits for the caller to apply or dismiss it: the newest 25, on the first page',
    }),
    day: DayView.nullable().meta({ description: 'Null on the pages behind the first, and for those who have no work' }),
    left: z.array(z.string()).optional().meta({
      description: 'Leads of `kept` that are not the caller’s (any more): what a device keeps of them is to be forgotten. @default - none',
    }),
  })
  .meta({ id: 'Work' });
export type WorkView = z.infer<typeof WorkView>;

export const TasksOfLeadView = z.object({ items: z.array(TaskView) }).meta({ id: 'TasksOfLead' });
export type TasksOfLeadView = z.infer<typeof TasksOfLeadView>;
