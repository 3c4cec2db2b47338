import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FormConfig, formKind } from '../../../shared/capture/form-config.ts';
import { fieldsToAsk } from '../../../shared/capture/index.ts';
import { checkReferences } from '../../../shared/config/check.ts';
import { formsWith } from '../../support/capture.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const numRuns = runs(500, 50_000);
report(`progressive forms: ${numRuns} forms, seed ${seed}`);

const [contact] = formsWith('contact');
const contacts = ['fullName', 'email', 'phone'];
const own = ['company', 'title', 'industry', 'companySize', 'province', 'product', 'branches', 'constructor'];
const field = (name: string) => ({ name, label: { vi: name, en: name }, type: 'text' });

/** Any form that can be published: contact details, then questions in any order, some of them asked over several visits. */
const anyForm = fc
  .record({
    names: fc
      .shuffledSubarray(own)
      .chain((questions) => fc.shuffledSubarray([...contacts, ...questions], { minLength: contacts.length + questions.length })),
    asked: fc.array(fc.constantFrom('step', 'once', 'each'), { minLength: own.length, maxLength: own.length }),
    order: fc.shuffledSubarray(own, { minLength: own.length }),
    atOnce: fc.integer({ min: 1, max: 10 }),
  })
  .map(({ names, asked, order, atOnce }) => {
    const those = (how: string) => order.filter((name) => names.includes(name) && asked[own.indexOf(name)] === how);
    return FormConfig.parse({ ...contact, fields: names.map(field), progressive: { fields: those('step'), once: those('once'), atOnce } });
  });
const anyKnown = fc.subarray([...own, ...contacts, 'message']).map((names) => new Set(names));
const namesOf = (form: FormConfig, known: ReadonlySet<string>) => fieldsToAsk(form, known).map(({ name }) => name);

describe('what a form asks', () => {
  it('is nothing that is known and asked once, at most so many at once of the rest, and each time whatever else the form has', () => {
    fc.assert(
      fc.property(anyForm, anyKnown, (form, known) => {
        const { fields, once, atOnce } = form.progressive ?? { fields: [], once: [], atOnce: 0 };
        const asked = namesOf(form, known);
        const kept = new Set([...fields, ...once]);

        expect(asked.filter((name) => kept.has(name) && known.has(name))).toEqual([]);
        const steps = fields.filter((name) => asked.includes(name));
        expect(steps).toEqual(fields.filter((name) => !known.has(name)).slice(0, atOnce));
        // In the order of the form, so that nothing jumps from visit to visit.
        const all = form.fields.map(({ name }) => name);
        expect(asked).toEqual(all.filter((name) => asked.includes(name)));
        for (const name of all.filter((one) => !kept.has(one))) expect(asked).toContain(name);
        expect(asked).toEqual(expect.arrayContaining(contacts));
      }),
      { numRuns, seed },
    );
  });

  it('comes to every question exactly once when each visit answers some of what it is asked', () => {
    fc.assert(
      fc.property(anyForm, fc.infiniteStream(fc.nat()), (form, luck) => {
        const questions = new Set([...(form.progressive?.fields ?? []), ...(form.progressive?.once ?? [])]);
        const known = new Set<string>();
        const answers: string[] = [];
        for (let visit = 0; visit <= questions.size; visit += 1) {
          const open = namesOf(form, known).filter((name) => questions.has(name));
          if (open.length === 0) break;
          // At least one, or the visits would never end.
          const given = open.filter((_, place) => place === 0 || luck.next().value % 2 === 0);
          answers.push(...given);
          for (const name of given) known.add(name);
        }

        expect(answers.toSorted()).toEqual([...questions].sort());
        expect(namesOf(form, known).filter((name) => questions.has(name))).toEqual([]);
      }),
      { numRuns, seed },
    );
  });

  it('is drawn from forms that could be published (the generator itself)', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        expect(checkReferences(new Map([[formKind, [form]]]))).toEqual([]);
      }),
      { numRuns: 50, seed },
    );
  });
});
