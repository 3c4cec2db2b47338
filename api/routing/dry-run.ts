import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { chosenId, LeadIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Factor, FactorLevel, Locale, NoQuery, Stage, Temperature, Utm } from '../words.ts';
import { DryRunView } from './dry-run-view.ts';

const word = z.string().min(1).max(200);

const Answers = z.partialRecord(Factor, FactorLevel).default({});

const GivenLead = z.strictObject({
  products: z.array(word).max(20).default([]).meta({ description: 'Ids, or words for them' }),
  province: z
    .string()
    .max(300)
    .optional()
    .meta({ description: 'As people write it: a name of today or before 1 July 2025, a code, an address' }),
  provinceCodeSystem: z.enum(['current', 'former']).optional().meta({ description: 'Which list a code is from' }),
  language: Locale.optional().meta({ description: "Left out: the company's" }),
  channel: z.enum(['form', 'manual', 'import', 'connector']).default('form'),
  sourceId: z.string().regex(chosenId).optional().meta({ description: 'The form, shop or connector' }),
  utm: Utm.default({}),
  company: word.optional(),
  temperature: Temperature.default('cold'),
  stage: Stage.default('lead'),
  fit: z.enum(['A', 'B', 'C', 'D']).default('D'),
  quoteAsked: z.boolean().default(false).meta({ description: 'The person asked for a quote' }),
  reached: z.number().int().min(0).max(100).default(0).meta({ description: 'Calls that reached the person' }),
  qualification: Answers.meta({ description: 'What forms and behaviour say' }),
  confirmed: Answers.meta({ description: 'What a colleague heard from the person' }),
  answers: z.record(z.string().max(64), z.string().max(1_000)).default({}).meta({ description: "Answers to the company's own questions" }),
});

const DryRunRequest = z
  .strictObject({ lead: GivenLead.optional(), leadId: LeadIdInPath.optional() })
  .refine(({ lead, leadId }) => (lead === undefined) !== (leadId === undefined), 'write either `lead` or `leadId`');
export type DryRunRequest = z.infer<typeof DryRunRequest>;

export const dryRunRoute = defineRoute({
  id: 'dryRunRouting',
  method: 'POST',
  path: '/v1/routing/dry-run',
  kind: 'read',
  access: 'token',
  right: 'routing.try',
  missing: 'lead',
  throttle: 5,
  query: NoQuery,
  body: DryRunRequest,
  maxBodyKb: 64,
  answer: returns<DryRunView>(),
});

export const dryRunContract = () =>
  describeRoute(dryRunRoute, {
    tag: 'Routing',
    summary: 'Who would get a lead that came now',
    description:
      'For a lead as it is described, or as a known one stands: which territory takes it and why those before do not, and each candidate with levels and reasons, by the rules in force and the ledgers as they are. A lead that has not reached the level from which on its pool takes leads is `marketing`. ' +
      'Nothing is changed or promised: the next lead may come first. So an Idempotency-Key has no effect. For admins and marketers.',
    example: { body: { lead: { products: ['ban-hang'], province: 'Bình Dương', answers: { companySize: '20-49' } } } },
    answers: {
      200: json('Who, and why', DryRunView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 64 KB.'),
      422: problem('The request has faults, each with its path.'),
    },
  });
