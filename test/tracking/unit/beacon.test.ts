import { describe, expect, it } from '@jest/globals';
import { maxBeaconBytes, parseBeacon } from '../../../shared/tracking/beacon.ts';
import { pageOf, topicOf } from '../../../shared/tracking/page.ts';
import { beaconBody, browserAgent, event, startMs, time } from '../../support/tracking.ts';

const receivedAt = new Date(startMs + 60_100);
const parse = (body: unknown, at = receivedAt) => parseBeacon(typeof body === 'string' ? body : JSON.stringify(body), at);
const accepted = (body: unknown, at = receivedAt) => {
  const parsed = parse(body, at);
  if ('refusal' in parsed) throw new Error(`refused: ${parsed.refusal}`);
  return parsed;
};

describe('a beacon', () => {
  it('is taken with its session, its number and its events', () => {
    const { beacon, droppedEvents } = accepted(beaconBody(60, [event('a', 10, { title: 'Máy lọc nước' })], { seq: 3 }));

    expect(beacon).toEqual({
      visitorId: 'visitor-1',
      sessionId: 'session-1',
      sessionStartedAt: time(0),
      sentAt: time(60),
      seq: 3,
      events: [{ id: 'a', type: 'page_view', at: time(10), url: 'https://shop.example.vn/san-pham', title: 'Máy lọc nước' }],
      mailLinks: [],
    });
    expect(droppedEvents).toBe(0);
  });

  it('tells of the link in a mail that led to a page apart from the event, which is kept', () => {
    const opened = event('a', 10, { type: 'custom', props: { name: 'mail_link' }, mailToken: 'L1.g1s.signature' });

    const { beacon } = accepted(beaconBody(60, [opened, { ...opened, id: 'b', at: time(20) }, event('c', 30, { mailToken: 7 })]));

    expect(beacon.mailLinks).toEqual([{ token: 'L1.g1s.signature', at: time(10) }]);
    expect(beacon.events.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(JSON.stringify(beacon.events)).not.toContain('signature');
  });

  it('has a session a day when its sender knows none, and no number then', () => {
    const { beacon } = accepted(beaconBody(60, [event('a', 10)], { sessionId: undefined, sessionStartedAt: undefined, seq: 3 }));

    expect(beacon).toMatchObject({ sessionId: 'day', sessionStartedAt: '2026-11-20T00:00:00.000Z', seq: undefined });
  });

  it.each([
    ['says nothing of consent', { consent: undefined }],
    ['says no', { consent: false }],
    ['says something else', { consent: 'true' }],
  ])('is refused when it %s', (_, more) => {
    expect(parse(beaconBody(60, [event('a', 10)], more))).toEqual({ refusal: 'noConsent' });
  });

  it.each([
    ['is no JSON', 'page_view', 'malformed'],
    ['is null', 'null', 'malformed'],
    ['is a list', '[]', 'noConsent'],
    ['has no visitor', beaconBody(60, [event('a', 10)], { visitorId: '' }), 'malformed'],
    ['has a visitor that is a key', beaconBody(60, [event('a', 10)], { visitorId: 'a#b' }), 'malformed'],
    ['has no events', beaconBody(60, []), 'malformed'],
    [
      'has more than fifty events',
      beaconBody(
        60,
        Array.from({ length: 51 }, (_, index) => event(`e${index}`, index)),
      ),
      'malformed',
    ],
    ['numbers itself out of all measure', beaconBody(60, [event('a', 10)], { seq: 1e6 }), 'malformed'],
    ['holds nothing readable', beaconBody(60, [7, { id: 'a' }]), 'malformed'],
    ['is larger than browsers send', `${JSON.stringify(beaconBody(60, [event('a', 10)]))}${' '.repeat(maxBeaconBytes)}`, 'tooLarge'],
    ['tells of last week', beaconBody(60, [event('a', -8 * 86_400)]), 'wrongTime'],
    ['tells of what is still to come', beaconBody(60, [event('a', 3_600)]), 'wrongTime'],
    ['comes from a driven browser', beaconBody(60, [event('a', 10)], { webdriver: true }), 'bot'],
    [
      'opens ten pages in a second',
      beaconBody(
        60,
        Array.from({ length: 10 }, (_, index) => event(`e${index}`, 10 + index / 20)),
      ),
      'superhuman',
    ],
  ])('that %s is refused', (_, body, refusal) => {
    expect(parse(body)).toEqual({ refusal });
  });

  it('loses an event that does not fit, not the others', () => {
    const { beacon, droppedEvents } = accepted(
      beaconBody(60, [
        event('a', 10),
        event('b', 11, { url: 'javascript:alert(1)' }),
        { ...event('c', 12), type: 'hack' },
        event('a', 13),
        event('d', -90_000),
      ]),
    );

    expect(beacon.events.map(({ id }) => id)).toEqual(['a']);
    expect(droppedEvents).toBe(4);
  });

  it('keeps of an address what is not personal', () => {
    const url = 'https://shop.example.vn/gio-hang?email=a%40b.vn&utm_source=zalo&utm_campaign=tet#token=1';
    const { beacon } = accepted(beaconBody(60, [event('a', 10, { url, ref: 'https://www.google.com/search?q=may+loc+nuoc' })]));

    expect(beacon.events[0]).toMatchObject({
      url: 'https://shop.example.vn/gio-hang?utm_source=zalo&utm_campaign=tet',
      ref: 'https://www.google.com/search',
    });
  });

  it.each([
    ['https://a.example/app?utm_source=zalo#/gia', 'https://a.example/app?utm_source=zalo#/gia'],
    ['https://a.example/app#gia', 'https://a.example/app#gia'],
    ['https://a.example/app#/gia?email=lan', 'https://a.example/app'],
    ['https://a.example/app#access_token=x', 'https://a.example/app'],
  ])('keeps of %s the route, and nothing that may be a secret: %s', (url, kept) => {
    const { beacon } = accepted(beaconBody(60, [event('a', 10, { url })]));

    expect(beacon.events[0]?.url).toBe(kept);
  });

  it.each([
    ['https://a.example/app?utm_source=zalo#/vi/bang-gia/lon', 'bang-gia'],
    ['https://a.example/app#!/san-pham', 'san-pham'],
    ['https://a.example/bang-gia#lon', 'bang-gia'],
  ])('takes the topic of %s from where it stands: %s', (url, topic) => {
    expect(topicOf({ url })).toBe(topic);
    expect(pageOf(url)).not.toContain('utm_');
  });

  it('keeps props that are plain and few, and cuts what is long', () => {
    const props = { topic: 'nước', price: 12, big: true, list: [1], __proto__: { polluted: true }, 'bad name': 'x', long: 'y'.repeat(500) };
    const { beacon } = accepted(beaconBody(60, [event('a', 10, { title: 't'.repeat(900), durationMs: 1e12, props })]));

    expect(beacon.events[0]).toMatchObject({
      durationMs: 3_600_000,
      props: { topic: 'nước', price: 12, big: true, long: 'y'.repeat(120) },
    });
    expect(Object.keys(beacon.events[0]?.props ?? {})).toHaveLength(4);
    expect(beacon.events[0]?.title).toHaveLength(200);
  });
});

describe('the clock of a device', () => {
  it('is believed when it is nearly right', () => {
    const { beacon } = accepted(beaconBody(60, [event('a', 10)]), new Date(startMs + 60_000 + 90_000));

    expect([beacon.sentAt, beacon.events[0]?.at]).toEqual([time(60), time(10)]);
  });

  it.each([
    ['behind', -3 * 3_600],
    ['ahead', 400 * 86_400],
  ])('is corrected when it is far %s', (_, wrongBy) => {
    const { beacon } = accepted(beaconBody(60 + wrongBy, [event('a', 10 + wrongBy)]), new Date(startMs + 60_000));

    expect([beacon.sentAt, beacon.events[0]?.at]).toEqual([time(60), time(10)]);
  });

  it('never makes an event later than its sending', () => {
    const { beacon } = accepted(beaconBody(60, [event('a', 61)]));

    expect(beacon.events[0]?.at).toBe(time(60));
  });
});

describe('a browser', () => {
  it.each([
    ['on a phone', browserAgent],
    [
      'on an iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    ],
    [
      'inside Facebook',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/470.0.0.39.105;FBBV/611345123;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5;FBSS/3;FBID/phone;FBLC/vi_VN;FBOP/5]',
    ],
    [
      'inside Zalo',
      'Mozilla/5.0 (Linux; Android 13; 2201117TG Build/TKQ1.221114.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36 Zalo android/24060475 ZaloTheme/light ZaloLanguage/vi',
    ],
    [
      'made in Vietnam',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/125.0.148 Chrome/119.0.6045.148 Safari/537.36',
    ],
    ...['NL KPN', 'Viettel', 'VINAPHONE', 'Mobifone'].map((carrier) => [
      `inside Facebook by ${carrier}`,
      `[FBAN/FB4A;FBAV/567.1.0.52.74;FBBV/1003893689;FBDM/{density=3.0,width=1080,height=2340};FBLC/vi_VN;FBRV/1012267334;FBCR/${carrier};FBMF/samsung;FBBD/samsung;FBPN/com.facebook.katana;FBDV/SM-S921B;FBSV/16;FBOP/1;FBCA/arm64-v8a:;]`,
    ]),
    ['inside Messenger', '[FBAN/Orca-Android;FBAV/450.0.0.38;FBPN/com.facebook.orca;FBLC/vi_VN;FBCR/Viettel;FBDV/CPH2471;FBSV/14;]'],
    ['inside Instagram', 'Instagram 300.0.0.0 Android'],
    ['inside Zalo, in short', 'Zalo/24060475'],
    ['that does not say', ''],
  ])('%s is no bot', (_, ua) => {
    expect(parse(beaconBody(60, [event('a', 10)], { ua }))).toHaveProperty('beacon');
  });

  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36',
    'curl/8.5.0',
    'Zalo/1.0 linkbot (+https://zalo.example/bot)',
    'facebookexternalhit/1.1;FBAN/preview',
    `${'x'.repeat(60)}/1.0`,
    'python-requests/2.32.3',
    `Mozilla/5.0 ${'x'.repeat(2_000)}`,
  ])('called %s is one', (ua) => {
    expect(parse(beaconBody(60, [event('a', 10)], { ua }))).toEqual({ refusal: 'bot' });
  });
});
