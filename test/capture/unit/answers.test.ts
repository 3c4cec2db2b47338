import { describe, expect, it } from '@jest/globals';
import { createBorder, formsWith } from '../../support/capture.ts';

/** The contact form with tick boxes of its own. */
const forms = () =>
  formsWith('contact').map((form) => ({
    ...form,
    fields: [
      ...form.fields,
      { name: 'channels', label: { vi: 'Kênh', en: 'Channels' }, type: 'text' as const, required: false, maxLength: 20 },
    ],
  }));

/** Fields and extras of one post, sent as lists in JSON and as a plain HTML form; both ways must give the same. */
async function kept(values: Readonly<Record<string, readonly string[]>>) {
  const json = createBorder(forms());
  const html = createBorder(forms());
  const pairs = Object.entries(values).flatMap(([name, all]) => all.map((value) => [name, value] as [string, string]));

  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const answers = [
    await json.post({ body: { fields: values } }),
    await html.post({ body: new URLSearchParams(pairs).toString(), headers }),
  ];

  const [fromJson, fromHtml] = [json, html].map(({ submissions }) => submissions().map(({ fields, extra }) => ({ fields, extra }))[0]);
  expect(fromHtml).toEqual(fromJson);
  return { statuses: answers.map(({ statusCode }) => statusCode), fields: Object(fromJson?.fields), extra: Object(fromJson?.extra) };
}
const phone = ['0912345678'];

describe('several values of one name', () => {
  it.each<[string, string, string[], string, string | undefined]>([
    ['one address twice', 'email', ['lan@example.com', 'lan@example.com'], 'lan@example.com', undefined],
    ['one address in two spellings', 'email', ['Lan@Example.com', ' lan@example.com '], 'Lan@Example.com', undefined],
    ['two addresses', 'email', ['lan@example.com', 'nam@example.com'], 'lan@example.com', 'nam@example.com'],
    [
      'two addresses in one value',
      'email',
      ['lan@example.com; nam@example.com'],
      'lan@example.com',
      'nam@example.com\nlan@example.com; nam@example.com',
    ],
    ['an address among words', 'email', ['lan@example.com hoặc 0912 345 678'], 'lan@example.com', 'lan@example.com hoặc 0912 345 678'],
    ['an address with what it is for', 'email', ['lan@example.com (việc riêng)'], 'lan@example.com', 'lan@example.com (việc riêng)'],
    ['a slip before the address', 'email', ['lan@', 'nam@example.com'], 'nam@example.com', 'lan@'],
    ['an empty copy before the address', 'email', ['', 'nam@example.com'], 'nam@example.com', undefined],
    ['one name twice', 'fullName', ['Vũ Lan', 'Vũ  Lan'], 'Vũ Lan', undefined],
    ['two names', 'fullName', ['Vũ Lan', 'Lan'], 'Vũ Lan', 'Lan'],
    ['an empty copy of the name', 'fullName', [' ', 'Vũ Lan'], 'Vũ Lan', undefined],
    ['one province twice', 'province', ['Đà Nẵng', 'Đà Nẵng'], 'Đà Nẵng', undefined],
    ['two companies', 'company', ['Sông Thu', 'An Nhiên'], 'Sông Thu', 'An Nhiên'],
    ['two products', 'product', ['ban-hang', 'kho-san-xuat', 'ban-hang'], 'ban-hang\nkho-san-xuat', undefined],
    ['two messages', 'message', ['Dòng 1\nDòng 2', 'Dòng 3'], 'Dòng 1\nDòng 2\nDòng 3', undefined],
    ['answers to a question of our own', 'channels', ['Zalo', 'Facebook, Tiktok'], 'Zalo\nFacebook, Tiktok', undefined],
    ['an answer with a line break of its own', 'channels', ['Zalo\n Official', 'Facebook'], 'Zalo Official\nFacebook', undefined],
  ])('%s (%s: %j)', async (_, name, values, text, spare) => {
    const post = await kept({ phone, [name]: values });

    expect(post.statuses).toEqual([202, 202]);
    expect(post.fields[name]).toBe(text);
    expect(post.extra[name]).toBe(spare);
  });

  it('of numbers stand as people write two into one field', async () => {
    const { fields } = await kept({ phone: ['0912345678', '0987 654 321', '0912345678'] });

    expect(fields.phone).toBe('0912345678 / 0987 654 321');
  });

  it('of a name that the form does not know are kept as a list', async () => {
    const { extra } = await kept({ phone, interest: ['kho', 'kế toán, hóa đơn', 'kho'] });

    expect(extra.interest).toBe('kho\nkế toán, hóa đơn');
  });

  it('are each as long as one may be', async () => {
    const long = 'dài'.repeat(6);

    expect((await kept({ phone, channels: [`${long} 1`, `${long} 2`] })).statuses).toEqual([202, 202]);
    expect((await kept({ phone, channels: ['Zalo', long.repeat(2)] })).statuses).toEqual([422, 422]);
  });

  it('are refused as an address only when none is one', async () => {
    expect((await kept({ email: ['lan@', 'nam@'] })).statuses).toEqual([422, 422]);
  });

  it('come back on the page for corrections, each where it can be corrected', async () => {
    const { post } = createBorder(forms());
    const text = new URLSearchParams([
      ['email', 'lan@'],
      ['product', 'ban-hang'],
      ['product', 'ke-toan'],
      ['channels', 'Zalo'],
      ['channels', 'Tiktok'],
      ['own', 'a'],
      ['own', 'b'],
    ]);

    const { body = '' } = await post({
      body: text.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    });

    expect(body).toMatch(/<select id="product" name="product" multiple>.*value="ban-hang" selected.*value="ke-toan" selected/);
    expect(body).toMatch(/id="channels" name="channels" value="Zalo">.*name="channels" aria-label="Kênh" value="Tiktok">/);
    expect(body).toMatch(/name="own" value="a">.*name="own" value="b">/);
  });
});
