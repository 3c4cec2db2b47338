import { html, htmlPart, mailOf, multipart, plainPart } from './build-mail.ts';
import type { CorpusMail } from './corpus.ts';

const said = (text: string | null, files: readonly string[] = []) => ({ kind: 'reply', isProven: true, text, files });
const base64 = (text: string) => Buffer.from(text).toString('base64');
/** Of windows-1258: Vietnamese with tones as signs of their own. */
const windows1258 = Buffer.from([0x43, 0x68, 0xe0, 0x6f, 0x20, 0x65, 0x6d, 0x2c, 0x20, 0xf0, 0xfd, 0xf5, 0xf2, 0x63]);
const utf16 = Buffer.from('\uFEFFDạ được em', 'utf16le');
const quote = '> Chào chị Hường,\r\n> Bên em gửi báo giá.\r\n';

/** Answers of people, by the programs that they use. */
export const personalMails: readonly CorpusMail[] = [
  { name: 'plain', raw: mailOf({ body: 'Tuần sau chị rảnh nhé.' }), expected: said('Tuần sau chị rảnh nhé.') },
  {
    name: 'thread of Gmail, vi',
    raw: mailOf({ body: `Được em.\r\n\r\nVào Th 6, 27 thg 11, 2026 vào lúc 08:00 Công ty <hello@example.vn> đã viết:\r\n\r\n${quote}` }),
    expected: said('Được em.'),
  },
  {
    name: 'attribution over two lines',
    raw: mailOf({
      body: `Được em.\r\n\r\nVào Th 6, 27 thg 11, 2026 vào lúc 08:00 Công ty Cổ phần Rất Dài\r\n<hello@example.vn> đã viết:\r\n${quote}`,
    }),
    expected: said('Được em.'),
  },
  {
    name: 'thread of Gmail, en',
    raw: mailOf({ body: `Fine.\r\n\r\nOn Fri, Nov 27, 2026 at 8:00 AM Acme <hello@example.vn> wrote:\r\n${quote}` }),
    expected: said('Fine.'),
  },
  { name: 'below the quote', raw: mailOf({ body: `${quote}\r\nGiá này được.` }), expected: said('Giá này được.') },
  {
    name: 'between quoted lines',
    raw: mailOf({ body: '> Anh muốn màu gì?\r\nMàu đen\r\n> Khi nào lấy?\r\nThứ hai' }),
    expected: said('Màu đen\nThứ hai'),
  },
  {
    name: 'Outlook, en',
    raw: mailOf({ body: 'Yes please.\r\n\r\nFrom: Acme <hello@example.vn>\r\nSent: Friday\r\nTo: Huong\r\nSubject: Hi\r\n\r\nOld text' }),
    expected: said('Yes please.'),
  },
  {
    name: 'Outlook, vi',
    raw: mailOf({ body: 'Đồng ý.\r\n\r\nTừ: Công ty <hello@example.vn>\r\nĐã gửi: Thứ sáu\r\nTới: Hường\r\n\r\nThư cũ' }),
    expected: said('Đồng ý.'),
  },
  { name: 'Outlook of old', raw: mailOf({ body: 'OK\r\n-----Original Message-----\r\nFrom: x\r\nold' }), expected: said('OK') },
  { name: 'divider, vi', raw: mailOf({ body: 'Ừ em\r\n----- Thư gốc -----\r\ncũ' }), expected: said('Ừ em') },
  { name: 'line of Outlook.com', raw: mailOf({ body: `Vâng\r\n${'_'.repeat(32)}\r\nFrom: x\r\ncũ` }), expected: said('Vâng') },
  { name: 'quote alone', raw: mailOf({ body: quote }), expected: said(null) },
  { name: 'empty', raw: mailOf({ body: '' }), expected: said(null) },
  {
    name: 'HTML alone',
    raw: mailOf(
      html('<html><head><style>p{color:red}</style></head><body><p>Chị &amp; anh đồng ý&nbsp;nhé</p><script>x()</script></body></html>'),
    ),
    expected: said('Chị & anh đồng ý nhé'),
  },
  {
    name: 'HTML with a quote of Gmail',
    raw: mailOf(
      html(
        '<div>Được em</div><br><div class="gmail_quote"><div>Vào Th 6, Công ty &lt;hello@example.vn&gt; đã viết:<br></div><blockquote><p>Thư cũ</p></blockquote></div>',
      ),
    ),
    expected: said('Được em'),
  },
  {
    name: 'HTML with a picture from afar',
    raw: mailOf(html('<p>Chào<img src="https://evil.example/p.gif" alt="x"></p><a href="https://evil.example/">xem</a>')),
    expected: said('Chào\nxem'),
  },
  {
    name: 'text and HTML',
    raw: mailOf(
      multipart('alternative', [
        [plainPart, 'Bản chữ'],
        [htmlPart, '<p>Bản HTML</p>'],
      ]),
    ),
    expected: said('Bản chữ'),
  },
  {
    name: 'empty text beside HTML',
    raw: mailOf(
      multipart('alternative', [
        [plainPart, ' \r\n'],
        [htmlPart, '<p>Chỉ HTML</p>'],
      ]),
    ),
    expected: said('Chỉ HTML'),
  },
  {
    name: 'file in base64',
    raw: mailOf(
      multipart('mixed', [
        [plainPart, 'Gửi em bản vẽ'],
        [
          'Content-Type: application/pdf; name="ban ve.pdf"\r\nContent-Disposition: attachment; filename="ban ve.pdf"\r\nContent-Transfer-Encoding: base64',
          base64('%PDF'),
        ],
      ]),
    ),
    expected: said('Gửi em bản vẽ', ['ban ve.pdf']),
  },
  {
    name: 'name of a file by RFC 2231',
    raw: mailOf(
      multipart('mixed', [
        [plainPart, 'Đây em'],
        [`Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent('bản vẽ.pdf')}`, 'x'],
      ]),
    ),
    expected: said('Đây em', ['bản vẽ.pdf']),
  },
  {
    name: 'winmail.dat',
    raw: mailOf(
      multipart('mixed', [
        [plainPart, 'Xem file'],
        ['Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64', base64('\u0078\u009f\u003e\u0022')],
      ]),
    ),
    expected: said('Xem file', ['winmail.dat']),
  },
  {
    name: 'winmail.dat alone',
    raw: mailOf({ type: 'application/ms-tnef; name="winmail.dat"', encoding: 'base64', body: base64('x') }),
    expected: said(null, ['winmail.dat']),
  },
  {
    name: 'forwarded as a file',
    raw: mailOf(
      multipart('mixed', [
        [plainPart, 'Chuyển em xem'],
        ['Content-Type: message/rfc822', 'From: a@b.vn\r\nSubject: Old\r\n\r\nThư bên trong'],
      ]),
    ),
    expected: said('Chuyển em xem', ['message/rfc822']),
  },
  {
    name: 'forwarded in line',
    raw: mailOf({ subject: 'Fwd: Báo giá', body: 'Anh xem giúp\r\n---------- Forwarded message ---------\r\nFrom: Công ty\r\ncũ' }),
    expected: said('Anh xem giúp'),
  },
  {
    name: 'quoted-printable',
    raw: mailOf({ encoding: 'quoted-printable', body: 'H=E1=BA=B9n em th=\r\n=E1=BB=A9 hai' }),
    expected: said('Hẹn em thứ hai'),
  },
  { name: 'base64', raw: mailOf({ encoding: 'base64', body: base64('Dạ vâng') }), expected: said('Dạ vâng') },
  { name: 'windows-1258', raw: mailOf({ type: 'text/plain; charset=windows-1258', body: windows1258 }), expected: said('Chào em, được') },
  {
    name: 'utf-16',
    raw: mailOf({ type: 'text/plain; charset=utf-16', encoding: 'base64', body: utf16.toString('base64') }),
    expected: said('Dạ được em'),
  },
  {
    name: 'latin1',
    raw: mailOf({ type: 'text/plain; charset=iso-8859-1', body: Buffer.from([0x63, 0x61, 0x66, 0xe9]) }),
    expected: said('café'),
  },
  { name: 'no charset', raw: mailOf({ type: 'text/plain', body: 'Vâng ạ' }), expected: said('Vâng ạ') },
  { name: 'charset of nobody', raw: mailOf({ type: 'text/plain; charset=x-nobody', body: 'ok' }), expected: said('ok') },
  {
    name: 'format flowed',
    raw: mailOf({ type: 'text/plain; charset=utf-8; format=flowed', body: 'một \r\nhai' }),
    expected: said('một hai'),
  },
  { name: 'address in another case', raw: mailOf({ body: 'ok' }), to: 'upper', expected: said('ok') },
  { name: 'no Message-ID', raw: mailOf({ body: 'ok', headers: { 'Message-ID': '' } }), expected: said('ok') },
  { name: 'auto-submitted: no', raw: mailOf({ body: 'ok', headers: { 'Auto-Submitted': 'no' } }), expected: said('ok') },
  {
    name: 'suppresses answers in part',
    raw: mailOf({ body: 'ok', headers: { 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' } }),
    expected: said('ok'),
  },
  {
    name: 'answer that speaks of a holiday',
    raw: mailOf({ subject: 'Re: Nghỉ phép', body: 'Anh nghỉ phép đến 5/12' }),
    expected: said('Anh nghỉ phép đến 5/12'),
  },
  { name: 'Vietnamese Re', raw: mailOf({ subject: 'Trả lời: Báo giá', body: 'ok em' }), expected: said('ok em') },
  {
    name: 'from another address',
    raw: mailOf({ from: 'chong@example.com', body: 'Tôi là chồng' }),
    sender: 'chong@example.com',
    expected: { kind: 'reply', isProven: false, text: 'Tôi là chồng' },
  },
  { name: 'refused by DMARC', raw: mailOf({ body: 'ok' }), failed: 'dmarc', expected: { kind: 'reply', isProven: false, text: 'ok' } },
  { name: 'without From', raw: mailOf({ from: '', body: 'ok' }), expected: { kind: 'reply', isProven: false, text: 'ok' } },
];
