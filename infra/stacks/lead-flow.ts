import type { CustomResource } from 'aws-cdk-lib';
import { wildcardFinding } from '../constructs/findings.ts';
import type { PheuFunction } from '../constructs/pheu-function.ts';
import { type AppParts, updatedBefore, wholeCpuMb } from './app-parts.ts';

/** Adds what makes leads of posts and gives them to reps. */
export function addIntakeAndAssignment(parts: AppParts, preparation: CustomResource): PheuFunction[] {
  const { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL } = parts.variables;
  const intakeSubmissions = parts.add('intake-submissions', {
    environment: {
      TABLE_NAME,
      ASSIGN_QUEUE_URL,
      NOTICE_QUEUE_URL,
      MAIL_QUEUE_URL,
      SCORE_QUEUE_URL,
      IDENTITY_KEY: preparation.getAttString('IdentityKey'),
    },
    memoryMb: wholeCpuMb,
  });
  parts.queues.intake.consumedBy(intakeSubmissions, { maxConcurrency: 50 });
  const assignLeads = parts.add('assign-leads', {
    environment: { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL, WORK_QUEUE_URL },
    memoryMb: wholeCpuMb,
  });
  // As many leads as it writes in one transaction.
  parts.queues.assign.consumedBy(assignLeads, { maxConcurrency: 20, batchSize: 8 });
  return [intakeSubmissions, assignLeads];
}

/** Sent side by side: one booking of slots serves them all. */
const mailsPerBatch = 50;

/** What links in mails lead to. */
interface MailLinks {
  readonly trackVisits: PheuFunction;
  readonly answerLinks: PheuFunction;
  readonly siteUrl: string;
  readonly consoleUrl: string;
}

/** Adds the gate to SES, and what SES tells back. */
export function addMail(
  parts: AppParts,
  preparation: CustomResource,
  { trackVisits, answerLinks, siteUrl, consoleUrl }: MailLinks,
): PheuFunction {
  const { TABLE_NAME, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL } = parts.variables;
  const IDENTITY_KEY = preparation.getAttString('IdentityKey');
  const { replyDomain } = parts.props.settings;
  const sendMail = parts.add('send-mail', {
    environment: {
      TABLE_NAME,
      NOTICE_QUEUE_URL,
      MAIL_QUEUE_URL,
      WORK_QUEUE_URL,
      MAIL_FROM: parts.props.settings.mailFrom,
      MAILS_PER_SECOND: String(parts.props.settings.mailsPerSecond),
      MAILS_PER_DAY: String(parts.props.settings.mailsPerDay),
      CONFIGURATION_SET: parts.mailEvents.configurationSets.mails,
      NOTICE_CONFIGURATION_SET: parts.mailEvents.configurationSets.notices,
      WATCHED_CONFIGURATION_SET: parts.mailEvents.configurationSets.watched,
      MAIL_LINK_KEY: preparation.getAttString('MailLinkKey'),
      SITE_URL: siteUrl,
      CONSOLE_URL: consoleUrl,
      SIGNED_LINK_KEY: preparation.getAttString('SignedLinkKey'),
      IDENTITY_KEY,
      ...(replyDomain === undefined ? {} : { REPLY_DOMAIN: replyDomain }),
    },
    memoryMb: wholeCpuMb,
    timeoutSeconds: 15,
  });
  for (const checking of [trackVisits, answerLinks]) updatedBefore(checking, sendMail);
  sendMail.acknowledge(
    wildcardFinding(parts.stack, parts.stack.formatArn({ service: 'ses', resource: 'identity/*' })),
    "In the sandbox SES asks for the right on the recipient's identity, too; the condition ses:FromAddress holds the sender down.",
  );
  parts.queues.notice.consumedBy(sendMail, { maxConcurrency: 10 });
  parts.queues.mail.consumedBy(sendMail, { maxConcurrency: 5, batchSize: mailsPerBatch });
  const recordMailFeedback = parts.add('record-mail-feedback', { environment: { TABLE_NAME, SCORE_QUEUE_URL, IDENTITY_KEY } });
  parts.queues.mailFeedback.consumedBy(recordMailFeedback, { batchSize: 50 });
  return sendMail;
}

/** Adds what merges beacons into visits. */
export function addTracking(parts: AppParts, preparation: CustomResource): PheuFunction {
  const { TABLE_NAME, SCORE_QUEUE_URL, WORK_QUEUE_URL } = parts.variables;
  const environment = { TABLE_NAME, SCORE_QUEUE_URL, WORK_QUEUE_URL, MAIL_LINK_KEYS: preparation.getAttString('MailLinkKeys') };
  const trackVisits = parts.add('track-visits', { environment, memoryMb: 1_024, timeoutSeconds: 60 });
  parts.queues.beacons.consumedBy(trackVisits, { maxConcurrency: 10, batchSize: 1_000 });
  return trackVisits;
}

/** Adds what counts the scores. */
export function addScoring(parts: AppParts): void {
  const { TABLE_NAME, NOTICE_QUEUE_URL, WORK_QUEUE_URL } = parts.variables;
  const scoreLeads = parts.add('score-leads', { environment: { TABLE_NAME, NOTICE_QUEUE_URL, WORK_QUEUE_URL }, timeoutSeconds: 15 });
  // Public beacons feed it.
  parts.queues.score.consumedBy(scoreLeads, { maxConcurrency: 20 });
}
