import { describe, expect, it } from '@jest/globals';
import { FormDescription } from '../../../api/forms/form-description.ts';
import { createHandler } from '../../../functions/show-form/app.ts';
import { judgeFormToken } from '../../../shared/capture/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { deriveSecret, sha256Hex } from '../../../shared/platform/secrets.ts';
import { formsReader, formsWith, lambdaContext, masterSecret, originSecret, postEvent, startedAt } from '../../support/capture.ts';
import { memoryTable } from '../../support/memory-table.ts';

const forms = formsWith('contact', { allowedOrigins: ['https://www.example.vn', 'self'] });
const key = deriveSecret(masterSecret, 'form-token');

let nonces = 0;

function show(request: Parameters<typeof postEvent>[0]) {
  const parts = {
    config: formsReader(forms),
    table: memoryTable(),
    formTokenKey: key,
    originDigests: [sha256Hex(originSecret)],
    nonce: () => `nonce${++nonces}`,
    clock: () => startedAt,
  };
  const handler = createHandler(parts, silentLog);
  return handler(postEvent({ method: 'GET', ...request }), lambdaContext);
}

describe('a form', () => {
  it.each([
    ['our CDN', originSecret, 200],
    ['somebody else', 'guessed', 403],
  ])('shows itself to our own page by the host that %s tells', async (_name, secret, status) => {
    const own = { origin: 'https://d1.cloudfront.example', 'x-pheu-host': 'd1.cloudfront.example' };

    const answer = await show({ headers: { ...own, 'x-pheu-origin': secret } });

    expect(answer.statusCode).toBe(status);
  });

  it('shows its fields, consents and a token that is good for a post, and no rule of ours', async () => {
    const answer = await show({ headers: { origin: 'https://www.example.vn' } });

    const shown = FormDescription.strict().parse(JSON.parse(answer.body ?? ''));
    const [form] = forms;
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'cache-control': 'no-store', vary: 'Origin', 'access-control-allow-origin': 'https://www.example.vn' },
    });
    expect(shown.fields.map(({ name }) => name)).toEqual(['fullName', 'email', 'phone', 'province', 'company', 'product', 'message']);
    expect(shown.consents).toContainEqual({
      purpose: 'contact',
      version: 'contact-2026-11',
      text: expect.objectContaining({ en: expect.any(String) }),
    });
    expect(form && judgeFormToken(shown.token, form, new Date(startedAt.getTime() + 10_000), [key]).token).toBe('valid');
    expect(answer.body).not.toContain('allowedOrigins');
  });

  it('gives each of two visitors of one moment a token of their own', async () => {
    const [first, second] = await Promise.all([show({}), show({})]);

    expect(JSON.parse(first?.body ?? '').token).not.toBe(JSON.parse(second?.body ?? '').token);
  });

  it.each([
    ['a foreign page', { headers: { origin: 'https://evil.com' } }, 403],
    ['a form that is not there', { formId: 'nothing' }, 404],
    ['a preflight', { method: 'OPTIONS', headers: { origin: 'https://www.example.vn' } }, 204],
  ])('answers %s', async (_, request, status) => {
    const answer = await show(request);

    expect(answer.statusCode).toBe(status);
    expect(answer.headers?.vary).toBe('Origin');
  });
});
