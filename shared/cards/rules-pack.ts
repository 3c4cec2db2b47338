import {
  type Card,
  type FacetCode,
  facetCode,
  kindLetters,
  regionLetters,
  stageLetters,
  statusLetters,
  temperatureLetters,
} from './card.ts';

/** A card as indexes keep it; most of the bytes of every list are cards. */
const maxBytes = 400;
const codeLength = 6;

/**
 * Packs a card into one string: fields by letter, divided by `;`, empty ones left out. A reader skips letters that it does not know, so
 * that two versions of the code can list side by side.
 */
export function packCard(card: Card): string {
  const fields: readonly (readonly [letter: string, value: string | null])[] = [
    ['c', Date.parse(card.createdAt).toString(36)],
    ['r', regionLetters[card.region]],
    ['p', card.provinceCode],
    ['s', stageLetters[card.stage]],
    ['t', temperatureLetters[card.temperature]],
    ['v', statusLetters[card.status]],
    ['b', card.kind && kindLetters[card.kind]],
    ['o', card.owner],
    ['w', card.pool],
    ['n', card.needPools.join('')],
    ['f', card.sourceId],
    ['u', card.utmSource],
    ['k', card.utmCampaign],
    ['i', card.products.join('')],
    ['g', card.tags.join('')],
    ['x', card.overflow ? '1' : null],
  ];
  const packed = fields.flatMap(([letter, value]) => (value === null || value === '' ? [] : [letter + value])).join(';');
  if (packed.length > maxBytes) throw new RangeError('a card is larger than an index entry should be');
  return packed;
}

/** Reads a packed card; null for what this version cannot read: then only the lead tells. */
export function parseCard(packed: unknown): Card | null {
  if (typeof packed !== 'string') return null;
  const fields = new Map(packed.split(';').map((field) => [field.slice(0, 1), field.slice(1)]));
  const createdMs = Number.parseInt(fields.get('c') ?? '', 36);
  const region = nameOf(regionLetters, fields.get('r'));
  const stage = nameOf(stageLetters, fields.get('s'));
  const temperature = nameOf(temperatureLetters, fields.get('t'));
  const status = nameOf(statusLetters, fields.get('v') ?? '');
  if (Number.isNaN(createdMs) || region === null || stage === null || status === null || temperature === null) return null;
  const code = (letter: string): FacetCode | null => codesIn(fields.get(letter))[0] ?? null;
  return {
    createdAt: new Date(createdMs).toISOString(),
    region,
    provinceCode: fields.get('p') ?? null,
    stage,
    status,
    temperature,
    kind: nameOf(kindLetters, fields.get('b')),
    owner: code('o'),
    pool: code('w'),
    needPools: codesIn(fields.get('n')),
    products: codesIn(fields.get('i')),
    tags: codesIn(fields.get('g')),
    sourceId: code('f'),
    utmSource: code('u'),
    utmCampaign: code('k'),
    overflow: fields.has('x'),
  };
}

function nameOf<Name extends string>(letters: Readonly<Record<Name, string>>, letter: string | undefined): Name | null {
  const names = Object.keys(letters) as Name[];
  return names.find((name) => letters[name] === letter) ?? null;
}

function codesIn(text = ''): FacetCode[] {
  const count = Math.floor(text.length / codeLength);
  return Array.from({ length: count }, (_, index) => facetCode(text.slice(index * codeLength, (index + 1) * codeLength)));
}
