import { describe, expect, it } from '@jest/globals';
import { createBorder, formsWith } from '../../support/capture.ts';

type Entries = readonly (readonly [string, string])[];
const phone = '0912345678';

/** What is kept of one post, the same for JSON, urlencoded and multipart. */
async function kept(entries: Entries, aliases: Record<string, string[]> = {}) {
  const boundary = '--b\r\n';
  const parts = entries.map(([name, value]) => `${boundary}Content-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const ways = [
    { body: { fields: Object.fromEntries(entries) } },
    {
      body: new URLSearchParams(entries.map(([name, value]): [string, string] => [name, value])).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    { bytes: Buffer.from(`${parts.join('')}--b--\r\n`), headers: { 'content-type': 'multipart/form-data; boundary=b' } },
  ];
  const all = [];
  for (const way of ways) {
    const { post, submissions } = createBorder(formsWith('contact', { aliases }));
    await post(way);
    const [{ fields, extra } = {}] = submissions();
    all.push({ fields: { ...Object(fields) }, extra: { ...Object(extra) } });
  }
  expect(all[1]).toEqual(all[0]);
  expect(all[2]).toEqual(all[0]);
  return all[0] ?? { fields: {}, extra: {} };
}

describe('the names of a page builder', () => {
  it.each<[string, Entries, object]>([
    [
      'LadiPage',
      [
        ['name', 'Nguyễn Thị Hường'],
        ['email', 'a@example.com'],
        ['phone', phone],
        ['state', 'Hà Nội'],
        ['message', 'Tư vấn'],
      ],
      { fullName: 'Nguyễn Thị Hường', email: 'a@example.com', phone, province: 'Hà Nội', message: 'Tư vấn' },
    ],
    [
      'Elementor',
      [
        ['form_fields[name]', 'Lan'],
        ['form_fields[email]', 'a@example.com'],
        ['form_fields[message]', 'x'],
      ],
      { fullName: 'Lan', email: 'a@example.com', message: 'x' },
    ],
    [
      'Contact Form 7',
      [
        ['your-name', 'Lan'],
        ['your-email', 'a@example.com'],
        ['your-message', 'x'],
      ],
      { fullName: 'Lan', email: 'a@example.com', message: 'x' },
    ],
    [
      'Contact Form 7 as it numbers fields',
      [
        ['email-871', 'a@example.com'],
        ['tel-456', phone],
        ['textarea-2', 'x'],
      ],
      { email: 'a@example.com', phone, message: 'x' },
    ],
    [
      'Webflow with a second form on the page',
      [
        ['Name-2', 'Lan'],
        ['Email-2', 'a@example.com'],
      ],
      { fullName: 'Lan', email: 'a@example.com' },
    ],
    [
      'labels with remarks',
      [
        ['Họ tên *', 'Lan'],
        ['Số điện thoại (Zalo)', phone],
      ],
      { fullName: 'Lan', phone },
    ],
    [
      'Webflow',
      [
        ['Name', 'Lan'],
        ['Email', 'a@example.com'],
        ['Phone-Number', phone],
      ],
      { fullName: 'Lan', email: 'a@example.com', phone },
    ],
    [
      'Haravan',
      [
        ['contact[name]', 'Lan'],
        ['contact[email]', 'a@example.com'],
        ['contact[phone]', phone],
        ['contact[body]', 'x'],
      ],
      { fullName: 'Lan', email: 'a@example.com', phone, message: 'x' },
    ],
    [
      'Mautic',
      [
        ['mauticform[firstname]', 'Hường'],
        ['mauticform[lastname]', 'Nguyễn'],
        ['mauticform[email]', 'a@example.com'],
      ],
      { fullName: 'Nguyễn Hường', email: 'a@example.com' },
    ],
    [
      'a page by hand',
      [
        ['ho_ten', 'Lan'],
        ['sdt', phone],
        ['tinh', 'Huế'],
        ['noidung', 'x'],
        ['cong-ty', 'Sông Thu'],
      ],
      { fullName: 'Lan', phone, province: 'Huế', message: 'x', company: 'Sông Thu' },
    ],
    [
      'a page with accents',
      [
        ['Họ và tên', 'Lan'],
        ['Số điện thoại', phone],
        ['Tỉnh/Thành phố', 'Huế'],
        ['Lời nhắn', 'x'],
      ],
      { fullName: 'Lan', phone, province: 'Huế', message: 'x' },
    ],
    [
      'other spellings of our own',
      [
        ['FULL_NAME', 'Lan'],
        ['e-mail', 'a@example.com'],
        ['company-size', '5-19'],
        ['product[]', 'ke-toan'],
      ],
      { fullName: 'Lan', email: 'a@example.com', companySize: '5-19', product: 'ke-toan' },
    ],
  ])('are understood: %s', async (_, entries, fields) => {
    expect((await kept(entries)).fields).toEqual(fields);
  });

  it.each<[string, Entries, string]>([
    [
      'first and last',
      [
        ['first_name', 'Hường'],
        ['last_name', 'Nguyễn'],
      ],
      'Nguyễn Hường',
    ],
    [
      'with a middle one',
      [
        ['fname', 'Hường'],
        ['lname', 'Nguyễn'],
        ['middle-name', 'Thị'],
      ],
      'Nguyễn Thị Hường',
    ],
    [
      'in Vietnamese',
      [
        ['ten', 'Hường'],
        ['ho', 'Nguyễn Thị'],
      ],
      'Nguyễn Thị Hường',
    ],
    [
      'of Fluent Forms',
      [
        ['names[first_name]', 'Hường'],
        ['names[last_name]', 'Nguyễn'],
      ],
      'Nguyễn Hường',
    ],
    [
      'with an empty part',
      [
        ['first_name', 'Hường'],
        ['last_name', ''],
      ],
      'Hường',
    ],
    ['ten alone', [['ten', 'Nguyễn Thị Hường']], 'Nguyễn Thị Hường'],
    [
      'beside the whole',
      [
        ['name', 'Nguyễn Thị Hường'],
        ['first_name', 'Hường'],
        ['last_name', 'Nguyễn'],
      ],
      'Nguyễn Thị Hường',
    ],
  ])('make one name of its parts, family name first: %s', async (_, parts, whole) => {
    expect((await kept([['phone', phone], ...parts])).fields.fullName).toBe(whole);
  });

  it('give way to names that the form declares, and are kept beside', async () => {
    expect(
      await kept([
        ['name', 'Lan'],
        ['fullName', 'Nguyễn Lan'],
        ['phone', phone],
        ['sdt', '0987654321'],
      ]),
    ).toEqual({
      fields: { fullName: 'Nguyễn Lan', phone },
      extra: { name: 'Lan', sdt: '0987654321' },
    });
  });

  it('stand in for a declared one that is empty', async () => {
    expect(
      (
        await kept([
          ['fullName', ' '],
          ['name', 'Lan'],
          ['phone', phone],
        ])
      ).fields,
    ).toEqual({ fullName: 'Lan', phone });
  });

  it('never make a fault of what was an answer of its own', async () => {
    const note = 'dài '.repeat(600).trim();

    const { fields, extra } = await kept([
      ['phone', phone],
      ['mail', 'không có'],
      ['note', note],
    ]);

    expect(fields).toEqual({ phone });
    expect(Object.keys(extra)).toEqual(['mail', 'note']);
  });

  it('can be added to by the configuration, before the dictionary', async () => {
    const entries: Entries = [
      ['phone', phone],
      ['truong_1', 'Lan'],
      ['name', 'tên miền'],
      ['KHO CHÍNH', 'Huế'],
    ];

    expect((await kept(entries, { fullName: ['truong_1'], province: ['kho_chinh'] })).fields).toEqual({
      phone,
      fullName: 'Lan',
      province: 'Huế',
    });
  });

  it('never fill the trap', async () => {
    const { post, submissions } = createBorder(formsWith('contact', { honeypotField: 'name' }));

    await post({ body: { fields: { phone, name: 'Lan' } } });

    expect(submissions()).toMatchObject([{ fields: { phone }, sender: { honeypotFilled: true } }]);
  });

  it.each(['constructor', 'toString', '[x]', 'a[', '][', `${'['.repeat(5_000)}name]`])('may be anything: %s', async (name) => {
    expect(
      (
        await kept([
          ['phone', phone],
          [name, 'x'],
        ])
      ).fields,
    ).toEqual({ phone });
  });
});
