import { describe, expect, it } from '@jest/globals';
import { createBorder, formsWith } from '../../support/capture.ts';

const form = 'application/x-www-form-urlencoded';
const html = 'text/html,application/xhtml+xml,*/*;q=0.8';
const page = 'https://www.example.vn';
const script = { origin: page, accept: '*/*' };

describe('the answer to form data', () => {
  it.each<[string, Record<string, string>, number]>([
    ['a browser that posts by itself', { accept: html, origin: page, 'sec-fetch-mode': 'navigate' }, 303],
    ['an old browser', { accept: html, referer: `${page}/` }, 303],
    ['a browser whose Accept is cut to nothing', { accept: '*/*', origin: page, 'sec-fetch-mode': 'navigate' }, 303],
    ['the same without Sec-Fetch', { accept: '*/*', origin: page, 'upgrade-insecure-requests': '1' }, 303],
    ['an in-app browser of Android', { accept: html, origin: page, 'x-requested-with': 'com.facebook.katana' }, 303],
    ['a command line', { accept: '*/*' }, 303],
    ['a command line that asks for nothing', {}, 303],
    ['fetch with form data', { ...script, 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site' }, 202],
    ['fetch without CORS', { ...script, 'sec-fetch-mode': 'no-cors' }, 202],
    ['a script in an old browser', script, 202],
    ['a script whose referrer policy hides all but the origin', { ...script, referer: `${page}/` }, 202],
    ['jQuery', { origin: page, accept: 'application/json, text/javascript, */*; q=0.01', 'x-requested-with': 'XMLHttpRequest' }, 202],
    ['jQuery on our own page', { accept: '*/*', 'x-requested-with': 'XMLHttpRequest' }, 202],
    ['a script that asks for a page', { ...script, accept: 'text/html', 'sec-fetch-mode': 'cors' }, 303],
  ])('of %s is what it can use', async (_, headers, status) => {
    const { post } = createBorder(formsWith('contact', { allowedOrigins: [page] }));

    const taken = await post({ body: 'phone=0912345678', headers: { 'content-type': form, ...headers } });
    const refused = await post({ body: 'fullName=Lan', headers: { 'content-type': form, ...headers } });

    expect(taken.statusCode).toBe(status);
    expect(refused.headers?.['content-type']).toContain(status === 303 ? 'text/html' : 'application/problem+json');
  });

  it('is JSON to JSON, whatever its type says', async () => {
    const answer = await createBorder().post({
      body: '{"fields":{"phone":"0912345678"}}',
      headers: { 'content-type': form, accept: '*/*' },
    });

    expect([answer.statusCode, JSON.parse(answer.body ?? '').status]).toEqual([202, 'accepted']);
  });
});
