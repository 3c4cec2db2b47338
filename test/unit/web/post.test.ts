import { buildPost, campaignOf } from '../../../web/src/form-snippet/post.ts';

const page = { url: 'https://an-nhien.example/?utm_source=zalo&utm_medium=&utm_content=a', referrer: '', locale: 'vi' };

describe('the post that form.js makes', () => {
  it('keeps fields under their own names and takes the reserved ones apart', () => {
    const post = buildPost(
      'id-1',
      [
        { name: 'fullName', value: 'Hường' },
        { name: '_submissionId', value: 'id-1' },
        { name: '_visitorId', value: 'v-1' },
        { name: '_token', value: 'from the markup' },
        { name: '_redirect', value: '/cam-on.html' },
      ],
      page,
    );

    expect(post).toEqual({
      submissionId: 'id-1',
      fields: { fullName: 'Hường' },
      context: { pageUrl: page.url, locale: 'vi', utm: { source: 'zalo', content: 'a' }, visitorId: 'v-1' },
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
    const { context } = buildPost('id-1', [], { ...page, url, referrer: url });

    expect(context).toMatchObject({ pageUrl: kept, referrer: kept });
  });

  it('says no for a consent box that was left empty', () => {
    const { consent, fields } = buildPost(
      'id-1',
      [
        { name: '_consent.contact', value: 'true', ticked: true },
        { name: '_consent.newsletter', value: 'true', ticked: false },
        { name: '_consent.tracking', value: '' },
      ],
      page,
    );

    expect(consent).toEqual({ contact: true, newsletter: false, tracking: false });
    expect(fields).toEqual({});
  });

  it('joins the chosen values of one name and leaves the others out', () => {
    const { fields } = buildPost(
      'id-1',
      [
        { name: 'topic', value: 'kho', ticked: true },
        { name: 'topic', value: 'thuế', ticked: false },
        { name: 'topic', value: 'nợ', ticked: true },
      ],
      page,
      'token',
    );

    expect(fields).toEqual({ topic: 'kho, nợ' });
  });

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

  it.each([
    ['no box for it, because the tracker had asked', [], true],
    ['the box ticked', [{ name: '_consent.tracking', value: 'true', ticked: true }], true],
    ['the box left empty', [{ name: '_consent.tracking', value: 'true', ticked: false }], false],
  ])('names the visit with %s: %#', (_, entries, isLinked) => {
    const { context, consent } = buildPost('id-1', entries, { ...plain, visit });

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
    const { context, consent } = buildPost('id-1', [{ name: '_consent.tracking', value: 'true', ticked: true }], plain);

    expect(consent).toEqual({ tracking: true });
    expect(context).toEqual({ pageUrl: plain.url, locale: 'vi', referrer: plain.referrer });
  });
});
