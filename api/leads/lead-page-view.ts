import { z } from 'zod';
import { CallListView } from '../calls/call-view.ts';
import { CompanyOfLeadView } from '../companies/company-of-lead-view.ts';
import { LateActView } from '../late-acts/late-act-view.ts';
import { LetterListView } from '../letters/letter-view.ts';
import { NoteListView } from '../notes/note-view.ts';
import { ReplyListView } from '../replies/reply-view.ts';
import { TasksOfLeadView } from '../tasks/task-view.ts';
import { Bilingual, Stage } from '../words.ts';
import { DecisionView } from './decision-view.ts';
import { LeadView } from './lead-view.ts';
import { SamePersonView } from './same-person-view.ts';
import { TimelineView } from './timeline-view.ts';
import { WrittenView } from './written-view.ts';

const MoveView = z.object({
  to: Stage,
  why: Bilingual.nullable().meta({ description: 'Why the lead cannot go there now; null: it can' }),
});

/** What `include` may ask for beside the record; each as its own route answers it. */
const includedViews = {
  timeline: TimelineView.meta({ description: 'The newest 30 entries; `nextCursor` goes on in the route of the timeline' }),
  tasks: TasksOfLeadView.shape.items.nullable().meta({ description: 'Null for those who see no tasks' }),
  decision: DecisionView.nullable().meta({
    description:
      'The choice by which the caller has the lead or a need of it, else the one by which its owner has it, or by which it waits; null where none says so, as of what was given by hand',
  }),
  notes: NoteListView.shape.items.nullable().meta({ description: 'The newest 20; null for those who see no notes' }),
  replies: ReplyListView.shape.items.nullable().meta({ description: 'The newest 20; null for those who see no notes' }),
  letters: LetterListView.shape.items.nullable().meta({ description: 'The newest 20; null for those who write none' }),
  calls: CallListView.shape.items.nullable().meta({ description: 'The latest 20; null for those who see no calls' }),
  moves: z.array(MoveView).meta({ description: 'Stages that the lifecycle lets a person choose; empty where the caller may not' }),
  lateActs: z.array(LateActView).nullable().meta({
    description: 'What reps noted when the lead was no longer theirs, the newest first; null for those who do not decide about it',
  }),
  samePerson: SamePersonView.nullable().meta({ description: 'Null for those who may not merge the lead' }),
  companyOfLead: CompanyOfLeadView.nullable().meta({
    description: 'Null where no company is known of the lead, and for those who see no companies',
  }),
  colleagues: z
    .array(z.object({ userId: z.string(), name: z.string() }))
    .nullable()
    .meta({ description: 'Users who read the notes by what they are, and may be named in one (`@id`); null for those who write none' }),
  sourceName: Bilingual.nullable().meta({
    description: 'What the form is called by which the lead came first; null where it came by none of the company',
  }),
  written: z.array(WrittenView).nullable().meta({
    description:
      'What the person wrote with their latest post and their first one, as far as the record has no place for it, the newest first; null for those who see no posts or no contact details',
  }),
};

/** A lead with what a page about it shows. */
export const LeadPageView = LeadView.extend(z.object(includedViews).partial().shape).meta({
  id: 'LeadPage',
  description: 'A lead, with the parts that `include` asks for',
});
export type LeadPageView = z.infer<typeof LeadPageView>;
