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
});
