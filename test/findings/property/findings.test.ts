import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FindingView } from '../../../api/leads/finding-view.ts';
import type { Principal } from '../../../shared/access/index.ts';
import { NeededField } from '../../../shared/company/index.ts';
import { findingsOf, findingViews } from '../../../shared/findings/index.ts';
import { contactOf, leadPhone } from '../../../shared/identity/index.ts';
import { MailServers } from '../../../shared/platform/mail-servers.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seed, size } from '../../support/proof.ts';

const admin: Principal = { role: 'admin', userId: 'admin' };
const marketer: Principal = { role: 'marketer', userId: 'marketer' };

const contact = new Set<string>(['fullName', 'email', 'phone']);

describe('findings of any record', () => {
  it('keep to the contract, and tell whoever sees no contact details nothing of a name, an address or a number', () => {
    const typed = fc.record({
      fullName: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Anh Thư', 'Nguy?n', 'Chị Lan', '')),
      email: fc.oneof(fc.emailAddress(), fc.constantFrom('lan@gmial.com', 'info@hotmail.vn', 'x@10minutemail.com', '')),
      phone: fc.oneof(fc.string(), fc.stringMatching(/^[+0][0-9 ().-]{6,16}$/), fc.constantFrom('0912345678', '1800 1234', '')),
    });
    fc.assert(
      fc.property(
        typed,
        fc.constantFrom(null, ...MailServers.options),
        fc.subarray(NeededField.options),
        fc.boolean(),
        (fields, servers, neededFields, claimed) => {
          const { fullName, nameKey, email, phone } = contactOf(fields);
          const lead = sampleLead({ fullName, nameKey, email, phone: phone && leadPhone(phone, claimed) });

          const found = findingsOf(lead, { servers, address: {} }, { neededFields, fields: new Map() });

          const shown = findingViews(found, admin).map((one) => FindingView.parse(one));
          expect(new Set(shown.map(({ code, field }) => `${code} ${field}`)).size).toBe(shown.length);
          expect(shown.every(({ text }) => text.vi.length > 0 && text.en.length > 0)).toBe(true);
          const seen = findingViews(found, marketer).map(({ field }) => field);
          expect(seen).toEqual(
            neededFields.filter((field) => shown.some((one) => one.code === 'missing' && one.field === field) && !contact.has(field)),
          );
        },
      ),
      { numRuns: size(500, 20_000), seed },
    );
  });
});
