import { z } from 'zod';
import { parseInput, ServiceError } from '../service-error.ts';
import type { SentMail } from './mail.ts';

const content = z.object({ Data: z.string(), Charset: z.string().optional() });
const nameAndValue = z.object({ Name: z.string().min(1), Value: z.string() });
const addresses = z.array(z.string()).default([]);

const attachment = z.object({
  FileName: z.string().min(1).max(255),
  RawContent: z.string(),
  ContentType: z.string().min(1).max(78).optional(),
  ContentDisposition: z.enum(['ATTACHMENT', 'INLINE']).optional(),
  ContentTransferEncoding: z.enum(['BASE64', 'QUOTED_PRINTABLE', 'SEVEN_BIT']).optional(),
});

const sendInput = z.object({
  FromEmailAddress: z.string().optional(),
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }).optional(),
  ReplyToAddresses: addresses,
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(nameAndValue).default([]),
  Content: z.object({
    Simple: z
      .object({
        Subject: content,
        Body: z.object({ Html: content.optional(), Text: content.optional() }),
        Headers: z.array(nameAndValue).default([]),
        Attachments: z.array(attachment).default([]),
      })
      .optional(),
    Raw: z.object({ Data: z.string() }).optional(),
    Template: z.unknown().optional(),
  }),
});

type SendInput = z.output<typeof sendInput>;

/** The mail without what SES decides: its id, its time and its fate. */
export type UnsentMail = Omit<SentMail, 'messageId' | 'at' | 'fate' | 'links'>;

const largestDestination = 50;
/** Of the headers that a caller may add to a mail. */
const mostHeaders = 15;

/** Reads the input of SendEmail, or refuses it as SES does. */
export async function readMail(raw: unknown): Promise<UnsentMail> {
  const input = parseInput(sendInput, raw, 'BadRequestException');
  const mail = await mailFrom(input);
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc];
  if (recipients.length === 0) throw badRequest('There must be at least one recipient.');
  if (recipients.length > largestDestination) throw badRequest(`Recipient count exceeds ${largestDestination}.`);
  for (const mailbox of [mail.from, ...recipients, ...mail.replyTo]) checkMailbox(mailbox);
  for (const [name, value] of Object.entries(mail.tags)) {
    if (!/^[\w-]{1,256}$/.test(name) || !/^[\w.@-]{1,256}$/.test(value)) throw badRequest(`Invalid message tag: ${name}`);
  }
  return mail;
}

async function mailFrom(input: SendInput): Promise<UnsentMail> {
  const tags = Object.fromEntries(input.EmailTags.map(({ Name, Value }) => [Name, Value]));
  const envelope = {
    to: input.Destination?.ToAddresses ?? [],
    cc: input.Destination?.CcAddresses ?? [],
    bcc: input.Destination?.BccAddresses ?? [],
    replyTo: input.ReplyToAddresses,
    tags,
    configurationSet: input.ConfigurationSetName,
  };
  const { Simple: simple, Raw: raw } = input.Content;
  if (raw !== undefined) return rawMail(Buffer.from(raw.Data, 'base64'), input, envelope);
  if (simple === undefined) throw badRequest('the local SES sends Simple and Raw content; render templates before sending');
  if (simple.Body.Html === undefined && simple.Body.Text === undefined) throw badRequest('The body needs HTML or text.');
  if (input.FromEmailAddress === undefined) throw badRequest('The FromEmailAddress parameter is required.');
  if (/[\r\n]/.test(simple.Subject.Data)) throw badRequest('The subject must be one line.');
  if (simple.Headers.length > mostHeaders) throw badRequest(`At most ${mostHeaders} headers can be added.`);
  if (new Set(simple.Headers.map(({ Name }) => Name.toLowerCase())).size < simple.Headers.length)
    throw badRequest('A header can be added once.');
  for (const { Name, Value } of simple.Headers) {
    if (!/^[\x21-\x39\x3b-\x7e]{1,126}$/.test(Name) || !/^[ -~]{1,870}$/.test(Value)) throw badRequest(`Invalid header: ${Name}`);
  }
  return {
    ...envelope,
    from: input.FromEmailAddress,
    subject: simple.Subject.Data,
    html: simple.Body.Html?.Data,
    text: simple.Body.Text?.Data,
    headers: Object.fromEntries(simple.Headers.map(({ Name, Value }) => [Name, Value])),
    ...(simple.Attachments.length > 0 ? { attachments: simple.Attachments.map(fileOf) } : {}),
  };
}

type Envelope = Pick<UnsentMail, 'to' | 'cc' | 'bcc' | 'replyTo' | 'tags' | 'configurationSet'>;

async function rawMail(source: Buffer, input: SendInput, envelope: Envelope): Promise<UnsentMail> {
  const { simpleParser } = await import('mailparser');
  const parsed = await simpleParser(source);
  const from = input.FromEmailAddress ?? parsed.from?.text;
  if (from === undefined) throw badRequest('The message has no From header.');
  const mailboxes = (list: typeof parsed.to): readonly string[] =>
    [list ?? []].flat().flatMap(({ value }) => value.map(({ address, name }) => (name === '' ? (address ?? '') : `${name} <${address}>`)));
  const isInEnvelope = input.Destination !== undefined;
  return {
    ...envelope,
    ...(isInEnvelope ? {} : { to: mailboxes(parsed.to), cc: mailboxes(parsed.cc), bcc: mailboxes(parsed.bcc) }),
    replyTo: envelope.replyTo.length > 0 ? envelope.replyTo : mailboxes(parsed.replyTo),
    from,
    subject: parsed.subject ?? '',
    html: parsed.html === false ? undefined : parsed.html,
    text: parsed.text,
    headers: Object.fromEntries(parsed.headerLines.map(({ line }) => headerIn(line))),
  };
}

function headerIn(line: string): [string, string] {
  const [name = '', ...rest] = line.split(':');
  return [
    name,
    rest
      .join(':')
      .replace(/\r?\n\s+/g, ' ')
      .trim(),
  ];
}

function checkMailbox(mailbox: string): void {
  if (/[\r\n]/.test(mailbox) || !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim())) {
    // The address itself stays out of the message: it would end up in a log.
    throw badRequest('Missing or invalid e-mail address.');
  }
}

function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message);
}

function fileOf({ FileName, ContentType = 'application/octet-stream', RawContent }: z.output<typeof attachment>) {
  return { fileName: FileName, contentType: ContentType, content: Buffer.from(RawContent, 'base64').toString('utf8') };
}
