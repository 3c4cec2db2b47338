import type { LetterDeskView } from '../../../../api/letters/letter-desk-view.ts';

/** A letter as it is being written. */
export interface LetterDraft {
  readonly subject: string;
  readonly text: string;
  /** Empty: it began from none. */
  readonly templateId: string;
  /** Empty: it advertises nothing. */
  readonly topicId: string;
  /** Empty: nobody chose. */
  readonly answers: '' | 'answer' | 'anew';
}

export const noLetter: LetterDraft = { subject: '', text: '', templateId: '', topicId: '', answers: '' };

/** Tells which answer of the person a letter answers; null: none. Who writes to somebody who wrote answers them, unless they say otherwise. */
export const answeredBy = ({ answers }: LetterDraft, { answering }: LetterDeskView) => (answers === 'anew' ? null : answering);

/** Returns the subject as it is sent: that of the talk, until somebody writes one. */
export function subjectOf(draft: LetterDraft, desk: LetterDeskView): string {
  return draft.subject === '' ? (answeredBy(draft, desk)?.subject ?? '') : draft.subject;
}

/** Writes a template into a draft; one that advertises makes it advertising, and an answer keeps the subject of its talk. */
export function withTemplate(draft: LetterDraft, templateId: string, desk: LetterDeskView): LetterDraft {
  const template = desk.templates.find((one) => one.templateId === templateId);
  if (!template) return { ...draft, templateId: '' };
  const { text, topicId } = template;
  const subject = answeredBy(draft, desk)?.subject ? '' : template.subject;
  return { ...draft, templateId, subject, text, topicId: topicId ?? '' };
}

/** Tells whether a letter of this kind may be written now, and why not. */
export const mayOf = ({ topicId }: Pick<LetterDraft, 'topicId'>, { may }: LetterDeskView) =>
  may.find((one) => one.topicId === (topicId === '' ? null : topicId));

/** Names the fields in which something is missing, as the API would. */
export function missingIn({ subject, text }: { readonly subject: string; readonly text: string }): ('subject' | 'text')[] {
  const isWrong = (typed: string) => typed.trim() === '' || typed.includes('{{') || typed.includes('••');
  return [...(isWrong(subject) ? (['subject'] as const) : []), ...(isWrong(text) ? (['text'] as const) : [])];
}

/** What is asked of the API. */
export function letterBody(draft: LetterDraft, desk: LetterDeskView) {
  const { topicId, templateId, text } = draft;
  const answered = answeredBy(draft, desk);
  return {
    subject: subjectOf(draft, desk).trim(),
    text: text.trim(),
    ...(topicId === '' ? {} : { purpose: 'advertising' as const, topicId }),
    ...(templateId === '' ? {} : { templateId }),
    ...(answered === null ? {} : { replyId: answered.replyId }),
    ...(desk.addressMark === null ? {} : { addressMark: desk.addressMark }),
  };
}
