import { expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { CompanyConfig } from '../../../shared/company/index.ts';
import type { ConfigDocument, ConfigKind, ConfigReader, ConfigSet } from '../../../shared/config/index.ts';
import { placeOf } from '../../../shared/facts/index.ts';
import { NotFoundError } from '../../../shared/platform/errors.ts';
import { LeadId } from '../../../shared/platform/ids.ts';

const [company] = defaultConfig.company;
const zones: readonly (readonly [publishedAt: string, timeZone: string])[] = [
  ['2026-01-01T00:00:00.000Z', 'Asia/Ho_Chi_Minh'],
  ['2026-11-10T00:00:00.000Z', 'Asia/Ho_Chi_Minh'],
  ['2026-12-05T00:00:00.000Z', 'America/New_York'],
];

/** A company that moved its days to another zone in December; the second version changed something else. */
function movingCompany(): ConfigReader {
  const version = async <Document extends ConfigDocument>(kind: ConfigKind<Document>, number: number): Promise<ConfigSet<Document>> => {
    const [publishedAt, timeZone] = zones[number - 1] ?? [];
    if (publishedAt === undefined) throw new NotFoundError('no such version');
    const document = CompanyConfig.parse({ ...company, timeZone }) as unknown as Document;
    return { kind: kind.name, version: number, publishedAt, documents: new Map([['company', document]]) };
  };
  return { version, current: (kind) => version(kind, zones.length), at: async () => undefined };
}

it.each([
  ['2026-11-30T17:30:00.000Z', '2026-12', 'half an hour into December in Vietnam, whatever the zone became'],
  ['2025-12-31T18:00:00.000Z', '2026-01', 'before anything was published'],
  ['2027-01-01T03:00:00.000Z', '2026-12', 'still December in New York, where the days are since'],
  ['2026-12-05T00:00:00.000Z', '2026-12', 'the moment of the change'],
])('who arrived at %s is of %s: %s', async (arrivedAt, month) => {
  expect((await placeOf(LeadId.parse('L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM'), arrivedAt, movingCompany())).month).toBe(month);
});
