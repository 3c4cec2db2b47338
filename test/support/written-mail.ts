import { nothingMasked } from '../../shared/access/index.ts';
import type { Submission } from '../../shared/capture/index.ts';
import type { CompanyConfig } from '../../shared/company/company-config.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { composeMail, type OutgoingMail } from '../../shared/mail/compose.ts';
import { submitterOf } from '../../shared/mail/post.ts';
import { assignedNotice, hotNotice, repeatNotice } from '../../shared/notices/index.ts';
import { confirmSubscription, fileLink, followUp, proposedChange, welcome } from '../../shared/nurture/index.ts';
import { leadSubject, ProposalId } from '../../shared/platform/ids.ts';
import { digests } from './digests.ts';
import { rise } from './hot-lead.ts';
import { decisionId } from './lead-world/sample.ts';
import { form, mailIdFor, rep, sender } from './mail-world.ts';
import { postRef } from './post-ref.ts';

/** What a mail of a test is written from. */
interface Matter {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly submission: Submission;
  /** Why this rep, or why the lead is hot. */
  readonly reason: string;
  readonly to: string;
}

const products = { assignedNotice, repeatNotice, hotNotice, welcome, followUp, proposedChange, confirmSubscription, fileLink };
type Kind = keyof typeof products;
const at = new Date(0);
const offers = [{ proposalId: ProposalId.parse('p1'), field: 'phone' as const, shown: '0987 654 321' }];

/** Writes a mail from its facts, as it is handed to SES. */
export function writtenMail(kind: Kind, matter: Matter): OutgoingMail {
  const { lead, company, to } = matter;
  const { audience } = products[kind];
  const envelope = { leadId: lead.leadId, mailId: mailIdFor(kind), kind, audience, attemptId: 'a1', to, company, at };
  return composeMail(written(kind, matter), envelope, sender);
}

function written(kind: Kind, { lead, company, submission, reason, to }: Matter) {
  const submitter = submitterOf(submission, 'vi');
  const known = { mailId: mailIdFor(kind), lead, company, masking: nothingMasked };
  const asked = { v: 1, leadId: lead.leadId } as const;
  const post = postRef('s1');
  const card = {
    correlationId: 'c',
    owner: rep,
    form,
    submission,
    told: submission,
    proposals: [],
    postedEmail: submitter.email,
    masking: nothingMasked,
    numberUrl: '',
  };
  const posted = {
    correlationId: 'c',
    form,
    submission,
    submitter,
    hasValidToken: true,
    address: {},
    lastMail: undefined,
    addressProblem: null,
  };
  const parts = { digests, sender };
  switch (kind) {
    case 'assignedNotice':
      return assignedNotice.compose(
        { ...known, request: { ...asked, kind, subject: leadSubject, decisionId }, facts: { ...card, reason, offer: null, channels: {} } },
        to,
        parts,
      );
    case 'repeatNotice':
      return repeatNotice.compose(
        { ...known, request: { ...asked, kind, ...post }, facts: { ...card, lastTold: undefined, quiet: null, channels: {} } },
        to,
        parts,
      );
    case 'hotNotice': {
      const facts = { ...card, told: undefined, postedEmail: null, need: null, rise: undefined, reason, channels: {} };
      return hotNotice.compose({ ...known, request: { ...asked, kind, ...rise }, facts }, to, parts);
    }
    case 'welcome':
      return welcome.compose({ ...known, request: { ...asked, kind, ...post }, facts: posted }, to, parts);
    case 'followUp':
      return followUp.compose({ ...known, request: { ...asked, kind, ...post }, facts: posted }, to, parts);
    case 'fileLink':
      return fileLink.compose({ ...known, request: { ...asked, kind, ...post }, facts: posted }, to, parts);
    case 'proposedChange':
      return proposedChange.compose({ ...known, request: { ...asked, kind, ...post }, facts: { ...posted, offers } }, to, parts);
    case 'confirmSubscription':
      return confirmSubscription.compose(
        { ...known, request: { ...asked, kind, ...post }, facts: { ...posted, topics: [], isRefusedSince: false } },
        to,
        parts,
      );
  }
}
