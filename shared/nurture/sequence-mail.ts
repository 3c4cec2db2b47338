import { defineMail } from '../mail/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { PreparedStep } from './prepare-sequence-mail.ts';
import { stepName, stepPlaceOf } from './step-place.ts';

/**
 * What marketers say to leads, step by step: to the address of the record, for what the template in force is for. All that it needs is loaded with
 * the first of them: a notice, which somebody waits for, must not pay for it.
 */
export const sequenceMail = defineMail({
  kind: 'sequenceMail',
  audience: 'lead',
  // Over the queue of those that nobody waits for; whether it advertises is its template's to say.
  purpose: 'service',
  name: stepName,
  async gather(request, begun, parts) {
    const { prepareStep } = await import('./prepare-sequence-mail.ts');
    const step = await prepareStep(stepPlaceOf(request), begun, parts);
    return { correlationId: step?.correlationId ?? stepName(request), step };
  },
  // Another delivery of its message: the run is elsewhere.
  plan: ({ facts: { step } }, now) => step?.plan(now) ?? { act: 'leave', why: 'stepIsOver' },
  compose: ({ facts }, to, parts) => known(facts).compose(to, parts),
  guards: ({ facts }, _to, parts) => known(facts).guards(parts),
  advertising: ({ facts }, to, parts) => known(facts).advertising(to, parts),
  async follow(request, end, parts) {
    const { followRun } = await import('./follow-run.ts');
    return followRun(stepPlaceOf(request), end, parts);
  },
});

/** @throws CorruptItemError where a mail is written that was not to be sent */
function known({ step }: { readonly step: PreparedStep | undefined }): PreparedStep {
  if (!step) throw new CorruptItemError('a mail of a sequence has no step');
  return step;
}
