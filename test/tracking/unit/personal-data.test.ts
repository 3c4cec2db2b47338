import { describe, expect, it } from '@jest/globals';
import { completeContext } from '../../../shared/capture/context.ts';
import { parseBeacon } from '../../../shared/tracking/beacon.ts';
import { addressWithoutPersonalData, withoutPersonalData } from '../../../shared/tracking/rules-personal.ts';

const twice = (text: string) => encodeURIComponent(encodeURIComponent(text));
const secrets = [
  'lan.thu@mail.example',
  'Lan+a@Mail.Example.vn',
  'lan@thưđiệntử.vn',
  '0912345678',
  '0912 345 678',
  '0912.345.678',
  '091-234-5678',
  '(028) 3822 1234',
  '+84912345678',
  '+84 (0) 912 345 678',
  '84912345678',
  '0084912345678',
  '01234567890',
  '+1 650 253 0000',
];
const shapes: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  encodeURIComponent,
  twice,
  (secret) => `don-${encodeURIComponent(secret)}-xong`,
  (secret) => `${encodeURIComponent(secret)}%`,
  (secret) => `%E1${encodeURIComponent(secret)}`,
];
/** What of the secret can still be read, decoded as often as it may be. */
function isHidden(text: string, secret: string): boolean {
  const readings = [text];
  for (let turn = 0; turn < 3; turn += 1)
    readings.push(readings.at(-1)?.replace(/%([2-7][0-9a-f])/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))) ?? '');
  const local = secret.split('@')[0] ?? '';
  const digits = secret.replace(/\D/g, '');
  return readings.every((reading) =>
    secret.includes('@') ? !reading.includes(`${local}@`) : !reading.replace(/[ .()-]/g, '').includes(digits),
  );
}

describe('addresses and numbers of people', () => {
  it('are masked in a page’s path, query and hash, however they are encoded', () => {
    const places = [
      (text: string) => `/xac-nhan/${text}/cam-on`,
      (text: string) => `/a?email=${text}&b=1`,
      (text: string) => `/a#/${text}?x=${text}`,
    ];

    const left = secrets.flatMap((secret) =>
      shapes.flatMap((shape) =>
        places.flatMap((place) => {
          const masked = addressWithoutPersonalData(`https://annhien.example${place(shape(secret))}`);
          return isHidden(masked, secret) && masked.startsWith('https://annhien.example/') ? [] : [masked];
        }),
      ),
    );

    expect(left).toEqual([]);
  });

  it('leave everything else as it is', () => {
    const addresses = [
      'https://annhien.example/',
      'https://annhien.example/san-pham/ao-thun?utm_source=fb&utm_campaign=t%E1%BA%BFt-2026#gia',
      'https://annhien.example/tin/2026/11/22/khai-truong-202611221530',
      'https://annhien.example/don/20240912345678',
      'https://annhien.example/%E1%BA%A3nh%',
      'https://annhien.example/a?id=6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9&price=1500000',
      'https://annhien.example/@annhien/video',
    ];

    expect(addresses.map(addressWithoutPersonalData)).toEqual(addresses);
    expect(withoutPersonalData('Áo thun 150.000 đ, giảm 20% đến 30/11/2026')).toBe('Áo thun 150.000 đ, giảm 20% đến 30/11/2026');
  });

  it('are masked before a visit or the place of a form is kept', () => {
    const at = '2026-11-22T03:00:00.000Z';
    const personal = 'https://annhien.example/xac-nhan/lan.thu@mail.example/0912345678';
    const event = {
      id: 'a',
      type: 'page_view',
      at,
      url: personal,
      ref: personal,
      title: 'Đơn hàng của lan.thu@mail.example, 0912 345 678',
    };
    const body = {
      visitorId: '6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
      sentAt: at,
      consent: true,
      events: [{ ...event, props: { label: 'gọi 0912345678' } }],
    };

    const hints = { referer: undefined, acceptLanguage: undefined };
    const beacon = JSON.stringify(parseBeacon(JSON.stringify(body), new Date(at)));
    const context = JSON.stringify([
      completeContext(
        { pageUrl: `${personal}?e=lan.thu%40mail.example`, referrer: personal, utm: { content: 'lan.thu@mail.example' } },
        hints,
      ),
      completeContext({}, { ...hints, referer: `${personal}?utm_term=0912345678` }),
    ]);

    expect(beacon).toContain('xac-nhan/(email)/(phone)');
    expect(context).toContain('xac-nhan/(email)/(phone)');
    for (const kept of [beacon, context]) expect(kept).not.toMatch(/lan\.thu|0912/);
  });

  it.each(['a@', '0', '0 ', 'a.', '%', '%25', '(0', '+1 ', 'a@a.'])('do not make endless texts of %j slow or fail', (unit) => {
    expect(addressWithoutPersonalData(unit.repeat(2_000)).length).toBeGreaterThan(0);
  });
});
