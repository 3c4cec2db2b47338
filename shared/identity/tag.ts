import { cutGraphemes, fold, withoutContactDetails } from './text.ts';

export const longestTag = 40;
/** As many tags as may be put on a lead; one that others became part of may have more. */
export const mostTags = 30;

/** Returns by what tags are compared: two that differ in case, spaces or accents alone are one. */
export const tagKey = (tag: string): string => fold(tag);

/** Says why a text can be no tag; null: it can. Everybody sees tags, also who sees no contact details. */
export function tagFault(tag: string): 'empty' | 'tooLong' | 'tellsContact' | null {
  if (tagKey(tag) === '') return 'empty';
  if (cutGraphemes(tag, longestTag) !== tag) return 'tooLong';
  return withoutContactDetails(tag) === tag ? null : 'tellsContact';
}
