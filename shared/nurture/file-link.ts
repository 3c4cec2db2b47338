import { downloadPath } from '../downloads/index.ts';
import { defineMail, filled, takeMailboxTurn } from '../mail/index.ts';
import { postName } from '../mail-requests/index.ts';
import { addMs } from '../platform/clock.ts';
import { FormId, formIdOf, SubmissionRef } from '../platform/ids.ts';
import { templates } from './generated/templates.ts';
import { gatherPost } from './post-facts.ts';
import { filePauseMs, planFileLink } from './rules-receiver.ts';
import { submitterValues } from './submitter-values.ts';

/** Sends the link to the file that a post asked for, where its form delivers by mail: what somebody asked for, and no advertising. */
export const fileLink = defineMail({
  kind: 'fileLink',
  audience: 'lead',
  purpose: 'service',
  name: postName,
  gather: (request, begun, parts) => gatherPost('fileLink', request, begun, parts),
  plan: (matter, now) => planFileLink(matter, now),
  compose({ request, lead, company, facts: { form, submission, submitter } }, _to, { sender }) {
    const locale = submitter?.locale ?? company.defaultLocale;
    const post = SubmissionRef.parse(request);
    const claims = { formId: FormId.parse(formIdOf(post)), submissionId: post.submissionId, locale };
    // From the post on, as the link that a page shows: each try of the mail has the same.
    const path = downloadPath(claims, new Date(submission?.receivedAt ?? lead.updatedAt), sender.signedLinkKey);
    const { addressedAs, greetingName } = submitterValues(submitter, form, locale);
    const values = { addressedAs, greetingName, fileUrl: `${sender.siteUrl}${path}`, fileTitle: form?.title[locale] ?? '' };
    return { ...filled(templates.fileLink, values), locale, replyTo: company.email, reader: null };
  },
  guards: (_matter, to, { planned, ...parts }) => [
    {
      write: takeMailboxTurn(to, planned, { ...parts, pauseMs: filePauseMs }),
      refused: () => ({ act: 'postpone', until: addMs(parts.now, filePauseMs), why: 'writtenLately' }),
    },
  ],
});
