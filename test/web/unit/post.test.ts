import { isYes as isYesToServer } from '../../../shared/capture/read-form.ts';
import { buildPost, campaignOf, type Entry, isYes } from '../../../web/src/form-snippet/post.ts';

const page = { url: 'https://an-nhien.example/?utm_source=zalo&utm_medium=&utm_content=a', referrer: '', locale: 'vi' };

describe('the post that form.js makes', () => {
  it('keeps fields under their own names and takes the reserved ones apart', () => {
    const entries: Entry[] = [
      ['fullName', 'Hường'],
      ['_submissionId', 'of a copied page'],
      ['_visitorId', 'v-1'],
      ['_locale', 'en'],
      ['_referrer', ''],
      ['_token', 'from the markup'],
      ['_redirect', '/cam-on.html'],
      ['_gl', '1*x'],
    ];

    expect(buildPost('id-1', entries, [], page)).toEqual({
      submissionId: 'id-1',
      fields: { fullName: 'Hường', _gl: '1*x' },
      context: { pageUrl: page.url, locale: 'en', utm: { source: 'zalo', content: 'a' }, visitorId: 'v-1' },
      consent: {},
      token: 'from the markup',
    });
  });

  it.each([
    ['https://a.example/?pheu=L1.g1s.signed', 'https://a.example/'],
    ['https://a.example/gia?pheu=L1.g1s.signed&utm_source=mail', 'https://a.example/gia?&utm_source=mail'],
    ['https://a.example/gia?goi=1&pheu=L1.g1s.signed', 'https://a.example/gia?goi=1'],
    ['https://a.example/gia?goi=pheu', 'https://a.example/gia?goi=pheu'],
  ])('keeps of the page %s only %s, without whom a mail was sent to', (url, kept) => {
    const { context } = buildPost('id-1', [], [], { ...page, url, referrer: url });

    expect(context).toMatchObject({ pageUrl: kept, referrer: kept });
  });

  it('says no for a consent that was asked for and left open, and else what the markup says', () => {
    const entries: Entry[] = [
      ['_consent.contact', 'false'],
      ['_consent.contact', 'on'],
      ['_consent.newsletter', 'không'],
    ];

    const { consent, fields } = buildPost('id-1', entries, ['contact', 'newsletter', 'tracking'], page);

    expect(consent).toEqual({ contact: true, newsletter: false, tracking: false });
    expect(fields).toEqual({});
  });

  it('sends all values of one name, in their order, and names files that were chosen', () => {
    const entries: Entry[] = [
      ['topic', 'kho'],
      ['toString', ''],
      ['topic', 'nợ'],
      ['toString', 'x'],
      ['cv', { name: 'hồ sơ.pdf' }],
      ['photo', { name: '' }],
    ];

    const { fields, droppedFiles } = buildPost('id-1', entries, [], page);

    expect(fields).toEqual({ topic: ['kho', 'nợ'], toString: ['', 'x'] });
    expect(droppedFiles).toEqual(['cv: hồ sơ.pdf']);
  });

  it.each(['on', 'TRUE', ' 1 ', 'yes', 'y', 'ok', 'Co', 'Có', 'Co\u0301', 'dong-y', 'Đồng ý', 'no', 'false', '0', 'không', '', 'x'])(
    'takes the answer %j as the server takes it',
    (answer) => {
      expect(isYes(answer)).toBe(isYesToServer(answer));
    },
  );

  it('cuts a campaign parameter of any length to 200 characters', () => {
    expect(campaignOf(`https://a.example/?utm_term=${'x'.repeat(5000)}`).term).toHaveLength(200);
  });

  const visit = {
    visitorId: 'v-1',
    consent: true as const,
    sessionId: 's-1',
    sessionStartedAt: '2026-11-22T01:00:00.000Z',
    utm: '?utm_source=zalo',
    referrer: 'https://search.example/',
    seen: 0,
    events: [],
  };
  const plain = { url: 'https://an-nhien.example/', referrer: 'https://an-nhien.example/bang-gia.html', locale: 'vi' };

  it.each<[string, Entry[], string[], boolean]>([
    ['no box for it, because the tracker had asked', [], [], true],
    ['the box ticked', [['_consent.tracking', 'true']], ['tracking'], true],
    ['the box left empty', [], ['tracking'], false],
    ['a radio button that says no', [['_consent.tracking', 'no']], ['tracking'], false],
  ])('names the visit with %s: %#', (_, entries, asked, isLinked) => {
    const { context, consent } = buildPost('id-1', entries, asked, { ...plain, visit });

    expect(consent).toEqual({ tracking: isLinked });
    const ids = { visitorId: 'v-1', sessionId: 's-1', sessionStartedAt: visit.sessionStartedAt };
    expect(context).toEqual({
      pageUrl: plain.url,
      locale: 'vi',
      utm: { source: 'zalo' },
      referrer: visit.referrer,
      ...(isLinked ? ids : {}),
    });
  });

  it('names no visit where none was agreed to, whatever the box says', () => {
    const { context, consent } = buildPost('id-1', [['_consent.tracking', 'true']], ['tracking'], plain);

    expect(consent).toEqual({ tracking: true });
    expect(context).toEqual({ pageUrl: plain.url, locale: 'vi', referrer: plain.referrer });
  });
});
