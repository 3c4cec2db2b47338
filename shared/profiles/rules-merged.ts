import { fold } from '../identity/text.ts';
import type { Opinion, Profile, Said, ValueField } from './profile.ts';
import { ListField, type ProfileTarget } from './profile-config.ts';
import { type Answer, type Changed, mostKept, valuesOf, type Wish, type Word, withAnswers, withWish } from './rules-profile.ts';

/** The profiles of a person: of the record that is left first, then of those that became part of it. */
export type Profiles = readonly [Profile, ...Profile[]];

/**
 * Returns what is known of a person of several records. Each value is of the record that is left, unless only another one has it, or a colleague's word;
 * lists and remarks are those of all. The version counts every change of any.
 */
export function mergedProfile(profiles: Profiles): Profile {
  const [own, ...others] = profiles;
  if (others.length === 0) return own;
  const fields = new Set(profiles.flatMap(({ values }) => Object.keys(values) as ValueField[]));
  const values = Object.fromEntries([...fields].map((field) => [field, mergedValues(profiles, field)]));
  const opinions = profiles.flatMap((profile) => profile.opinions);
  return {
    leadId: own.leadId,
    version: profiles.reduce((sum, { version }) => sum + version, 0),
    values,
    feedback: newestFirst(profiles.flatMap(({ feedback }) => feedback)),
    opinions: opinions.filter((one) => shownOf(opinions.filter(({ question }) => question === one.question)) === one),
  };
}

function mergedValues(profiles: Profiles, field: ValueField): Said[] {
  if (isList(field)) {
    const all = profiles.flatMap((profile) => valuesOf(profile, field));
    return all.filter(({ value }, place) => all.findIndex((one) => fold(one.value) === fold(value)) === place);
  }
  const shown = profiles[holderOf(profiles, field)] ?? profiles[0];
  const rest = profiles.filter((profile) => profile !== shown);
  return [shown, ...rest].flatMap((profile) => valuesOf(profile, field));
}

const isList = (field: string): field is ListField => ListField.safeParse(field).success;
const newestFirst = <One extends Said>(said: readonly One[]): One[] => [...said].sort((one, other) => (one.at < other.at ? 1 : -1));
const shownOf = <One extends Said>(said: readonly One[]): One | undefined => said.find(({ verified }) => verified) ?? said[0];

/** The place of the record whose value of a field is shown; the one that is left where none has any. */
function holderOf(profiles: Profiles, field: ValueField): number {
  const shown = shownOf(profiles.flatMap((profile) => valuesOf(profile, field).slice(0, 1)));
  return Math.max(
    0,
    profiles.findIndex((profile) => shown !== undefined && valuesOf(profile, field)[0] === shown),
  );
}

/** Profiles with what somebody said, in their order, and the names of the fields that changed. */
export interface AllChanged {
  readonly profiles: Profiles;
  readonly fields: readonly ProfileTarget[];
}

/** Sets fields by a colleague's word. Each is set where the value lies that it replaces, so that it goes with that record when a merge is undone. */
export function withWishOfAll(before: Profiles, wish: Wish, word: Word): AllChanged {
  return Object.entries(wish).reduce<AllChanged>(
    (stands, [name, wanted]) => (wanted === undefined ? stands : together(stands, wishesOf(stands.profiles, name, wanted), word)),
    { profiles: before, fields: [] },
  );
}

/** What is to be set in each profile; undefined: nothing. */
function wishesOf(profiles: Profiles, name: string, wanted: string | readonly string[] | null): (Wish | undefined)[] {
  const field = name as ValueField;
  if (wanted === null) return profiles.map(() => ({ [name]: null }));
  if (!isList(name)) return profiles.map((_, place) => (place === holderOf(profiles, field) ? { [name]: wanted } : undefined));
  const parts = typeof wanted === 'string' ? [wanted] : wanted;
  const known = profiles.map((profile) => new Set(valuesOf(profile, field).map(({ value }) => fold(value))));
  return known.map((own, place) => {
    const isElsewhere = (part: string) => known.some((others, at) => at !== place && others.has(fold(part)));
    return { [name]: parts.filter((part) => own.has(fold(part)) || (place === 0 && !isElsewhere(part))) };
  });
}

function together({ profiles, fields }: AllChanged, wishes: readonly (Wish | undefined)[], word: Word): AllChanged {
  const changed = profiles.map((profile, place) => withWish(profile, wishes[place] ?? {}, word));
  return collected(changed, fields);
}

function collected(changed: readonly Changed[], fields: readonly ProfileTarget[]): AllChanged {
  const [own, ...others] = changed.map(({ profile }) => profile);
  if (!own) throw new TypeError('a person has a profile');
  return { profiles: [own, ...others], fields: [...new Set([...fields, ...changed.flatMap((one) => one.fields)])] };
}

/** Takes in what a colleague wrote down: an answer where the one lies that it replaces, as `withWishOfAll`. */
export function withAnswersOfAll(before: Profiles, answers: readonly Answer[], word: Word): AllChanged {
  return answers.reduce<AllChanged>(
    ({ profiles, fields }, answer) => {
      const holder = holderOfAnswer(profiles, answer);
      const changed = profiles.map((profile, place) =>
        place === holder ? withAnswers(profile, [unknownOf(answer, profiles, place)], word) : { profile, fields: [] },
      );
      return collected(changed, fields);
    },
    { profiles: before, fields: [] },
  );
}

function holderOfAnswer(profiles: Profiles, { target, question }: Answer): number {
  if (target === 'feedback' || isList(target)) return 0;
  if (target !== 'opinion') return holderOf(profiles, target);
  const shown = shownOf(profiles.flatMap(({ opinions }) => opinions.filter((one) => one.question === question)));
  return Math.max(
    0,
    profiles.findIndex(({ opinions }) => opinions.some((one) => one === shown)),
  );
}

/** Parts of a list that another of the records has already are no news. */
function unknownOf(answer: Answer, profiles: Profiles, place: number): Answer {
  const { target } = answer;
  if (!isList(target)) return answer;
  const known = new Set(profiles.flatMap((one, at) => (at === place ? [] : valuesOf(one, target).map(({ value }) => fold(value)))));
  return { ...answer, texts: answer.texts.filter((text) => !known.has(fold(text))) };
}

/**
 * Parts what was said while two records were one: what posts of the part said goes to the part, with the word of a colleague that replaced it.
 * `left`: of the records that stay. `posts`: references of those of the part.
 */
export function partProfiles(
  left: readonly Profile[],
  part: Profile,
  posts: ReadonlySet<string>,
): { readonly left: readonly Profile[]; readonly part: Profile } {
  let after = part;
  const stays = left.map((profile) => {
    const split = splitProfile(profile, ({ source }, isAfter) => (source.kind === 'submission' ? posts.has(source.id) : isAfter));
    if (!split) return profile;
    after = withAllOf(after, split.gone);
    return split.kept;
  });
  return { left: stays, part: after };
}

/** `isAfter`: what stood before it goes as well. */
type Goes = (said: Said, isAfter: boolean) => boolean;

/** Returns null where nothing goes. */
function splitProfile(profile: Profile, goes: Goes): { readonly kept: Profile; readonly gone: Profile } | null {
  const fields = Object.entries(profile.values) as [ValueField, Said[]][];
  const values = fields.map(([field, said]) => [field, isList(field) ? each(said, goes) : inTurn(said, goes)] as const);
  const [feedback, opinions] = [each(profile.feedback, goes), each(profile.opinions, goes)];
  if ([...values.map(([, split]) => split), feedback, opinions].every(({ gone }) => gone.length === 0)) return null;
  const side = (name: 'kept' | 'gone'): Profile => ({
    ...profile,
    values: Object.fromEntries(values.map(([field, split]) => [field, split[name]])),
    feedback: feedback[name],
    opinions: opinions[name],
  });
  return { kept: side('kept'), gone: side('gone') };
}

function each<One extends Said>(said: readonly One[], goes: Goes): { readonly kept: One[]; readonly gone: One[] } {
  return { kept: said.filter((one) => !goes(one, false)), gone: said.filter((one) => goes(one, false)) };
}

/** Of the history of one value: a colleague's word goes with what it replaced. */
function inTurn(said: readonly Said[], goes: Goes): { readonly kept: Said[]; readonly gone: Said[] } {
  const [kept, gone]: [Said[], Said[]] = [[], []];
  let isAfter = false;
  for (const one of [...said].reverse()) {
    isAfter = goes(one, isAfter);
    (isAfter ? gone : kept).unshift(one);
  }
  return { kept, gone };
}

function withAllOf(profile: Profile, more: Profile): Profile {
  const fields = Object.keys(more.values) as ValueField[];
  const values = fields.flatMap((field): [ValueField, Said[]][] => {
    const [came, past] = [valuesOf(more, field), valuesOf(profile, field)];
    if (came.length === 0) return [];
    if (isList(field)) {
      const known = new Set(past.map(({ value }) => fold(value)));
      return [[field, [...came.filter(({ value }) => !known.has(fold(value))), ...past].slice(0, mostKept.parts)]];
    }
    const stands = past[0]?.verified && !came[0]?.verified;
    return [[field, (stands ? [...past, ...came] : [...came, ...past]).slice(0, mostKept.history)]];
  });
  return {
    ...profile,
    values: { ...profile.values, ...Object.fromEntries(values) },
    feedback: newestFirst([...more.feedback, ...profile.feedback]).slice(0, mostKept.remarks),
    opinions: withOpinions(profile.opinions, more.opinions),
  };
}

function withOpinions(past: readonly Opinion[], came: readonly Opinion[]): Opinion[] {
  const heard = new Set(past.flatMap(({ question, verified }) => (verified ? [question] : [])));
  const fresh = came.filter(({ question, verified }) => verified || !heard.has(question));
  const asked = new Set(fresh.map(({ question }) => question));
  return [...fresh, ...past.filter(({ question }) => !asked.has(question))].slice(0, mostKept.opinions);
}
