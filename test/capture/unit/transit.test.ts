import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createBorder, formsWith, type PostRequest } from '../../support/capture.ts';
import { runs, seed } from '../../support/seeded.ts';

const name = 'Nguyễn Thị Hường';
const urlencoded = 'application/x-www-form-urlencoded';

/** Bytes as a browser writes them for a page in this charset: what the charset lacks becomes a decimal reference. */
function written(text: string, charset: string): Buffer {
  if (charset === 'utf-8') return Buffer.from(text);
  const decoder = new TextDecoder(charset);
  const codes = new Map(Array.from({ length: 128 }, (_, low) => [decoder.decode(Uint8Array.of(low + 128)), low + 128] as const));
  return Buffer.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0) < 128 ? character.charCodeAt(0) : codes.get(character);
      return code === undefined ? [...Buffer.from(`&#${character.codePointAt(0)};`)] : [code];
    }),
  );
}
const escaped = (bytes: Buffer) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** The fields of a post that a page in this charset sends, urlencoded and as multipart; both must be the same. */
async function arrived(fields: Record<string, string>, charset: string, { type = urlencoded, language = 'vi' } = {}) {
  const entries = Object.entries({ phone: '0912345678', ...fields });
  const plain = entries.map(([key, value]) => `${key}=${escaped(written(value, charset))}`).join('&');
  const parts = entries.map(([key, value]) =>
    Buffer.concat([
      Buffer.from(`--b\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n`),
      written(value, charset),
      Buffer.from('\r\n'),
    ]),
  );
  const posts: PostRequest[] = [
    { bytes: Buffer.from(plain), headers: { 'content-type': type, 'accept-language': language } },
    {
      bytes: Buffer.concat([...parts, Buffer.from('--b--\r\n')]),
      headers: { 'content-type': type.replace(urlencoded, 'multipart/form-data; boundary=b'), 'accept-language': language },
    },
  ];
  const kept = [];
  for (const one of posts) kept.push(await fieldsOf(one));
  expect(kept[1]).toEqual(kept[0]);
  return kept[0];
}

async function fieldsOf(request: PostRequest): Promise<Record<string, string>> {
  const { post, submissions } = createBorder(formsWith('contact', { addressLimitPer10Minutes: 1_000_000 }));
  await post(request);
  return { ...Object(submissions()[0]?.fields), ...Object(submissions()[0]?.extra) };
}

describe('a text that a page of another charset sends', () => {
  it.each([
    ['windows-1252', 'windows-1252'],
    ['windows-1258', 'windows-1258'],
    ['iso-8859-1', 'windows-1252'],
    ['koi8-r', 'koi8-r'],
    ['utf-8', 'utf-8'],
  ])('arrives as it was typed when the page says %s', async (said, charset) => {
    expect(await arrived({ fullName: name, message: '“Kho” — 50 €, ảnh 📷', _charset_: said }, charset)).toEqual({
      phone: '0912345678',
      fullName: name,
      message: '“Kho” — 50 €, ảnh 📷',
    });
  });

  it('arrives as it was typed when a script declares the charset', async () => {
    expect(await arrived({ fullName: name }, 'windows-1258', { type: `${urlencoded}; charset=windows-1258` })).toMatchObject({
      fullName: name,
    });
  });

  it.each([
    ['vi', 'windows-1258', 'Đặng Văn Hòa'],
    ['vi-VN,vi;q=0.9,en;q=0.8', 'windows-1258', 'Ngô Bá Khá'],
    ['en-US', 'windows-1252', 'José Müller'],
    ['fr', 'windows-1252', 'François Õ'],
  ])('arrives as browsers for %s read and write pages that name no charset', async (language, charset, typed) => {
    expect(await arrived({ fullName: typed }, charset, { language })).toMatchObject({ fullName: typed });
  });

  it('keeps a reference that a person typed: where the charset holds everything, or holds just that', async () => {
    const typed = 'viết &#7877; và &#432;, &#65; &#x1ec5; &#99999999;';

    expect(await arrived({ message: typed }, 'utf-8')).toMatchObject({ message: typed });
    expect(await arrived({ message: typed, _charset_: 'UTF-8' }, 'utf-8')).toMatchObject({ message: typed });
    expect(await arrived({ message: '&#432; &#7877;', _charset_: 'windows-1258' }, 'windows-1258')).toMatchObject({ message: '&#432; ễ' });
    expect(await fieldsOf({ body: { fields: { phone: '1', message: typed } } })).toMatchObject({ message: typed });
  });

  it('is not read in another charset for one character that was cut', async () => {
    const bytes = Buffer.concat([Buffer.from(`phone=1&fullName=${name}&message=Hòa`), Buffer.from('ễ').subarray(0, 2)]);

    expect(await fieldsOf({ bytes, headers: { 'content-type': urlencoded } })).toMatchObject({ fullName: name, message: 'Hòa\ufffd' });
  });

  it('arrives whatever is typed into a page of any old charset that names itself', async () => {
    const charset = fc.constantFrom('windows-1252', 'windows-1258', 'windows-1251', 'iso-8859-2', 'macintosh');
    // A typed reference cannot be told from the browser's own.
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).filter((typed) => typed.trim() !== '' && !/&#\d/.test(typed));

    await fc.assert(
      fc.asyncProperty(charset, text, async (page, typed) => {
        const { message } = (await arrived({ message: `a${typed}z`, _charset_: page }, page)) ?? {};
        expect(message).toBe(`a${typed}z`.replace(/\r\n?/g, '\n').normalize('NFC'));
      }),
      { numRuns: runs(60, 5_000), seed },
    );
  });
});

describe('a text on its way', () => {
  it.each(['\r\n', '\n', '\r'])('may be as long as the browser counts it, with line breaks as %j', async (lineBreak) => {
    const typed = 'Cửa hàng tôi cần tư vấn kho.\n'.repeat(80).slice(0, 1_999).concat('.');

    const kept = await arrived({ message: typed.replaceAll('\n', lineBreak) }, 'utf-8');

    expect(kept).toMatchObject({ message: typed });
  });

  it('is the same however its accents are composed', async () => {
    const body = { phone: '1', fullName: name.normalize('NFD'), ['Loại hàng'.normalize('NFD')]: 'x' };

    expect(await fieldsOf({ body: { fields: body } })).toEqual({ phone: '1', fullName: name, 'Loại hàng': 'x' });
  });

  it.each([
    ['a form', Buffer.from(`\ufefffullName=${encodeURIComponent(name)}&phone=1`), urlencoded],
    ['JSON', Buffer.from(`\ufeff${JSON.stringify({ fields: { fullName: name, phone: 1 } })}`), 'application/json'],
    ['JSON in UTF-16', Buffer.from(`\ufeff${JSON.stringify({ fields: { fullName: name, phone: 1 } })}`, 'utf16le'), 'application/json'],
  ])('loses the byte order mark of %s', async (_, bytes, type) => {
    expect(await fieldsOf({ bytes, headers: { 'content-type': type } })).toEqual({ fullName: name, phone: '1' });
  });

  it('may be a part that names its own charset, as clients that are no browser write it', async () => {
    const part = (key: string, value: Buffer, charset: string) =>
      Buffer.concat([
        Buffer.from(`--b\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Disposition: form-data; name=${key}\r\n\r\n`),
        value,
        Buffer.from('\r\n'),
      ]);
    const bytes = Buffer.concat([
      part('fullName', Buffer.from('Hòa'), 'utf-8'),
      part('company', Buffer.from('Soci\xe9t\xe9', 'latin1'), 'iso-8859-1'),
      part('phone', Buffer.from('1'), 'us-ascii'),
      Buffer.from('--b--'),
    ]);

    expect(await fieldsOf({ bytes, headers: { 'content-type': 'multipart/form-data; boundary=b' } })).toEqual({
      fullName: 'Hòa',
      company: 'Société',
      phone: '1',
    });
  });
});
