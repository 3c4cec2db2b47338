import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { AgeBand, CustomerKind, Gender, Readiness } from './profile-words.ts';

/** How far a profile is after somebody said something of it. */
export const ProfileSetView = z.object({ leadId: z.string(), version: z.number().int() }).meta({ id: 'LeadProfileSet' });
export type ProfileSetView = z.infer<typeof ProfileSetView>;

const text = z.string().trim().min(1).max(200);
const list = z.array(text).max(20);

export const setProfileRoute = defineRoute({
  id: 'setProfile',
  method: 'PATCH',
  path: '/v1/leads/{leadId}/profile',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('profile') }),
  body: z
    .strictObject({
      gender: Gender.nullable().optional(),
      ageBand: AgeBand.nullable().optional(),
      incomeBand: text
        .nullable()
        .optional()
        .meta({ description: 'One of those that the company’s forms offer; any text where they offer none, or leave the words to people' }),
      readiness: Readiness.nullable().optional(),
      customerKind: CustomerKind.nullable().optional(),
      satisfaction: z.number().int().min(0).max(10).nullable().optional(),
      address: text.nullable().optional(),
      needs: list.optional(),
      interests: list.optional(),
      buyingHabits: list.optional(),
      feedback: z.string().trim().min(1).max(1_000).optional().meta({ description: 'One more remark of the person about us' }),
      survey: z
        .strictObject({
          formId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
          answers: z.record(z.string().max(64), z.string().trim().min(1).max(1_000)),
        })
        .optional()
        .meta({
          description:
            'Answers that the person gave on the phone or in person, by the fields of the form; several of one are parted by line breaks',
        }),
    })
    .refine((body) => Object.keys(body).length > 0, 'say what is known'),
  maxBodyKb: 32,
  answer: returns<ProfileSetView>(),
});

export const setProfileContract = () =>
  describeRoute(setProfileRoute, {
    tag: 'Leads',
    summary: 'Note what a colleague knows of a person',
    description: 'What is not named stays; null, or an empty list, takes it away. No post replaces what a colleague said.',
    example: {
      params: { leadId: exampleLeadId },
      headers: { 'If-Match': '"2"' },
      body: { ageBand: '35-44', needs: ['Quản lý kho'], readiness: 'within3Months' },
    },
    answers: {
      200: json('Noted, or as it stood where nothing changes', ProfileSetView),
      400: problem('The body is not JSON.'),
      412: problem('The profile has another version: read it again.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault, or the form asks no such question.'),
    },
  });
