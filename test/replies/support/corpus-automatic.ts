import { mailOf, multipart, plainPart } from './build-mail.ts';
import type { CorpusMail } from './corpus.ts';

const automatic = (returnsOn: string | null = null) => ({ kind: 'automatic', returnsOn });
const byHeader = (name: string, value: string): CorpusMail => ({
  name: `${name}: ${value}`,
  raw: mailOf({ body: 'Cảm ơn bạn đã liên hệ.', headers: { [name]: value } }),
  expected: automatic(),
});
const bySubject = (subject: string, body: string, returnsOn: string | null = null): CorpusMail => ({
  name: subject,
  raw: mailOf({ subject, body }),
  expected: automatic(returnsOn),
});

/** What machines write. */
export const automaticMails: readonly CorpusMail[] = [
  byHeader('Auto-Submitted', 'auto-replied'),
  byHeader('Auto-Submitted', 'auto-generated; owner-email="x@y.vn"'),
  byHeader('Precedence', 'bulk'),
  byHeader('Precedence', 'list'),
  byHeader('Precedence', 'junk'),
  byHeader('Precedence', 'auto_reply'),
  byHeader('X-Autoreply', 'yes'),
  byHeader('X-Autorespond', 'subject'),
  byHeader('X-Auto-Response-Suppress', 'All'),
  byHeader('List-Id', 'Nhóm mua <mua.example.vn>'),
  byHeader('List-Unsubscribe', '<https://example.vn/x>'),
  byHeader('Return-Path', '<>'),
  byHeader('X-Failed-Recipients', 'x@y.vn'),
  bySubject('Automatic reply: Báo giá', 'I am out of the office until 5 December 2026.', '2026-12-05'),
  bySubject('Out of Office', 'Back on December 7th. Thanks', '2026-12-07'),
  bySubject('Out of Office Re: hi', 'until 2026-12-09', '2026-12-09'),
  bySubject('Automatic reply', 'I am away until 5/12.', null),
  bySubject('Automatic reply', 'until 5 December, and until 9 December', null),
  bySubject('Automatic reply', 'until 5 December 2025', null),
  bySubject('Trả lời tự động: Báo giá', 'Tôi nghỉ phép đến hết ngày 05/12/2026.', '2026-12-05'),
  bySubject('Thư trả lời tự động', 'Tôi đi công tác, trở lại làm việc vào ngày 3/1', '2027-01-03'),
  bySubject('Thông báo nghỉ phép', 'Tôi vắng mặt đến 31/11', null),
  bySubject('Undeliverable: Chào chị', 'Not found'),
  { name: 'null sender', raw: mailOf({ body: 'x' }), sender: '', expected: automatic() },
  { name: 'null sender in brackets', raw: mailOf({ body: 'x' }), sender: '<>', expected: automatic() },
  { name: 'a mail server', raw: mailOf({ from: 'MAILER-DAEMON@mx.example.com', body: 'x' }), expected: automatic() },
  {
    name: 'report of non-delivery',
    raw: mailOf(
      multipart('report', [
        [plainPart, 'Failed'],
        ['Content-Type: message/delivery-status', 'Action: failed'],
      ]),
    ),
    expected: automatic(),
  },
  {
    name: 'a receipt of reading',
    raw: mailOf({
      subject: 'Read: hi',
      ...multipart('report', [
        [plainPart, 'Read'],
        ['Content-Type: message/disposition-notification', 'x: y'],
      ]),
    }),
    expected: automatic(),
  },
  {
    name: 'our own notice that came round',
    raw: mailOf({ body: 'x', headers: { 'Auto-Submitted': 'auto-generated', 'X-Pheu-Mail-Id': '<a@pheu>' } }),
    expected: automatic(),
  },
];
