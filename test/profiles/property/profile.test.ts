import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeadId } from '../../../shared/platform/ids.ts';
import { noProfile, type Profile } from '../../../shared/profiles/profile.ts';
import { ProfileTarget, profileChoices } from '../../../shared/profiles/profile-config.ts';
import { withAnswers, withWish } from '../../../shared/profiles/rules-profile.ts';
import { size } from '../../support/proof.ts';

const texts = ['now', 'later', 'Kho', 'KHO', 'Hóa đơn', '5', 'female', ''];
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 3, minute)).toISOString();

const anyAct = fc.record({
  who: fc.constantFrom('post', 'colleague'),
  minute: fc.nat(30),
  target: fc.constantFrom(...ProfileTarget.options),
  text: fc.constantFrom(...texts),
});

function profileAfter(acts: readonly (typeof anyAct extends fc.Arbitrary<infer Act> ? Act : never)[]): Profile {
  return acts.reduce(
    (profile, { who, minute, target, text }, index) => {
      const word = {
        at: at(minute),
        source: { kind: who === 'post' ? ('submission' as const) : ('user' as const), id: `${who}-${index}` },
        verified: who !== 'post',
      };
      if (who === 'colleague' && target !== 'feedback' && target !== 'opinion' && text !== '') {
        return withWish(profile, { [target]: ['needs', 'interests', 'buyingHabits'].includes(target) ? [text] : text }, word).profile;
      }
      return withAnswers(profile, text === '' ? [] : [{ target, question: `f.${target}`, texts: [text] }], word).profile;
    },
    noProfile(LeadId.parse('L1')),
  );
}

describe('whatever posts and colleagues say, in whatever order', () => {
  it('no post takes the place of what a colleague said last', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), (acts) => {
        const profile = profileAfter(acts);
        for (const target of ['incomeBand', 'address'] as const) {
          const heard = acts.filter((act) => act.who === 'colleague' && act.target === target && act.text !== '').at(-1);
          if (heard) expect(profile.values[target]?.[0]).toMatchObject({ value: heard.text, verified: true });
        }
      }),
      { numRuns: size(300, 20_000) },
    );
  });

  it('it stays bounded, holds a part of a list once, and of posts only answers that a field can have', () => {
    fc.assert(
      fc.property(
        fc.array(
          anyAct.filter(({ who }) => who === 'post'),
          { maxLength: 60 },
        ),
        (acts) => {
          const profile = profileAfter(acts);
          for (const [field, said] of Object.entries(profile.values)) {
            const choices: readonly string[] | undefined = Object.entries(profileChoices).find(([name]) => name === field)?.[1];
            expect(said.length).toBeLessThanOrEqual(20);
            if (choices) expect(said.every(({ value }) => choices.includes(value))).toBe(true);
            if (field === 'needs') expect(new Set(said.map(({ value }) => value.toLowerCase())).size).toBe(said.length);
          }
          expect(profile.opinions.length).toBeLessThanOrEqual(50);
          expect(profile.feedback.length).toBeLessThanOrEqual(20);
        },
      ),
      { numRuns: size(300, 20_000) },
    );
  });
});
