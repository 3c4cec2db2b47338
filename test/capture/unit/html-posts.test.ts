import { describe, expect, it } from '@jest/globals';
import { createBorder, formsWith } from '../../support/capture.ts';

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html,*/*' };
const fromPage = { ...urlencoded, origin: 'https://www.example.vn' };
const forms = formsWith('contact', { allowedOrigins: ['self', 'https://www.example.vn'] });

function multipart(parts: readonly { name: string; value: string; fileName?: string }[]) {
  const boundary = '----pheu';
  const body = parts.map(
    ({ name, value, fileName }) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n` +
      `${fileName === undefined ? '' : 'Content-Type: application/pdf\r\n'}\r\n${value}\r\n`,
  );
  return {
    bytes: Buffer.from(`${body.join('')}--${boundary}--\r\n`),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'text/html' },
  };
}

describe('a browser without script', () => {
  it('is sent on to the thank-you page of its own site', async () => {
    const { post, submissions } = createBorder(forms);
    const text = new URLSearchParams([
      ['fullName', 'Nguyễn Thị Hường'],
      ['phone', '0912 345 678'],
      ['_submissionId', 'a1'],
      ['_consent.contact', 'false'],
      ['_consent.contact', 'true'],
      ['_consent.newsletter', 'off'],
      ['_visitorId', 'v1'],
      ['_redirect', '/en/thank-you.html'],
      ['interest', 'a'],
      ['interest', 'b'],
    ]).toString();

    const answer = await post({
      bytes: Buffer.from(text),
      headers: { ...fromPage, referer: 'https://www.example.vn/?utm_medium=cpc', 'accept-language': 'en-GB,vi;q=0.5' },
    });

    expect(answer.statusCode).toBe(303);
    expect(answer.headers).toMatchObject({ location: 'https://www.example.vn/en/thank-you.html', vary: 'Origin' });
    expect(submissions()).toMatchObject([
      {
        submissionId: 'a1',
        fields: { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678' },
        extra: { interest: 'a\nb' },
        context: { visitorId: 'v1', locale: 'en', utm: { medium: 'cpc' }, pageUrl: 'https://www.example.vn/?utm_medium=cpc' },
        consent: [{ purpose: 'contact', granted: true }, { purpose: 'newsletter', granted: false }, { purpose: 'tracking' }],
      },
    ]);
  });

  it('posts an empty hidden id and gets one of ours', async () => {
    const { post, submissions } = createBorder();

    await post({ body: '_submissionId=&phone=0912345678', headers: urlencoded });

    expect(submissions()[0]?.submissionId).toMatch(/^S/);
  });

  it('has its files dropped and named', async () => {
    const { post, submissions } = createBorder();

    const answer = await post(
      multipart([
        { name: 'email', value: 'lan@example.com' },
        { name: 'cv', value: '%PDF', fileName: 'hồ sơ.pdf' },
        { name: 'photo', value: '', fileName: '' },
      ]),
    );

    expect(answer).toMatchObject({ statusCode: 303, headers: { location: '/cam-on.html' } });
    expect(submissions()).toMatchObject([{ fields: { email: 'lan@example.com' }, droppedFiles: ['cv: hồ sơ.pdf'] }]);
  });

  it('may write in an old charset', async () => {
    const { post, submissions } = createBorder();

    await post({
      body: 'fullName=Jos%E9+M%FCller&phone=0912345678',
      headers: { ...urlencoded, 'content-type': 'application/x-www-form-urlencoded; charset=windows-1252' },
    });

    expect(Object(submissions()[0]?.fields).fullName).toBe('José Müller');
  });

  it.each([
    ['vi', 'Vui lòng sửa', 'Email chưa đúng'],
    ['en', 'Please correct', 'This e-mail address looks wrong'],
  ])('sees in %s what to correct, with everything it filled in', async (language, intro, fault) => {
    const { post } = createBorder();
    const text = new URLSearchParams({
      fullName: '<b>"Lan" & Co</b>',
      email: 'lan@',
      message: 'dòng 1',
      own: 'x',
      '_consent.newsletter': 'true',
      _submissionId: 'a1',
    });

    const answer = await post({ body: text.toString(), headers: { ...urlencoded, 'accept-language': language } });

    expect(answer.statusCode).toBe(422);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'same-origin' });
    for (const part of [
      `<html lang="${language}">`,
      intro,
      fault,
      'value="&lt;b&gt;&quot;Lan&quot; &amp; Co&lt;/b&gt;"',
      'name="email" aria-invalid="true" aria-describedby="email-error" value="lan@"',
      '>\ndòng 1</textarea>',
      'name="own" value="x"',
      'name="_submissionId" value="a1"',
      'name="_consent.newsletter" value="true" checked',
      'name="_consent.contact" value="true">',
    ]) {
      expect(answer.body).toContain(part);
    }
    expect(answer.body).not.toContain('<b>');
  });

  it('sees of the questions for later visits only those that it had', async () => {
    const { post } = createBorder();

    const answer = await post({ body: 'email=lan%40&title=K%E1%BA%BF+to%C3%A1n', headers: urlencoded });

    const asked = [...(answer.body ?? '').matchAll(/ id="(\w+)" name=/g)].map(([, name]) => name);
    expect(asked).toEqual(['fullName', 'email', 'phone', 'province', 'company', 'title', 'product', 'message']);
  });

  it('is asked to send again when we cannot store, and loses nothing', async () => {
    const { post, queue } = createBorder();
    queue.failing = new Error('down');

    const answer = await post({ body: 'fullName=Lan&phone=0912345678', headers: urlencoded });

    expect(answer.statusCode).toBe(503);
    expect(answer.headers?.['retry-after']).toBeDefined();
    expect(answer.body).toContain('value="0912345678"');
  });

  it('is sent back to a foreign page, because ours may not post there', async () => {
    const { post } = createBorder(formsWith('contact', { allowedOrigins: ['https://www.example.vn'] }));

    const answer = await post({ body: 'email=lan%40', headers: fromPage });

    expect(answer.statusCode).toBe(422);
    expect(answer.body).not.toContain('<form');
    expect(answer.body).toContain('nút Quay lại');
  });

  it('comes to its own thank-you page after correcting the post on ours', async () => {
    const { post } = createBorder(forms);

    const answer = await post({ body: 'email=lan%40&_redirect=%2Fen%2Fthank-you.html', headers: fromPage });

    expect(answer.body).toContain('name="_redirect" value="https://www.example.vn/en/thank-you.html"');
  });

  it('gets JSON when its script asks for JSON', async () => {
    const { post } = createBorder();

    const answer = await post({ body: 'phone=0912345678', headers: { ...urlencoded, accept: 'application/json' } });

    expect(answer.statusCode).toBe(202);
  });
});
