import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Bilingual, NoQuery } from '../words.ts';

const DeclaredFieldView = z
  .object({
    fieldId: z.string().meta({ description: 'Its name in `extra` of a lead' }),
    labels: Bilingual,
    type: z.enum(['text', 'number', 'date', 'choice', 'yesNo', 'url']),
    privacy: z.enum(['open', 'personal', 'secret']),
    choices: z
      .array(z.object({ value: z.string(), labels: Bilingual }))
      .nullable()
      .meta({ description: 'What may be chosen; null for other types than `choice`' }),
  })
  .meta({ id: 'DeclaredField', description: 'A field of records that only this company has' });
export type DeclaredFieldView = z.infer<typeof DeclaredFieldView>;

export const DeclaredFieldListView = z.object({ items: z.array(DeclaredFieldView) }).meta({ id: 'DeclaredFields' });
export type DeclaredFieldListView = z.infer<typeof DeclaredFieldListView>;

export const listFieldsRoute = defineRoute({
  id: 'listFields',
  method: 'GET',
  path: '/v1/fields',
  kind: 'read',
  access: 'token',
  right: 'lead.correct',
  throttle: 50,
  query: NoQuery,
  answer: returns<DeclaredFieldListView>(),
});

export const listFieldsContract = () =>
  describeRoute(listFieldsRoute, {
    tag: 'Leads',
    summary: 'What fields of its own the company has declared',
    description:
      'In the order of the kind `fields`, with what may be chosen, for whoever changes records: a form asks for them by it, and `PATCH /v1/leads/{leadId}` takes the answers as `extra`. All of them are in one page.',
    example: {},
    answers: { 200: json('Found', DeclaredFieldListView), 422: problem('A parameter is unknown.') },
  });
