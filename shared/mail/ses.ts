import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { clientDefaults } from '../platform/aws-client.ts';
import type { OutgoingMail } from './compose.ts';

/** What SES did with a mail, as far as we can know. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly messageId: string | undefined }
  /** Will never be accepted as it is. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Surely not accepted, and may be later: by itself, or once a person has put something right. */
  | { readonly kind: 'notAccepted'; readonly error: string; readonly needsPerson: boolean }
  /** The answer was lost: it may have been accepted. */
  | { readonly kind: 'ambiguous'; readonly error: string };

export interface MailSender {
  send(mail: OutgoingMail): Promise<SendResult>;
}

// The connection was never made, so the request cannot have arrived.
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
// About this very mail. Everything else that is refused is a rate, a quota, or something that a person can put right.
const final = new Set(['MessageRejected', 'BadRequestException', 'InvalidParameterValueException', 'ValidationException']);
const notSigned = 'CredentialsProviderError';
const notVerified = 'IdentityNotVerified';
/** A domain without its DNS records, an account that SES stopped, a lost grant, a missing configuration set, a day's quota used up. */
const forPerson = new Set([
  notVerified,
  'MailFromDomainNotVerifiedException',
  'AccountSuspendedException',
  'SendingPausedException',
  'AccessDeniedException',
  'NotFoundException',
  'LimitExceededException',
]);
const notYet = (error: string): SendResult & { kind: 'notAccepted' } => ({ kind: 'notAccepted', error, needsPerson: forPerson.has(error) });

/** SES has no error of its own for it. The message names addresses: it is matched and goes nowhere. */
const isNotVerified = (error: unknown): boolean =>
  error instanceof Error && error.name === 'MessageRejected' && /\bnot verified\b/i.test(error.message);

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

/** Sorts an error of SES by one question: can the mail have been accepted? Only a sure no is tried again freely. */
export function classifySendError(error: unknown): Exclude<SendResult, { kind: 'accepted' }> {
  const name = error instanceof Error ? error.name : typeof error;
  const code = property(error, 'code');
  if (typeof code === 'string' && neverConnected.has(code)) return notYet(code);
  // The one time-out that ends before the request is written; the client gives it no code of its own.
  if (error instanceof Error && error.message.includes('did not establish a connection')) return notYet('ConnectTimeout');
  if (name === notSigned) return notYet(name);
  if (isNotVerified(error)) return notYet(notVerified);
  if (final.has(name)) return { kind: 'refused', error: name };
  const status = property(property(error, '$metadata'), 'httpStatusCode');
  if (typeof status === 'number' && status >= 400 && status < 500 && status !== 408) return notYet(name);
  return { kind: 'ambiguous', error: name };
}

/** One after the other they stay below the function's own, with the wait for the sending rate before them. */
export const sesTimeoutsMs = { connectionTimeout: 2_000, socketTimeout: 10_000 };

/** SES has no idempotency token: the client must not try twice (maxAttempts 1). */
export function openMailSender(
  client: SESv2Client = new SESv2Client({
    ...clientDefaults,
    maxAttempts: 1,
    requestHandler: sesTimeoutsMs,
  }),
): MailSender {
  return {
    async send(mail) {
      try {
        const { MessageId } = await client.send(new SendEmailCommand(requestOf(mail)));
        return { kind: 'accepted', messageId: MessageId };
      } catch (error) {
        return classifySendError(error);
      }
    },
  };
}

/** Simple content on purpose: SES builds the MIME message, so no text of ours can become a header or a part. */
export function requestOf(mail: OutgoingMail) {
  const text = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    FromEmailAddress: mail.from,
    Destination: { ToAddresses: [mail.to] },
    ReplyToAddresses: mail.replyTo === null ? [] : [mail.replyTo],
    ConfigurationSetName: mail.configurationSet,
    EmailTags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
    Content: {
      Simple: {
        Subject: text(mail.subject),
        Body: { Html: text(mail.html), Text: text(mail.text) },
        Headers: Object.entries(mail.headers).map(([Name, Value]) => ({ Name, Value })),
        ...(mail.attachments ? { Attachments: mail.attachments.map(attachmentOf) } : {}),
      },
    },
  };
}

function attachmentOf({ fileName, contentType, content }: NonNullable<OutgoingMail['attachments']>[number]) {
  return {
    FileName: fileName,
    ContentType: contentType,
    ContentDisposition: 'ATTACHMENT',
    ContentTransferEncoding: 'BASE64',
    RawContent: Buffer.from(content, 'utf8'),
  } as const;
}
