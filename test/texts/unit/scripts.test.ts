import { describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import { parseDocuments } from '../../../shared/config/index.ts';
import { asSent, composeText, gateText, type Receiver, smsLength } from '../../../shared/texts/index.ts';
import { ScriptConfig, scriptKind } from '../../../shared/texts/script-config.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

const draft = {
  id: 'uu-dai',
  names: { vi: 'Ưu đãi', en: 'Offer' },
  channel: 'sms',
  purpose: 'service',
  texts: { vi: 'Chào {{ lead.givenName }}, {{company.name}} đây.', en: 'Hello {{ lead.givenName }}, {{company.name}} here.' },
  fallbacks: { 'lead.givenName': { vi: 'anh/chị', en: 'there' } },
} as const;

const faultsOf = (changes: object) => parseDocuments(scriptKind, [{ ...draft, ...changes }]).faults.map(({ message }) => message);

describe('a script', () => {
  it.each([
    ['a variable that there is not', { texts: { ...draft.texts, vi: '{{ lead.salary }}' } }, 'there is no variable lead.salary'],
    [
      'a brace that belongs to none',
      { texts: { ...draft.texts, vi: 'Chào {{ lead.givenName }' } },
      'there is a brace that belongs to none',
    ],
    ['logic', { texts: { ...draft.texts, vi: '{% if lead.company %}x{% endif %}' } }, 'there is a brace that belongs to none'],
    ['a fallback for what it does not say', { fallbacks: { 'lead.company': { vi: 'a', en: 'b' } } }, 'no text names lead.company'],
    ['a fallback for what is always known', { fallbacks: { 'company.name': { vi: 'a', en: 'b' } } }, 'Unrecognized key'],
    ['advertising that nobody has agreed to', { purpose: 'advertising' }, 'name the versions of the consent texts'],
    ['a number', { texts: { ...draft.texts, vi: 'Gọi 0912 345 678' } }, 'leave numbers and addresses out'],
    ['an address', { texts: { ...draft.texts, en: 'Write to lan@annhien.vn' } }, 'leave numbers and addresses out'],
    ['a service that says it advertises', { texts: { ...draft.texts, vi: ' [qc] Giảm giá' } }, 'is advertising'],
    ['a service that asks for agreement', { agreedBy: ['v1'] }, 'agreedBy goes with the purpose advertising'],
  ])('is refused with %s', (_name, changes, message) => {
    expect(faultsOf(changes).join('\n')).toContain(message);
  });

  it('reads with what is known, else with its fallbacks, and says what is missing where it has none', () => {
    const script = ScriptConfig.parse(draft);
    const bare = ScriptConfig.parse({ ...draft, fallbacks: {} });

    expect(composeText(script, 'vi', { 'lead.givenName': 'Lan', 'company.name': 'An Nhiên' }).text).toBe('Chào Lan, An Nhiên đây.');
    expect(composeText(script, 'en', { 'company.name': 'An Nhiên' }).text).toBe('Hello there, An Nhiên here.');
    expect(composeText(bare, 'vi', { 'lead.givenName': '', 'company.name': 'An Nhiên' })).toEqual({
      text: null,
      missing: ['lead.givenName'],
    });
  });

  it('never reads what somebody typed as a variable', () => {
    const script = ScriptConfig.parse(draft);

    const { text } = composeText(script, 'vi', { 'lead.givenName': '{{company.phone}}', 'company.name': 'A', 'company.phone': '1900' });

    expect(text).toBe('Chào {{company.phone}}, A đây.');
  });

  it('is no text where it is too long with what is known', () => {
    const script = ScriptConfig.parse({ ...draft, texts: { ...draft.texts, vi: `{{ lead.company }}${'a'.repeat(650)}` }, fallbacks: {} });

    expect(composeText(script, 'vi', { 'lead.company': 'a'.repeat(20) }).text).toHaveLength(670);
    expect(composeText(script, 'vi', { 'lead.company': 'a'.repeat(21) })).toEqual({ text: null, missing: [] });
  });

  it.each([
    ['names texts', { namesTexts: true }, []],
    [
      'is about mails alone',
      {},
      ['the consent text tin-1 does not name texts: write one that names SMS or Zalo, and mark it with namesTexts'],
    ],
    ['is about traces', { namesTexts: true, purpose: 'tracking' }, [expect.stringContaining('does not name texts')]],
    ['is another one', { version: 'tin-2', namesTexts: true }, ['no form has a consent text of version tin-1']],
  ])('that advertises is agreed to by a consent text that %s', async (_name, change, messages) => {
    const config = createFixedConfig();
    const text = { vi: 'Đồng ý', en: 'Agreed' };
    config.change(formKind, 'contact', (form) => ({
      ...form,
      consentTexts: [{ purpose: 'newsletter', version: 'tin-1', text, ...change } as never],
    }));
    const forms = [...(await config.current(formKind)).documents.values()];
    const advert = ScriptConfig.parse({ ...draft, purpose: 'advertising', agreedBy: ['tin-1'] });

    const all = { of: (kind: { readonly name: string }) => (kind.name === 'forms' ? forms : []) } as never;
    expect(scriptKind.references([advert], all).map(({ message }) => message)).toEqual(messages);
  });

  it('says once that it advertises', () => {
    for (const text of ['Giảm giá', '[QC] Giảm giá', ' [qc][AD]  Giảm giá', '[QC] [QC] Giảm giá'])
      expect(asSent(text, 'advertising')).toBe('[QC] Giảm giá');
    expect(asSent(' Xin chào ', 'service')).toBe('Xin chào');
  });

  it('of the default configuration can be used in both languages, and is within three parts in Vietnamese', async () => {
    const { documents } = await createFixedConfig().current(scriptKind);
    const values = { 'company.name': 'Công ty An Nhiên', 'about.moment': '09:00, 07/12/2026' };

    const composed = [...documents.values()].flatMap((script) =>
      (['vi', 'en'] as const).map((locale) => composeText(script, locale, values)),
    );

    expect(documents.size).toBeGreaterThanOrEqual(4);
    for (const { text, missing } of composed) {
      expect(missing).toEqual([]);
      expect(smsLength(text ?? '').parts).toBeLessThanOrEqual(3);
    }
  });
});

describe('the length of a text', () => {
  it.each([
    ['', 'gsm7', 0, 0],
    ['a'.repeat(160), 'gsm7', 160, 1],
    ['a'.repeat(161), 'gsm7', 161, 2],
    ['a'.repeat(306), 'gsm7', 306, 2],
    ['a'.repeat(307), 'gsm7', 307, 3],
    ['€'.repeat(80), 'gsm7', 160, 1],
    // Two units are not cut in two: 76 in each of two parts, and the rest.
    ['€'.repeat(153), 'gsm7', 306, 3],
    [`ế${'a'.repeat(69)}`, 'ucs2', 70, 1],
    [`ế${'a'.repeat(70)}`, 'ucs2', 71, 2],
    [`ế${'a'.repeat(133)}`, 'ucs2', 134, 2],
    [`ế${'a'.repeat(134)}`, 'ucs2', 135, 3],
    ['😀'.repeat(35), 'ucs2', 70, 1],
    ['😀'.repeat(67), 'ucs2', 134, 3],
    ['e\u0302\u0301', 'ucs2', 1, 1],
  ])('is that of networks: %s', (text, encoding, units, parts) => {
    expect(smsLength(text)).toEqual({ encoding, units, parts });
  });
});

describe('the gate of texts', () => {
  const at = new Date('2026-11-30T03:00:00.000Z');
  const grant = (granted: boolean, textVersion = 'tin-nhan-1') =>
    ({ granted, at: at.toISOString(), textVersion, channel: 'form', sourceId: 'contact', submissionId: 'S1' }) as never;
  const open: Receiver = {
    lead: { consent: {}, status: 'active' },
    hasNumber: true,
    isOffered: false,
    isOnDoNotCall: false,
    timeZone: 'Asia/Ho_Chi_Minh',
    sentAt: [],
  };
  const service = { purpose: 'service' } as const;
  const advertising = { purpose: 'advertising', agreedBy: ['tin-nhan-1'] } as const;
  const agreed: Receiver = { ...open, lead: { consent: { newsletter: grant(true) }, status: 'active' } };

  it.each([
    ['a service', service, open, 'allowed'],
    ['a service to whoever wants no advertising', service, { ...agreed, isOnDoNotCall: true }, 'allowed'],
    ['what the person agreed to by a text that names texts', advertising, agreed, 'allowed'],
    ['advertising without agreement', advertising, open, 'noConsent'],
    [
      'advertising to whoever agreed to mails alone',
      advertising,
      { ...open, lead: { consent: { newsletter: grant(true, 'newsletter-2026-12') }, status: 'active' } },
      'noConsent',
    ],
    [
      'advertising that was refused',
      advertising,
      { ...open, lead: { consent: { newsletter: grant(false) }, status: 'active' } },
      'refusedAdvertising',
    ],
    ['advertising to a number on the list', advertising, { ...agreed, isOnDoNotCall: true }, 'doNotCall'],
    [
      'a service to whoever wants to hear nothing',
      service,
      { ...open, lead: { consent: { contact: grant(false) }, status: 'active' } },
      'refusedContact',
    ],
    ['whoever is no lead', service, { ...open, lead: { consent: {}, status: 'disqualified' } }, 'disqualified'],
    ['whom a rep has not accepted yet', service, { ...open, isOffered: true }, 'notAccepted'],
    ['whoever has no number', service, { ...open, hasNumber: false }, 'noNumber'],
  ] as const)('decides about %s', (_name, script, receiver, word) => {
    const gate = gateText(script, receiver, at);

    expect(gate.answer === 'refused' ? gate.reason : gate.answer).toBe(word);
  });

  it('puts off what would come at night to the morning of the person, and not of the company', () => {
    const night = new Date('2026-11-30T15:00:00.000Z');

    expect(gateText(service, open, night)).toEqual({ answer: 'later', from: new Date('2026-12-01T00:00:00.000Z'), reason: 'quietHours' });
    expect(gateText(service, { ...open, timeZone: 'Europe/London' }, night)).toEqual({ answer: 'allowed' });
  });
});
