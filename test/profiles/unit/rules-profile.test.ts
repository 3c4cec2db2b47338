import { describe, expect, it } from '@jest/globals';
import { LeadId } from '../../../shared/platform/ids.ts';
import { noProfile, type Profile, type ValueField } from '../../../shared/profiles/profile.ts';
import type { ProfileTarget } from '../../../shared/profiles/profile-config.ts';
import { type Answer, answersTo, withAnswers, withWish } from '../../../shared/profiles/rules-profile.ts';

const empty = noProfile(LeadId.parse('L1'));
const post = (day: number) => ({
  at: `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`,
  source: { kind: 'submission' as const, id: `form/khao-sat/${day}` },
  verified: false,
});
const colleague = (day: number) => ({ ...post(day), source: { kind: 'user' as const, id: 'admin' }, verified: true });
const says = (target: ProfileTarget, ...texts: string[]): Answer => ({ target, question: `khao-sat.${target}`, texts });
const values = (profile: Profile, field: ValueField) => profile.values[field]?.map(({ value }) => value);

describe('answers of a form', () => {
  const form = {
    id: 'khao-sat',
    fields: [{ name: 'need', mapsTo: 'needs' as const }, { name: 'why', mapsTo: 'feedback' as const }, { name: 'company' }],
  };

  it('are those to questions that tell of the person', () => {
    expect(answersTo(form, { need: 'Kho\nHóa đơn', why: 'Tốt,\nnhưng chậm', company: 'Sông Thu' })).toEqual([
      { target: 'needs', question: 'khao-sat.need', texts: ['Kho', 'Hóa đơn'] },
      { target: 'feedback', question: 'khao-sat.why', texts: ['Tốt, nhưng chậm'] },
    ]);
  });

  it('are none where nothing was typed, and of fields that objects have by nature', () => {
    expect(answersTo({ id: 'x', fields: [{ name: 'constructor', mapsTo: 'needs' }] }, {})).toEqual([]);
    expect(answersTo(form, { need: ' \n ' })).toEqual([]);
  });
});

describe('a profile', () => {
  it('takes the newest word, and keeps those before', () => {
    const first = withAnswers(empty, [says('readiness', 'later')], post(1)).profile;
    const { profile, fields } = withAnswers(first, [says('readiness', 'now')], post(2));

    expect(values(profile, 'readiness')).toEqual(['now', 'later']);
    expect(fields).toEqual(['readiness']);
  });

  it('takes no post that was said before what stands, nor one in place of what a colleague heard', () => {
    const stands = withAnswers(empty, [says('readiness', 'now')], post(5)).profile;
    const heard = withWish(empty, { readiness: 'later' }, colleague(1)).profile;

    expect(withAnswers(stands, [says('readiness', 'no')], post(4)).profile).toBe(stands);
    expect(withAnswers(heard, [says('readiness', 'now')], post(9)).profile).toBe(heard);
  });

  it('takes no answer that a question cannot have', () => {
    expect(withAnswers(empty, [says('gender', 'robot'), says('satisfaction', '11')], post(1))).toEqual({ profile: empty, fields: [] });
  });

  it('adds up lists, a part once however it is spelt, and drops first what posts told of', () => {
    const heard = withWish(empty, { needs: ['Kho'] }, colleague(1)).profile;
    const many = Array.from({ length: 30 }, (_, index) => `Nhu cầu ${index}`);
    const { profile } = withAnswers(heard, [says('needs', 'KHO', ...many)], post(2));

    expect(values(profile, 'needs')).toHaveLength(20);
    expect(values(profile, 'needs')).toContain('Kho');
    expect(values(profile, 'needs')).not.toContain('KHO');
  });

  it('keeps the newest answer to each question of a survey, and each remark once', () => {
    const once = withAnswers(empty, [says('opinion', 'Rẻ hơn'), says('feedback', 'Tốt')], post(1)).profile;
    const again = withAnswers(once, [says('opinion', 'Nhanh hơn'), says('feedback', 'Tốt')], post(2)).profile;

    expect(again.opinions.map(({ value }) => value)).toEqual(['Nhanh hơn']);
    expect(again.feedback).toHaveLength(2);
    expect(withAnswers(again, [says('feedback', 'Tốt')], post(2)).profile).toBe(again);
  });

  it('is set and emptied by a colleague, and keeps whose word the rest of a list is', () => {
    const posted = withAnswers(empty, [says('needs', 'Kho', 'Hóa đơn'), says('ageBand', '25-34')], post(1)).profile;
    const { profile, fields } = withWish(posted, { needs: ['Kho', 'Lương'], ageBand: null }, colleague(2));

    expect(fields).toEqual(['needs', 'ageBand']);
    expect(profile.values.needs).toMatchObject([
      { value: 'Kho', verified: false },
      { value: 'Lương', verified: true },
    ]);
    expect(profile.values.ageBand).toEqual([]);
    expect(withWish(profile, { needs: ['Kho', 'Lương'], ageBand: null }, colleague(3)).profile).toBe(profile);
  });
});
