import type { StepId } from '../platform/ids.ts';
import type { Enrolment } from './enrolment.ts';
import { routesOf, stepOf } from './rules-routes.ts';
import type { SequenceConfig } from './sequence-config.ts';
import type { StepOf } from './step-config.ts';

/** What a mail is for, as its template says today. */
export interface MailPurpose {
  readonly purpose: 'service' | 'advertising';
  readonly topic?: string | null | undefined;
}

/** What a person refused: advertising as a whole, or about some topics. */
export type Refusal = 'all' | { readonly topics: readonly string[] };

/**
 * Tells whether all mails that a run may still come to, one at the least, are advertising that the person refused: then there is nothing left to
 * tell them. A run that has a service mail before it goes on, and so does one that sends no mails.
 * @param purposeOf returns what a mail is for; a mail whose template is no more is none
 */
export function onlyRefusedLeft(
  sequence: Pick<SequenceConfig, 'steps'>,
  run: Pick<Enrolment, 'stepId' | 'done'>,
  purposeOf: (step: StepOf<'mail'>) => MailPurpose | null | undefined,
  refused: Refusal,
): boolean {
  const left = mailsLeft(sequence, run).flatMap((step) => purposeOf(step) ?? []);
  const isRefused = ({ purpose, topic }: MailPurpose) =>
    purpose === 'advertising' && (refused === 'all' || (typeof topic === 'string' && refused.topics.includes(topic)));
  return left.length > 0 && left.every(isRefused);
}

/** Returns the mails that a run may still come to, by all ways: which of them it takes nobody knows yet. */
export function mailsLeft(sequence: Pick<SequenceConfig, 'steps'>, { stepId, done }: Pick<Enrolment, 'stepId' | 'done'>): StepOf<'mail'>[] {
  const seen = new Set<StepId>();
  const next = [stepId];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    const step = seen.has(id) ? undefined : stepOf(sequence, id);
    if (!step) continue;
    seen.add(id);
    next.push(...routesOf(sequence, step).flatMap(({ to }) => to ?? []));
  }
  const isLeft = (step: SequenceConfig['steps'][number]): step is StepOf<'mail'> =>
    step.do === 'mail' && seen.has(step.id) && !done.includes(step.id);
  return sequence.steps.filter(isLeft);
}
