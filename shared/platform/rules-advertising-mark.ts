/** Marks before a text by which advertising says what it is, `[QC]` or `[AD]` (Decree 91/2020). */
const marks = /^(?:\s*\[\s*(?:QC|AD)\s*\])+\s*/i;

/** Tells whether a text says of itself, before anything else, that it advertises. */
export const saysItAdvertises = (text: string): boolean => marks.test(text);

/** Returns a text as it goes out where it advertises: marked once, whoever wrote a mark in. */
export const markedAsAdvertising = (text: string): string => `[QC] ${withoutMarks(text)}`;

/** Returns a text without the marks before it. */
export const withoutMarks = (text: string): string => text.replace(marks, '');
