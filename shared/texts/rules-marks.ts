const marks = /^(\s*\[(?:QC|AD)\])+\s*/i;

/** Tells whether a text says of itself that it advertises. */
export const saysItAdvertises = (text: string): boolean => marks.test(text);

/** Returns a text without the marks of advertising before it. */
export const withoutMarks = (text: string): string => text.replace(marks, '');
