import fc from 'fast-check';
import { defaultConfig } from '../../../config/index.ts';
import type { LeadId } from '../../../shared/platform/ids.ts';
import { LeadId as LeadIdSchema, VisitorId } from '../../../shared/platform/ids.ts';
import type { Evidence } from '../../../shared/scoring/evidence.ts';
import type { PastLead } from '../../../shared/scoring/rules-trajectory.ts';
import { ScoringConfig, type ScoringRules } from '../../../shared/scoring/scoring-config.ts';
import { postRef } from '../post-ref.ts';

export const defaultRules = ScoringConfig.parse(defaultConfig.scoring[0]);

/** Rules as they count for a company in Vietnam. */
export const inVietnam = (rules: ScoringConfig): ScoringRules => ({ ...rules, timeZone: 'Asia/Ho_Chi_Minh' });

/** Epoch seconds in which drawn histories begin. */
export const historyStart = Date.parse('2026-09-01T00:00:00Z') / 1_000;
const daySeconds = 86_400;
export const historyEnd = historyStart + 40 * daySeconds;

const moment = fc.integer({ min: historyStart, max: historyEnd - 1 });

/** Anything that a rule may count, at any second; some of it at once. */
export const anyEvidence: fc.Arbitrary<Evidence> = fc.oneof(
  fc
    .record({
      at: moment,
      signal: fc.constantFrom(
        'page_view' as const,
        'page_read' as const,
        'add_to_cart' as const,
        'checkout_start' as const,
        'download' as const,
      ),
      about: fc.constantFrom('', 'bang-gia', 'san-pham', 'tuyen-dung'),
    })
    .map((drawn): Evidence => ({ kind: 'signal', visitorId: VisitorId.parse('v'), ...drawn })),
  fc.record({ at: moment, message: fc.constantFrom('', 'Xin báo giá', 'Em muốn ứng tuyển') }).map(
    ({ at, message }): Evidence => ({
      kind: 'submission',
      at,
      ...postRef('s'),
      fields: { message },
    }),
  ),
  fc
    .record({ at: moment, action: fc.constantFrom('open' as const, 'click' as const) })
    .map((drawn): Evidence => ({ kind: 'mail', mailId: 'm', ...drawn })),
);

const person = fc.constantFrom(
  {},
  { phone: '+84912345678' },
  { phone: '+84912345678', company: 'An Nhiên', province: '79' },
  { phone: '+84912345678', company: 'An Nhiên', title: 'Chủ cửa hàng' },
);

/** Any lead with a history; what is known of the person may change once. */
export const anyPastLead: fc.Arbitrary<PastLead> = fc
  .record({
    createdAt: moment,
    temperature: fc.constantFrom('cold' as const, 'warm' as const, 'hot' as const),
    evidence: fc.array(anyEvidence, { maxLength: 40, size: 'max' }),
    first: person,
    second: person,
    learntAt: moment,
    conversion: fc.option(
      fc.record({ at: fc.option(moment), by: fc.constantFrom('purchase' as const, 'timeline' as const), isCustomer: fc.boolean() }),
    ),
  })
  .map(({ first, second, learntAt, ...drawn }) => ({
    leadId: leadIdOf(1),
    ...drawn,
    attributesAt: (at: number) => (at < learntAt ? first : second),
  }));

/** Default rules with other thresholds, decay and points. */
export const anyRules: fc.Arbitrary<ScoringRules> = fc
  .record({
    halfLifeDays: fc.constantFrom(1, 7, 14, 60),
    // No sum of whole points, so that nothing hangs on the last bit of a number.
    warm: fc.double({ min: 3.3, max: 30.3, noNaN: true }),
    hot: fc.double({ min: 30.7, max: 90.1, noNaN: true }),
    staying: fc.double({ min: 0.2, max: 1, noNaN: true }),
    fit: fc.constantFrom(0, 15, 30),
  })
  .map(({ halfLifeDays, warm, hot, staying, fit }) =>
    inVietnam(
      ScoringConfig.parse({
        ...defaultRules,
        halfLifeDays,
        temperature: {
          warm: { interest: { enter: warm, leave: warm * staying }, fit: { enter: 0, leave: 0 } },
          hot: { interest: { enter: hot, leave: Math.max(hot, warm) * staying }, fit: { enter: fit, leave: fit / 2 } },
        },
      }),
    ),
  );

export function leadIdOf(number: number): LeadId {
  return LeadIdSchema.parse(`L${String(number).padStart(5, '0')}`);
}
