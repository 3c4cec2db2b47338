import { html, mailOf, multipart, plainPart } from './build-mail.ts';
import type { CorpusMail } from './corpus.ts';

const held = (reason: string) => ({ kind: 'held', reason });
const any = mailOf({ body: 'Chào' });

const deep = (depth: number): string =>
  depth === 0
    ? `${plainPart}\r\n\r\nx`
    : `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n${deep(depth - 1)}\r\n--b${depth}--`;

/** What comes to the address without being an answer, and what is built to break who reads it. */
export const hostileMails: readonly CorpusMail[] = [
  { name: 'forged address', raw: any, to: 'forged', expected: held('forged') },
  { name: 'address signed by another key', raw: any, to: 'otherKey', expected: held('forged') },
  { name: 'address of an old mail', raw: any, to: 'expired', expected: held('expired') },
  { name: 'info@', raw: any, to: 'unsigned', expected: held('unsigned') },
  { name: 'copy to another domain', raw: any, to: 'otherDomain', expected: held('unsigned') },
  { name: 'spam', raw: any, failed: 'spam', expected: held('spam') },
  { name: 'virus', raw: any, failed: 'virus', expected: held('virus') },
  {
    name: 'automatic to info@',
    raw: mailOf({ body: 'x', headers: { 'Auto-Submitted': 'auto-replied' } }),
    to: 'unsigned',
    expected: held('unsigned'),
  },
  { name: 'huge', raw: mailOf({ body: Buffer.alloc(10 * 1024 * 1024 + 1, 'a') }), expected: { kind: 'reply', text: null, files: [] } },
  {
    name: 'huge, by a mail server',
    raw: mailOf({ body: Buffer.alloc(10 * 1024 * 1024 + 1, 'a') }),
    sender: '',
    expected: held('tooLarge'),
  },
  { name: 'nothing', raw: Buffer.alloc(0), expected: held('unreadable') },
  { name: 'no headers', raw: Buffer.from('\r\n\r\nchào'), expected: held('unreadable') },
  { name: 'parts a hundred deep', raw: Buffer.from(`From: huong@example.com\r\n${deep(100)}`), expected: held('unreadable') },
  {
    name: 'headers of a megabyte',
    raw: mailOf({ body: 'x', headers: { 'X-Fill': 'a'.repeat(1024 * 1024) } }),
    expected: held('unreadable'),
  },
  {
    name: 'fifty thousand parts',
    raw: mailOf(multipart('mixed', [[plainPart, 'Chào'], ...Array.from({ length: 50_000 }, () => ['X: y', ''] as const)])),
    expected: { kind: 'held', reason: 'unreadable' },
  },
  {
    name: 'a boundary that never comes',
    raw: mailOf({ type: 'multipart/mixed; boundary="nie"', body: 'chào' }),
    expected: { kind: 'reply', text: null },
  },
  {
    name: 'HTML of open signs',
    raw: mailOf(html('<'.repeat(300_000))),
    expected: { kind: 'reply', text: null },
  },
  { name: 'HTML of open scripts', raw: mailOf(html(`chào${'<script>'.repeat(40_000)}`)), expected: { kind: 'reply', text: 'chào' } },
  {
    name: 'HTML without ends of comments',
    raw: mailOf(html(`chào<!--${'<!--'.repeat(50_000)}`)),
    expected: { kind: 'reply', text: 'chào' },
  },
  {
    name: 'one line of a megabyte',
    raw: mailOf({ body: 'a'.repeat(1_000_000) }),
    expected: { kind: 'reply', text: `${'a'.repeat(8_000)}…` },
  },
  { name: 'a million quotes', raw: mailOf({ body: '> a\r\n'.repeat(400_000) }), expected: held('unreadable') },
  { name: 'signs that turn text round', raw: mailOf({ body: 'gi\u202eá\u0000 tốt' }), expected: { kind: 'reply', text: 'giá tốt' } },
  { name: 'two From', raw: Buffer.concat([Buffer.from('From: chong@example.com\r\n'), any]), expected: { kind: 'reply', isProven: false } },
];
