import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type Digests, openDigests, proofOfKey } from '../../../shared/platform/digests.ts';
import { digest } from '../../../shared/platform/ids.ts';
import { postRef } from '../../support/post-ref.ts';

const key = 'a key that nobody outside knows';
const purposes: readonly [string, (digests: Digests) => string][] = [
  ['email', (digests) => digests.email('lan@example.com')],
  ['phone', (digests) => digests.phone('+84912345678')],
  ['address', (digests) => digests.address('lan@example.com')],
  ['mailbox', (digests) => digests.mailbox('lan@example.com')],
  ['group of an address', (digests) => digests.group('email', 'lan@example.com')],
  ['group of a number', (digests) => digests.group('phone', '2345678')],
  ['network', (digests) => digests.network('203.0.113.1')],
  ['stranger', (digests) => digests.stranger(postRef('1'))],
  ['body', (digests) => digests.body('contact', '{"phone":"0912345678"}')],
  ['agent', (digests) => digests.agent('Mozilla/5.0')],
];

describe('digests of who somebody is', () => {
  it.each(purposes)('%s: the same by the same key, another by another, 27 characters that a queue takes', (_, make) => {
    expect(make(openDigests(key))).toBe(make(openDigests(key)));
    expect(make(openDigests(key))).not.toBe(make(openDigests(`${key}!`)));
    expect(make(openDigests(key))).toMatch(/^[\w-]{27}$/);
  });

  it('differ by purpose, so that no two places can be laid beside each other', () => {
    const digests = openDigests(key);
    const made = ['email', 'phone', 'address', 'mailbox', 'network', 'body', 'agent'] as const;

    const ofOneValue = [
      ...made.map((name) => digests[name]('x')),
      digests.group('email', 'x'),
      digests.group('phone', 'x'),
      digests.stranger(postRef('x', 'x')),
    ];

    expect(new Set(ofOneValue).size).toBe(10);
  });

  it('cannot be made from what is published: the value, the purposes and the way', () => {
    const email = 'lan@example.com';
    const guesses = [
      digest(email),
      digest('email', email),
      createHash('sha256').update(`email\u0000${email}`).digest('base64url').slice(0, 27),
      ...['', 'email', email, proofOfKey(key)].map((known) =>
        createHmac('sha256', known).update(`email\u0000${email}`).digest('base64url').slice(0, 27),
      ),
    ];

    expect(guesses).not.toContain(openDigests(key).email(email));
  });
});
