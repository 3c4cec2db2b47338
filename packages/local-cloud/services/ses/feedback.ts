import { addressIn, type MailFate, type SentMail, type WatchedLink } from './mail.ts';

/** A notification of SES event publishing, as it arrives at an SNS topic. */
export interface FeedbackEvent {
  readonly eventType: 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Open' | 'Click';
  readonly mail: Readonly<Record<string, unknown>> & {
    readonly messageId: string;
    readonly tags: Readonly<Record<string, readonly string[]>>;
  };
  readonly [part: string]: unknown;
}

export interface FeedbackSource {
  readonly accountId: string;
  readonly region: string;
  readonly identityArn: string;
  readonly callerName: string;
}

/** The events that a mail causes, in the order in which SES publishes them: each recipient has a fate of its own. */
export function feedbackOf(
  mail: SentMail,
  source: FeedbackSource,
  fates: ReadonlyMap<string, MailFate>,
  atMs: number,
): readonly FeedbackEvent[] {
  const at = new Date(atMs).toISOString();
  const about = mailPart(mail, source);
  const withFate = (...wanted: readonly MailFate[]): readonly string[] =>
    [...fates].filter(([, fate]) => wanted.includes(fate)).map(([address]) => address);
  const suppressed = withFate('suppressed');
  const forEach = (addresses: readonly string[], event: (addresses: readonly string[]) => FeedbackEvent): readonly FeedbackEvent[] =>
    addresses.length === 0 ? [] : [event(addresses)];
  return [
    { eventType: 'Send', mail: about, send: {} },
    ...forEach(withFate('delivered', 'complained'), (addresses) => delivery(about, addresses, at)),
    ...forEach(withFate('bounced'), (addresses) => bounce(about, addresses, at, 'General')),
    ...forEach(
      suppressed.filter((address) => isSimulator(address, 'suppressionlist')),
      (addresses) => bounce(about, addresses, at, 'Suppressed'),
    ),
    ...forEach(
      suppressed.filter((address) => !isSimulator(address, 'suppressionlist')),
      (addresses) => bounce(about, addresses, at, 'OnAccountSuppressionList'),
    ),
    ...forEach(withFate('complained'), (addresses) => complaint(about, addresses, at)),
  ];
}

/** Who opened a mail or followed a link of it, as the request shows. */
export interface Reader {
  readonly ipAddress: string;
  readonly userAgent: string | undefined;
}

/** The event that a mail was opened. SES tells of it each time. */
export function openOf(mail: SentMail, source: FeedbackSource, { ipAddress, userAgent }: Reader, atMs: number): FeedbackEvent {
  return { eventType: 'Open', mail: mailPart(mail, source), open: { timestamp: new Date(atMs).toISOString(), ipAddress, userAgent } };
}

/** The event that a link was followed; of the request SES does not say whether it was a HEAD. */
export function clickOf(
  mail: SentMail,
  link: WatchedLink,
  source: FeedbackSource,
  { ipAddress, userAgent }: Reader,
  atMs: number,
): FeedbackEvent {
  const click = { timestamp: new Date(atMs).toISOString(), ipAddress, userAgent, link: link.url, linkTags: link.tags };
  return { eventType: 'Click', mail: mailPart(mail, source), click };
}

function delivery(about: FeedbackEvent['mail'], recipients: readonly string[], at: string): FeedbackEvent {
  return {
    eventType: 'Delivery',
    mail: about,
    delivery: {
      timestamp: at,
      processingTimeMillis: 1,
      recipients,
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: 'local.smtp',
    },
  };
}

function mailPart(mail: SentMail, source: FeedbackSource): FeedbackEvent['mail'] {
  const headers = Object.entries({ From: mail.from, To: mail.to.join(', '), Subject: mail.subject, ...mail.headers });
  const ownTags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  return {
    timestamp: mail.at,
    source: mail.from,
    sourceArn: source.identityArn,
    sendingAccountId: source.accountId,
    messageId: mail.messageId,
    destination: [...mail.to, ...mail.cc, ...mail.bcc],
    headersTruncated: false,
    headers: headers.map(([name, value]) => ({ name, value })),
    commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.messageId, subject: mail.subject },
    tags: {
      'ses:operation': ['SendEmail'],
      'ses:configuration-set': [mail.configurationSet ?? ''],
      'ses:from-domain': [addressIn(mail.from).split('@')[1] ?? ''],
      'ses:caller-identity': [source.callerName],
      ...ownTags,
    },
  };
}

function bounce(about: FeedbackEvent['mail'], recipients: readonly string[], at: string, subType: string): FeedbackEvent {
  return {
    eventType: 'Bounce',
    mail: about,
    bounce: {
      feedbackId: `feedback-${about.messageId}`,
      bounceType: 'Permanent',
      bounceSubType: subType,
      bouncedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      })),
      timestamp: at,
      reportingMTA: 'dns; local.smtp',
    },
  };
}

function complaint(about: FeedbackEvent['mail'], recipients: readonly string[], at: string): FeedbackEvent {
  return {
    eventType: 'Complaint',
    mail: about,
    complaint: {
      feedbackId: `feedback-${about.messageId}`,
      complaintSubType: null,
      complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
      timestamp: at,
      userAgent: 'local mailbox',
      complaintFeedbackType: 'abuse',
      arrivalDate: at,
    },
  };
}

/** The mailbox simulator of SES; a label after `+` is allowed. */
export function isSimulator(address: string, name: string): boolean {
  return new RegExp(`^${name}(\\+[^@]*)?@simulator\\.amazonses\\.com$`).test(address);
}
