import { describe, expect, it } from '@jest/globals';
import { isConsent } from '../../../shared/reading/written.ts';

const form = { fields: [{ name: 'consent_form', label: { vi: 'Mẫu đồng ý', en: 'Consent form' } }] } as unknown as Parameters<
  typeof isConsent
>[2];

describe('what a website sends under a name of its own', () => {
  it.each([
    ['consentContact', 'true', true],
    ['consent', 'Tôi đồng ý nhận tư vấn', true],
    ['_consent_newsletter', 'on', true],
    ['gdpr', '1', true],
    ['privacy-policy', 'on', true],
    ['accept_terms', 'yes', true],
    ['dong-y', 'Có', true],
    ['agreement_number', 'HD-2026/11', false],
    ['accept_terms', 'Không rõ điều khoản nào', false],
    ['message', 'Tôi đồng ý', false],
    ['budget', '1', false],
    ['consent_form', 'on', false],
  ])('%s: %s is the tick under a consent: %s', (name, text, is) => {
    expect(isConsent(name, text, form)).toBe(is);
  });
});
