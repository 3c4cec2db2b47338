import file from '../../../config/data/vn-provinces.json' with { type: 'json' };

/** A name, the province that it must lead to, and the former unit it names (null for a present one). */
export type Named = { name: string; code: string; former: string | null; type: 'city' | 'province' };

const presentNames = new Set(file.provinces.map(({ name }) => name));

/** 34 present and 63 former names; those in both lists mean the present province. */
export const names: readonly Named[] = file.provinces.flatMap(({ code, name, type, formerUnits }) => [
  { name, code, former: null, type: type === 'city' ? ('city' as const) : ('province' as const) },
  ...formerUnits.map((unit) => ({
    name: unit.name,
    code,
    former: presentNames.has(unit.name) ? null : unit.oldCode,
    type: 'province' as const,
  })),
]);

/** What a keyboard without Vietnamese gives; independent of the code under test. */
export function unmarked(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đðɖ]/g, 'd')
    .replace(/[ĐÐƉ]/g, 'D');
}

// The mark on the second vowel ("Hoà") is the older habit beside "Hòa"; no normal form joins the two.
const olderTone = (text: string) =>
  text.normalize('NFC').replace(/òa|óa|ỏa|õa|ọa/gi, (pair) => `o${'àáảãạ'['òóỏõọ'.indexOf(pair.charAt(0).toLowerCase())]}`);

const scripts: readonly ((name: string) => string)[] = [
  (name) => name.normalize('NFC'),
  (name) => name.normalize('NFD'),
  unmarked,
  olderTone,
  (name) => name.replaceAll('Đ', 'Ð').replaceAll('đ', 'ð'),
  (name) => name.replaceAll('Đ', 'Ɖ'),
  (name) => name.replace(/ /g, '\u200b \u00ad'),
];
const cases: readonly ((text: string) => string)[] = [(text) => text, (text) => text.toUpperCase(), (text) => text.toLowerCase()];
const spacings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.replaceAll(' ', '  '),
  (name) => name.replaceAll(' ', '\u00a0'),
  (name) => name.replaceAll(' ', '-'),
  (name) => name.replaceAll(' ', ''),
  (name) => ` ${name}. `,
];
const frames: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `tỉnh ${name}`,
  (name) => `Tỉnh${name}`,
  (name) => `thành phố ${name}`,
  (name) => `TP ${name}`,
  (name) => `TP. ${name}`,
  (name) => `TP.${name}`,
  (name) => `T.P. ${name}`,
  (name) => `T. ${name}`,
  (name) => `${name} City`,
  (name) => `${name} Province`,
  (name) => `${name}, Việt Nam`,
];

/** Every way to type a name that the rules promise to read. */
export function spellingsOf(name: string): Set<string> {
  const all = new Set<string>();
  for (const script of scripts)
    for (const spacing of spacings)
      for (const frame of frames) for (const letterCase of cases) all.add(letterCase(frame(script(spacing(name)))));
  return all;
}
