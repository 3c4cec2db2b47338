import { longestTag, mostTags, tagFault, tagKey } from '../identity/tag.ts';
import { cleanText } from '../identity/text.ts';
import { type FieldFault, InvalidInputError } from '../platform/errors.ts';

/** What somebody puts on a lead, and takes off it. */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Works out the tags of a lead after a change. Two that differ in case, spaces or accents alone are one: the one that is there stays as it is written.
 * @throws InvalidInputError with each fault and its place
 */
export function tagsAfter(tags: readonly string[], { add, remove }: TagChange): readonly string[] {
  const faults: FieldFault[] = [];
  const gone = new Set(remove.map((tag) => tagKey(cleanText(tag))));
  const after = tags.filter((tag) => !gone.has(tagKey(tag)));
  const known = new Set(after.map(tagKey));
  for (const [place, typed] of add.entries()) {
    const tag = cleanText(typed);
    const fault = tagFault(tag);
    if (fault) faults.push({ path: `add.${place}`, message: faultTexts[fault] });
    else if (gone.has(tagKey(tag))) faults.push({ path: `add.${place}`, message: 'it is taken off by the same change' });
    else if (!known.has(tagKey(tag))) {
      known.add(tagKey(tag));
      after.push(tag);
    }
  }
  // A lead that others became part of may have more: what it has is taken off one by one.
  if (after.length > Math.max(mostTags, tags.length))
    faults.push({ path: 'add', message: `a lead has ${mostTags} tags at most: take one off first` });
  if (faults.length > 0) throw new InvalidInputError('The tags cannot be changed like this.', faults);
  return after;
}

const faultTexts = {
  empty: 'write a word',
  tooLong: `write ${longestTag} characters at most`,
  tellsContact: 'leave numbers and addresses of people out: everybody sees tags',
} as const;
