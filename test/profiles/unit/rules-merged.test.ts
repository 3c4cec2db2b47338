import { describe, expect, it } from '@jest/globals';
import { LeadId } from '../../../shared/platform/ids.ts';
import { noProfile, type Profile, type Said } from '../../../shared/profiles/profile.ts';
import { mergedProfile, partProfiles, withAnswersOfAll, withWishOfAll } from '../../../shared/profiles/rules-merged.ts';

const [left, part] = [LeadId.parse('L1'), LeadId.parse('L2')];
const at = (minute: number) => `2026-03-02T02:${String(minute).padStart(2, '0')}:00.000Z`;
const posted = (value: string, minute: number, post = `form/contact/${minute}`): Said => ({
  value,
  at: at(minute),
  source: { kind: 'submission', id: post },
  verified: false,
});
const heard = (value: string, minute: number): Said => ({ value, at: at(minute), source: { kind: 'user', id: 'U1' }, verified: true });
const profile = (leadId: LeadId, values: Profile['values'], more: Partial<Profile> = {}): Profile => ({
  ...noProfile(leadId),
  version: 1,
  values,
  ...more,
});
const colleague = { at: at(30), source: { kind: 'user' as const, id: 'U2' }, verified: true };
const valuesIn = (said: readonly Said[] | undefined) => said?.map(({ value }) => value);

describe('the profile of a person of two records', () => {
  const one = profile(left, { gender: [posted('female', 1)], needs: [posted('Kho', 1)] }, { feedback: [posted('Tốt', 1)] });
  const other = profile(
    part,
    { gender: [posted('male', 5)], readiness: [posted('now', 5)], needs: [posted('kho', 5), posted('Kế toán', 5)] },
    { version: 2, feedback: [posted('Rất tốt', 5)], opinions: [{ ...posted('Có', 5), question: 'f.q' }] },
  );

  it('shows the values of the one that is left, and what only the other one has', () => {
    const { values, feedback, opinions, version } = mergedProfile([one, other]);

    expect([values.gender, values.readiness, values.needs].map(valuesIn)).toEqual([['female', 'male'], ['now'], ['Kho', 'Kế toán']]);
    expect([valuesIn(feedback), valuesIn(opinions), version]).toEqual([['Rất tốt', 'Tốt'], ['Có'], 3]);
  });

  it('shows a colleague’s word before a post’s, whoever’s record it is of', () => {
    const verified = profile(part, { gender: [heard('male', 5)] });

    expect(valuesIn(mergedProfile([one, verified]).values.gender)).toEqual(['male', 'female']);
  });

  it('is set where the value lies that is replaced', () => {
    const { profiles, fields } = withWishOfAll(
      [one, other],
      { readiness: 'months', gender: 'other', needs: ['Kế toán', 'Nhân sự'], ageBand: '25-34' },
      colleague,
    );

    const [kept, others] = profiles;
    expect(
      [kept.values, others?.values].map((values) => Object.fromEntries(Object.entries(values ?? {}).map(([f, s]) => [f, valuesIn(s)]))),
    ).toEqual([
      { gender: ['other', 'female'], needs: ['Nhân sự'], ageBand: ['25-34'] },
      { gender: ['male'], readiness: ['months', 'now'], needs: ['Kế toán'] },
    ]);
    expect([...fields].sort()).toEqual(['ageBand', 'gender', 'needs', 'readiness']);
  });

  it('has nothing of a field any more that is taken away', () => {
    const { profiles } = withWishOfAll([one, other], { gender: null, needs: [] }, colleague);

    expect([mergedProfile(profiles).values.gender, mergedProfile(profiles).values.needs]).toEqual([[], []]);
  });

  it('takes the answers of a survey in where the former ones lie', () => {
    const answers = [
      { target: 'opinion' as const, question: 'f.q', texts: ['Không'] },
      { target: 'needs' as const, question: 'f.n', texts: ['Kế toán'] },
      { target: 'feedback' as const, question: '', texts: ['Gọi lại'] },
    ];

    const { profiles, fields } = withAnswersOfAll([one, other], answers, colleague);

    expect([valuesIn(profiles[0].feedback), valuesIn(profiles[1]?.opinions), profiles[0].values.needs]).toEqual([
      ['Gọi lại', 'Tốt'],
      ['Không'],
      one.values.needs,
    ]);
    expect(fields).toEqual(['opinion', 'feedback']);
  });
});

describe('a merge that is undone', () => {
  it('gives the part what its posts said since, and what colleagues made of it', () => {
    const one = profile(
      left,
      {
        readiness: [heard('now', 22), posted('months', 20, 'hers'), posted('year', 15, 'mine'), posted('now', 1)],
        needs: [posted('Kho', 20, 'hers')],
      },
      { feedback: [posted('Chậm', 21, 'hers'), posted('Tốt', 2)], opinions: [{ ...posted('Có', 20, 'hers'), question: 'f.q' }] },
    );
    const other = profile(part, { readiness: [posted('year', 3)] });

    const parted = partProfiles([one], other, new Set(['hers']));

    expect(valuesIn(parted.left[0]?.values.readiness)).toEqual(['year', 'now']);
    expect([valuesIn(parted.left[0]?.feedback), parted.left[0]?.opinions, parted.left[0]?.values.needs]).toEqual([['Tốt'], [], []]);
    expect(valuesIn(parted.part.values.readiness)).toEqual(['now', 'months', 'year']);
    expect([parted.part.feedback, parted.part.opinions, parted.part.values.needs].map(valuesIn)).toEqual([['Chậm'], ['Có'], ['Kho']]);
  });

  it('changes nothing where its posts said nothing of it', () => {
    const [one, other] = [profile(left, { readiness: [heard('now', 22)] }), profile(part, {})];

    const parted = partProfiles([one], other, new Set(['hers']));

    expect([parted.left[0] === one, parted.part === other]).toEqual([true, true]);
  });
});
