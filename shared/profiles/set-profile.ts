import { type Actor, leadUpdated } from '../../events/index.ts';
import { fold } from '../identity/text.ts';
import { draftEntry, noteOnLead, readLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { IdSource, LeadId } from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import type { Profile } from './profile.ts';
import { entryNameOf } from './profile-by-post.ts';
import type { ProfileTarget } from './profile-config.ts';
import { mergedProfile, withAnswersOfAll, withWishOfAll } from './rules-merged.ts';
import { answersTo, type Wish } from './rules-profile.ts';
import { profileWords } from './rules-words.ts';
import { putProfiles, readProfiles } from './store.ts';

export interface SetProfileParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** The answers that a colleague wrote down to the questions of a form. */
export interface Survey {
  readonly form: {
    readonly id: string;
    readonly fields: readonly {
      readonly name: string;
      readonly mapsTo?: ProfileTarget | undefined;
      readonly options?: readonly { readonly value: string }[] | undefined;
    }[];
  };
  readonly answers: Readonly<Record<string, string>>;
}

/** What a colleague says of a person. */
export interface ProfileAsked {
  readonly leadId: LeadId;
  readonly values: Wish;
  readonly feedback: string | undefined;
  readonly survey: Survey | undefined;
  /** The bands of incomes that the company's forms offer; null: it has none, and takes any text. */
  readonly incomeBands: readonly string[] | null;
  /** The version of the profile that they saw. @default - any */
  readonly seenVersion?: number | undefined;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly along: (profile: Profile) => readonly WriteItem[];
}

/**
 * Notes what a colleague knows of a person; no post replaces it from then on.
 * @returns the profile as it stands after it
 * @throws NotFoundError; PreconditionFailedError; InvalidInputError for answers to what the form does not ask of a person, and for an income
 * that no form offers
 */
export function setProfile(asked: ProfileAsked, { table, clock, ids }: SetProfileParts): Promise<Profile> {
  const { leadId, values, feedback, survey, incomeBands, seenVersion, actor, correlationId, along } = asked;
  refuseUnasked(survey);
  return untilWritten(async () => {
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) throw new NotFoundError('no such lead');
    const known = await readProfiles(table, lead);
    const before = mergedProfile(known);
    refuseOtherVersion('profile', before, seenVersion);
    const at = clock();
    const word = { at: at.toISOString(), source: { kind: 'user' as const, id: actor.id }, verified: true };
    const wished = withWishOfAll(known, withBand(values, before, incomeBands), word);
    const answers = [
      ...(survey ? answersTo(survey.form, survey.answers) : []),
      ...(feedback === undefined ? [] : [{ target: 'feedback' as const, question: '', texts: [feedback] }]),
    ];
    const { profiles, fields } = withAnswersOfAll(wished.profiles, answers, word);
    const changed = [...new Set([...wished.fields, ...fields])];
    if (changed.length === 0) {
      await writeIfAny(table, along(before));
      return before;
    }
    const writes = putProfiles(known, profiles);
    const after = { ...mergedProfile(profiles), version: before.version + writes.length };
    const act = { at, actor, cause: { correlationId, causationId: correlationId } };
    const entry = draftEntry(leadUpdated, { fields: changed.map(entryNameOf), submission: null });
    await table.transact([...writes, ...noteOnLead(lead, [entry], act, ids).writes, ...along(after)]);
    return after;
  });
}

/** Bands that everybody spells as they like could not be counted, nor asked for by a segment. What stands may stay. @throws InvalidInputError */
function withBand(values: Wish, before: Profile, bands: readonly string[] | null): Wish {
  const { incomeBand } = values;
  if (typeof incomeBand !== 'string' || bands === null || profileWords(before, 'incomeBand').includes(incomeBand)) return values;
  const band = bands.find((one) => fold(one) === fold(incomeBand));
  if (band !== undefined) return { ...values, incomeBand: band };
  throw new InvalidInputError('The profile cannot be changed like this.', [
    { path: 'incomeBand', message: `give one of ${bands.join(', ')}, as the forms offer them` },
  ]);
}

function refuseUnasked(survey: Survey | undefined): void {
  if (!survey) return;
  const fields = new Map(survey.form.fields.map((field) => [field.name, field]));
  const faults = Object.entries(survey.answers).flatMap(([name, answer]) => {
    const { mapsTo, options } = fields.get(name) ?? {};
    const path = `survey.answers.${name}`;
    if (mapsTo === undefined) return [{ path, message: 'the form asks no such question about the person' }];
    const isOffered = !options || answer.split('\n').every((part) => options.some(({ value }) => value === part));
    return isOffered ? [] : [{ path, message: `give one of ${options?.map(({ value }) => value).join(', ')}` }];
  });
  if (faults.length > 0) throw new InvalidInputError('answers to what the form does not ask', faults);
}
