import { z } from 'zod';
import { Bilingual, Moment, nextCursor } from '../words.ts';

const run = {
  run: z.number().int().meta({ description: 'How often the lead was put in, this time among them' }),
  state: z.enum(['active', 'ended']),
  stepId: z.string().meta({ description: 'The step that is next, or is waited at; of an ended run the one at which it rested last' }),
  since: Moment.meta({ description: 'When the lead was put in' }),
  dueAt: Moment.nullable().meta({ description: 'When the step is to be taken, or the wait is over; null once the run has ended' }),
  waitsFor: z.array(z.string()).nullable().meta({ description: 'Types of events that are waited for; null: only time is' }),
  ended: z
    .object({
      at: Moment,
      reason: z.enum(['finished', 'goal', 'exit', 'optOut', 'disqualified', 'merged', 'byHand', 'sequenceGone', 'momentOver', 'replied']),
      exitId: z.string().nullable().meta({ description: 'Which exit; null for other reasons' }),
    })
    .nullable()
    .meta({ description: 'When and why the run was over; null while it goes on' }),
};

/** Where a lead stands in a sequence. */
export const EnrolmentView = z.object({ sequenceId: z.string(), ...run }).meta({ id: 'Enrolment' });
export type EnrolmentView = z.infer<typeof EnrolmentView>;

export const LeadEnrolmentsView = z.object({ items: z.array(EnrolmentView) });
export type LeadEnrolmentsView = z.infer<typeof LeadEnrolmentsView>;

/** A lead that is in a sequence. */
export const EnrolledLeadView = z.object({ leadId: z.string(), ...run });

export const EnrolledListView = z.object({ items: z.array(EnrolledLeadView), nextCursor });
export type EnrolledListView = z.infer<typeof EnrolledListView>;

/** How far the leads inside were looked at after a publication. */
export const SweepView = z
  .object({
    publication: z.number().int().meta({ description: 'Version of the sequences that was published' }),
    followsVersion: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Version whose steps those inside are brought to; null: they keep the steps that they began with' }),
    startedAt: Moment,
    doneAt: Moment.nullable().meta({ description: 'Null while it goes on' }),
    looked: z.number().int().meta({ description: 'Leads that were looked at' }),
    adopted: z.number().int().meta({ description: 'Of them brought to the new steps' }),
    moved: z.number().int().meta({ description: 'Of them taken on, because something was due' }),
    woken: z.number().int().meta({ description: 'Of them due while the sequence was paused, and asked for again' }),
    ended: z.number().int().meta({ description: 'Of them ended' }),
  })
  .meta({ id: 'SequenceSweep' });
export type SweepView = z.infer<typeof SweepView>;

export const SequenceView = z.object({
  id: z.string(),
  names: Bilingual,
  state: z.enum(['on', 'paused']),
  isByHand: z.boolean().meta({ description: 'People may put leads in' }),
  inside: z
    .object({ count: z.number().int(), isMore: z.boolean().meta({ description: 'There are more than that: nobody counted them all' }) })
    .nullable()
    .meta({ description: 'Leads that are in it; null for whoever does not see all leads' }),
  sweep: SweepView.nullable().meta({
    description:
      'How far those inside were looked at after the last publication that changed it; null where there was none, and for whoever does not see all leads',
  }),
});

export const SequenceListView = z.object({ items: z.array(SequenceView) });
export type SequenceListView = z.infer<typeof SequenceListView>;
