import { describe, expect, it } from '@jest/globals';
import { Submission } from '../../../shared/capture/index.ts';
import { createBorder } from '../../support/capture.ts';

const lan = { fullName: 'Vũ Lan', email: 'lan@example.com' };

async function storedOf(body: string, contentType: string) {
  const { post, submissions } = createBorder();
  const { statusCode } = await post({ body, headers: { 'content-type': contentType, accept: 'application/json' } });
  expect(statusCode).toBe(202);
  const { fields, extra, consent } = Submission.parse(submissions()[0]);
  return { fields: { ...fields }, extra: { ...extra }, granted: consent.flatMap(({ purpose, granted }) => (granted ? [purpose] : [])) };
}

describe('what programs send in place of a browser', () => {
  it.each<[string, unknown, object?]>([
    ["jQuery's list of fields", listOf(lan)],
    [
      "HubSpot's list of fields",
      { fields: listOf(lan).map((pair) => ({ objectTypeId: '0-1', ...pair })), context: { pageUri: 'https://a.example/' } },
    ],
    [
      'several values in a list of fields',
      { fields: listOf({ ...lan, product: 'ban-hang' }, { product: 'ke-toan' }) },
      { product: 'ban-hang\nke-toan' },
    ],
    [
      "Webflow's webhook",
      {
        triggerType: 'form_submission',
        payload: { name: 'Contact form', siteId: 's1', data: { 'First Name': 'Lan', 'Last Name': 'Vũ', Email: lan.email } },
      },
    ],
    ['an automation with its data in a wrapper', { data: { name: 'Vũ Lan', email: lan.email } }],
    ['an automation with a list of one item', [{ name: 'Vũ Lan', email: lan.email }]],
    ["Unbounce's lists of one value", { name: ['Vũ Lan'], email: [lan.email] }],
    [
      "choices of a script's list",
      {
        fields: {
          ...lan,
          province: { value: '01', label: 'Hà Nội' },
          product: [
            { value: 'ban-hang', label: 'Bán hàng' },
            { value: 'ke-toan', label: 'Kế toán' },
          ],
        },
      },
      { province: '01', product: 'ban-hang\nke-toan' },
    ],
    ['a choice that was not made', { fields: { ...lan, province: { value: null, label: 'Chọn tỉnh' } } }],
    [
      'fields of a builder that describe themselves',
      { fields: { name: { id: 'name', title: 'Name', value: 'Vũ Lan' }, email: { id: 'email', title: 'Email', value: lan.email } } },
    ],
  ])('is understood as JSON: %s', async (_, body, more = {}) => {
    expect((await storedOf(JSON.stringify(body), 'application/json')).fields).toEqual({ ...lan, ...more });
  });

  it.each<[string, [string, string][], object?]>([
    [
      'lists that PHP numbers',
      [
        ['name[0]', 'Vũ Lan'],
        ['email[0]', lan.email],
        ['product[0]', 'ban-hang'],
        ['product[1]', 'ke-toan'],
      ],
      { product: 'ban-hang\nke-toan' },
    ],
    [
      'fields inside of `fields`',
      [
        ['fields[fullName]', 'Vũ Lan'],
        ['fields[email]', lan.email],
        ['fields[product][0]', 'ban-hang'],
        ['fields[product][1]', 'ke-toan'],
      ],
      { product: 'ban-hang\nke-toan' },
    ],
    [
      "Elementor's webhook with all it knows",
      [
        ['form[id]', 'a1'],
        ['form[name]', 'Contact'],
        ['fields[name][title]', 'Name'],
        ['fields[name][value]', 'Vũ Lan'],
        ['fields[email][title]', 'Email'],
        ['fields[email][value]', lan.email],
        ['meta[date][title]', 'Date'],
      ],
    ],
  ])('is understood as a form: %s', async (_, entries, more = {}) => {
    const { fields } = await storedOf(new URLSearchParams(entries).toString(), 'application/x-www-form-urlencoded');

    expect(fields).toEqual({ ...lan, ...more });
  });

  it.each(['consent[newsletter]', '_consent[newsletter]', '_consent_newsletter', '_consent.newsletter'])(
    'keeps a consent that comes as %s',
    async (name) => {
      const yes = await storedOf(new URLSearchParams({ ...lan, [name]: '1' }).toString(), 'application/x-www-form-urlencoded');
      const no = await storedOf(new URLSearchParams({ ...lan, [name]: '0' }).toString(), 'application/x-www-form-urlencoded');

      expect([yes.granted, no.granted]).toEqual([['newsletter'], []]);
    },
  );

  it.each([
    ['a list of several items', [lan, lan]],
    ['a list of nothing', []],
    ['a text', 'lan@example.com'],
    ['a null', null],
  ])('is refused where it is %s', async (_, body) => {
    const { post } = createBorder();

    expect((await post({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })).statusCode).toBe(400);
  });
});

/** Fields as a list of names and values. */
function listOf(...records: Record<string, string>[]) {
  return records.flatMap((record) => Object.entries(record).map(([name, value]) => ({ name, value })));
}
