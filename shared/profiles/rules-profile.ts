import { cleanText, cutGraphemes, fold } from '../identity/text.ts';
import { splitAnswers } from '../leads/answers.ts';
import type { Opinion, Profile, Said, ValueField } from './profile.ts';
import { ChoiceField, choicesOf, ListField, type ProfileTarget, TextField } from './profile-config.ts';

/** A part of what somebody says of a person. */
export interface Answer {
  readonly target: ProfileTarget;
  /** Form and field of the question. */
  readonly question: string;
  readonly texts: readonly string[];
}

/** By whose word, and when they said it. */
export type Word = Pick<Said, 'at' | 'source' | 'verified'>;

const longest = { text: 200, remark: 1_000 } as const;
/** Values that a field has had, parts of a list, remarks, and questions whose answers are kept. */
export const mostKept = { history: 5, parts: 20, remarks: 20, opinions: 50 } as const;

/** Reads the answers of a post that tell of the person, by the questions of its form. */
export function answersTo(
  form: { readonly id: string; readonly fields: readonly { readonly name: string; readonly mapsTo?: ProfileTarget | undefined }[] },
  fields: Readonly<Record<string, string>>,
): Answer[] {
  return form.fields.flatMap(({ name, mapsTo }) => {
    const typed = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (mapsTo === undefined || typed === undefined) return [];
    const isLong = mapsTo === 'feedback' || mapsTo === 'opinion';
    const parts = isLong || mapsTo === 'address' ? [typed] : splitAnswers(typed);
    const texts = parts.map((part) => cutGraphemes(cleanText(part), isLong ? longest.remark : longest.text)).filter((text) => text !== '');
    return texts.length === 0 ? [] : [{ target: mapsTo, question: `${form.id}.${name}`, texts }];
  });
}

/** A profile with what somebody said, and the names of its fields that changed. */
export interface Changed {
  readonly profile: Profile;
  readonly fields: readonly ProfileTarget[];
}

/**
 * Takes into a profile what somebody said. What a colleague heard is replaced by no post, and nothing by what was said before it. An answer that the
 * question cannot have says nothing.
 */
export function withAnswers(before: Profile, answers: readonly Answer[], word: Word): Changed {
  let profile = before;
  const fields: ProfileTarget[] = [];
  for (const answer of answers) {
    const after = withAnswer(profile, answer, word);
    if (after !== profile && !fields.includes(answer.target)) fields.push(answer.target);
    profile = after;
  }
  return { profile, fields };
}

function withAnswer(profile: Profile, { target, question, texts }: Answer, word: Word): Profile {
  const list = ListField.safeParse(target).data;
  if (list !== undefined) return withParts(profile, list, texts, word);
  const [value = ''] = texts;
  if (target === 'feedback') return withRemark(profile, { value, ...word });
  if (target === 'opinion') return withOpinion(profile, { value, question, ...word });
  const single = ChoiceField.safeParse(target).data ?? TextField.safeParse(target).data;
  if (single === undefined || !(choicesOf(single)?.includes(value) ?? true)) return profile;
  return withValue(profile, single, { value, ...word });
}

/** Whether somebody's word counts before what stands. */
function counts(stands: Said | undefined, said: Said): boolean {
  if (stands === undefined) return true;
  if (stands.verified && !said.verified) return false;
  const isNewer = said.verified && !stands.verified ? true : said.at >= stands.at;
  return isNewer && (stands.value !== said.value || stands.verified !== said.verified);
}

function withValue(profile: Profile, field: ValueField, said: Said): Profile {
  const past = valuesOf(profile, field);
  if (!counts(past[0], said)) return profile;
  return { ...profile, values: { ...profile.values, [field]: [said, ...past].slice(0, mostKept.history) } };
}

/** Parts that differ in case and accents alone are one; where there are too many, those go first that only posts told of. */
function withParts(profile: Profile, field: ListField, texts: readonly string[], word: Word): Profile {
  const past = valuesOf(profile, field);
  const known = new Set(past.map(({ value }) => fold(value)));
  const fresh: Said[] = [];
  for (const value of texts) {
    if (known.has(fold(value))) continue;
    known.add(fold(value));
    fresh.push({ value, ...word });
  }
  if (fresh.length === 0) return profile;
  const all = [...fresh, ...past];
  const kept = [...all.filter(({ verified }) => verified), ...all.filter(({ verified }) => !verified)].slice(0, mostKept.parts);
  return { ...profile, values: { ...profile.values, [field]: all.filter((said) => kept.includes(said)) } };
}

function withRemark(profile: Profile, said: Said): Profile {
  const isKnown = profile.feedback.some(({ value, source }) => value === said.value && source.id === said.source.id);
  if (isKnown) return profile;
  const feedback = [said, ...profile.feedback].sort((one, other) => (one.at < other.at ? 1 : -1)).slice(0, mostKept.remarks);
  return feedback.includes(said) ? { ...profile, feedback } : profile;
}

function withOpinion(profile: Profile, opinion: Opinion): Profile {
  const stands = profile.opinions.find(({ question }) => question === opinion.question);
  if (!counts(stands, opinion)) return profile;
  return { ...profile, opinions: [opinion, ...profile.opinions.filter((one) => one !== stands)].slice(0, mostKept.opinions) };
}

/** What a colleague sets: null, or an empty list, takes it away. */
export type Wish = Readonly<Partial<Record<string, string | readonly string[] | null>>>;

/** Sets fields of a profile by a colleague's word; what is not named stays. */
export function withWish(before: Profile, wish: Wish, word: Word): Changed {
  const fields: ProfileTarget[] = [];
  let { values } = before;
  for (const [name, wanted] of Object.entries(wish)) {
    const field = [ChoiceField, TextField, ListField].map((one) => one.safeParse(name).data).find((found) => found !== undefined);
    if (field === undefined || wanted === undefined) continue;
    const past = valuesOf({ values }, field);
    const parts = wanted === null ? [] : typeof wanted === 'string' ? [wanted] : wanted;
    const after = ListField.safeParse(field).success ? listOf(past, parts, word) : singleOf(past, parts[0], word);
    if (after === past) continue;
    values = { ...values, [field]: after };
    fields.push(field);
  }
  return fields.length === 0 ? { profile: before, fields } : { profile: { ...before, values }, fields };
}

function singleOf(past: Said[], value: string | undefined, word: Word): Said[] {
  if (value === undefined) return past.length === 0 ? past : [];
  const said = { value, ...word };
  return past[0]?.value === value && past[0].verified ? past : [said, ...past].slice(0, mostKept.history);
}

/** Parts that stay keep whose word they are. */
function listOf(past: Said[], parts: readonly string[], word: Word): Said[] {
  const wanted = [...new Map(parts.map((part) => [fold(part), part])).entries()].slice(0, mostKept.parts);
  const after = wanted.map(([key, value]) => past.find((said) => fold(said.value) === key) ?? { value, ...word });
  const isSame = after.length === past.length && after.every((said) => past.includes(said));
  return isSame ? past : after;
}

/** What is known of a field. */
export const valuesOf = ({ values }: Pick<Profile, 'values'>, field: ValueField): Said[] => values[field] ?? [];
