import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { MailStateView } from './mail-state-view.ts';

export const readMailStateRoute = defineRoute({
  id: 'readMailState',
  method: 'GET',
  path: '/v1/mail-state',
  kind: 'configure',
  access: 'token',
  right: 'mail.watch',
  throttle: 10,
  query: NoQuery,
  answer: returns<MailStateView>(),
});

export const readMailStateContract = () =>
  describeRoute(readMailStateRoute, {
    tag: 'Mail',
    summary: 'Whether mails to people go out, and what came back of them',
    description:
      'For admins, managers and marketers. Gmail tells nobody but its own Postmaster Tools of complaints: they are missing here.',
    example: {},
    answers: { 200: json('As it stands', MailStateView), 422: problem('A parameter is unknown.') },
  });
