import { type Card, type FacetCode, kindLetters, regionLetters, stageLetters, statusLetters, temperatureLetters } from './card.ts';

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

/** Reads a packed card; null for what this version cannot read: then only the lead tells. A list reads thousands of them for a page. */
export function parseCard(packed: unknown): Card | null {
  if (typeof packed !== 'string') return null;
  const fields: Record<string, string | undefined> = {};
  for (const field of packed.split(';')) fields[field.charAt(0)] = field.slice(1);
  const createdMs = Number.parseInt(fields.c ?? '', 36);
  const region = regions.get(fields.r ?? 'none');
  const stage = stages.get(fields.s ?? 'none');
  const temperature = temperatures.get(fields.t ?? 'none');
  const status = statuses.get(fields.v ?? '');
  if (Number.isNaN(createdMs) || region === undefined || stage === undefined || status === undefined || temperature === undefined)
    return null;
  return {
    createdAt: new Date(createdMs).toISOString(),
    region,
    provinceCode: fields.p ?? null,
    stage,
    status,
    temperature,
    kind: kinds.get(fields.b ?? 'none') ?? null,
    owner: codesIn(fields.o)[0] ?? null,
    pool: codesIn(fields.w)[0] ?? null,
    needPools: codesIn(fields.n),
    products: codesIn(fields.i),
    tags: codesIn(fields.g),
    sourceId: codesIn(fields.f)[0] ?? null,
    utmSource: codesIn(fields.u)[0] ?? null,
    utmCampaign: codesIn(fields.k)[0] ?? null,
    overflow: fields.x !== undefined,
  };
}

const namesByLetter = <Name extends string>(letters: Readonly<Record<Name, string>>): ReadonlyMap<string, Name> =>
  new Map((Object.keys(letters) as Name[]).map((name) => [letters[name], name]));

const regions = namesByLetter(regionLetters);
const stages = namesByLetter(stageLetters);
const temperatures = namesByLetter(temperatureLetters);
const statuses = namesByLetter(statusLetters);
const kinds = namesByLetter(kindLetters);

function codesIn(text = ''): FacetCode[] {
  const codes: FacetCode[] = [];
  // To ask the schema for each would take half of the time of a list.
  for (let end = codeLength; end <= text.length; end += codeLength) codes.push(text.slice(end - codeLength, end) as FacetCode);
  return codes;
}
