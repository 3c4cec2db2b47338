import { describe, expect, it } from '@jest/globals';
import { createBorder, formsWith } from '../../support/capture.ts';

const address = 'lan@example.com';
const number = '0912 345 678';

/** The answer to a post, the faulty fields, and what was kept. */
async function send(fields: Record<string, string>, required: readonly string[] = []) {
  const forms = formsWith('contact').map((form) => ({
    ...form,
    fields: form.fields.map((field) => (required.includes(field.name) ? { ...field, required: true } : field)),
  }));
  const { post, submissions } = createBorder(forms);
  const { statusCode, body } = await post({ body: { fields: { fullName: 'Lan', ...fields } } });
  const faults: { path: string }[] = JSON.parse(body ?? '{}').errors ?? [];
  return { statusCode, faulty: faults.map(({ path }) => path), kept: submissions()[0]?.fields };
}

describe('a contact detail that cannot be used', () => {
  it('refuses no post with a good one beside it, and is kept as it was typed', async () => {
    const posts: Record<string, string>[] = [
      ...['N/A', 'không có', '-', '.', 'hỏi lễ tân', 'x'].map((phone) => ({ phone, email: address })),
      ...[
        'nguyễn.lan@thưđiệntử.example',
        '"lan tran"@mail.example',
        'lan.@docomo.example',
        'lan..t@docomo.example',
        'lan@my_company.example.vn',
        `${'l'.repeat(65)}@example.com`,
        'lan@localhost',
        'lan@[192.0.2.1]',
        'lan',
        'không có',
        '-',
      ].map((email) => ({ email, phone: number })),
      { email: 'lan..t@docomo.example', phone: '024 3825 7863' },
    ];

    const answers = await Promise.all(posts.map((fields) => send(fields)));

    const wrong = answers.flatMap(({ statusCode, faulty, kept }, index) => {
      const isKept = Object.entries(posts[index] ?? {}).every(([name, value]) => Object(kept)[name] === value);
      return statusCode === 202 && isKept ? [] : [`${JSON.stringify(posts[index])}: ${statusCode} ${faulty}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[], string[]]>([
    ['an address alone', { email: '"lan tran"@mail.example' }, [], ['fields.email']],
    ['a number alone', { phone: 'N/A' }, [], ['fields.phone']],
    ['both', { email: 'lan', phone: 'N/A' }, [], ['fields.email', 'fields.phone']],
    ['an address beside a few digits', { email: 'lan', phone: '12' }, [], ['fields.email']],
    ['a number where the form requires one', { email: address, phone: 'N/A' }, ['phone'], ['fields.phone']],
    ['a word where the form requires an address', { email: 'lan', phone: number }, ['email'], ['fields.email']],
  ])('has to be corrected otherwise: %s', async (_, fields, required, faulty) => {
    expect(await send(fields, required)).toMatchObject({ statusCode: 422, faulty });
  });

  it('takes an unusual address where the form requires one, beside a number', async () => {
    expect(await send({ email: '"lan tran"@mail.example', phone: number }, ['email'])).toMatchObject({ statusCode: 202 });
  });
});
