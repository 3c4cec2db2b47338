import { z } from 'zod';
import { eventContracts } from '../events/index.ts';

/** The event catalogue as Markdown: what each event says, its data, an example, and the rule pattern that matches it. */
export function eventCatalogue(): string {
  const rows = eventContracts.map(
    ({ detailType, version, about }) => `| [\`${detailType}\`](#${anchor(detailType, version)}) | ${version} | ${about} |`,
  );
  return [
    '# Events',
    '',
    'Made by `npm run generate` from `events/`; do not edit. Source `pheu` on the bus `pheu`. An event is published for every timeline',
    'entry of a lead, at least once and in no promised order: dedupe on `detail.id`. Events carry ids, enums and names of fields, never a',
    "value of a person's; read the lead for those.",
    '',
    'A version is read tolerantly: fields are added to it, at any depth, and words to its enums. Ignore a field that you do not know, and',
    'treat an unknown word as none of those that you know. What is taken away or means something else is a new version.',
    '',
    '| event | version | says |',
    '|---|---|---|',
    ...rows,
    ...eventContracts.flatMap(section),
    '',
  ].join('\n');
}

type Contract = (typeof eventContracts)[number];

function section({ detailType, version, about, write, example, pattern }: Contract): string[] {
  return [
    '',
    `## ${detailType} v${version}`,
    '',
    about,
    '',
    '| data | type |',
    '|---|---|',
    ...Object.entries(propertiesOf(write)).map(([name, schema]) => `| \`${name}\` | ${typeText(schema)} |`),
    '',
    'Example of `detail`:',
    '',
    '```json',
    JSON.stringify(example, null, 2),
    '```',
    '',
    'Rule pattern:',
    '',
    '```json',
    JSON.stringify(pattern),
    '```',
  ];
}

const Shape = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

function propertiesOf(schema: z.ZodType): Record<string, unknown> {
  return Shape.parse(z.toJSONSchema(schema)).properties ?? {};
}

function typeText(schema: unknown): string {
  const { type, enum: options, const: only, anyOf, items, properties } = Shape.parse(schema);
  if (options) return options.map((option) => `\`${String(option)}\``).join(' · ');
  if (only !== undefined) return `\`${String(only)}\``;
  if (anyOf) return anyOf.map(typeText).join(' or ');
  if (items) return `list of ${typeText(items)}`;
  if (properties) return `{${Object.keys(properties).join(', ')}}`;
  return [type ?? 'any'].flat().join(' or ');
}

function anchor(detailType: string, version: number): string {
  return `${detailType.replaceAll('.', '')}-v${version}`;
}
