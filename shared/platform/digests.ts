import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { refText, type SubmissionRef } from './ids.ts';

const Digest = z.string().length(27);
export const EmailDigest = Digest.brand<'EmailDigest'>();
export type EmailDigest = z.infer<typeof EmailDigest>;
export const PhoneDigest = Digest.brand<'PhoneDigest'>();
export type PhoneDigest = z.infer<typeof PhoneDigest>;
export const AddressDigest = Digest.brand<'AddressDigest'>();
export type AddressDigest = z.infer<typeof AddressDigest>;
const MailboxDigest = Digest.brand<'MailboxDigest'>();
export type MailboxDigest = z.infer<typeof MailboxDigest>;
const MailDomainDigest = Digest.brand<'MailDomainDigest'>();
export type MailDomainDigest = z.infer<typeof MailDomainDigest>;
export const FirmDigest = Digest.brand<'FirmDigest'>();
export type FirmDigest = z.infer<typeof FirmDigest>;
const MailHostDigest = Digest.brand<'MailHostDigest'>();
export type MailHostDigest = z.infer<typeof MailHostDigest>;
export const RequestDigest = Digest.brand<'RequestDigest'>();
export type RequestDigest = z.infer<typeof RequestDigest>;
export const PostDigest = Digest.brand<'PostDigest'>();
export type PostDigest = z.infer<typeof PostDigest>;

/**
 * Digests of what tells who somebody is, for keys, queue groups and stored signals. Each purpose has digests of its own, so that no two
 * places can be laid beside each other. Values come normalised.
 */
export interface Digests {
  /** An e-mail address as the person who holds it. */
  email(email: string): EmailDigest;
  /** A number in E.164 as the people who use it. */
  phone(e164: string): PhoneDigest;
  /** An e-mail address as a place that mail goes to: kept after its person is erased. */
  address(email: string): AddressDigest;
  /** The mailbox behind an address: without tags, for quotas alone. */
  mailbox(mailbox: string): MailboxDigest;
  /** The domain of an address, for quotas alone. */
  mailDomain(domain: string): MailDomainDigest;
  /** A tax code, which of a household is a citizen's number. */
  taxCode(code: string): FirmDigest;
  /** What a firm is called, as it is compared. */
  firmName(name: string): FirmDigest;
  /** A domain as that of a firm's mailboxes. */
  firmDomain(domain: string): FirmDigest;
  /** A domain, for what name servers say of it. */
  mailHost(domain: string): MailHostDigest;
  /** All that one sender typed into one form. */
  post(content: string): PostDigest;
  /** A request by the key that its client chose for it, which can be anything: a number or an address, too. */
  request(userId: string, route: string, key: string): RequestDigest;
  /** The person, as far as a post tells, as a group of a queue. */
  group(kind: 'email' | 'phone', value: string): string;
  /** The network that a request comes from. */
  network(network: string): string;
  /** An id that a client chose for its post, where it tells who somebody is or cannot stand in a key. */
  postedId(formId: string, text: string): string;
  /** A post, as the source of an id that is no lead's. */
  stranger(post: SubmissionRef): string;
  /** All that a body says, where a key or an id is made of it: few bodies hold more than a number. */
  body(...parts: readonly string[]): string;
  /** The number of an order, which is unique in its source alone and may be anything: a telephone number, too. */
  order(source: string, orderId: string): string;
  /** What people look for: words of a name, the last digits of a number, the first letters of an address. */
  find(kind: string, text: string): string;
  /** The program that a request comes from. */
  agent(agent: string): string;
}

/**
 * Opens the digests of a deployment. All phone numbers can be tried within an hour: without the key, a digest tells nothing.
 * The key is never changed, for with another key every person is new and every refusal of mail forgotten.
 */
export function openDigests(key: string): Digests {
  // 160 bits of HMAC-SHA-256, base64url, 27 characters.
  const digestOf = (purpose: string, value: string): string =>
    createHmac('sha256', key).update(`${purpose}\u0000${value}`).digest().subarray(0, 20).toString('base64url');
  return {
    email: (email) => EmailDigest.parse(digestOf('email', email)),
    phone: (e164) => PhoneDigest.parse(digestOf('phone', e164)),
    address: (email) => AddressDigest.parse(digestOf('address', email)),
    mailbox: (mailbox) => MailboxDigest.parse(digestOf('mailbox', mailbox)),
    mailDomain: (domain) => MailDomainDigest.parse(digestOf('mailDomain', domain)),
    taxCode: (code) => FirmDigest.parse(digestOf('taxCode', code)),
    firmName: (name) => FirmDigest.parse(digestOf('firmName', name)),
    firmDomain: (domain) => FirmDigest.parse(digestOf('firmDomain', domain)),
    mailHost: (domain) => MailHostDigest.parse(digestOf('mailHost', domain)),
    post: (content) => PostDigest.parse(digestOf('post', content)),
    request: (userId, route, key) => RequestDigest.parse(digestOf('request', JSON.stringify([userId, route, key]))),
    group: (kind, value) => digestOf(`group ${kind}`, value),
    network: (network) => digestOf('network', network),
    postedId: (formId, text) => digestOf('postedId', `${formId}\u0000${text}`),
    stranger: (post) => digestOf('stranger', refText(post)),
    body: (...parts) => digestOf('body', JSON.stringify(parts)),
    order: (source, orderId) => digestOf('order', JSON.stringify([source, orderId])),
    find: (kind, text) => digestOf(`find ${kind}`, text),
    agent: (agent) => digestOf('agent', agent),
  };
}

/** Proves that two keys are the same without telling either. */
export function proofOfKey(key: string): string {
  return createHmac('sha256', key).update('proof\u0000').digest('base64url');
}
