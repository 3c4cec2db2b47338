/** Parts of mails as programs write them, for a corpus that nobody had to collect from people. */
export interface MailPlan {
  readonly from?: string;
  readonly subject?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** @default text/plain; charset=utf-8 */
  readonly type?: string;
  /** @default 8bit */
  readonly encoding?: string;
}

export const huong = 'huong@example.com';

/** Writes a mail; a header without ASCII stands as an encoded word. */
export function mailOf({ from = `Hường <${huong}>`, subject = 'Re: Chào chị', headers = {}, body, type, encoding }: MailPlan): Buffer {
  const all = {
    From: from,
    To: 'tra-loi@tra-loi.example.vn',
    Subject: subject,
    'Message-ID': '<one@mail.example.com>',
    Date: 'Fri, 27 Nov 2026 09:00:00 +0700',
    'MIME-Version': '1.0',
    'Content-Type': type ?? 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': encoding ?? '8bit',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${encodedWords(value)}`);
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** Word by word; a word beside an address stays apart from it. */
function encodedWords(value: string): string {
  const isAscii = (word: string) => /^[\u0020-\u007e]*$/u.test(word);
  return value
    .split(' ')
    .map((word) => (isAscii(word) ? word : `=?UTF-8?B?${Buffer.from(`${word} `).toString('base64')}?=`))
    .join(' ');
}

export const html = (body: string): MailPlan => ({ body, type: 'text/html; charset=utf-8' });

/** Parts, each as `Content-Type: …` with its body. */
export function multipart(kind: string, parts: readonly (readonly [headers: string, body: string])[]): Pick<MailPlan, 'type' | 'body'> {
  const boundary = `=_${kind}_1`;
  const pieces = parts.map(([headers, body]) => `--${boundary}\r\n${headers}\r\n\r\n${body}\r\n`);
  return { type: `multipart/${kind}; boundary="${boundary}"`, body: `${pieces.join('')}--${boundary}--\r\n` };
}
export const plainPart = 'Content-Type: text/plain; charset=utf-8';
export const htmlPart = 'Content-Type: text/html; charset=utf-8';
