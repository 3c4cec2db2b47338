import { isDeepStrictEqual } from 'node:util';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contactOf } from '../../../shared/identity/index.ts';
import { detailsOf, newLead } from '../../../shared/intake/rules-record.ts';
import { applyPost } from '../../../shared/intake/rules-update.ts';
import type { Lead, Provenance } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { resolveRegion } from '../../../shared/regions/index.ts';
import { submissionOf } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const at = '2026-11-22T04:00:00.000Z';
const leadId = LeadId.parse('L1');

/** Few values, so that posts repeat each other; more numbers and questions than a record keeps. */
const anyFields = fc.record(
  {
    fullName: fc.constantFrom('Nguyễn Thị Hường', 'nguyen thi huong', 'x', ''),
    phone: fc.oneof(
      fc.nat(30).map((number) => `09123456${String(number).padStart(2, '0')}`),
      fc.constantFrom('0912 34', '024 3825 7863', '0912345601; 0912345602', ''),
    ),
    province: fc.constantFrom('Hà Nội', 'TP.HCM', 'nơi khác', ''),
    company: fc.constantFrom('Hường Phát', 'HƯỜNG PHÁT', 'Sông Thu', ''),
    title: fc.constantFrom('Giám đốc', 'giam doc', ''),
    product: fc.nat(40).map((number) => `product-${number}`),
  },
  { requiredKeys: [] },
);
const anyAnswers = fc.dictionary(
  fc.nat(80).map((number) => `question${number}`),
  fc.constantFrom('có', 'không', ''),
);
const anyConsent = fc.subarray([
  { purpose: 'contact' as const, granted: true, textVersion: '2026-11' },
  { purpose: 'newsletter' as const, granted: false, textVersion: '2026-11' },
]);
const anyPost = fc.record({ fields: anyFields, answers: anyAnswers, consent: anyConsent, claimsPhone: fc.boolean() });

type Post = typeof anyPost extends fc.Arbitrary<infer Value> ? Value : never;

function understood({ fields, answers, consent, claimsPhone }: Post) {
  const said = { ...fields, ...answers } as Record<string, string>;
  const submission = submissionOf({ submissionId: 'again', fields: said, consent });
  const contact = contactOf(said);
  const region = resolveRegion({ province: said.province, phone: contact.phone });
  return { submission, contact, region, details: detailsOf(submission), claimsPhone, at, heldSince: null };
}

it('names fields of a known person’s post if, and only if, the record changes by it', () => {
  const numRuns = runs(150, 5_000);
  let [changes, posts] = [0, 0];
  fc.assert(
    fc.property(fc.array(anyPost, { minLength: 2, maxLength: 40, size: 'max' }), ([first, ...later]) => {
      if (!first) return;
      let lead: Lead = newLead(leadId, { ...understood(first), locale: 'vi', at });
      let history: Provenance = { leadId, fields: {}, extra: {} };
      for (const post of later) {
        const update = applyPost(lead, history, understood(post));
        posts += 1;
        expect({ fields: update.fields, isSame: isDeepStrictEqual(update.lead, lead) }).toEqual({
          fields: update.fields,
          isSame: update.fields.length === 0,
        });
        if (update.fields.length > 0) changes += 1;
        lead = update.lead;
        history = update.provenance ?? history;
      }
    }),
    { numRuns, seed },
  );
  report(`posts of known people: ${posts}, of them ${changes} that changed the record, seed ${seed}`);
});
