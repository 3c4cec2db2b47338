import { describe, expect, it } from '@jest/globals';
import { fold } from '../../../shared/identity/index.ts';
import { RepId } from '../../../shared/platform/ids.ts';
import { findsOf, nameAtPlace, nameTurns, ownTurns, wordsBegin, wordsOf } from '../../../shared/search/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { anyNames } from '../../support/people-names.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const rep = RepId.parse('rep-lan');
const region = { ...sampleLead().region, macroRegion: 'south' as const };
const template = sampleLead({ phone: null, extraPhones: [], email: null, region, owner: null });
const own = { ...template, owner: { repId: rep, poolId: 'south', since: template.createdAt, decisionId: 'D1' } } as typeof template;

/** Whether a query asks for rows among which a name stands, and takes it for what it looks for. */
function isFound(name: string, typed: string, mine: boolean): boolean {
  const wanted = wordsOf(typed).map(({ folded }) => folded);
  const finds = findsOf({ ...(mine ? own : template), fullName: name });
  const turns = mine ? ownTurns(wanted, rep).slice(0, 1) : nameTurns(wanted, ['south']);
  const asked = turns.flatMap(({ wishes }) => wishes);
  return finds.some(({ kind, key, rest }) => {
    const isAsked = asked.some((wish) => wish.kind === kind && wish.key === key && rest.startsWith(wish.prefix));
    return (
      isAsked &&
      wordsBegin(
        wanted,
        wordsOf(nameAtPlace(rest)).map(({ folded }) => folded),
      )
    );
  });
}

/** What people type to find somebody; each has to find them. */
const spellings: Readonly<Record<string, (name: string) => string>> = {
  'composed letters': (name) => name.normalize('NFC'),
  'letters and marks': (name) => name.normalize('NFD'),
  'no accents': fold,
  capitals: (name) => name.toUpperCase(),
  'the word that they are called by first': (name) => [name.split(' ').at(-1), ...name.split(' ').slice(0, -1)].join(' '),
  'family and given name': (name) => [name.split(' ')[0], name.split(' ').at(-1)].join(' '),
  'the last two words': (name) => name.split(' ').slice(-2).join(' '),
  'the word that they are called by': (name) => name.split(' ').at(-1) ?? '',
};
/** By this a rep's own leads are gone through: they stand by the word that they are called by, with the family name behind it. */
const notByOwnName = new Set(['the last two words']);

describe('T25: a name of real syllables', () => {
  const names = anyNames(runs(300, 100_000), seed);

  it.each(Object.keys(spellings))('is found by %s, every time', (how) => {
    const spell = spellings[how] ?? String;
    const lost = names.filter((name) => !isFound(name, spell(name), false));

    expect(lost).toEqual([]);
    report(`names found by ${how}: ${names.length}, seed ${seed}`);
  });

  it.each(Object.keys(spellings).filter((how) => !notByOwnName.has(how)))('is found among a rep’s own by %s', (how) => {
    const spell = spellings[how] ?? String;
    const lost = names.filter((name) => !isFound(name, spell(name), true));

    expect(lost).toEqual([]);
  });

  it('keeps its letters whole, however long it is', () => {
    const long = names.slice(0, 40).join(' ');
    const kept = findsOf({ ...template, fullName: long }).map(({ rest }) => nameAtPlace(rest));

    for (const name of kept) expect(long.toLowerCase().normalize('NFC')).toContain(name.slice(0, 40));
    expect(kept.every((name) => name.isWellFormed() && !/^\p{M}/u.test(name))).toBe(true);
  });
});

describe('no key', () => {
  it('takes in more than an eighth of all names', () => {
    const names = anyNames(runs(1_000, 100_000), seed);
    const counts = new Map<string, number>();
    for (const fullName of names) {
      const keys = findsOf({ ...template, fullName }).map(({ kind, key }) => `${kind} ${key}`);
      for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }

    const [key, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));

    report(`largest key of names: ${count} of ${names.length} under "${key}"`);
    expect(count / names.length).toBeLessThan(0.12);
  });
});
