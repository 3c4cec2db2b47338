import { z } from 'zod';
import { formKind } from '../capture/form-config.ts';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { dateKind } from '../dates/date-config.ts';
import { fieldKind } from '../fields/field-config.ts';
import { needsOf, templateKind } from '../mail-templates/template-config.ts';
import { configId } from '../platform/config-id.ts';
import { SequenceId } from '../platform/ids.ts';
import { productKind } from '../products/product-config.ts';
import { SegmentRule } from '../segments/rule-config.ts';
import { segmentKind } from '../segments/segment-config.ts';
import { scriptKind } from '../texts/script-config.ts';
import { webhookKind } from '../webhooks/webhook-config.ts';
import { changedExperiments, experimentFaults } from './rules-experiments.ts';
import { reusedIds, sequenceFaults } from './rules-faults.ts';
import { Duration, Step } from './step-config.ts';
import { Trigger } from './trigger-config.ts';

/** Each change of a lead is held against the triggers of all. */
const maxSequences = 100;

/** Steps that are taken for a lead, one after another, until it needs them no more. */
export const SequenceConfig = z.object({
  id: SequenceId,
  names: bilingual,
  /** `paused`: nobody is put in and no step is taken until it is on again. */
  state: z.enum(['on', 'paused']),
  /** Whose mail goes first where several are due for one person: 1 before 9. */
  priority: z.number().int().min(1).max(9),
  triggers: z.array(Trigger).min(1).max(10),
  /** Who may be put in. @default everybody */
  enterIf: SegmentRule.optional(),
  /** Whoever fits one is out of it, before each step. */
  exits: z
    .array(z.object({ id: configId(), if: SegmentRule }))
    .max(10)
    .default([]),
  /** What it is for: whoever fits it has no need of further steps. */
  goal: SegmentRule.optional(),
  /** How long after it was due a mail is still of use. @default - 3 days for a service mail, 14 for one that advertises */
  notAfter: Duration.optional(),
  /** Whether somebody who was through may be put in once more, so many days after the end. */
  reentry: z.union([z.literal('never'), z.object({ afterDays: z.number().int().min(0).max(3_650) })]),
  steps: z.array(Step).min(1).max(40),
});
export type SequenceConfig = z.infer<typeof SequenceConfig>;

/** What is done for leads step by step, and when. */
export const sequenceKind = defineKind({
  name: 'sequences',
  confirmation: 'inside',
  schema: SequenceConfig,
  example: {
    id: 'chao-nguoi-moi',
    names: { vi: 'Chào người mới nhận tin', en: 'Welcome newcomers' },
    state: 'on',
    priority: 3,
    triggers: [{ on: 'stage', stage: ['mql'] }],
    enterIf: { consent: ['newsletter'] },
    exits: [{ id: 'khong-lien-he', if: { status: ['disqualified'] } }],
    goal: { stage: ['customer', 'repeat'] },
    reentry: 'never',
    steps: [
      { id: 'doi-mot-ngay', do: 'wait', for: 'P1D' },
      { id: 'goi-hoi-tham', do: 'task', titles: { vi: 'Gọi hỏi thăm', en: 'Call and ask how it goes' }, inHours: 24 },
    ],
  },
  references: (sequences, all) => {
    const known = {
      segments: all.of(segmentKind),
      products: all.of(productKind),
      fields: all.of(fieldKind),
      forms: all.of(formKind),
      webhooks: all.of(webhookKind),
      scripts: all.of(scriptKind),
      dates: all.of(dateKind),
      templates: all.of(templateKind).map((template) => ({ id: template.id, needs: needsOf(template) })),
    };
    return [
      ...checkCount(sequences),
      ...experimentFaults(sequences, all.of(templateKind)),
      ...sequences.flatMap((sequence, index) => sequenceFaults(sequence, known).map((fault) => ({ index, ...fault }))),
    ];
  },
  successors: (sequences, before) => [...reusedIds(sequences, before), ...changedExperiments(sequences, before)],
});

function checkCount(sequences: readonly SequenceConfig[]): ReferenceFault[] {
  if (sequences.length <= maxSequences) return [];
  return [{ index: maxSequences, path: [], message: `there are ${sequences.length} sequences; at most ${maxSequences} can be kept` }];
}
