import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from '../../support/people.ts';
import { inParallel, report } from '../../support/proof.ts';
import { type HttpAnswer, type Runtime, startRuntime } from '../../support/runtime.ts';
import { countBy, tableFacts } from '../../support/table-facts.ts';
import { postBytes, postMultipart, postUrlEncoded } from './posts.ts';

const contact = { contact: true };
/** The shop's own page, as the form lists it. */
const listed = 'http://localhost:8787';

describe('posting a form over HTTP', () => {
  let runtime: Runtime;
  /** What each accepted post must have become. */
  const expected = new Map<string, 'lead' | 'quarantine'>();

  beforeAll(async () => {
    // The refusal above ten times the limit counts in the memory of an instance, of which there is one.
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  const accepted = (answer: HttpAnswer, submissionId: string, outcome: 'lead' | 'quarantine' = 'lead', formId = 'contact') => {
    expect([submissionId, answer.status]).toEqual([submissionId, 202]);
    expect(answer.body).toMatchObject({ submissionId, status: 'accepted' });
    expected.set(`${formId}/${submissionId}`, outcome);
  };
  const outcomeOf = async (submissionId: string, formId = 'contact') =>
    (await runtime.get(`/v1/forms/${formId}/submissions/${submissionId}`, { user: 'admin@example.com' })).body.outcome;
  const stored = async (pk: string) =>
    (await runtime.aws.document.send(new GetCommand({ TableName: runtime.tableName, Key: { pk, sk: 'RAW' } }))).Item;
  const badRow = (id: string) => stored(`BADROW#${id}`);

  describe('as JSON', () => {
    it('takes it, and says nothing of whether the person was known', async () => {
      const first = await runtime.post('contact', { submissionId: 'json-1', fields: person(1), consent: contact });
      await runtime.idle();
      const again = await runtime.post('contact', { submissionId: 'json-2', fields: { ...person(1), message: 'Gọi lại giúp tôi' } });

      accepted(first, 'json-1');
      accepted(again, 'json-2');
      expect(Object.keys(again.body)).toEqual(Object.keys(first.body));
    });

    it('makes an id where none was posted, or takes the Idempotency-Key', async () => {
      const body = { fields: person(2) };
      const made = await runtime.post('contact', body);
      const headers = { 'idempotency-key': '"key-2"' };
      const keyed = await runtime.post('contact', body, { headers });
      const keyedAgain = await runtime.post('contact', body, { headers });
      const bodyFirst = await runtime.post('contact', { submissionId: 'own-id', ...body }, { headers });

      expect(made.body.submissionId).toMatch(/^S[0-9A-Z]{26}$/);
      accepted(made, made.body.submissionId);
      accepted(keyed, 'key-2');
      expect(keyedAgain.text).toBe(keyed.text);
      accepted(bodyFirst, 'own-id');
    });

    it('keeps what the form does not know with the post', async () => {
      const answer = await runtime.post('contact', { submissionId: 'extra-1', fields: { ...person(3), khuPho: 'Quận 3' }, so: 5 });

      accepted(answer, 'extra-1');
      expect((await stored('SUBMISSION#form#contact#extra-1'))?.extra).toEqual({ khuPho: 'Quận 3', so: '5' });
    });

    it('names every wrong field, in the language of the page, and keeps the raw post under the id that it answers', async () => {
      const fields = { email: 'no address', phone: 'gọi tôi', fullName: 'x'.repeat(201), message: { a: 1 } };
      const answer = await runtime.post('contact', { fields }, { headers: { 'accept-language': 'en' } });
      const empty = await runtime.post('contact', { fields: { fullName: 'Lan' } });
      const oddId = await runtime.post('contact', { submissionId: 'a b', fields: person(4) });

      expect([answer.status, answer.headers.get('content-type')]).toEqual([422, expect.stringMatching(/^application\/problem\+json/)]);
      expect(answer.body).toMatchObject({
        status: 422,
        title: expect.any(String),
        type: expect.any(String),
        id: expect.stringMatching(/^B/),
      });
      expect(answer.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
        'fields.email',
        'fields.fullName',
        'fields.message',
        'fields.phone',
      ]);
      expect(answer.body.errors[0].message).toMatch(/^This|longer/);
      expect(empty.body.errors.map(({ path }: { path: string }) => path)).toEqual(['fields.email', 'fields.phone']);
      expect(oddId.body.errors).toMatchObject([{ path: 'submissionId' }]);
      expect(JSON.parse(Buffer.from((await badRow(answer.body.id))?.body ?? '').toString())).toEqual({ fields });
    });

    it('refuses a body that it cannot read with 400, and keeps it', async () => {
      const broken = ['{"fields":', '[]', '"text"', `{"fields":${'['.repeat(200)}${']'.repeat(200)}}`, ''];
      for (const body of broken) {
        const answer = await postBytes(runtime, 'contact', body, 'application/json');

        expect([body.slice(0, 20), answer.status]).toEqual([body.slice(0, 20), 400]);
        expect(await badRow(answer.body.id)).toMatchObject({ code: 'unreadable_body', sizeBytes: Buffer.byteLength(body) });
      }
      expect((await postBytes(runtime, 'contact', 'a;b', 'text/csv')).status).toBe(400);
    });

    it('takes 32 KB and refuses more with 413, an id, and the first kilobyte kept', async () => {
      const bodyOf = (bytes: number, submissionId: string) => {
        const head = `{"submissionId":"${submissionId}","fields":{"phone":"0912000555"},"note":"`;
        return `${head}${'x'.repeat(bytes - head.length - 2)}"}`;
      };
      const whole = await postBytes(runtime, 'contact', bodyOf(32 * 1024, 'large-1'), 'application/json');
      const tooLarge = await postBytes(runtime, 'contact', bodyOf(32 * 1024 + 1, 'large-2'), 'application/json');

      accepted(whole, 'large-1');
      expect(tooLarge.status).toBe(413);
      const kept = await badRow(tooLarge.body.id);
      expect(kept).toMatchObject({ code: 'body_too_large', sizeBytes: 32 * 1024 + 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(Buffer.from(kept?.body)).toHaveLength(1_024);
    });

    it('knows no other form, and no other method', async () => {
      expect((await runtime.post('no-such-form', { fields: person(5) })).status).toBe(404);
      expect((await runtime.request('/v1/forms/contact/submissions', { method: 'PUT', body: '{}' })).status).toBe(404);
    });
  });

  describe('from a page without script', () => {
    it('sends the browser on to the thank-you page that the form lists, and nowhere else', async () => {
      const redirects: [string, string][] = [
        ['', '/cam-on.html'],
        ['/en/thank-you.html', '/en/thank-you.html'],
        [`${listed}/en/thank-you.html`, `${listed}/en/thank-you.html`],
        ['https://evil.example/cam-on.html', '/cam-on.html'],
        ['//evil.example/cam-on.html', '/cam-on.html'],
        ['/\\evil.example', '/cam-on.html'],
      ];
      for (const [index, [wanted, location]] of redirects.entries()) {
        const submissionId = `html-${index}`;
        const entries = { ...person(10 + index), _submissionId: submissionId, '_consent.newsletter': 'on', _redirect: wanted };
        const answer = await postUrlEncoded(runtime, 'contact', entries);

        expect([wanted, answer.status, answer.headers.get('location')]).toEqual([wanted, 303, location]);
        expected.set(`contact/${submissionId}`, 'lead');
      }
      await runtime.idle();
      const lead = (await tableFacts(runtime)).leads.find(({ email }) => email === person(10).email);
      expect(lead?.consent.newsletter).toMatchObject({ granted: true, textVersion: 'newsletter-2026-12' });
    });

    it('shows a page for corrections with what was typed, and no script in it', async () => {
      const answer = await postUrlEncoded(runtime, 'contact', { fullName: '<script>alert(1)</script>', email: 'wrong' });

      expect([answer.status, answer.headers.get('content-type')]).toEqual([422, expect.stringContaining('text/html')]);
      expect(answer.text).toContain('&lt;script&gt;');
      expect(answer.text).not.toContain('<script>alert');
    });

    it('drops the files of a multipart post and names them', async () => {
      const formOf = (submissionId: string) => {
        const form = new FormData();
        for (const [name, value] of Object.entries({ ...person(20), _submissionId: submissionId })) form.append(name, value);
        form.append('plan', new File(['%PDF-1.7 a secret plan'], 'mặt bằng.pdf', { type: 'application/pdf' }));
        form.append('photo', new File([], ''));
        return form;
      };

      const told = await postMultipart(runtime, 'contact', formOf('multi-1'), 'application/json');
      const sentOn = await postMultipart(runtime, 'contact', formOf('multi-2'), 'text/html');

      accepted(told, 'multi-1');
      expect(told.body.droppedFiles).toEqual(['plan: mặt bằng.pdf']);
      expect([sentOn.status, sentOn.headers.get('location')]).toEqual([303, '/cam-on.html']);
      expected.set('contact/multi-2', 'lead');
    });
  });

  describe('by something that is no person', () => {
    it('holds a filled honeypot back, and answers as always', async () => {
      const answer = await runtime.post('contact', {
        submissionId: 'honey',
        fields: { ...person(30), khong_dien: 'https://spam.example' },
      });
      await runtime.idle();

      accepted(answer, 'honey', 'quarantine');
      expect(await outcomeOf('honey')).toMatchObject({ kind: 'quarantine', reasons: ['honeypot'] });
      expect((await tableFacts(runtime)).leads.filter(({ email }) => email === person(30).email)).toEqual([]);
    });

    it('judges the signed token of the form, and takes a bad one for none: held back only where the form asks for one', async () => {
      const tokenOf = async (formId: string) => (await runtime.get(`/v1/forms/${formId}`)).body.token;
      const [token, quoteToken] = [await tokenOf('contact'), await tokenOf('quote')];
      const quote = { company: 'Sông Thu', product: 'ban-hang' };
      const post = async (submissionId: string, given: string | undefined, formId = 'contact') =>
        accepted(
          await runtime.post(formId, { submissionId, fields: { ...person(40), ...(formId === 'quote' && quote) }, token: given }),
          submissionId,
          ['token-fast', 'token-missing', 'quote-forged'].includes(submissionId) ? 'quarantine' : 'lead',
          formId,
        );

      await post('token-fast', token);
      await post('token-forged', `${token.slice(0, -4)}AAAA`);
      await post('token-of-quote', quoteToken);
      await post('token-missing', undefined, 'quote');
      await post('quote-forged', `${quoteToken.slice(0, -4)}AAAA`, 'quote');
      await runtime.advance('PT10S');
      await post('token-good', token);
      await post('quote-good', quoteToken, 'quote');
      await runtime.idle();

      expect(await outcomeOf('token-fast')).toMatchObject({ reasons: ['tooFast'] });
      expect(await outcomeOf('token-forged')).toMatchObject({ kind: 'lead', hasValidToken: false });
      expect(await outcomeOf('token-of-quote')).toMatchObject({ kind: 'lead', hasValidToken: false });
      expect(await outcomeOf('quote-forged', 'quote')).toMatchObject({ reasons: ['forgedToken'] });
      expect(await outcomeOf('token-missing', 'quote')).toMatchObject({ reasons: ['missingToken'] });
      expect(await outcomeOf('token-good')).toMatchObject({ kind: 'lead', hasValidToken: true });
      expect(await outcomeOf('quote-good', 'quote')).toMatchObject({ kind: 'lead' });
    });

    it('holds posts back above the limit of an address, and turns it away only above ten times of it', async () => {
      const limit = 30;
      const post = (index: number, ip: string) => {
        const submissionId = `many-${ip}-${index}`;
        return runtime.post('newsletter', { submissionId, fields: { email: `many${index}@example.com` } }, { ip });
      };
      // A fresh window, so that none ends in the middle.
      const now = Date.parse(await runtime.advance('PT0S'));
      await runtime.advance(`PT${Math.ceil((600_000 - (now % 600_000)) / 1_000)}S`);

      for (let index = 1; index <= limit + 2; index += 1) {
        const answer = await post(index, '10.66.0.1');
        accepted(answer, `many-10.66.0.1-${index}`, index > limit ? 'quarantine' : 'lead', 'newsletter');
        if (index === limit) await runtime.idle();
      }
      const turnedAway = limit * 10;
      const statuses = await inParallel(Array.from({ length: turnedAway - limit }), 4, async () => {
        const answer = await postBytes(runtime, 'newsletter', '{', 'application/json', '10.66.0.1');
        return answer.status;
      });
      await runtime.idle();
      const refused = await post(1_000, '10.66.0.1');
      const neighbour = await post(1, '10.66.0.2');

      expect(await outcomeOf(`many-10.66.0.1-${limit + 1}`, 'newsletter')).toMatchObject({ reasons: ['addressLimit'] });
      expect(countBy(statuses, String)).toEqual(
        new Map([
          ['400', turnedAway - limit - 2],
          ['429', 2],
        ]),
      );
      expect([refused.status, refused.body.status]).toEqual([429, 429]);
      accepted(neighbour, 'many-10.66.0.2-1', 'lead', 'newsletter');
    });
  });

  describe('asked for its questions', () => {
    const asked = async (visitorId?: string) => {
      const answer = await runtime.get(`/v1/forms/contact${visitorId === undefined ? '' : `?visitorId=${visitorId}`}`);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
      return answer;
    };
    const namesIn = ({ body }: HttpAnswer): string[] => body.fields.map(({ name }: { name: string }) => name);

    it('leaves out what it knows of a linked visitor, without a value, and asks strangers alike', async () => {
      const visitorId = '6f1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9';
      const fields = { ...person(50), province: 'Cà Mau', company: 'Bói Cá', title: 'Đại bàng', message: 'Cuốc kêu' };
      accepted(
        await runtime.post('contact', { submissionId: 'known-1', fields, context: { visitorId }, consent: { tracking: true } }),
        'known-1',
      );
      await runtime.idle();

      const [known, unknown, stranger] = [await asked(visitorId), await asked('nobody'), await asked()];

      expect(namesIn(stranger)).toEqual(['fullName', 'email', 'phone', 'province', 'company', 'product', 'message']);
      expect(namesIn(unknown)).toEqual(namesIn(stranger));
      expect(namesIn(known)).toEqual(['fullName', 'email', 'phone', 'industry', 'product', 'message']);
      expect(Object.keys(known.body)).toEqual(Object.keys(stranger.body));
      for (const value of Object.values(fields)) expect(known.text).not.toContain(value);
    });
  });

  it('invariant 1: tells of every accepted post which one thing it became', async () => {
    await runtime.idle();
    const became: Record<string, string> = {};
    for (const reference of expected.keys()) {
      const [formId = '', submissionId = ''] = reference.split('/');
      const { status, body } = await runtime.get(`/v1/forms/${formId}/submissions/${submissionId}`, { user: 'admin@example.com' });
      expect([reference, status, body.status]).toEqual([reference, 200, body.outcome?.kind]);
      became[reference] = body.outcome.kind;
    }

    const { outcomes, submissions } = await tableFacts(runtime);
    expect(became).toEqual(Object.fromEntries(expected));
    expect(outcomes.map(({ sourceId, submissionId }) => `${sourceId}/${submissionId}`).sort()).toEqual([...submissions].sort());
    expect([...submissions].sort()).toEqual([...expected.keys()].sort());
    const held = outcomes.filter(({ kind }) => kind === 'quarantine').length;
    report('posts over HTTP', { accepted: submissions.length, leads: outcomes.length - held, 'held back': held });
  });
});
