import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

const NoticeTextView = z
  .object({ text: z.string().meta({ description: 'Plain text in lines, without links' }) })
  .meta({ id: 'NoticeText' });
export type NoticeTextView = z.infer<typeof NoticeTextView>;

export const NoticeTextQuery = z.strictObject({
  locale: Locale.default('vi'),
  phone: z
    .enum(['masked', 'whole'])
    .default('masked')
    .meta({ description: '`masked`: but for its last three digits, for a group has more readers than the lead has owners' }),
});
export type NoticeTextQuery = z.infer<typeof NoticeTextQuery>;

export const noticeTextRoute = defineRoute({
  id: 'noticeText',
  method: 'GET',
  path: '/v1/leads/{leadId}/notice-text',
  kind: 'read',
  access: 'token',
  // Whoever pastes it hands on how to reach the person.
  right: 'lead.contact',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NoticeTextQuery,
  answer: returns<NoticeTextView>(),
});

export const noticeTextContract = () =>
  describeRoute(noticeTextRoute, {
    tag: 'Leads',
    summary: 'A lead as a text to paste into a group, of Zalo or elsewhere',
    description: 'Name, number, place, product, heat and owner. For those who see contact details.',
    example: { params: { leadId: exampleLeadId }, query: { locale: 'vi' } },
    answers: { 200: json('Found', NoticeTextView), 422: problem('A parameter is wrong or unknown.') },
  });
